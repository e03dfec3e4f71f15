"""Does every name a contract uses stand for something in it, and is every part of it whole.

Source: notes on SLA engines C3 (chronic window without kind, MTTR without mean or each, holidays without region).
"""

from collections.abc import Collection, Iterator

from intera.sla.language.clock_terms import NoticeCount, PeriodKind, StepTerms
from intera.sla.language.facts import RECORD_LISTS
from intera.sla.language.local_time import zone_of
from intera.sla.language.problem import Path, Problem, UnreadableTermError
from intera.sla.language.quantities import LengthUnit, Unit
from intera.sla.language.terms import ContractTerms, MetricTerms, PromiseTerms, TargetTerms
from intera.sla.settlement.calendar import region_holidays
from intera.sla.settlement.measures import measure_named, unit_of
from intera.sla.settlement.promises import bound_of

_A_YEAR = 2026
_MONTH_DAYS = ("28", "29", "30", "31")


def lint_names(terms: ContractTerms) -> Iterator[Problem]:
    """Names that stand for nothing, and parts that are not whole.

    Args:
        terms: the contract.

    Yields:
        Problems at their place.
    """
    try:
        zone_of(terms.timezone)
    except UnreadableTermError as error:
        yield Problem(error.rule.replace("_", "-"), ("timezone",), str(error))
    yield from _period(terms)
    yield from _calendars(terms)
    yield from _clocks(terms)
    for name, metric in terms.metrics.items():
        yield from _metric(("metrics", name), metric, terms)
    for name, promise in terms.promises.items():
        yield from _promise(("promises", name), promise, terms)
    for name, condition in terms.conditions.items():
        yield from _target(("conditions", name, "target"), condition.target)
    yield from _rights(terms)
    yield from _deadlines(terms)


def unknown(path: Path, kind: str, name: str, known: Collection[str]) -> Problem:
    """A name that stands for nothing."""
    listed = ", ".join(known) or "none"
    return Problem("unknown-name", path, f"there is no {kind} {name!r}; the contract has {listed}")


def _period(terms: ContractTerms) -> Iterator[Problem]:
    period = terms.period
    if period.fixed is not None and period.deemed:
        yield Problem("period-length", ("period",), "says fixed and deemed; keep the one that is meant")
    missing = [days for days in _MONTH_DAYS if period.deemed and days not in period.deemed]
    if missing:
        yield Problem("period-length", ("period", "deemed"), f"says nothing for months of {', '.join(missing)} days")
    if period.kind is PeriodKind.ROLLING_DAYS and not period.days:
        yield Problem("period-length", ("period",), "rolls over a number of days; say how many in days")
    if period.kind is PeriodKind.SERVICE_YEAR and period.leap_day is None:
        sentence = "a service year may begin on 29 February; say leap_day: last_day or next_day"
        yield Problem("leap-day", ("period",), sentence)
    if terms.effective.to is not None and terms.effective.to <= terms.effective.from_:
        yield Problem("effective", ("effective",), "ends before it begins; put its days in order")


def _calendars(terms: ContractTerms) -> Iterator[Problem]:
    for name, calendar in terms.calendars.items():
        path: Path = ("calendars", name)
        if calendar.holidays_region:
            try:
                region_holidays(calendar.holidays_region, _A_YEAR)
            except UnreadableTermError as error:
                yield Problem(error.rule, (*path, "holidays_region"), str(error))
        elif not calendar.holidays and not calendar.works_on_holidays and len(calendar.days.weekdays) < len(_WEEK):
            sentence = (
                "has working days and says nothing of holidays; name their region, list them, or say works_on_holidays"
            )
            yield Problem("holidays-without-region", path, sentence)
    for name, exclusion in terms.exclusions.items():
        notice = exclusion.notice
        if notice is not None and notice.counted is NoticeCount.WORKING_DAYS and notice.calendar not in terms.calendars:
            sentence = "counts working days; name the calendar they are counted by"
            yield Problem("day-without-calendar", ("exclusions", name, "notice"), sentence)
    window = terms.claim.window if terms.claim is not None else None
    if window is not None and window.length.unit is LengthUnit.WORKING_DAYS and window.calendar not in terms.calendars:
        sentence = "counts working days; name the calendar they are counted by"
        yield Problem("day-without-calendar", ("claim", "window"), sentence)


