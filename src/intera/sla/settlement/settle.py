"""What does a contract come to over one period of one product instance: figures, verdicts, money, rights.

Violated, credit due and claim valid are three answers. What cannot be settled is named; the rest still is.

Source: issue 6, section 4; notes on SLA engines section 0, point 5; ADR-0022.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from intera.model.measurement import QosOutcome
from intera.sla.language.facts import ContractFacts
from intera.sla.language.local_time import day_start, zone_of
from intera.sla.language.problem import Problem, UnreadableTermError
from intera.sla.language.terms import MetricTerms
from intera.sla.settlement.claims import ClaimState, JudgedClaim, fails_a_gate, judge_claim
from intera.sla.settlement.clock import Clocked, run_clock
from intera.sla.settlement.credit import Credit, combine, conditioned
from intera.sla.settlement.deadlines import JudgedDeadline, judge_deadlines
from intera.sla.settlement.exclusions import JudgedExclusion, judge_exclusions
from intera.sla.settlement.figure import Ask, Figure
from intera.sla.settlement.frame import Contract, Frame, Step, frame_of
from intera.sla.settlement.known import known_facts
from intera.sla.settlement.measures import measure_named
from intera.sla.settlement.periods import period_around
from intera.sla.settlement.promises import JudgedPromise, judge_promise
from intera.sla.settlement.remedies import Computed, compute_remedy
from intera.sla.settlement.rights import JudgedRight, judge_right
from intera.sla.spans import Span

_ZERO = Fraction(0)
_FORFEITED = frozenset({ClaimState.GATE_FAILED, ClaimState.LAPSED, ClaimState.LATE})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period in which nothing changed: from when to when, with which attributes, settled by itself."""

    span: Span
    attributes: Mapping[str, str]
    settled: "Settled"


