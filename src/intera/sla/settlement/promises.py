"""Was a promise kept, where is the open period heading, and may the answer still change.

A figure to date is never compared with the target of a whole period: what counts is the allowance.

Source: PRODUCT section 6 (three axes); cases gt-rd-1 to gt-rd-3, gt-je-1 to gt-je-4, gt-iv-6.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from intera.model.measurement import QosFinality, QosOutcome, QosRisk
from intera.sla.language.quantities import Quantity, Unit, plain, spoken_time
from intera.sla.language.terms import PromiseTerms, TargetTerms, WarnTerms
from intera.sla.settlement.figure import Better, Figure, Measure
from intera.sla.settlement.frame import Frame, Step
from intera.sla.spans import instant_reached

# From this share of the allowance on people should watch. Source: house default, as in `sla/forecast.py`.
WATCH_SHARE = Fraction(1, 2)
# An open outage that would break the promise within a day puts it in jeopardy. Source: as above.
JEOPARDY_HORIZON_S = 24 * 3600


class Band(StrEnum):
    """Where a figure lies beside its target: the soft threshold and the tolerance are apart from the violation."""

    MET = "met"
    NOT_MEASURABLE = "not_measurable"
    VIOLATED = "violated"
    WARNING = "warning"
    WITHIN_TOLERANCE = "within_tolerance"


@dataclass(frozen=True, slots=True)
class JudgedPromise:
    """One promise with its figure and verdict; times in seconds, None where the promise has no allowance.

    `is_violated` is None while the period runs and can still be kept, and where nothing can be measured.
    `best` is the best figure the period can still reach, `certain_since` the second it was lost at, `breach_at` the
    one at which the allowance runs out if the present outage goes on.
    """

    name: str
    terms: PromiseTerms
    measure: Measure
    figure: Figure
    target: TargetTerms | None
    outcome: QosOutcome
    risk: QosRisk
    finality: QosFinality
    is_violated: bool | None
    band: Band = Band.NOT_MEASURABLE
    allowance_s: Fraction | None = None
    excess_s: Fraction | None = None
    best: Fraction | None = None
    certain_since: int | None = None
    breach_at: int | None = None
    steps: tuple[Step, ...] = ()


def bound_of(target: TargetTerms) -> Quantity | None:
    """The one bound a target names."""
    return target.at_least or target.at_most or target.over or target.under


def is_kept(value: Fraction, target: TargetTerms) -> bool:
    """Whether a figure keeps a target, on exact numbers: the bound itself does unless it is `over` or `under`.

    Source: case gt-rd-3 (exactly on target is met).
    """
    return (
        (target.at_least is None or value >= target.at_least.value)
        and (target.at_most is None or value <= target.at_most.value)
        and (target.over is None or value > target.over.value)
        and (target.under is None or value < target.under.value)
    )


def band_of(value: Fraction | None, target: TargetTerms | None, warn: WarnTerms) -> Band:
    """Where a figure lies: past the soft threshold it is a warning, past the target within tolerance or violated.

    Source: TMF657 (threshold, target, tolerance); vectors slo_657; eTOM 1.3.8.2 (soft threshold apart from violation).
    """
    if value is None or target is None:
        return Band.NOT_MEASURABLE
    if not is_kept(value, target):
        return Band.WITHIN_TOLERANCE if is_kept(value, eased(target, warn)) else Band.VIOLATED
    soft = warn.soft
    if soft is None:
        return Band.MET
    is_higher_better = target.at_least is not None or target.over is not None
    is_past = value < soft.value if is_higher_better else value > soft.value
    return Band.WARNING if is_past else Band.MET


def eased(target: TargetTerms, warn: WarnTerms) -> TargetTerms:
    """The target moved by its tolerance: what lies past this one is violated."""
    room = warn.tolerance
    if room is None:
        return target
    moved = {
        side: Quantity(bound.value + sign * room.value, bound.unit)
        for side, sign in (("at_least", -1), ("over", -1), ("at_most", 1), ("under", 1))
        if (bound := getattr(target, side)) is not None
    }
    return replace(target, **moved)


def target_for(terms: PromiseTerms, frame: Frame) -> TargetTerms | None:
    """The target that holds for the instance: by its attribute, else the one for all."""
    if terms.column:
        chosen = terms.by.get(frame.facts.instance.attributes.get(terms.column, ""))
        if chosen is not None:
            return chosen
    return terms.target


def judge_promise(
    name: str,
    terms: PromiseTerms,
    measure: Measure,
    figure: Figure,
    frame: Frame,
    *,
    floor: Fraction | None = None,
) -> JudgedPromise:
    """The verdict on one promise.

    Args:
        name: its name in the contract.
        terms: its terms.
        measure: the method the figure was measured by.
        figure: what was measured.
        frame: the contract, period and instant of knowledge.
        floor: the least share of the time that has to be known for the verdict to be final.

    Returns:
        Outcome, risk and finality, each by itself, with the allowance where there is one.
    """
    target = target_for(terms, frame)
    judged = JudgedPromise(
        name,
        terms,
        measure,
        figure,
        target,
        QosOutcome.NOT_MEASURABLE,
        QosRisk.ON_TRACK,
        _finality(figure, frame, floor),
        is_violated=None,
        band=band_of(figure.value, target, terms.warn),
    )
    if figure.value is None or target is None:
        why = (
            figure.reason.replace("_", " ") if figure.value is None else "the contract has no target for this instance"
        )
        return replace(judged, steps=(Step(f"promise {name}", f"not measurable: {why}", terms.clause),))
    allowed = eased(target, terms.warn)
    if figure.clock is not None and figure.unit is Unit.RATIO and allowed.at_least is not None:
        return _by_allowance(judged, figure, allowed.at_least.value, frame)
    kept = is_kept(figure.value, allowed)
    # A share that is missed so far may recover; the worst of single times cannot.
    is_lost = not kept and (frame.is_over or (measure.better is Better.LOWER and bool(figure.items)))
    return replace(
        judged,
        outcome=QosOutcome.MET if kept else QosOutcome.VIOLATED,
        risk=QosRisk.CERTAIN if is_lost else QosRisk.ON_TRACK if kept else QosRisk.JEOPARDY,
        is_violated=is_lost if frame.is_over or is_lost else None,
        steps=(_verdict_step(name, terms, figure, target, is_kept_now=kept),),
    )


def _finality(figure: Figure, frame: Frame, floor: Fraction | None) -> QosFinality:
    is_thin = floor is not None and figure.coverage is not None and figure.coverage < floor
    return QosFinality.PROVISIONAL if figure.is_open or is_thin or not frame.is_over else QosFinality.FINAL


def _verdict_step(name: str, terms: PromiseTerms, figure: Figure, target: TargetTerms, *, is_kept_now: bool) -> Step:
    bound = bound_of(target)
    value = Quantity(figure.value or Fraction(0), figure.unit)
    word = {True: "kept", False: "missed"}[is_kept_now]
    sides = {"at least": target.at_least, "at most": target.at_most, "over": target.over, "under": target.under}
    side = next((each for each, said in sides.items() if said is bound), "")
    return Step(f"promise {name}", f"{value} against {side} {bound}: {word}", terms.clause)


def _by_allowance(judged: JudgedPromise, figure: Figure, target: Fraction, frame: Frame) -> JudgedPromise:
    """The verdict on a share of time, by the allowance the target leaves for the whole period."""
    clock = figure.clock
    if clock is None or figure.value is None or judged.target is None:
        return judged
    allowance_s = max(Fraction(0), (1 - target) * clock.whole_s)
    used_s = (1 - figure.value) * clock.total_s
    is_lost = used_s > allowance_s
    share = used_s / allowance_s if allowance_s else Fraction(int(used_s > 0))
    says = (
        f"the target leaves {spoken_time(allowance_s)} of {spoken_time(clock.whole_s)}; {spoken_time(used_s)} are used"
    )
    verdict = "missed" if is_lost else "kept" if frame.is_over else "can still be kept"
    best = 1 - used_s / clock.whole_s if clock.whole_s > 0 else None
    since = None
    if is_lost:
        since = instant_reached(clock.clocked.counted_spans, allowance_s.numerator // allowance_s.denominator)
    breach_at = _breach_at(figure, frame, allowance_s - used_s)
    return replace(
        judged,
        outcome=QosOutcome.VIOLATED if is_lost else QosOutcome.MET,
        risk=_risk(judged, share, is_lost=is_lost, is_over=frame.is_over, is_near=_is_near(breach_at, frame)),
        breach_at=breach_at,
        is_violated=is_lost if frame.is_over or is_lost else None,
        allowance_s=allowance_s,
        excess_s=max(Fraction(0), used_s - allowance_s),
        best=best,
        certain_since=since,
        steps=(
            Step(f"promise {judged.name}", f"{says}: {verdict} (target {plain(target * 100)}%)", judged.terms.clause),
        ),
    )


def _breach_at(figure: Figure, frame: Frame, left_s: Fraction) -> int | None:
    """When the allowance runs out if the present outage goes on; None when it does not in this period."""
    # Where only service hours count, the clock does not run on evenly: nothing is foretold.
    is_even = figure.clock is not None and figure.clock.clocked.within == frame.service
    if frame.is_over or not figure.is_open or left_s < 0 or not is_even:
        return None
    at = frame.now + left_s.numerator // left_s.denominator
    return at if at < frame.period[1] else None


def _is_near(breach_at: int | None, frame: Frame) -> bool:
    return breach_at is not None and breach_at - frame.now <= JEOPARDY_HORIZON_S


def _risk(judged: JudgedPromise, share: Fraction, *, is_lost: bool, is_over: bool, is_near: bool) -> QosRisk:
    if is_lost:
        return QosRisk.CERTAIN
    if is_over:
        return QosRisk.ON_TRACK
    if is_near:
        return QosRisk.JEOPARDY
    if not share:
        return QosRisk.ON_TRACK
    warn = judged.terms.warn
    if warn.jeopardy is not None and share >= warn.jeopardy:
        return QosRisk.JEOPARDY
    return QosRisk.WATCH if share >= (warn.watch or WATCH_SHARE) else QosRisk.ON_TRACK
