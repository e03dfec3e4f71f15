"""How does downtime come about: from outages, by the clock of the contract, step by step in its own order.

Source: notes on SLA engines A2 (pipeline in declared order, algebra); cases gt-iv-*, gt-tz-*, vz-la-*, int-2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from intera.sla.language.clock_terms import (
    ClockTerms,
    ExcludedTime,
    GranularityTerms,
    MergedGap,
    MergeTerms,
    MinimumCounts,
    MinimumOutageTerms,
    Redundancy,
    RoundedPer,
    SelectTerms,
    StepTerms,
    TestedOn,
    Weight,
)
from intera.sla.language.facts import OutageFacts
from intera.sla.language.quantities import spoken_time
from intera.sla.settlement.currency import rounded
from intera.sla.settlement.events import Event, Layers, events_of, keep, sum_layers, union_layers
from intera.sla.settlement.exclusions import JudgedExclusion, accepted_spans
from intera.sla.settlement.frame import Frame, Step
from intera.sla.settlement.requirements import is_required_record_there
from intera.sla.spans import Spans, length_s, union

DEFAULT_STEPS = (StepTerms(exclude=("all",)),)


@dataclass(frozen=True, slots=True)
class Clocked:
    """What a clock counted.

    `raw` is the union of the outages told, `events` what is left of them and not yet clipped to the period,
    `removed` the time that leaves the denominator, `within` the time the clock runs in at all.
    """

    raw: Spans
    events: tuple[Event, ...]
    counted: Layers
    counted_s: Fraction
    removed: Spans
    within: Spans
    steps: tuple[Step, ...]

    @property
    def counted_spans(self) -> Spans:
        """The seconds that count, whatever their weight."""
        return union(span for _, spans in self.counted for span in spans)

    @property
    def is_open(self) -> bool:
        """Whether an event has not ended."""
        return any(event.is_open for event in self.events)


@dataclass(slots=True)
class _Run:
    """A clock while it runs: what it has so far, and what it will say about it."""

    frame: Frame
    judged: Sequence[JudgedExclusion]
    about: str
    events: tuple[Event, ...]
    removed: Spans
    within: Spans
    steps: list[Step]

    def say(self, text: str, clause: str = "") -> None:
        self.steps.append(Step(self.about, text, clause))

    @property
    def counted_s(self) -> Fraction:
        return sum((event.counted_s for event in self.events), Fraction(0))


def run_clock(
    frame: Frame, name: str, judged: Sequence[JudgedExclusion], *, redundancy: Redundancy | None = None
) -> Clocked:
    """The counted time of one clock over the period.

    Args:
        frame: the contract, facts and period.
        name: the clock's name; "" for a plain one that takes all outages.
        judged: the exclusions as they were judged.
        redundancy: how sites become one, where the metric says so and not the clock.

    Returns:
        What it counted, with every step.
    """
    terms = frame.terms.clocks.get(name) or ClockTerms()
    about = f"clock {name}" if name else "clock"
    said: list[Step] = []
    outages = [each for each in frame.facts.outages if is_selected(each, terms.select)]
    started = _started(frame, terms, outages, about, said)
    raw = union((each.from_, _end(frame, each.to)) for each in outages)
    if outages:
        says = f"{len(outages)} outages told, {spoken_time(length_s(raw))} together (overlaps once)"
        said.append(Step(about, says, terms.clause))
    rule = redundancy or next((each.redundancy for each in terms.steps if each.redundancy), None)
    weigh = terms.weight is Weight.AFFECTED_SHARE
    events = events_of(started, sites=sites_of(frame) if rule is Redundancy.ALL else (), weigh=weigh)
    run = _Run(frame, judged, about, events, (), frame.service, said)
    for step in terms.steps or DEFAULT_STEPS:
        _apply(run, step)
    if terms.hours:
        _hours(run, terms.hours)
    return _finish(run, terms.granularity, raw)


def is_selected(outage: OutageFacts, select: SelectTerms) -> bool:
    """Whether a clock looks at an outage: every list that is written holds its value."""
    kinds = select.kinds or ("outage",)
    return (
        (outage.kind in kinds or "any" in kinds)
        and (not select.priorities or outage.priority in select.priorities)
        and (not select.impairments or outage.impairment in select.impairments)
        and (not select.causes or outage.cause in select.causes)
        and outage.cause not in select.causes_not
    )


def sites_of(frame: Frame) -> tuple[str, ...]:
    """The sites or legs of an instance: those it names, else those its outages name."""
    return frame.facts.instance.sites or tuple(sorted({each.site for each in frame.facts.outages if each.site}))


def _end(frame: Frame, to: int | None) -> int:
    return frame.now if to is None else to


def _started(
    frame: Frame, terms: ClockTerms, outages: Sequence[OutageFacts], about: str, said: list[Step]
) -> list[Event]:
    """One event per outage, from the record that starts the clock to the one that ends it."""
    found: list[Event] = []
    requires = [step.require for step in terms.steps if step.require is not None]
    for place, outage in enumerate(outages):
        name = outage.id or outage.ticket or f"outage {place + 1}"
        moments = outage.moments()
        start = terms.start.choose(moments)
        if start is None:
            said.append(
                Step(about, f"{name} does not count: there is no {terms.start} to start the clock", terms.clause)
            )
            continue
        missing = next((each for each in requires if not is_required_record_there(outage, each)), None)
        if missing is not None:
            asked = missing.record.replace("_at", "").replace("_", " ")
            said.append(Step(about, f"{name} does not count: it was not {asked} as the contract asks", missing.clause))
            continue
        end = terms.end.choose(moments)
        stop = max(start, _end(frame, end))
        weight = Fraction(1) if outage.affected is None else Fraction(outage.affected)
        spans: Spans = ((start, stop),) if stop > start else ()
        calendar = frame.calendars.get(terms.hours_by_cause.get(outage.cause, ""))
        if calendar is not None and spans:
            spans = keep(spans, calendar.spans((start, stop)))
        found.append(Event((name,), start, stop, end is None, ((weight, spans),), outage.site))
    return found


def _apply(run: _Run, step: StepTerms) -> None:
    """One step of the contract, in its place."""
    if step.merge is not None:
        _merge(run, step.merge)
    elif step.minimum is not None:
        _minimum(run, step.minimum)
    elif step.stops:
        stopped = union((each.from_, each.to) for each in run.frame.facts.stops if _is_named(each.reason, step.stops))
        _take_off(run, stopped, "the clock stood still for")
    elif step.exclude:
        excluded = accepted_spans(run.judged, step.exclude)
        _take_off(run, excluded, "excluded are")
        treated = [each for each in run.judged if each.terms is not None and each.terms.treat is ExcludedTime.REMOVED]
        run.removed = union((*run.removed, *accepted_spans(treated, step.exclude)))
    elif step.hours:
        _hours(run, step.hours)


def _is_named(reason: str, names: Sequence[str]) -> bool:
    return "all" in names or reason in names


def _take_off(run: _Run, taken: Spans, words: str) -> None:
    before = run.counted_s
    run.events = tuple(event.minus(taken) for event in run.events)
    off = before - run.counted_s
    if off:
        run.say(f"{words} {spoken_time(off)} of it; {spoken_time(run.counted_s)} left")


def _hours(run: _Run, name: str) -> None:
    calendar = run.frame.calendars[name]
    low = min((event.start for event in run.events), default=run.frame.period[0])
    high = max((event.end for event in run.events), default=run.frame.period[1])
    span = (min(low, run.frame.period[0]), max(high, run.frame.period[1]))
    service = calendar.spans(span)
    run.events = tuple(event.within(service) for event in run.events)
    run.within = keep(run.within, service)
    run.say(f"only the service hours of {name!r} count: {spoken_time(run.counted_s)}", calendar.terms.clause)


def _merge(run: _Run, terms: MergeTerms) -> None:
    merged: list[Event] = []
    anchor = 0
    for event in run.events:
        is_near = bool(merged) and (
            (terms.gap is not None and event.start - merged[-1].end <= terms.gap)
            or (terms.within is not None and event.end - anchor < terms.within)
        )
        if is_near:
            gap = ((merged[-1].end, event.start),) if event.start > merged[-1].end else ()
            merged[-1] = merged[-1].joined(event, gap if terms.gap_time is MergedGap.COUNTED else ())
        else:
            merged.append(event)
            anchor = event.start
    if len(merged) != len(run.events):
        run.say(f"{len(run.events)} outages close together are {len(merged)}", terms.clause)
    run.events = tuple(merged)


def _minimum(run: _Run, terms: MinimumOutageTerms) -> None:
    kept: list[Event] = []
    for event in run.events:
        tested = event.length_s if terms.tested_on is TestedOn.WHOLE else length_s(event.spans)
        is_kept = (terms.at_least is None or tested >= terms.at_least) and (terms.over is None or tested > terms.over)
        if is_kept:
            floor = terms.at_least or terms.over or 0
            kept.append(event if terms.counts is MinimumCounts.WHOLE else event.after_first(floor))
    if len(kept) != len(run.events):
        bound = (
            f"at least {spoken_time(terms.at_least)}" if terms.at_least else f"more than {spoken_time(terms.over or 0)}"
        )
        run.say(f"{len(run.events) - len(kept)} outages do not count: they lasted not {bound}", terms.clause)
    run.events = tuple(kept)


def _finish(run: _Run, granularity: GranularityTerms | None, raw: Spans) -> Clocked:
    """The counted time inside the period, rounded as the contract says."""
    # What counts as up stays in `within`; an outage in removed time was taken off by the same step.
    counted = union_layers(event.within(run.within) for event in run.events)
    counted_s = sum_layers(counted)
    if granularity is not None and granularity.per is RoundedPer.TOTAL:
        counted_s = _rounded(counted_s, granularity)
    elif granularity is not None:
        each = (_rounded(event.within(run.within).counted_s, granularity) for event in run.events)
        counted_s = sum(each, Fraction(0))
    if raw or run.events:
        run.say(f"{spoken_time(counted_s)} of downtime counts in the period")
    return Clocked(raw, run.events, counted, counted_s, run.removed, run.within, tuple(run.steps))


def _rounded(seconds: Fraction, terms: GranularityTerms) -> Fraction:
    return rounded(seconds / terms.unit, 0, terms.round) * terms.unit


def one_site(frame: Frame, site: str) -> Frame:
    """The frame with the outages of one site only."""
    outages = tuple(each for each in frame.facts.outages if each.site == site)
    return replace(frame, facts=replace(frame.facts, outages=outages))