_WEEK = range(7)
_COUNTED = {
    Unit.COUNT: "how many, such as 3",
    Unit.DAYS: "days, such as 2 days",
    Unit.MILLISECONDS: "milliseconds, such as 45ms",
    Unit.RATIO: "a share, such as 99.9%",
    Unit.SECONDS: "time, such as 4h",
}


def _clocks(terms: ContractTerms) -> Iterator[Problem]:
    for name, clock in terms.clocks.items():
        takes_off = any(step.exclude for step in clock.steps)
        if terms.exclusions and clock.steps and not takes_off:
            sentence = "takes no exclusion off; add the step {exclude: [all]}, or {exclude: [none]} if that is meant"
            yield Problem("exclusions-unused", ("clocks", name, "steps"), sentence)
        for place, step in enumerate(clock.steps):
            yield from _step(("clocks", name, "steps", place), step, terms)
        for hours in (clock.hours, *clock.hours_by_cause.values()):
            if hours and hours not in terms.calendars:
                yield unknown(("clocks", name), "calendar", hours, terms.calendars)


def _step(path: Path, step: StepTerms, terms: ContractTerms) -> Iterator[Problem]:
    written = _written(step)
    if len(written) != 1:
        said = " and ".join(written) or "nothing"
        yield Problem("step-shape", path, f"says {said}; write each step by itself, in the order it is done")
    for reason in step.exclude:
        if reason not in ("all", "none") and reason not in terms.exclusions:
            yield unknown(path, "exclusion", reason, terms.exclusions)
    if step.hours and step.hours not in terms.calendars:
        yield unknown(path, "calendar", step.hours, terms.calendars)
    if step.minimum is not None and (step.minimum.at_least is None) == (step.minimum.over is None):
        yield Problem("open-or-closed", path, "must say at_least or over, so that the bound itself is decided")
    if step.merge is not None and (step.merge.gap is None) == (step.merge.within is None):
        yield Problem("step-shape", path, "must say gap or within")


def _written(step: StepTerms) -> list[str]:
    keys = ("require", "redundancy", "merge", "minimum", "stops", "exclude", "hours")
    return [key for key in keys if getattr(step, key)]


def _metric(path: Path, metric: MetricTerms, terms: ContractTerms) -> Iterator[Problem]:
    try:
        measure_named(metric.measure)
    except UnreadableTermError as error:
        yield Problem(error.rule, (*path, "measure"), str(error))
        return
    calendar = metric.grace.calendar if metric.grace is not None else ""
    if metric.clock and metric.clock not in terms.clocks:
        yield unknown((*path, "clock"), "clock", metric.clock, terms.clocks)
    for key, name in (("calendar", metric.calendar), ("grace", calendar)):
        if name and name not in terms.calendars:
            yield unknown((*path, key), "calendar", name, terms.calendars)
    if metric.measure == "availability.ticket_clock" and metric.unknown_time is None:
        sentence = "does not say how time without knowledge counts; write unknown_time: up, removed or down"
        yield Problem("unknown-time", path, sentence)
    if metric.measure.endswith(".percentile") and (metric.percentile is None or metric.percentile_method is None):
        sentence = "is a percentile; write percentile and percentile_method: nearest_rank or linear"
        yield Problem("percentile-method", path, sentence)
    yield from _records(path, metric)


def _records(path: Path, metric: MetricTerms) -> Iterator[Problem]:
    """What a metric of records or counts has to say."""
    kind, _, _ = metric.measure.partition(".")
    if kind in ("records", "days") and metric.records not in RECORD_LISTS:
        yield unknown((*path, "records"), "list of records", metric.records, RECORD_LISTS)
    if kind == "days" and not (metric.from_ and metric.to):
        yield Problem("metric-moments", path, "counts days; write from and to, for instance promised and completed")
    if kind == "days" and (metric.first_day is None or metric.last_day is None):
        yield Problem("day-edges", path, "counts days; write first_day and last_day: counted or not_counted")
    if metric.measure == "records.within" and metric.within is None:
        yield Problem("metric-within", path, "is a share within a time; write it in within, for instance 20s")
    if kind == "counts" and not metric.part:
        yield Problem("metric-counts", path, "is told as a count; name it in part")
    if metric.measure == "counts.share" and not metric.whole:
        yield Problem("metric-counts", path, "is a share of a count; name the whole in whole")


