"""When is something true: half-open spans of time, always in UTC.

Source: ADR-0004 (instants are UTC, spans are half-open).
"""

from dataclasses import dataclass
from datetime import UTC, datetime


class NaiveInstantError(ValueError):
    """An instant without a zone reached the model."""

    def __init__(self, name: str) -> None:
        """Names the field that carried the instant."""
        super().__init__(f"{name} has no time zone; every instant is an aware UTC datetime")
        self.name = name


class EmptyIntervalError(ValueError):
    """A span ends before or when it starts."""

    def __init__(self, start_at: datetime, end_at: datetime) -> None:
        """Carries both ends."""
        super().__init__(f"interval ends at {end_at.isoformat()}, not after its start {start_at.isoformat()}")
        self.start_at = start_at
        self.end_at = end_at


def to_utc(instant: datetime, name: str = "instant") -> datetime:
    """The same instant in UTC.

    Args:
        instant: an aware datetime, any zone.
        name: the field it belongs to, for the error.

    Returns:
        The instant with zone UTC.

    Raises:
        NaiveInstantError: the instant has no zone.
    """
    if instant.tzinfo is None:
        raise NaiveInstantError(name)
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open span `[start_at, end_at)` in UTC; `end_at` None means "not ended yet"."""

    start_at: datetime
    end_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuses naive instants and spans that do not move forward."""
        object.__setattr__(self, "start_at", to_utc(self.start_at, "start_at"))
        if self.end_at is not None:
            object.__setattr__(self, "end_at", to_utc(self.end_at, "end_at"))
            if self.end_at <= self.start_at:
                raise EmptyIntervalError(self.start_at, self.end_at)

    def contains(self, at: datetime) -> bool:
        """Whether the instant lies in the span."""
        return self.start_at <= at and (self.end_at is None or at < self.end_at)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two spans share an instant."""
        return (other.end_at is None or self.start_at < other.end_at) and (
            self.end_at is None or other.start_at < self.end_at
        )

    def duration_s(self, at: datetime) -> int:
        """How long the span has lasted, in whole seconds.

        Args:
            at: the instant to measure to while the span has not ended.

        Returns:
            Seconds, 0 or more.
        """
        end_at = self.end_at if self.end_at is not None and self.end_at < at else at
        return max(0, int((end_at - self.start_at).total_seconds()))
