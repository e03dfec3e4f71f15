"""Which instant is a time named in words: the day chosen, the zone's law applied, midnight at the end of its day.

What is ambiguous is read by one rule each, and never by chance:

- Midnight, "24:00" and "end of day" are the end of the day named; without a day, of the day of posting.
  "00:00" beside a date is the beginning of that date, as on every 24-hour clock.
- A clock time without a day is the next time that clock shows it. Where am and pm are not told apart, it is the next
  time a clock with hands shows it; with a day named, hours are counted to 24.
- A weekday is the next of its name, today included while the time is still to come.
- A day or a part of one without a clock time is its end: Friday ends at midnight, a morning at noon.
- In the hour a clock leaps over, the instant of the leap is meant; in the hour it shows twice, the first showing, and
  the second once the first has passed. So who keeps the promise keeps it on either reading.
- The small hours of a night ("tonight at 1") are those of the next day.
- 07/08/22 is month first in the zones of the Americas, else day first. "The 12th" is the next one to come.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from intera.coordination.time_words import DayWords, TimePhrase
from intera.coordination.zone_words import zone_of

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_WEEK_DAYS = 7
_DAY_MIN = 1440
_HALF_DAY_MIN = 720
_TWO_MONTHS_DAYS = 63
_MONTH_FIRST = ("America/", "US/", "Pacific/Honolulu")


def instant_of(phrase: TimePhrase, *, posted_at: datetime, zone: str) -> datetime | None:
    """The instant a phrase names, in UTC.

    Args:
        phrase: from `find_times`.
        posted_at: when the text was posted; spans and days count from here.
        zone: the IANA zone of those who wrote it, for times that name none.

    Returns:
        The instant; None where it names a zone or a day that does not exist.
    """
    posted = posted_at.astimezone(UTC)
    if phrase.span_s is not None:
        return posted + timedelta(seconds=phrase.span_s)
    there = zone_of(phrase.zone, zone)
    if there is None:
        return None
    if phrase.hours_up:
        return _full_hour(posted, there, phrase.hours_up)
    minute, is_half_day = _minute(phrase)
    if phrase.day is None or not _names_a_day(phrase.day):
        return _next(posted, there, minute, is_half_day=is_half_day)
    is_month_first = zone.startswith(_MONTH_FIRST) or phrase.zone.startswith("US/")
    return _on_day(phrase.day, posted, there, (minute, is_half_day, is_month_first))


def _full_hour(posted: datetime, zone: tzinfo, hours_up: int) -> datetime:
    past = posted.astimezone(zone)
    into_hour = timedelta(minutes=past.minute, seconds=past.second, microseconds=past.microsecond)
    return posted - into_hour + timedelta(hours=hours_up)


def _on_day(day: DayWords, posted: datetime, zone: tzinfo, read: tuple[int, bool, bool]) -> datetime | None:
    """The instant on the day named; a weekday whose time has passed is the one a week on."""
    minute, is_half_day, is_month_first = read
    today = posted.astimezone(zone).date()
    on = _date(day, today, is_month_first=is_month_first)
    if on is None:
        return None
    found = _at(on, minute, zone, posted)
    if found > posted or _dated(day):
        return found
    if is_half_day and on == today and (later := _at(on, minute + _HALF_DAY_MIN, zone, posted)) > posted:
        return later
    if day.weekday is not None:
        return _at(on + _WEEK_DAYS * _DAY, minute, zone, posted)
    if day.day_of_month is not None:
        upcoming = _date(day, today + _DAY, is_month_first=is_month_first)
        return None if upcoming is None else _at(upcoming, minute, zone, posted)
    return found


def _minute(phrase: TimePhrase) -> tuple[int, bool]:
    if phrase.clock is not None:
        return phrase.clock.minute_of_day, phrase.clock.is_half_day
    ends_hour = phrase.day.part_ends_hour if phrase.day else None
    return (_DAY_MIN if ends_hour is None else ends_hour * 60), False


def _dated(day: DayWords) -> bool:
    return any(one is not None for one in (day.on, day.month_day, day.either))


def _names_a_day(day: DayWords) -> bool:
    return _dated(day) or any(one is not None for one in (day.weekday, day.days_ahead, day.day_of_month))


def _next(posted: datetime, zone: tzinfo, minute: int, *, is_half_day: bool) -> datetime:
    """The next time a clock shows this, the end of today included."""
    minutes = sorted({minute, (minute + _HALF_DAY_MIN) % _DAY_MIN}) if is_half_day else [minute]
    today = posted.astimezone(zone).date()
    shown = (_at(today + days * _DAY, one, zone, posted) for days in range(3) for one in minutes)
    return min(found for found in shown if found > posted)


def _date(day: DayWords, today: date, *, is_month_first: bool) -> date | None:
    found = today + (day.days_ahead or 0) * _DAY
    if day.on is not None:
        found = day.on
    elif day.either is not None:
        first, second, year = day.either
        month, of_month = (first, second) if is_month_first else (second, first)
        found = _nearest((month, of_month), today) if year is None else _real(year, month, of_month)
    elif day.month_day is not None:
        found = _nearest(day.month_day, today)
    elif day.weekday is not None:
        found = today + (day.weekday - today.weekday()) % _WEEK_DAYS * _DAY
    elif day.day_of_month is not None:
        found = next(
            (one for days in range(_TWO_MONTHS_DAYS) if (one := today + days * _DAY).day == day.day_of_month), None
        )
    return found


def _nearest(month_day: tuple[int, int], today: date) -> date | None:
    """The date of the year that puts it nearest to the posting: 2 January said in December is next year's."""
    found = [one for year in (today.year - 1, today.year, today.year + 1) if (one := _real(year, *month_day))]
    return min(found, key=lambda one: abs(one - today), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(on: date, minute: int, zone: tzinfo, posted: datetime) -> datetime:
    """A local clock time in UTC; one past the end of the day belongs to the next day."""
    days, minute = divmod(minute, _DAY_MIN)
    day = on + days * _DAY
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
    first = local.astimezone(UTC)
    second = local.replace(fold=1).astimezone(UTC)
    if second < first:
        return _leap(second, first, zone)
    return second if first <= posted < second else first


def _leap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The instant between two at which the clock there leaps."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
