"""How is a settlement told: as one document with every figure, verdict, amount and step.

Source: issue 6, section 4; cases gt-rd-1 and gt-rd-2 (a miss never displays as met).
"""

from collections.abc import Sequence
from fractions import Fraction

from intera.sla.language.local_time import written_local
from intera.sla.language.problem import Problem
from intera.sla.language.quantities import Unit, plain
from intera.sla.language.remedy_terms import ClaimMode, Rounding
from intera.sla.language.terms import TargetTerms
from intera.sla.settlement.claims import Deadline
from intera.sla.settlement.currency import minor_digits, rounded, written_money
from intera.sla.settlement.document import (
    ClaimDocument,
    CreditDocument,
    DeadlineDocument,
    EventDocument,
    ExclusionDocument,
    FigureDocument,
    PartDocument,
    PeriodDocument,
    ProblemDocument,
    PromiseDocument,
    ReadingDocument,
    RemedyDocument,
    ResultDocument,
    RightDocument,
    StepDocument,
    VersionDocument,
)
from intera.sla.settlement.figure import Better, Figure, Measure
from intera.sla.settlement.frame import Frame
from intera.sla.settlement.measures import measure_named
from intera.sla.settlement.promises import JudgedPromise, bound_of, is_kept
from intera.sla.settlement.settle import Settled
from intera.sla.spans import length_s

_SIX = 6
_MOST_DECIMALS = 9


def report(settled: Settled, *, versions: Sequence[VersionDocument] = ()) -> ResultDocument:
    """The document of a settlement.

    Args:
        settled: the settlement.
        versions: earlier statements of the same period, when it was restated.

    Returns:
        The document; the same settlement always gives the same one.
    """
    frame, terms = settled.frame, settled.frame.terms
    figures = {name: _figure(name, figure, frame, None) for name, figure in settled.figures.items()}
    return ResultDocument(
        contract=terms.ref,
        title=terms.title,
        instance=frame.facts.instance.id,
        timezone=terms.timezone,
        period=PeriodDocument(
            written_local(frame.period[0], frame.zone),
            written_local(frame.period[1], frame.zone),
            frame.period[1] - frame.period[0],
            written_local(frame.eligible_from, frame.zone),
        ),
        known_at=_local(frame.as_of, frame),
        complete=settled.is_complete,
        violated=settled.is_violated,
        credit=_credit(settled),
        claim=_claim(settled),
        promises=tuple(_promise(each, frame) for each in settled.promises),
        figures=tuple(figures.values()),
        remedies=_remedies(settled),
        rights=_rights(settled),
        deadlines=tuple(
            DeadlineDocument(each.name, each.record, written_local(each.due_at, frame.zone), each.is_kept)
            for each in settled.deadlines
        ),
        exclusions=tuple(
            ExclusionDocument(
                each.name, each.reason, each.status.value, length_s(each.accepted), each.says, each.clause
            )
            for each in settled.exclusions
        ),
        readings=tuple(
            ReadingDocument(each.name, each.taken, each.choices, each.because) for each in settled.contract.readings
        ),
        set_aside=_problems(settled.set_aside),
        errors=_problems(settled.errors),
        notes=_notes(frame),
        idempotency_key=idempotency_key(settled),
        parts=_parts(settled),
        versions=tuple(versions),
        explanation=tuple(StepDocument(each.about, each.says, each.clause) for each in settled.steps),
    )


def idempotency_key(settled: Settled) -> str:
    """The name under which billing takes this credit once.

    Source: case gt-mo-8.
    """
    frame = settled.frame
    start = written_local(frame.period[0], frame.zone)[:10]
    return f"{frame.facts.instance.id}/{start}/{frame.terms.ref}"


def _local(second: int | None, frame: Frame) -> str | None:
    return None if second is None else written_local(second, frame.zone)


def _problems(problems: Sequence[Problem]) -> tuple[ProblemDocument, ...]:
    return tuple(ProblemDocument(each.rule, each.place, each.sentence) for each in problems)


