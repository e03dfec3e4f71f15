"""Which instant does a written time name, read in the zone of the contract.

A local time without offset must name exactly one instant: one that is repeated or skipped by a clock
change is refused. A leap second is read as the next full second.

Source: notes on SLA engines A2 (time); cases gt-tz-6, gt-tz-7, gt-tz-10.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intera.sla.language.facts import Instant, Moment
from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.reader import Scalar, in_reach
from intera.sla.spans import instant_of, second_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LEAP = re.compile(r"(.*:\d\d):60(.*)")


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of a name.

    Raises:
        UnreadableTermError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sentence = f"time zone {name!r} is not known; use an IANA name such as Europe/Berlin"
        raise UnreadableTermError(sentence, rule="unknown_zone") from None


@lru_cache(maxsize=4096)
def day_start(day: date, zone: ZoneInfo) -> int:
    """The UTC second a local day begins at, also where its midnight is skipped or repeated.

    Source: case gt-tz-5; `fold=0` takes the first of two midnights and reads a skipped one with the old
    offset, which is the change itself.
    """
    return second_of(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))


def local_second(day: date, minute: int, zone: ZoneInfo) -> int:
    """The UTC second of a time of the local day; a skipped time is read with the old offset, a repeated one first."""
    later = day + timedelta(days=minute // 1440)
    hour, left = divmod(minute % 1440, 60)
    return second_of(datetime(later.year, later.month, later.day, hour, left, tzinfo=zone).astimezone(UTC))


def local_day(second: int, zone: ZoneInfo) -> date:
    """The local day an instant falls in."""
    return instant_of(second).astimezone(zone).date()


def written_local(second: int, zone: ZoneInfo) -> str:
    """An instant as local time with its offset, for people and documents."""
    return instant_of(second).astimezone(zone).isoformat()


def parse_instant(raw: object, zone: ZoneInfo) -> Instant:
    """The UTC second a written time names.

    Args:
        raw: "2026-06-03T02:20", with seconds or an offset if need be, or a local day (its first instant).
        zone: the zone of a time without offset.

    Returns:
        The second.

    Raises:
        UnreadableTermError: it is no time, or no one instant (`ambiguous_local_time`, `nonexistent_local_time`).
    """
    text = raw.isoformat() if isinstance(raw, date) else raw.strip() if isinstance(raw, str) else ""
    if _DAY.fullmatch(text):
        return Instant(day_start(_day(text), zone))
    leap = _LEAP.fullmatch(text)
    try:
        said = datetime.fromisoformat(f"{leap.group(1)}:59{leap.group(2)}" if leap else text)
    except ValueError:
        raise UnreadableTermError(f"{raw!r} is no time; write it as 2026-06-03T02:20") from None
    in_reach(said.date())
    added = 1 if leap else 0
    if said.tzinfo is not None:
        return Instant(second_of(said) + added)
    return Instant(_unique(said, zone) + added)


def _unique(said: datetime, zone: ZoneInfo) -> int:
    first = second_of(said.replace(tzinfo=zone, fold=0).astimezone(UTC))
    second = second_of(said.replace(tzinfo=zone, fold=1).astimezone(UTC))
    if first == second:
        return first
    if first < second:
        sentence = f"{said.isoformat()} comes twice in {zone.key}; write it with its offset"
        raise UnreadableTermError(sentence, rule="ambiguous_local_time")
    sentence = f"{said.isoformat()} is skipped by the clock change in {zone.key}; write it with its offset"
    raise UnreadableTermError(sentence, rule="nonexistent_local_time")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnreadableTermError(f"{text!r} is no day; write it as 2026-06-01") from None
    return in_reach(day)


def parse_moment(raw: object, zone: ZoneInfo) -> Moment:
    """A local day, or an instant with its local day.

    Raises:
        UnreadableTermError: as for an instant.
    """
    second = parse_instant(raw, zone)
    text = raw.strip() if isinstance(raw, str) else ""
    is_day = isinstance(raw, date) and not isinstance(raw, datetime)
    return Moment(second, local_day(second, zone), is_day or bool(_DAY.fullmatch(text)))


def time_scalars(zone: ZoneInfo) -> dict[object, Scalar]:
    """How times are read in a zone, for the reader of facts."""
    pattern = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$"
    return {
        Instant: Scalar(_reads(parse_instant, zone), "a local time, or one with its offset", pattern),
        Moment: Scalar(_reads(parse_moment, zone), "a local day, or a time", pattern),
    }


def _reads(parse: Callable[[object, ZoneInfo], object], zone: ZoneInfo) -> Callable[[object], object]:
    return lambda raw: parse(raw, zone)
