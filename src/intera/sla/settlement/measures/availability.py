"""What share of the eligible time was a service available, by the clock of the contract.

Source: notes on SLA engines A2; cases gt-zero-1, gt-zero-4, gt-ex-1, gt-rd-8, vz-elan-1, vz-ipl-1.
"""

from fractions import Fraction

from intera.sla.language.clock_terms import Redundancy, UnknownTime
from intera.sla.language.quantities import Unit, plain, spoken_time
from intera.sla.language.terms import GroupRule
from intera.sla.settlement.clock import Clocked, one_site, run_clock, sites_of
from intera.sla.settlement.events import cut, keep, sum_layers
from intera.sla.settlement.figure import Ask, Better, Clock, Figure, Item, Measure, nothing
from intera.sla.settlement.frame import Step
from intera.sla.spans import Spans, length_s, minus, union


def by_ticket_clock(ask: Ask) -> Figure:
    """Available time over eligible time of the period, up to the instant of knowledge.

    Args:
        ask: the metric with its clock; `unknown_time` says how time without knowledge counts, `group` how
            several sites become one.

    Returns:
        The ratio with the time behind it; not measurable when no time is eligible.
    """
    if ask.terms.group is GroupRule.MEAN:
        return _mean_of_sites(ask)
    clocked = _clocked(ask)
    clock = _clock(ask, clocked)
    if clock.total_s <= 0:
        says = ask.step("no time of the period is eligible, so nothing can be judged")
        return nothing(Unit.RATIO, "no_eligible_time", *clocked.steps, says, clock=clock)
    down = clocked.counted_s + (clock.unknown_s if ask.terms.unknown_time is UnknownTime.DOWN else 0)
    value = 1 - down / clock.total_s
    says = (
        f"({spoken_time(clock.total_s)} eligible - {spoken_time(down)} down) / {spoken_time(clock.total_s)}"
        f" = {plain(value * 100)}%"
    )
    items = _items(clocked)
    steps = (*clocked.steps, *_denominator_steps(ask, clock), ask.step(says))
    count = len(clocked.events)
    return Figure(
        Unit.RATIO, max(value, Fraction(0)), count=count, items=items, clock=clock, steps=steps, is_open=clocked.is_open
    )


def _clocked(ask: Ask) -> Clocked:
    if ask.terms.group is GroupRule.ALL_DOWN:
        return run_clock(ask.frame, ask.terms.clock, ask.judged, redundancy=Redundancy.ALL)
    return ask.clock(ask.terms.clock)


def _clock(ask: Ask, clocked: Clocked) -> Clock:
    """The eligible time: service and hours, less what is removed, less what is unknown where the contract says so."""
    frame = ask.frame
    in_force = minus(clocked.within, clocked.removed)
    so_far = cut(in_force, (frame.period[0], frame.now))
    unknown = minus(keep(union((each.from_, each.to) for each in frame.facts.unknown), so_far), clocked.counted_spans)
    unknown_s = length_s(unknown)
    gone_s = unknown_s if ask.terms.unknown_time is UnknownTime.REMOVED else 0
    whole_s = _whole_s(ask, clocked, in_force) - gone_s
    total_s = whole_s if frame.is_over else Fraction(length_s(so_far) - gone_s)
    known_ratio = Fraction(length_s(so_far) - unknown_s, length_s(so_far)) if so_far else Fraction(0)
    excluded_s = length_s(keep(clocked.within, clocked.removed))
    return Clock(clocked, total_s, whole_s, excluded_s, unknown_s, known_ratio)


def _whole_s(ask: Ask, clocked: Clocked, in_force: Spans) -> Fraction:
    """The denominator of the whole period: real, or as the contract states it, in proportion to the part in service."""
    frame = ask.frame
    stated_s = frame.stated_s
    if stated_s is None:
        return Fraction(length_s(in_force))
    real_s = frame.period[1] - frame.period[0]
    return Fraction(stated_s * length_s(clocked.within), real_s) - length_s(keep(clocked.within, clocked.removed))


def _denominator_steps(ask: Ask, clock: Clock) -> list[Step]:
    said = [ask.step(f"the eligible time of the period is {spoken_time(clock.whole_s)}")]
    if ask.frame.stated_s is not None:
        said[0] = ask.step(f"the contract states the length of the period: {spoken_time(clock.whole_s)} eligible")
    if clock.excluded_s:
        said.append(ask.step(f"{spoken_time(clock.excluded_s)} of excluded time leave the denominator"))
    if clock.unknown_s:
        rule = (ask.terms.unknown_time or UnknownTime.REMOVED).replace("_", " ")
        said.append(ask.step(f"of {spoken_time(clock.unknown_s)} nothing is known; the contract takes it as {rule}"))
    return said


def _mean_of_sites(ask: Ask) -> Figure:
    """The mean of the sites' own figures."""
    figures: list[Clock] = []
    for site in sites_of(ask.frame):
        frame = one_site(ask.frame, site)
        figures.append(_clock(ask, run_clock(frame, ask.terms.clock, ask.judged)))
    total_s = sum((each.total_s for each in figures), Fraction(0))
    if total_s <= 0:
        return nothing(Unit.RATIO, "no_eligible_time")
    value = sum((1 - each.clocked.counted_s / each.total_s for each in figures), Fraction(0)) / len(figures)
    clocked = ask.clock(ask.terms.clock)
    says = f"mean of {len(figures)} sites: {plain(value * 100)}%"
    count = len(clocked.events)
    return Figure(Unit.RATIO, value, count=count, clock=_clock(ask, clocked), steps=(ask.step(says),))


def _items(clocked: Clocked) -> tuple[Item, ...]:
    """The events of a clock with what of each counts in the period."""
    return tuple(
        Item("+".join(event.names), sum_layers(event.within(clocked.within).layers), (event.start, event.end))
        for event in clocked.events
    )


def counted(ask: Ask) -> Figure:
    """The downtime that counts, in seconds."""
    clocked = ask.clock(ask.terms.clock)
    clock = _clock(ask, clocked)
    items = _items(clocked)
    return Figure(
        Unit.SECONDS,
        clocked.counted_s,
        count=len(clocked.events),
        items=items,
        clock=clock,
        steps=clocked.steps,
        is_open=clocked.is_open,
    )


MEASURES = (
    Measure(
        "availability.ticket_clock",
        1,
        Better.HIGHER,
        "1 - counted downtime / eligible time; overlaps once; real seconds of the contract's zone",
        by_ticket_clock,
    ),
    Measure("downtime.counted", 1, Better.LOWER, "counted downtime of the period in seconds", counted),
)
