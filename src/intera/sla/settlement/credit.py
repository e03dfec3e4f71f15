"""What is credited together: remedies stacked, capped once after the sum, and rounded once at the end.

Source: notes on SLA engines A2 (money), C1 (stack, caps, minimum); cases gt-mo-1 to gt-mo-4, ora-3, cog-5, aws-2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from intera.sla.language.clock_terms import PeriodKind, PeriodTerms
from intera.sla.language.local_time import local_day
from intera.sla.language.pay import Pay
from intera.sla.language.quantities import plain
from intera.sla.language.remedy_terms import CapTerms, CapWindow, Ceiling, StackPer, StackRule, StackTerms
from intera.sla.settlement.charges import base_of, due_of
from intera.sla.settlement.currency import allocate, minor_digits, rounded, written_money
from intera.sla.settlement.frame import Frame, Step
from intera.sla.settlement.periods import period_around
from intera.sla.settlement.promises import is_kept
from intera.sla.settlement.remedies import Computed, Portion

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One remedy on the bill: exact before and after stacking and caps, and its rounded part of the credit."""

    name: str
    before: Fraction
    after: Fraction
    amount: Fraction
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a period comes to in money. `amount` is rounded once; `before_caps` is the exact sum before caps.

    `is_at_most` says that the contract states an upper limit only; `reason` why nothing is given.
    """

    amount: Fraction
    before_caps: Fraction
    lines: tuple[CreditLine, ...] = ()
    is_capped: bool = False
    is_at_most: bool = False
    reason: str = ""
    split: tuple[Fraction, ...] = ()
    steps: tuple[Step, ...] = field(default=())


def combine(frame: Frame, computed: Sequence[Computed]) -> Credit:
    """The credit of the period from its remedies.

    Args:
        frame: the contract and the credits already given.
        computed: the remedies that could be computed, in the order of the contract.

    Returns:
        The credit; lines add up to it exactly.

    Raises:
        UnreadableTermError: the currency has no minor unit, or a cap has no base.
    """
    steps: list[Step] = []
    amounts = _stacked(frame, computed, steps)
    before_caps = sum(amounts.values(), _ZERO)
    capped = dict(amounts)
    for cap in frame.terms.caps:
        _cap(frame, cap, capped, steps)
    exact = sum(capped.values(), _ZERO)
    digits = minor_digits(frame.terms.currency)
    reason = _below_minimum(frame, exact, steps)
    amount = _ZERO if reason else rounded(exact, digits, frame.terms.rounding.final)
    parts = allocate(amount, [capped[each.name] for each in computed], digits)
    lines = tuple(
        CreditLine(each.name, each.amount, capped[each.name], part, each.terms.clause)
        for each, part in zip(computed, parts, strict=True)
        if each.portions
    )
    if amount:
        says = f"{plain(exact)} rounded {frame.terms.rounding.final.replace('_', ' ')} to the minor unit"
        steps.append(Step("credit", f"{says}: {written_money(amount, digits)} {frame.terms.currency}"))
    count = frame.facts.invoice_lines
    return Credit(
        amount,
        before_caps,
        lines,
        is_capped=exact < before_caps,
        is_at_most=any(each.portions and each.terms.amount is Ceiling.AT_MOST for each in computed),
        reason=reason,
        split=allocate(amount, [Fraction(1)] * count, digits) if count else (),
        steps=tuple(steps),
    )


def conditioned(frame: Frame, credit: Credit) -> Credit:
    """The credit, or nothing where a condition of the contract is not met; the violation stands.

    Args:
        frame: the contract with its conditions, and the figures told.
        credit: what would be due.

    Returns:
        The credit. A condition whose figure nobody told is taken as met, and says so.

    Source: notes on SLA engines C1 (conditions, good standing).
    """
    for name, terms in frame.terms.conditions.items():
        told = frame.facts.figures.get(terms.figure)
        if told is None:
            step = Step(f"condition {name}", f"{terms.figure} is not told; taken as met", terms.clause)
            credit = replace(credit, steps=(*credit.steps, step))
        elif not is_kept(told.value, terms.target):
            step = Step(f"condition {name}", f"{terms.figure} is {told}, so no credit is due", terms.clause)
            return replace(credit, amount=_ZERO, split=(), reason=f"condition_{name}", steps=(*credit.steps, step))
    return credit


def _stacked(frame: Frame, computed: Sequence[Computed], steps: list[Step]) -> dict[str, Fraction]:
    """The amount of each remedy after the contract said which ones go together."""
    amounts = {each.name: each.amount for each in computed}
    by_name = {each.name: each for each in computed}
    for stack in frame.terms.stack:
        members = [by_name[name] for name in stack.remedies if name in by_name and by_name[name].portions]
        if len(members) < 2 or stack.rule is StackRule.ADD:  # noqa: PLR2004 -- two make a choice
            continue
        kept = _kept(stack, members)
        amounts.update(kept)
        words = ", ".join(f"{name} {plain(amount)}" for name, amount in kept.items())
        told = "the same time" if stack.per is StackPer.SAME_TIME else "the same period"
        steps.append(Step("stack", f"for {told} the {stack.rule} is given: {words}", stack.clause))
    return amounts


def _kept(stack: StackTerms, members: Sequence[Computed]) -> dict[str, Fraction]:
    kept = {each.name: _ZERO for each in members}
    for group in _groups(stack, members):
        sums = {each.name: _ZERO for each in members}
        for name, portion in group:
            sums[name] += portion.amount
        present = [each.name for each in members if any(name == each.name for name, _ in group)]
        if stack.rule is StackRule.NONE and len(present) > 1:
            continue
        best = max(present, key=lambda name: sums[name]) if stack.rule is StackRule.GREATEST else present[0]
        kept[best] += sums[best]
    return kept


def _groups(stack: StackTerms, members: Sequence[Computed]) -> list[list[tuple[str, Portion]]]:
    """What competes with each other: everything, or what overlaps in time."""
    everything = [(each.name, portion) for each in members for portion in each.portions]
    if stack.per is StackPer.PERIOD:
        return [everything]
    groups: list[list[tuple[str, Portion]]] = []
    ends: list[int] = []
    timeless = [each for each in everything if each[1].span is None]
    timed = sorted(
        ((portion.span, place, name, portion) for place, (name, portion) in enumerate(everything) if portion.span),
        key=lambda each: (each[0], each[1]),
    )
    for span, _, name, portion in timed:
        if groups and span[0] < ends[-1]:
            groups[-1].append((name, portion))
            ends[-1] = max(ends[-1], span[1])
        else:
            groups.append([(name, portion)])
            ends.append(span[1])
    return [*groups, *([each] for each in timeless)]


def _cap(frame: Frame, cap: CapTerms, amounts: dict[str, Fraction], steps: list[Step]) -> None:
    """Brings the remedies of a cap under it, each in proportion."""
    names = [name for name in amounts if not cap.remedies or name in cap.remedies]
    total = sum((amounts[name] for name in names), _ZERO)
    if not total:
        return
    most = _money_of(frame, cap.at_most, cap)
    given = _given_before(frame, cap.window)
    left = max(_ZERO, most - given)
    if total <= left:
        return
    for name in names:
        amounts[name] = amounts[name] * left / total
    earlier = f", of which {plain(given)} were given before" if given else ""
    says = f"{plain(total)} is capped at {plain(most)} ({cap.at_most}{earlier}): {plain(left)}"
    steps.append(Step("cap", says, cap.clause))


def _money_of(frame: Frame, pay: Pay, cap: CapTerms) -> Fraction:
    base = base_of(frame, cap.base)
    due = due_of(pay, base, frame, day=local_day(frame.period[0], frame.zone))
    return due.share * base.amount + due.money


def _given_before(frame: Frame, window: CapWindow) -> Fraction:
    """Credits already given in the window of a cap, before this period began."""
    if window is CapWindow.PERIOD:
        return _ZERO
    kind = PeriodKind.CALENDAR_YEAR if window is CapWindow.YEAR else PeriodKind.SERVICE_YEAR
    terms = PeriodTerms(kind=kind, leap_day=frame.terms.period.leap_day)
    span = period_around(terms, frame.period[0], zone=frame.zone, instance=frame.facts.instance)
    first: date = local_day(span[0], frame.zone)
    last: date = local_day(frame.period[0], frame.zone)
    return sum((each.amount for each in frame.facts.credits if first <= each.at < last), _ZERO)


def _below_minimum(frame: Frame, exact: Fraction, steps: list[Step]) -> str:
    """Why a small credit is not given; empty when it is.

    Source: case aws-2 ("greater than" is strict).
    """
    terms = frame.terms.minimum
    if terms is None or not exact:
        return ""
    is_enough = (terms.over is None or exact > terms.over.value) and (
        terms.at_least is None or exact >= terms.at_least.value
    )
    if is_enough:
        return ""
    bound = f"more than {terms.over}" if terms.over is not None else f"at least {terms.at_least}"
    steps.append(Step("minimum", f"{plain(exact)} is not given: the contract gives credits of {bound}", terms.clause))
    return "below_minimum"
