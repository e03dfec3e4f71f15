"""How well were orders, tickets, appointments and contacts handled: on time, within a time, how long.

Source: PRODUCT E4, E7; cases gt-zero-2, gt-zero-3, gt-je-5, ofc-3; standards section 4.6.
"""

from datetime import timedelta
from fractions import Fraction

from intera.sla.language.facts import Moment, RecordFacts
from intera.sla.language.local_time import day_start
from intera.sla.language.quantities import Unit, plain, spoken_time
from intera.sla.language.terms import PercentileMethod
from intera.sla.settlement.events import keep
from intera.sla.settlement.figure import Ask, Better, Figure, Item, Measure, nothing
from intera.sla.settlement.statistics import mean, percentile
from intera.sla.spans import length_s, minus, union


def records_of(ask: Ask) -> tuple[RecordFacts, ...]:
    """The records a metric speaks of, narrowed by kind and priority."""
    terms = ask.terms
    return tuple(
        each
        for each in ask.frame.facts.records(terms.records)
        if (not terms.kinds or each.kind in terms.kinds)
        and each.kind not in terms.kinds_not
        and (not terms.priorities or each.priority in terms.priorities)
    )


def on_time_share(ask: Ask) -> Figure:
    """Records completed by their promise over those due in the period.

    A promised day is kept until its end in the contract's zone. What is due and not completed is late.
    """
    due = on_time = 0
    items: list[Item] = []
    for place, record in enumerate(records_of(ask)):
        moments = record.moments()
        promised, done = moments.get(ask.terms.from_ or "promised"), moments.get(ask.terms.to or "completed")
        if promised is None or not _is_due(ask, promised):
            continue
        due += 1
        by = promise_end(ask, promised)
        late_s = max(0, (ask.frame.now if done is None else done.second) - by)
        # The last second of a promised day is `by` itself: an instant at or after it is the next day.
        is_kept = done is not None and (done.second < by if promised.is_day else done.second <= by)
        if done is not None and done.is_day:
            is_kept = done.day <= promised.day
        on_time += is_kept
        items.append(Item(record.id or f"record {place + 1}", Fraction(0 if is_kept else max(1, late_s)), None))
    if due == 0:
        return nothing(Unit.RATIO, "empty_population", ask.step("nothing was due in the period"))
    value = Fraction(on_time, due)
    says = f"{on_time} of {due} due were on time = {plain(value * 100)}%"
    parts = {"due": str(due), "on_time": str(on_time)}
    return Figure(Unit.RATIO, value, count=due, items=tuple(items), parts=parts, steps=(ask.step(says),))


def promise_end(ask: Ask, promised: Moment) -> int:
    """The second a promise runs out at: the end of a promised day."""
    if not promised.is_day:
        return promised.second
    return day_start(promised.day + timedelta(days=1), ask.frame.zone)


def _is_due(ask: Ask, promised: Moment) -> bool:
    return ask.frame.period[0] <= promised.second < ask.frame.period[1]


def duration_s(ask: Ask, record: RecordFacts) -> Fraction | None:
    """How long a record took: as told, or from one moment to another, without its pauses, in the metric's hours.

    Returns:
        Seconds; None when a moment is missing.
    """
    if not ask.terms.from_ and record.answered_after is not None:
        return record.answered_after.value
    moments = record.moments()
    start, end = moments.get(ask.terms.from_ or "opened"), moments.get(ask.terms.to or "restored")
    if start is None or end is None:
        return None
    spans = minus(union([(start.second, end.second)]), union((each.from_, each.to) for each in record.paused))
    calendar = ask.frame.calendars.get(ask.terms.calendar)
    if calendar is not None and spans:
        spans = keep(spans, calendar.spans((spans[0][0], spans[-1][1])))
    return Fraction(length_s(spans))


def _is_left_out(ask: Ask, record: RecordFacts) -> bool:
    """Whether a contact was given up so soon that it does not count.

    Source: notes on SLA engines C1 (short abandon).
    """
    limit = ask.terms.parameters.get("short_abandon")
    return limit is not None and record.abandoned_after is not None and record.abandoned_after.value <= limit.value


