"""Which days of the week does a contract mean, and which hours of them."""

import re
from dataclasses import dataclass

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import LocalMinute, parse_local_minute

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DaySet:
    """Days of the week, Monday 0 to Sunday 6."""

    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class HourSpan:
    """Hours of a local day; `end` before or at `start` means on the next day."""

    start: LocalMinute
    end: LocalMinute

    @property
    def is_next_day(self) -> bool:
        """Whether it ends on the day after."""
        return self.end <= self.start


def parse_days(raw: object) -> DaySet:
    """Days of the week: "mon-fri", "daily", "mon, wed, sat-sun".

    Raises:
        UnreadableTermError: a day is not known.
    """
    if raw == "daily":
        return DaySet(frozenset(range(7)))
    found: set[int] = set()
    for part in raw.split(",") if isinstance(raw, str) else ():
        first, _, last = part.strip().partition("-")
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            found.clear()
            break
        start = WEEKDAYS.index(first)
        stop = WEEKDAYS.index(last) if last else start
        found.update(day % 7 for day in range(start, stop + 1 if stop >= start else stop + 8))
    if not found:
        raise UnreadableTermError(f"{raw!r} names no days; write daily, mon-fri, or a list such as mon, wed, sat-sun")
    return DaySet(frozenset(found))


def parse_hours(raw: object) -> HourSpan:
    """Hours of a day: "09:00-17:00", or "22:00-06:00" into the next day.

    Raises:
        UnreadableTermError: it is not two times of day.
    """
    match = re.fullmatch(r"(\S+)\s*-\s*(\S+)", raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise UnreadableTermError(f'{raw!r} is no span of hours; write it in quotes, for instance "09:00-17:00"')
    return HourSpan(parse_local_minute(match.group(1)), parse_local_minute(match.group(2)))