@dataclass(frozen=True, slots=True)
class Settled:
    """One contract, instance and period, settled as known at an instant.

    `due` is what is owed if it is asked for as the contract wants it, `payable` what is owed as things stand.
    """

    contract: Contract
    frame: Frame
    exclusions: tuple[JudgedExclusion, ...]
    figures: Mapping[str, Figure]
    promises: tuple[JudgedPromise, ...]
    remedies: tuple[Computed, ...]
    due: Credit
    payable: Fraction
    claim: JudgedClaim
    rights: tuple[JudgedRight, ...] = ()
    deadlines: tuple[JudgedDeadline, ...] = ()
    set_aside: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = ()
    told: tuple[Step, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every fact could be used and every rule be applied."""
        return not self.set_aside and not self.errors

    @property
    def is_violated(self) -> bool | None:
        """Whether any promise is missed; None where none can be judged, or one may still be missed."""
        answers = [each.is_violated for each in self.promises]
        if any(answers):
            return True
        is_undecided = any(
            each.is_violated is None and each.outcome is not QosOutcome.NOT_MEASURABLE for each in self.promises
        )
        return None if is_undecided or all(each is None for each in answers) else False

    @property
    def rule_steps(self) -> tuple[Step, ...]:
        """The explanation up to the remedies: exclusions, figures, promises."""
        metrics = [step for name in self.figures for step in self.figures[name].steps]
        return (
            *(Step(f"exclusion {each.name}", each.says, each.clause) for each in self.exclusions),
            *dict.fromkeys(metrics),
            *(step for each in self.promises for step in each.steps),
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """The whole explanation, in the order a person redoes it."""
        return (
            *(self.told or self.rule_steps),
            *(step for each in self.remedies for step in each.steps),
            *self.due.steps,
            *self.claim.steps,
            *(step for each in self.rights for step in each.steps),
            *(step for each in self.deadlines for step in each.steps),
        )


class _Desk:
    """One settlement under way: clocks and figures are computed once, failures are kept."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.judged = judge_exclusions(frame)
        self.errors: list[Problem] = []
        self._clocks: dict[str, Clocked] = {}
        self.figures: dict[str, Figure] = {}

    def clock(self, name: str) -> Clocked:
        if name not in self._clocks:
            self._clocks[name] = run_clock(self.frame, name, self.judged)
        return self._clocks[name]

    def figure(self, name: str) -> Figure:
        if name not in self.figures:
            terms = self.frame.terms.metrics.get(name) or MetricTerms(measure="")
            ask = Ask(name, terms, self.frame, self.judged, self.clock)
            told = self.frame.facts.figures.get(name)
            if told is not None:
                says = ask.step(f"is given as {told}, measured elsewhere")
                self.figures[name] = Figure(told.unit, told.value, count=1, steps=(says,))
            else:
                self.figures[name] = measure_named(terms.measure).run(ask)
        return self.figures[name]

    def tried(self, path: tuple[str, ...], run: Callable[[], object]) -> None:
        """Runs one rule; one that cannot be applied is kept as an error and the rest goes on."""
        try:
            run()
        except UnreadableTermError as error:
            self.errors.append(Problem(error.rule, path, str(error)))
        except OverflowError:
            self.errors.append(Problem("out_of_reach", path, "reaches days no calendar has; correct its numbers"))


def settle(
    contract: Contract,
    facts: ContractFacts,
    *,
    period: Span | None = None,
    as_of: int | None = None,
    set_aside: Sequence[Problem] = (),
) -> Settled:
    """What a contract comes to on given facts.

    Args:
        contract: the terms with their readings.
        facts: everything on record of one product instance, other periods included.
        period: in UTC seconds; None takes that of the facts, else the one their first event falls in.
        as_of: the instant of knowledge in UTC seconds; None takes that of the facts, else all is known.
        set_aside: facts that could not be used, to be reported.

    Returns:
        The settlement, complete or with what is missing named.

    Raises:
        UnreadableTermError: the zone or period of the contract cannot be used at all.
    """
    known_at = facts.as_of if as_of is None else as_of
    known = known_facts(facts, known_at)
    span = period if period is not None else period_of(contract, known)
    frame = frame_of(contract.terms, known, span, as_of=known_at)
    desk = _Desk(frame)
    for name in contract.terms.metrics:
        desk.tried(("metrics", name), lambda name=name: desk.figure(name))
    promises = _promises(desk)
    remedies = _remedies(desk, promises)
    claim = judge_claim(frame)
    due = conditioned(frame, _combined(desk, remedies))
    payable = _payable(desk, claim, due)
    rights = _rights(desk, promises)
    deadlines = _deadlines(desk)
    return Settled(
        contract,
        frame,
        desk.judged,
        desk.figures,
        tuple(promises.values()),
        remedies,
        due,
        payable,
        claim,
        rights,
        deadlines,
        tuple(set_aside),
        tuple(desk.errors),
    )


def period_of(contract: Contract, facts: ContractFacts) -> Span:
    """The period to settle: that of the facts, else the contract's own around their first event."""
    if facts.period is not None:
        return int(facts.period.from_), int(facts.period.to)
    zone = zone_of(contract.terms.timezone)
    starts: list[int] = [each.from_ for each in facts.outages]
    for name in ("orders", "tickets", "appointments", "contacts"):
        starts += [moment.second for each in facts.records(name) for moment in each.moments().values()]
    second = min(starts) if starts else facts.as_of or day_start(contract.terms.effective.from_, zone)
    return period_around(contract.terms.period, second, zone=zone, instance=facts.instance)


def _promises(desk: _Desk) -> dict[str, JudgedPromise]:
    found: dict[str, JudgedPromise] = {}

    def judge(name: str) -> None:
        terms = desk.frame.terms.promises[name]
        metric = desk.frame.terms.metrics.get(terms.metric) or MetricTerms(measure="")
        measure = measure_named(metric.measure)
        figure = desk.figure(terms.metric)
        found[name] = judge_promise(name, terms, measure, figure, desk.frame, floor=metric.coverage_floor)

    for name in desk.frame.terms.promises:
        desk.tried(("promises", name), lambda name=name: judge(name))
    return found


def _remedies(desk: _Desk, promises: Mapping[str, JudgedPromise]) -> tuple[Computed, ...]:
    found: list[Computed] = []
    for name, terms in desk.frame.terms.remedies.items():
        promise = promises.get(terms.promise)
        if promise is None:
            continue
        computed = compute_remedy(name, terms, promise, desk.frame, figure_of=desk.figure)
        if computed.error:
            desk.errors.append(Problem(computed.error, ("remedies", name), computed.sentence))
        found.append(computed)
    return tuple(found)


def _combined(desk: _Desk, remedies: Sequence[Computed]) -> Credit:
    try:
        return combine(desk.frame, [each for each in remedies if not each.error])
    except UnreadableTermError as error:
        desk.errors.append(Problem(error.rule, ("credit",), str(error)))
        return Credit(_ZERO, _ZERO, reason="cannot_be_settled")


def _payable(desk: _Desk, claim: JudgedClaim, due: Credit) -> Fraction:
    """What is owed as things stand: nothing for a lapsed claim, and no outage whose record came too late."""
    terms = desk.frame.terms.claim
    if claim.state in _FORFEITED:
        return _ZERO
    if not claim.failed or terms is None:
        return due.amount
    facts = desk.frame.facts
    shown = tuple(each for each in facts.outages if not fails_a_gate(each, terms))
    left = replace(desk.frame, facts=replace(facts, outages=shown))
    again = _Desk(left)
    return conditioned(left, _combined(again, _remedies(again, _promises(again)))).amount


def _rights(desk: _Desk, promises: Mapping[str, JudgedPromise]) -> tuple[JudgedRight, ...]:
    found: list[JudgedRight] = []

    def judge(name: str) -> None:
        terms = desk.frame.terms.rights[name]
        promise = promises.get(terms.promise)
        missed = promise is not None and promise.is_violated is True
        found.append(judge_right(name, terms, desk.frame, missed_now=missed, clock=desk.clock))

    for name in desk.frame.terms.rights:
        desk.tried(("rights", name), lambda name=name: judge(name))
    return tuple(found)


def _deadlines(desk: _Desk) -> tuple[JudgedDeadline, ...]:
    found: list[JudgedDeadline] = []
    for name, terms in desk.frame.terms.deadlines.items():
        desk.tried(
            ("deadlines", name),
            lambda name=name, terms=terms: found.extend(judge_deadlines(name, terms, desk.frame)),
        )
    return tuple(found)
