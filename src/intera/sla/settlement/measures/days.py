"""How many days did a customer wait: each counted by the days the contract counts.

Source: cases tkg-1, ofc-1, ofc-2, tln-1; vectors ofcom_2026.
"""

from datetime import date, timedelta
from fractions import Fraction

from intera.sla.language.facts import Moment
from intera.sla.language.local_time import day_start, local_day
from intera.sla.language.quantities import Unit
from intera.sla.language.terms import DayEdge
from intera.sla.settlement.figure import Ask, Better, Figure, Item, Measure, nothing
from intera.sla.settlement.measures.records import records_of

_DAY = timedelta(days=1)


def days_each(ask: Ask) -> Figure:
    """The days counted of each record; the figure is the most of any one.

    A day is counted when it begins after the grace and before the end; the contract says whether the first
    and the last day count. A record without an end counts up to now.

    Args:
        ask: `records`, `from`, `to`, `grace`, `calendar`, `first_day`, `last_day`.

    Returns:
        The figure in days, with every record's days; not measurable without records.
    """
    items: list[Item] = []
    is_open = False
    for place, record in enumerate(records_of(ask)):
        moments = record.moments()
        start, end = moments.get(ask.terms.from_), moments.get(ask.terms.to)
        if start is None:
            continue
        is_open = is_open or end is None
        days = tuple(counted_days(ask, start, end))
        span = (start.second, ask.frame.now if end is None else end.second)
        items.append(Item(record.id or f"record {place + 1}", Fraction(len(days)), span, days))
    if not items:
        return nothing(Unit.DAYS, "empty_population", ask.step("there is no such record"))
    steps = tuple(ask.step(_says(each)) for each in items)
    value = max(each.value for each in items)
    return Figure(Unit.DAYS, value, count=len(items), items=tuple(items), steps=steps, is_open=is_open)


def _says(item: Item) -> str:
    if not item.days:
        return f"{item.name}: no day counts"
    return f"{item.name}: {len(item.days)} days count, {item.days[0]} to {item.days[-1]}"


def counted_days(ask: Ask, start: Moment, end: Moment | None) -> list[date]:
    """The local days that count between two moments."""
    terms, frame = ask.terms, ask.frame
    day = start.day
    if terms.first_day is not DayEdge.COUNTED:
        day += _DAY
    if terms.grace is not None:
        calendar = frame.calendars.get(terms.grace.calendar)
        last_free = start.day + terms.grace.days * _DAY
        day = (calendar.after(start.day, terms.grace.days) if calendar else last_free) + _DAY
    stop = _stop(ask, end)
    counting = frame.calendars.get(terms.calendar)
    found: list[date] = []
    while day < stop:
        if counting is None or counting.is_working(day):
            found.append(day)
        day += _DAY
    return found


def _stop(ask: Ask, end: Moment | None) -> date:
    """The first day that no longer counts."""
    second = ask.frame.now if end is None else end.second
    last = local_day(second, ask.frame.zone) if end is None else end.day
    is_whole = end is not None and end.is_day
    is_touched = is_whole or second > day_start(last, ask.frame.zone)
    return last + _DAY if is_touched and ask.terms.last_day is DayEdge.COUNTED else last


MEASURES = (
    Measure(
        "days.each",
        1,
        Better.LOWER,
        "local days counted per record, from the contract's first counted day to its last",
        days_each,
    ),
)
