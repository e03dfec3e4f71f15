"""Which period of a contract does an instant fall in, and how long is it by the contract's own reckoning.

Source: cases gt-tz-2 to gt-tz-5, vz-elan-1, vz-ipl-1, ora-4.
"""

from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from intera.sla.language.clock_terms import LeapDay, PeriodKind, PeriodTerms
from intera.sla.language.facts import InstanceFacts
from intera.sla.language.local_time import day_start, local_day
from intera.sla.language.problem import UnreadableTermError
from intera.sla.spans import Span

_MONTHS_EACH = {PeriodKind.CALENDAR_MONTH: 1, PeriodKind.CALENDAR_QUARTER: 3, PeriodKind.CALENDAR_YEAR: 12}
_MONTHS = 12
_LAST_SAFE_DAY = 28


def period_around(terms: PeriodTerms, second: int, *, zone: ZoneInfo, instance: InstanceFacts) -> Span:
    """The period of the contract an instant falls in, in UTC seconds.

    Args:
        terms: the period of the contract.
        second: the instant.
        zone: the contract's zone, in which days and months are cut.
        instance: gives the billing day, or the anniversary of a service year.

    Returns:
        The span, as long as it really is.

    Raises:
        UnreadableTermError: the instance does not say when its service year starts, or the contract where
            29 February falls.
    """
    day = local_day(second, zone)
    first, after = _days(terms, day, instance)
    return day_start(first, zone), day_start(after, zone)


def _days(terms: PeriodTerms, day: date, instance: InstanceFacts) -> tuple[date, date]:
    if terms.kind is PeriodKind.DAY:
        return day, day + timedelta(days=1)
    if terms.kind is PeriodKind.ROLLING_DAYS:
        return day - timedelta(days=terms.days - 1), day + timedelta(days=1)
    if terms.kind is PeriodKind.SERVICE_YEAR:
        return _service_year(terms, day, instance)
    if terms.kind is PeriodKind.BILLING_CYCLE:
        start = min(instance.billing_day, _LAST_SAFE_DAY)
        first = _month(day.year * _MONTHS + day.month - 1 - (day.day < start))
        after = _month(first.year * _MONTHS + first.month)
        return first.replace(day=start), after.replace(day=start)
    months = _MONTHS_EACH[terms.kind]
    number = day.year * _MONTHS + (day.month - 1) // months * months
    return _month(number), _month(number + months)


def _service_year(terms: PeriodTerms, day: date, instance: InstanceFacts) -> tuple[date, date]:
    start = instance.anniversary
    if start is None:
        sentence = "the instance does not say when its service year starts; give instance.anniversary"
        raise UnreadableTermError(sentence, rule="anniversary")
    year = day.year if anniversary(start, day.year, terms.leap_day) <= day else day.year - 1
    return anniversary(start, year, terms.leap_day), anniversary(start, year + 1, terms.leap_day)


def anniversary(start: date, year: int, leap_day: LeapDay | None) -> date:
    """The day of a year on which a service year begins.

    Raises:
        UnreadableTermError: it began on 29 February and the contract does not say where that falls.

    Source: case ora-4.
    """
    try:
        return start.replace(year=year)
    except ValueError:
        if leap_day is None:
            sentence = "the service year starts on 29 February; the contract has to say leap_day: last_day or next_day"
            raise UnreadableTermError(sentence, rule="leap-day") from None
        return date(year, 2, 28) if leap_day is LeapDay.LAST_DAY else date(year, 3, 1)


def stated_length(terms: PeriodTerms, period: Span, zone: ZoneInfo) -> int | None:
    """The length the contract states for a period, None when the real one counts.

    Source: cases vz-elan-1 (always 43,200 minutes) and vz-ipl-1 (deemed by the days of the month).
    """
    if terms.fixed is not None:
        return terms.fixed
    if terms.deemed:
        days = (local_day(period[1], zone) - local_day(period[0], zone)).days
        return terms.deemed.get(str(days))
    return None


def first_full_month_after(day: date) -> date:
    """The first day of the month that follows the first whole calendar month after a day.

    Source: case vz-gdl-2 (turned up on 10 April, eligible from 1 June).
    """
    return _month(day.year * _MONTHS + day.month + 1)


def month_days(day: date) -> int:
    """The days of the calendar month a day falls in."""
    number = day.year * _MONTHS + day.month - 1
    return (_month(number + 1) - _month(number)).days


def share_of_days(period: Span, part: Span, zone: ZoneInfo) -> Fraction:
    """The local days of a part over those of the period."""
    whole = (local_day(period[1], zone) - local_day(period[0], zone)).days
    days = (local_day(part[1], zone) - local_day(part[0], zone)).days
    return Fraction(max(0, days), whole) if whole else Fraction(0)


def add_months(day: date, count: int) -> date:
    """The same day so many months later, the last of the month where there is none."""
    first = _month(day.year * _MONTHS + day.month - 1 + count)
    return first.replace(day=min(day.day, month_days(first)))


def _month(number: int) -> date:
    return date(number // _MONTHS, number % _MONTHS + 1, 1)
