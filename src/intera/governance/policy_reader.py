"""How is one key of a policy or playbook file read: typed, or refused with a sentence that names it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from numbers import Real
from typing import cast

from intera.model.verdict import Severity


class PolicyError(ValueError):
    """A severity policy cannot be used; the message names the policy and key and says what to do."""

    def __init__(self, key: str, problem: str, *, policy_id: str = "") -> None:
        """Names the key, dotted from the top of the file, and the problem with its remedy."""
        named = f"severity policy {policy_id}" if policy_id else "severity policy"
        super().__init__(f"{named}, {key}: {problem}")
        self.key = key
        self.problem = problem
        self.policy_id = policy_id


def mapping_at(raw: object, key: str) -> Mapping[str, object]:
    """The mapping at a key; an empty one when nothing is written there.

    Raises:
        PolicyError: something else is there.
    """
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise PolicyError(key, "must be a mapping of names to values; indent its entries below it")
    return {str(name): value for name, value in cast("Mapping[object, object]", raw).items()}


def list_at(raw: object, key: str) -> Sequence[object]:
    """The list at a key; an empty one when nothing is written there.

    Raises:
        PolicyError: something else is there.
    """
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        raise PolicyError(key, "must be a list, for instance [visible, unusable]")
    return cast("Sequence[object]", raw)


def text_at(raw: Mapping[str, object], name: str, key: str) -> str:
    """The text of a required entry; numbers are taken as they are written.

    Raises:
        PolicyError: it is missing or blank.
    """
    value = raw.get(name)
    if isinstance(value, Real) and not isinstance(value, int):
        where = f"{key}.{name}" if key else name
        raise PolicyError(where, f'is read as the number {value}; write it in quotes, "{value}"')
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        raise PolicyError(f"{key}.{name}" if key else name, "is missing; write it as text")
    return text


def refuse_unknown(raw: Mapping[str, object], allowed: Sequence[str], key: str) -> None:
    """Raises when a mapping holds an entry nobody would read.

    Raises:
        PolicyError: names the first such entry and what is allowed.
    """
    for name in sorted(raw):
        if name not in allowed:
            where = f"{key}.{name}" if key else name
            raise PolicyError(where, f"is not known here; use {', '.join(allowed) or 'nothing'} or delete it")


def minutes_at(raw: Mapping[str, object], name: str, key: str) -> int:
    """The whole minutes of a required entry, 1 or more.

    Raises:
        PolicyError: it is missing, not a whole number, or under 1.
    """
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise PolicyError(f"{key}.{name}", "must be whole minutes, 1 or more")
    return value


def severity_at(raw: object, key: str) -> Severity:
    """The severity a label names.

    Raises:
        PolicyError: it is none of P1 to P4.
    """
    for severity in Severity:
        if raw == severity.label:
            return severity
    raise PolicyError(key, f"{raw!r} is no severity; use P1, P2, P3 or P4")


def instant_at(raw: Mapping[str, object], name: str) -> datetime | None:
    """The instant an entry names: a date is its midnight in UTC, a time has its zone; None when absent.

    Raises:
        PolicyError: it is neither a date nor a time with its zone.
    """
    value = raw.get(name)
    if value is None:
        return None
    try:
        said = value if isinstance(value, date) else datetime.fromisoformat(str(value))
    except ValueError:
        raise PolicyError(name, "must be a date such as 2026-01-01, or a time with its zone") from None
    if not isinstance(said, datetime):
        return datetime(said.year, said.month, said.day, tzinfo=UTC)
    if said.tzinfo is None:
        if isinstance(value, datetime) or len(str(value)) > len("2026-01-01"):
            raise PolicyError(name, "has no zone; write it as 2026-01-01T00:00:00+01:00 or as a date alone")
        return said.replace(tzinfo=UTC)
    return said.astimezone(UTC)