def within_share(ask: Ask) -> Figure:
    """Records handled within a time over all of them; one not handled is not within it."""
    bound = ask.terms.within
    counted = [each for each in records_of(ask) if not _is_left_out(ask, each)]
    if bound is None or not counted:
        return nothing(Unit.RATIO, "empty_population", ask.step("there is no such record"))
    times = [duration_s(ask, each) for each in counted]
    good = sum(1 for each in times if each is not None and each <= bound.value)
    value = Fraction(good, len(counted))
    says = f"{good} of {len(counted)} within {bound} = {plain(value * 100)}%"
    return Figure(Unit.RATIO, value, count=len(counted), steps=(ask.step(says),))


def durations(ask: Ask) -> list[Item]:
    """Every record that came to its end, with how long it took."""
    found: list[Item] = []
    for place, record in enumerate(records_of(ask)):
        seconds = duration_s(ask, record)
        if seconds is not None:
            found.append(Item(record.id or f"record {place + 1}", seconds))
    return found


def _of_durations(ask: Ask, value: Fraction | None, items: list[Item], words: str) -> Figure:
    if value is None:
        return nothing(Unit.SECONDS, "empty_population", ask.step("there is no such record"))
    says = ask.step(f"{words} of {len(items)} records: {spoken_time(value)}")
    return Figure(Unit.SECONDS, value, count=len(items), items=tuple(items), steps=(says,))


def longest(ask: Ask) -> Figure:
    """The longest any record took; each of them is judged."""
    items = durations(ask)
    return _of_durations(ask, max((each.value for each in items), default=None), items, "the longest")


def mean_time(ask: Ask) -> Figure:
    """The mean time records took."""
    items = durations(ask)
    return _of_durations(ask, mean([each.value for each in items]), items, "the mean")


def percentile_time(ask: Ask) -> Figure:
    """The time within which the metric's percentile of records was handled."""
    items = durations(ask)
    share = ask.terms.percentile or Fraction(1)
    method = ask.terms.percentile_method or PercentileMethod.NEAREST_RANK
    value = percentile([each.value for each in items], Fraction(share), method)
    return _of_durations(ask, value, items, f"the {plain(Fraction(share) * 100)}% point ({method})")


def number(ask: Ask) -> Figure:
    """How many records there are; with a bound on notice, those moved with less notice than that, and those missed."""
    found = [each for each in records_of(ask) if ask.terms.within is None or _is_at_fault(ask, each)]
    items = tuple(Item(each.id or f"record {place + 1}", Fraction(1)) for place, each in enumerate(found))
    says = ask.step(f"{len(found)} of {len(records_of(ask))} records count")
    return Figure(Unit.COUNT, Fraction(len(found)), count=len(found), items=items, steps=(says,))


def _is_at_fault(ask: Ask, record: RecordFacts) -> bool:
    """Whether an appointment was missed, or called off with less notice than the contract asks.

    Source: case ofc-3 (24 hours to the minute is enough).
    """
    if record.missed:
        return True
    bound = ask.terms.within
    if record.cancelled is None or record.slot_start is None or bound is None:
        return False
    return record.slot_start.second - record.cancelled.second < bound.value


MEASURES = (
    Measure(
        "records.on_time", 1, Better.HIGHER, "completed by the promise over due; a day until its end", on_time_share
    ),
    Measure("records.within", 1, Better.HIGHER, "handled within a time over all", within_share),
    Measure("records.longest", 1, Better.LOWER, "each record's time; the longest is the figure", longest),
    Measure("records.mean", 1, Better.LOWER, "mean time of the records", mean_time),
    Measure("records.percentile", 1, Better.LOWER, "percentile of the times by the declared method", percentile_time),
    Measure("records.number", 1, Better.LOWER, "how many records there are, or are at fault", number),
)