def _promise(path: Path, promise: PromiseTerms, terms: ContractTerms) -> Iterator[Problem]:
    if promise.metric not in terms.metrics:
        yield unknown((*path, "metric"), "metric", promise.metric, terms.metrics)
    if promise.target is None and not promise.by:
        yield Problem("target-bound", path, "promises nothing; write a target")
    if promise.by and not promise.column:
        yield Problem("column", path, "has targets by value; name the attribute of the instance in column")
    targets: dict[Path, TargetTerms] = {(*path, "by", key): target for key, target in promise.by.items()}
    if promise.target is not None:
        targets[(*path, "target")] = promise.target
    metric = terms.metrics.get(promise.metric)
    unit = unit_of(metric.measure) if metric is not None else None
    for where, target in targets.items():
        yield from _target(where, target)
        bound = bound_of(target)
        if bound is not None and unit is not None and bound.unit is not unit:
            sentence = f"is {bound}, but {metric.measure if metric else ''} counts {_COUNTED[unit]}; write it so"
            yield Problem("target-unit", where, sentence)
        elif bound is not None and unit is Unit.RATIO and bound.value > 1:
            yield Problem("target-unit", where, f"is {bound}; nothing reaches more than 100%")
    watch, jeopardy = promise.warn.watch, promise.warn.jeopardy
    if watch is not None and jeopardy is not None and jeopardy < watch:
        yield Problem("warn-order", (*path, "warn"), "puts jeopardy before watch; put them in order")


def _target(path: Path, target: TargetTerms) -> Iterator[Problem]:
    bounds = [each for each in (target.at_least, target.at_most, target.over, target.under) if each is not None]
    if len(bounds) != 1:
        sentence = "must have one bound: at_least or at_most, or over or under where the bound itself is a miss"
        yield Problem("open-or-closed", path, sentence)


def _rights(terms: ContractTerms) -> Iterator[Problem]:
    for name, right in terms.rights.items():
        path: Path = ("rights", name)
        if right.periods_missed:
            if right.promise not in terms.promises:
                yield unknown((*path, "promise"), "promise", right.promise, terms.promises)
            continue
        if not right.events and right.sum_over is None:
            yield Problem("right-shape", path, "opens on nothing; write periods_missed, events or sum_over")
        if right.window is None or not right.window_days:
            sentence = "has no window of a kind; write window_days and window: local_dates, elapsed or local_clock"
            yield Problem("window-kind", path, sentence)
        if right.clock and right.clock not in terms.clocks:
            yield unknown((*path, "clock"), "clock", right.clock, terms.clocks)


def _deadlines(terms: ContractTerms) -> Iterator[Problem]:
    for name, deadline in terms.deadlines.items():
        path: Path = ("deadlines", name)
        shapes = [deadline.elapsed is not None, deadline.service_time is not None, bool(deadline.cut_offs)]
        if sum(shapes) != 1:
            yield Problem("deadline-shape", path, "must say one of elapsed, service_time and cut_offs")
        if deadline.records not in RECORD_LISTS:
            yield unknown((*path, "records"), "list of records", deadline.records, RECORD_LISTS)
        if deadline.calendar and deadline.calendar not in terms.calendars:
            yield unknown((*path, "calendar"), "calendar", deadline.calendar, terms.calendars)
        if deadline.service_time is not None and not deadline.calendar:
            yield Problem("day-without-calendar", path, "counts service time; name the calendar of its hours")
        if deadline.cut_offs and deadline.cut_offs[-1].by is not None:
            sentence = "ends with a cut-off by a time of day; add a last one for what comes after it"
            yield Problem("cut-off", (*path, "cut_offs"), sentence)
