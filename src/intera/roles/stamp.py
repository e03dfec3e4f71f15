"""How is an instant written in a released document: ISO 8601 in UTC."""

from datetime import UTC, datetime


def stamp(when: datetime) -> str:
    """The instant as ISO 8601 text in UTC."""
    return when.isoformat() if when.tzinfo is UTC else when.astimezone(UTC).isoformat()


def stamp_or_none(when: datetime | None) -> str | None:
    """The instant as text, None staying None."""
    return None if when is None else stamp(when)
