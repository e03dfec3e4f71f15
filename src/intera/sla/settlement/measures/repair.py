"""How long did repair take: by the events of a clock that ended in the period, whole and not clipped to it.

Source: notes on SLA engines A2 (events keep their own duration); cases gt-iv-5, gt-zero-2, vz-elan-2, ora-1.
"""

from fractions import Fraction

from intera.sla.language.quantities import Unit, plain, spoken_time
from intera.sla.language.terms import PercentileMethod
from intera.sla.settlement.figure import Ask, Better, Figure, Item, Measure, nothing
from intera.sla.settlement.statistics import mean, percentile


def repairs(ask: Ask) -> tuple[list[Item], bool]:
    """Every event of the clock that ended in the period, with its counted time; and whether one is still open."""
    clocked = ask.clock(ask.terms.clock)
    low, high = ask.frame.period
    items = [
        Item("+".join(event.names), event.counted_s, (event.start, event.end))
        for event in clocked.events
        if not event.is_open and (low < event.end <= high or (event.start == event.end == low))
    ]
    return items, any(event.is_open for event in clocked.events)


def _figure(ask: Ask, value: Fraction | None, items: list[Item], words: str, *, is_open: bool) -> Figure:
    steps = ask.clock(ask.terms.clock).steps
    if value is None:
        says = ask.step("no repair ended in the period, so there is nothing to judge")
        return nothing(Unit.SECONDS, "no_repairs", *steps, says)
    says = ask.step(f"{words} of {len(items)} repairs: {spoken_time(value)}")
    return Figure(Unit.SECONDS, value, count=len(items), items=tuple(items), steps=(*steps, says), is_open=is_open)


def longest(ask: Ask) -> Figure:
    """The longest repair; each of them is judged."""
    items, is_open = repairs(ask)
    return _figure(ask, max((each.value for each in items), default=None), items, "the longest", is_open=is_open)


def mean_time(ask: Ask) -> Figure:
    """The mean time to repair."""
    items, is_open = repairs(ask)
    return _figure(ask, mean([each.value for each in items]), items, "the mean", is_open=is_open)


def percentile_time(ask: Ask) -> Figure:
    """The time within which the metric's percentile of repairs was done."""
    items, is_open = repairs(ask)
    share = Fraction(ask.terms.percentile or 1)
    method = ask.terms.percentile_method or PercentileMethod.NEAREST_RANK
    value = percentile([each.value for each in items], share, method)
    return _figure(ask, value, items, f"the {plain(share * 100)}% point ({method})", is_open=is_open)


def between_failures(ask: Ask) -> Figure:
    """The mean time between failures: up time over events; undefined without any.

    Source: standards section 4.5.
    """
    clocked = ask.clock(ask.terms.clock)
    up_s = sum(end - start for start, end in clocked.within) - clocked.counted_s
    if not clocked.events:
        return nothing(Unit.SECONDS, "no_failures")
    value = up_s / len(clocked.events)
    return Figure(Unit.SECONDS, value, count=len(clocked.events), steps=(ask.step(f"mean {spoken_time(value)}"),))


def number(ask: Ask) -> Figure:
    """How many events the clock counts that end in the period or go on."""
    clocked = ask.clock(ask.terms.clock)
    low, high = ask.frame.period
    items = tuple(
        Item("+".join(event.names), Fraction(1), (event.start, event.end))
        for event in clocked.events
        if event.start < high and (event.end > low or event.start >= low)
    )
    says = ask.step(f"{len(items)} events")
    return Figure(Unit.COUNT, Fraction(len(items)), count=len(items), items=items, steps=(*clocked.steps, says))


MEASURES = (
    Measure("repair.longest", 1, Better.LOWER, "each repair that ended in the period, whole; the longest", longest),
    Measure("repair.mean", 1, Better.LOWER, "mean of the repairs that ended in the period", mean_time),
    Measure("repair.percentile", 1, Better.LOWER, "percentile of the repairs by the declared method", percentile_time),
    Measure("repair.between_failures", 1, Better.HIGHER, "up time over the number of events", between_failures),
    Measure("events.number", 1, Better.LOWER, "events of the clock in the period", number),
)