def _notes(frame: Frame) -> tuple[str, ...]:
    """What a reader should know and nobody has to correct: overlapping outages, a contract not in force."""
    notes: list[str] = []
    ordered = sorted(frame.facts.outages, key=lambda each: (each.from_, each.to or each.from_))
    reached, name = None, ""
    for place, each in enumerate(ordered):
        named = each.id or each.ticket or f"outage {place + 1}"
        if reached is not None and each.from_ < reached and each.site in ("", ordered[place - 1].site):
            notes.append(f"{named} overlaps {name}; the time they share counts once")
        if reached is None or (each.to or each.from_) > reached:
            reached, name = each.to or each.from_, named
    effective = frame.terms.effective
    start = written_local(frame.period[0], frame.zone)[:10]
    if start < effective.from_.isoformat() or (effective.to is not None and start >= effective.to.isoformat()):
        notes.append(f"{frame.terms.ref} is not in force on {start}; this is a trial on other days")
    return tuple(notes)


def percent(value: Fraction, decimals: int, mode: Rounding) -> str:
    """A ratio in percent with so many decimals."""
    shown = rounded(value * 100, decimals, mode)
    return written_money(shown, decimals)


def shown_value(value: Fraction, unit: Unit, decimals: int, mode: Rounding) -> str:
    """A figure with so many decimals, in percent when it is a ratio."""
    return (
        percent(value, decimals, mode)
        if unit is Unit.RATIO
        else written_money(rounded(value, decimals, mode), decimals)
    )


def display(value: Fraction, unit: Unit, measure: Measure, decimals: int, target: TargetTerms | None) -> str:
    """A figure as it may be shown: rounded towards the bad side, with the decimals its target needs.

    Args:
        value: the exact figure.
        unit: its unit.
        measure: says which way is better.
        decimals: the fewest decimals.
        target: what it is read against.

    Returns:
        The text; a miss never reads as met.
    """
    mode = Rounding.DOWN if measure.better is Better.HIGHER else Rounding.UP
    bound = bound_of(target) if target is not None else None
    for count in range(decimals, _MOST_DECIMALS):
        scale = 100 * 10**count if unit is Unit.RATIO else 10**count
        if bound is None or (bound.value * scale).denominator == 1:
            return shown_value(value, unit, count, mode)
    return shown_value(value, unit, _MOST_DECIMALS, mode)


def _rounded(value: Fraction, unit: Unit, measure: Measure, target: TargetTerms | None) -> str:
    """To six decimals, to the nearest; towards the bad side where the nearest would cross the target."""
    near = rounded(value * (100 if unit is Unit.RATIO else 1), _SIX, Rounding.HALF_UP)
    if target is not None:
        back = near / 100 if unit is Unit.RATIO else near
        if is_kept(back, target) and not is_kept(value, target):
            mode = Rounding.DOWN if measure.better is Better.HIGHER else Rounding.UP
            return shown_value(value, unit, _SIX, mode)
    return written_money(near, _SIX)


def _figure(name: str, figure: Figure, frame: Frame, target: TargetTerms | None) -> FigureDocument:
    terms = frame.terms.metrics[name]
    measure = measure_named(terms.measure)
    clock = figure.clock
    value = figure.value
    clocked = clock.clocked if clock is not None else None
    return FigureDocument(
        metric=name,
        method=measure.method,
        unit=figure.unit.value,
        exact=None if value is None else str(value),
        rounded=None if value is None else _rounded(value, figure.unit, measure, target),
        display=None if value is None else display(value, figure.unit, measure, terms.decimals, target),
        reason=figure.reason,
        count=figure.count,
        raw_union_s=None if clocked is None else length_s(clocked.raw),
        counted_s=None if clocked is None else plain(clocked.counted_s),
        eligible_s=None if clock is None else plain(clock.total_s),
        excluded_s=None if clock is None else clock.excluded_s,
        unknown_s=None if clock is None else clock.unknown_s,
        coverage_percent=None if figure.coverage is None else percent(figure.coverage, _SIX, Rounding.HALF_UP),
        events_after_merge=None if clocked is None else len(clocked.events),
        events=tuple(
            EventDocument(
                each.name,
                plain(each.value),
                None if each.span is None else written_local(each.span[0], frame.zone),
                None if each.span is None else written_local(each.span[1], frame.zone),
                tuple(day.isoformat() for day in each.days),
            )
            for each in figure.items
        ),
        parts=dict(figure.parts),
    )


