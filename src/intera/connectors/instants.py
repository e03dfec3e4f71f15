"""When did the source say it happened, as one aware UTC instant.

Whether an instant lies in the future is for the worker, which has a clock; here only the years
1990 to 2100 count as an incident's time.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from intera.connectors.limits import FIRST_YEAR, LAST_YEAR
from intera.connectors.refusal import RefusedError, quoted
from intera.model.source import RejectReason

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_EPOCH_S = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_LONGEST_TIME_CHARS = 64


def _bad(text: object, wanted: str) -> RefusedError:
    return RefusedError(RejectReason.BAD_TIME, f"{quoted(text)} is not a usable time; send {wanted}.")


def _in_years(instant: datetime, text: object) -> datetime:
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise _bad(text, f"a time between {FIRST_YEAR} and {LAST_YEAR}")
    return instant.astimezone(UTC)


@lru_cache(maxsize=64)
def find_zone(name: str) -> tzinfo | None:
    """The time zone an IANA name stands for.

    Args:
        name: such as "Europe/Lisbon".

    Returns:
        The zone, None when there is no such name.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


@lru_cache(maxsize=8192)
def parse_iso(text: str, zone: tzinfo | None = None) -> datetime:
    """The instant an ISO 8601 time names.

    Args:
        text: such as "2026-03-01T10:00:00Z".
        zone: what a time without an offset is in; None when one is required.

    Returns:
        Aware UTC.

    Raises:
        RefusedError: not such a time, no offset where one is needed, or outside 1990 to 2100.
    """
    if len(text) > _LONGEST_TIME_CHARS:
        raise _bad(text, "one time")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _bad(text, "an ISO 8601 time such as 2026-03-01T10:00:00Z") from None
    if found.tzinfo is None:
        if zone is None:
            raise _bad(text, "a time with its offset from UTC, such as 2026-03-01T10:00:00Z")
        found = found.replace(tzinfo=zone)
    return _in_years(found, text)


@lru_cache(maxsize=16384)
def parse_local(text: str, zone: tzinfo) -> datetime:
    """The instant a zone-less table cell names, day first or year first.

    Args:
        text: "dd/mm/yyyy HH:MM" or "yyyy-mm-dd HH:MM", seconds optional. Month-first dates cannot be
            told from day-first ones and are never guessed.
        zone: the zone the exporting system works in; in the repeated hour of autumn the first one
            is meant.

    Returns:
        Aware UTC.

    Raises:
        RefusedError: neither form, no such day, or outside 1990 to 2100.
    """
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute, second = match.groups("0")
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute, second = match.groups("0")
    else:
        raise _bad(text, "dd/mm/yyyy HH:MM or yyyy-mm-dd HH:MM:SS")
    try:
        found = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        raise _bad(text, "a day and hour that exist") from None
    return _in_years(found, text)


@lru_cache(maxsize=8192)
def parse_format(text: str, time_format: str, zone: tzinfo | None) -> datetime:
    """The instant a text names in a declared form.

    Args:
        text: what the source wrote.
        time_format: as Python's strptime knows it.
        zone: what a time without an offset is in; None when one is required.

    Returns:
        Aware UTC.

    Raises:
        RefusedError: the text is not of that form, has no zone, or is outside 1990 to 2100.
    """
    try:
        found = datetime.strptime(text[:_LONGEST_TIME_CHARS], time_format)  # noqa: DTZ007 the zone follows below
    except (ValueError, OverflowError):
        raise _bad(text, f"the declared form {time_format}") from None
    if found.tzinfo is None:
        if zone is None:
            raise _bad(text, "a time with its offset, or declare the zone")
        found = found.replace(tzinfo=zone)
    return _in_years(found, text)


def parse_epoch(value: float, *, units_per_s: int) -> datetime:
    """The instant a count since 1970 names.

    Args:
        value: the count.
        units_per_s: 1 for seconds, 1,000 for milliseconds.

    Returns:
        Aware UTC.

    Raises:
        RefusedError: outside 1990 to 2100.
    """
    if not 0 <= value / units_per_s < _LAST_EPOCH_S:
        raise _bad(value, f"a count that falls between {FIRST_YEAR} and {LAST_YEAR}")
    return _in_years(_EPOCH + timedelta(milliseconds=value * (1000 // units_per_s)), value)
