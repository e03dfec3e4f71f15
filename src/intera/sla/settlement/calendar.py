"""Which days and hours does a calendar of the contract hold, and where does a count of them end.

Hours follow the local clock of each day, so a day of a clock change has as many seconds as it really has.

Source: cases gt-tz-8, gt-tz-9, gt-tz-13, or-care-1 to or-care-3; vectors sla_period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from intera.sla.language.clock_terms import CalendarTerms
from intera.sla.language.local_time import local_day, local_second
from intera.sla.language.problem import UnreadableTermError
from intera.sla.spans import Span, Spans, minus, union

_DAY = timedelta(days=1)
# A count of working days that has not ended after so many calendar days never will.
_FAR_DAYS = 3660
_FULL_DAY_MINUTES = 1440


@lru_cache(maxsize=512)
def region_holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of a region such as DE-BY or GB-ENG in a year.

    Raises:
        UnreadableTermError: no such region is known.
    """
    country, _, part = region.partition("-")
    try:
        found: Iterable[date] = holidays.country_holidays(country, subdiv=part or None, years=year)
        return frozenset(found)
    except (RuntimeError, LookupError, ValueError):
        sentence = f"no holidays are known for {region!r}; write an ISO code such as DE-BY, or list the days"
        raise UnreadableTermError(sentence, rule="holidays-without-region") from None


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar of a contract in its zone, with holidays told by the facts."""

    terms: CalendarTerms
    zone: ZoneInfo
    told_holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether it is a working day."""
        if day.weekday() not in self.terms.days.weekdays:
            return False
        return self.terms.works_on_holidays or not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether it is a holiday, by region, by the contract's list or by the facts."""
        region = self.terms.holidays_region
        return (
            day in self.told_holidays
            or day in self.terms.holidays
            or (bool(region) and day in region_holidays(region, day.year))
        )

    def hours_of(self, day: date) -> Span:
        """The service hours that begin on a day, in UTC seconds."""
        hours = self.terms.hours
        end = hours.end + (_FULL_DAY_MINUTES if hours.is_next_day else 0)
        return local_second(day, hours.start, self.zone), local_second(day, end, self.zone)

    def spans(self, within: Span) -> Spans:
        """Every second of service inside a span."""
        day = local_day(within[0], self.zone) - _DAY
        last = local_day(within[1], self.zone)
        found: list[Span] = []
        while day <= last:
            if self.is_working(day):
                start_s, end_s = self.hours_of(day)
                found.append((max(start_s, within[0]), min(end_s, within[1])))
            day += _DAY
        return union(found)

    def after(self, day: date, count: int) -> date:
        """The day so many working days after a day; the day itself for none.

        Raises:
            UnreadableTermError: the calendar has too few working days.
        """
        left = count
        for _ in range(_FAR_DAYS):
            if left == 0:
                return day
            day += _DAY
            left -= self.is_working(day)
        raise UnreadableTermError("the calendar has no working days to count", rule="calendar")

    def service_end(self, start_s: int, seconds: int, *, stopped: Spans = ()) -> int:
        """The second at which so much service time has passed, stops left out.

        Raises:
            UnreadableTermError: the calendar has no service hours to count.
        """
        left = seconds
        day = local_day(start_s, self.zone) - _DAY
        for _ in range(_FAR_DAYS):
            if self.is_working(day):
                open_s, close_s = self.hours_of(day)
                for from_s, to_s in minus(union([(max(open_s, start_s), close_s)]), stopped):
                    if left <= to_s - from_s:
                        return from_s + left
                    left -= to_s - from_s
            day += _DAY
        raise UnreadableTermError("the calendar has no service hours to count", rule="calendar")


def calendars_of(
    terms: Mapping[str, CalendarTerms], zone: ZoneInfo, told_holidays: Iterable[date] = ()
) -> dict[str, WorkCalendar]:
    """The calendars of a contract by name."""
    told = frozenset(told_holidays)
    return {name: WorkCalendar(each, zone, told) for name, each in terms.items()}