def target_words(target: TargetTerms | None) -> str | None:
    """A target as people read it."""
    if target is None:
        return None
    sides = {"at least": target.at_least, "at most": target.at_most, "over": target.over, "under": target.under}
    return next((f"{word} {bound}" for word, bound in sides.items() if bound is not None), None)


def _promise(judged: JudgedPromise, frame: Frame) -> PromiseDocument:
    clock = judged.figure.clock
    left = None
    if judged.allowance_s is not None and clock is not None and judged.figure.value is not None:
        left = max(Fraction(0), judged.allowance_s - (1 - judged.figure.value) * clock.total_s)
    return PromiseDocument(
        name=judged.name,
        clause=judged.terms.clause,
        metric=judged.terms.metric,
        target=target_words(judged.target),
        figure=_figure(judged.terms.metric, judged.figure, frame, judged.target),
        outcome=judged.outcome.value,
        risk=judged.risk.value,
        finality=judged.finality.value,
        violated=judged.is_violated,
        band=judged.band.value,
        allowance_s=None if judged.allowance_s is None else plain(judged.allowance_s),
        remaining_allowance_s=None if left is None else plain(left),
        excess_s=None if judged.excess_s is None else plain(judged.excess_s),
        best_possible_percent=None if judged.best is None else _best(judged),
        certain_since=_local(judged.certain_since, frame),
        breach_at=_local(judged.breach_at, frame),
    )


def _best(judged: JudgedPromise) -> str:
    return _rounded(judged.best or Fraction(0), Unit.RATIO, judged.measure, judged.target)


def _remedies(settled: Settled) -> tuple[RemedyDocument, ...]:
    digits = _digits(settled)
    lines = {each.name: each for each in settled.due.lines}
    found: list[RemedyDocument] = []
    for each in settled.remedies:
        line = lines.get(each.name)
        found.append(
            RemedyDocument(
                name=each.name,
                promise=each.terms.promise,
                clause=each.terms.clause,
                quantity=None if each.quantity is None else str(each.quantity),
                tier=each.row,
                base=None if each.base is None else plain(each.base.amount),
                amount_exact=str(each.amount),
                after_caps_exact=str(line.after if line else 0),
                amount=written_money(line.amount if line else Fraction(0), digits),
                error=each.error,
            )
        )
    return tuple(found)


def _digits(settled: Settled) -> int:
    try:
        return minor_digits(settled.frame.terms.currency)
    except ValueError:
        return 2


def _credit(settled: Settled) -> CreditDocument:
    digits = _digits(settled)
    due = settled.due
    before = rounded(due.before_caps, digits, settled.frame.terms.rounding.final)
    return CreditDocument(
        currency=settled.frame.terms.currency,
        before_caps=written_money(before, digits),
        due=written_money(due.amount, digits),
        payable=written_money(settled.payable, digits),
        capped=due.is_capped,
        at_most=due.is_at_most,
        reason=due.reason,
        lines=tuple(written_money(each, digits) for each in due.split),
    )


def _claim(settled: Settled) -> ClaimDocument:
    terms, claim = settled.frame.terms.claim, settled.claim
    return ClaimDocument(
        needed=terms is not None and terms.mode is ClaimMode.ON_CLAIM,
        state=claim.state.value,
        valid=claim.is_valid,
        deadline=_deadline(claim.deadline, settled.frame),
        claims=dict(claim.by_claim),
        failed=claim.failed,
    )


def _deadline(deadline: Deadline | None, frame: Frame) -> str | None:
    if deadline is None:
        return None
    return deadline.day.isoformat() if deadline.second is None else written_local(deadline.second, frame.zone)


def _rights(settled: Settled) -> tuple[RightDocument, ...]:
    frame = settled.frame
    return tuple(
        RightDocument(
            each.name,
            each.terms.right,
            each.is_open,
            _local(each.since, frame),
            _deadline(each.notice_by, frame),
            each.terms.clause,
        )
        for each in settled.rights
    )


def _parts(settled: Settled) -> tuple[PartDocument, ...]:
    digits, zone = _digits(settled), settled.frame.zone
    return tuple(
        PartDocument(
            written_local(each.span[0], zone),
            written_local(each.span[1], zone),
            dict(each.attributes),
            each.settled.is_violated,
            written_money(each.settled.due.amount, digits),
        )
        for each in settled.parts
    )
