"""What follows from a promise: the quantity a remedy depends on, what it pays, on which base.

Source: notes on SLA engines C1 (remedy); cases vz-*, cog-*, int-*, tkg-*, or-slg-1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from intera.sla.language.local_time import local_day
from intera.sla.language.pay import PayKind
from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Quantity, Unit, plain
from intera.sla.language.remedy_terms import Driver, Per, RemedyTerms, RoundedMoney, Valued, When
from intera.sla.settlement.charges import Base, Due, base_of, due_of
from intera.sla.settlement.currency import minor_digits, rounded
from intera.sla.settlement.figure import Figure, Item
from intera.sla.settlement.frame import Frame, Step
from intera.sla.settlement.promises import JudgedPromise, bound_of, is_kept
from intera.sla.settlement.shapes import paid_for
from intera.sla.spans import Span

_DAY_DRIVERS = (Driver.DAYS,)


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a remedy: what it is for, when that was, and its exact amount."""

    name: str
    amount: Fraction
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """One remedy: the exact amount before stacking and caps, in portions, or why it cannot be computed."""

    name: str
    terms: RemedyTerms
    portions: tuple[Portion, ...] = ()
    quantity: Quantity | None = None
    row: str = ""
    base: Base | None = None
    steps: tuple[Step, ...] = ()
    error: str = ""
    sentence: str = ""

    @property
    def amount(self) -> Fraction:
        """All portions together."""
        return sum((each.amount for each in self.portions), Fraction(0))


@dataclass(frozen=True, slots=True)
class _One:
    """One thing a remedy pays for."""

    name: str
    quantity: Quantity
    span: Span | None = None
    days: tuple[date, ...] = ()


def compute_remedy(
    name: str,
    terms: RemedyTerms,
    promise: JudgedPromise,
    frame: Frame,
    *,
    figure_of: Callable[[str], Figure],
) -> Computed:
    """What one remedy comes to, exact.

    Args:
        name: its name in the contract.
        terms: its terms.
        promise: the judged promise it follows from.
        frame: the contract, prices and period.
        figure_of: figures of other metrics by name.

    Returns:
        The remedy; one that cannot be computed says why in `error`.
    """
    about = f"remedy {name}"
    empty = Computed(name, terms)
    if terms.when is When.VIOLATED and promise.is_violated is not True:
        return empty
    try:
        figure = figure_of(terms.metric) if terms.metric else promise.figure
        if figure.value is None:
            return replace(empty, steps=(Step(about, "nothing was measured, so nothing is due", terms.clause),))
        return _computed(empty, _things(terms, promise, figure), frame)
    except UnreadableTermError as error:
        says = Step(about, f"cannot be settled: {error}", terms.clause)
        return replace(empty, error=error.rule, sentence=str(error), steps=(says,))


def _computed(empty: Computed, things: list[_One], frame: Frame) -> Computed:
    terms = empty.terms
    about = f"remedy {empty.name}"
    column = frame.facts.instance.attributes.get(terms.column, "")
    steps: list[Step] = []
    portions: list[Portion] = []
    rows: list[str] = []
    base: Base | None = None
    for one in things:
        base = base_of(frame, terms.base, event_second=_event_second(terms, one, things))
        due, words, added = _due(terms, one, base, frame, column)
        if due.is_nothing and not words:
            continue
        amount, sum_words = _amount(due, added, base, terms, frame)
        rows.append(words)
        steps.append(Step(about, f"{one.name}: {words}", terms.clause))
        if not due.is_nothing:
            steps.append(Step(about, f"{sum_words} (base: {base.says})", terms.base.clause if terms.base else ""))
        portions.append(Portion(one.name, amount, one.span))
    quantity = things[0].quantity if len(things) == 1 else None
    return replace(
        empty,
        portions=tuple(portions),
        quantity=quantity,
        row="; ".join(rows),
        base=base,
        steps=tuple(steps),
    )


def _event_second(terms: RemedyTerms, one: _One, things: list[_One]) -> int | None:
    if terms.base is None or terms.base.valued is not Valued.EVENT:
        return None
    spans = [one.span] if one.span is not None else [each.span for each in things if each.span is not None]
    return min((span[0] for span in spans), default=None)


def _due(terms: RemedyTerms, one: _One, base: Base, frame: Frame, column: str) -> tuple[Due, str, str]:
    """The due for one thing: its payments together, the words for them, and its sums of money as people add them."""
    day = one.days[-1] if one.days else local_day(one.span[0] if one.span else frame.period[0], frame.zone)
    total = Due()
    words: list[str] = []
    sums: dict[Fraction, Fraction] = {}
    for paid in paid_for(terms, one.quantity, column):
        if paid.pay.kind is PayKind.RATE and paid.times == len(one.days):
            # A rate may change between two of the days: each day pays the one in force on it.
            dues = [(due_of(paid.pay, base, frame, day=each), Fraction(1)) for each in one.days]
        else:
            dues = [(due_of(paid.pay, base, frame, day=day), paid.times)]
        for due, times in dues:
            once = _paid_once(due, base, frame)
            total = total.plus(once.times(times))
            if once.money:
                sums[once.money] = sums.get(once.money, Fraction(0)) + times
        words.append(paid.says)
    added = " + ".join(plain(each) if times == 1 else f"{plain(times)} x {plain(each)}" for each, times in sums.items())
    return total, "; ".join(words), added


def _paid_once(due: Due, base: Base, frame: Frame) -> Due:
    """One payment, brought to the minor unit where the contract rounds each of them.

    Source: vector tkg58 (four days of 79.99 a month are 48.00).
    """
    if frame.terms.rounding.per is RoundedMoney.CREDIT:
        return due
    exact = due.share * base.amount + due.money
    return Due(money=rounded(exact, minor_digits(frame.terms.currency), frame.terms.rounding.final))


def _amount(due: Due, added: str, base: Base, terms: RemedyTerms, frame: Frame) -> tuple[Fraction, str]:
    """The exact amount of a due, its share rounded first where the contract does so."""
    share = due.share
    early = frame.terms.rounding.share
    note = ""
    if early is not None and share:
        share = rounded(share, early.decimals, early.mode)
        note = f" ({written_share(due.share)} rounded to {plain(share)} first)"
    amount = (share * base.amount + due.money) * terms.multiplier
    parts: list[str] = []
    if share:
        parts.append(f"{written_share(share)} x {plain(base.amount)}{note}")
    if due.money:
        parts.append(added)
    joined = " + ".join(parts) or "0"
    times = f"({joined}) x {plain(terms.multiplier)}" if terms.multiplier != 1 else joined
    return amount, f"{times} = {plain(amount)} {frame.terms.currency}"


def written_share(share: Fraction) -> str:
    """A share so that it can be redone by hand: in decimals where they end, else as a fraction."""
    text = plain(share)
    return str(share) if text.startswith(("~", "-~")) else text


def _things(terms: RemedyTerms, promise: JudgedPromise, figure: Figure) -> list[_One]:
    """What a remedy pays for: the period as a whole, or each event or record that is not as promised."""
    if terms.per is Per.PERIOD:
        days = tuple(day for item in figure.items for day in item.days)
        return [_One("the period", period_quantity(terms.driver, promise, figure), _hull(figure), days)]
    items = [each for each in figure.items if _is_paid_for(each, terms, promise)]
    return [
        _One(each.name, _item_quantity(terms.driver, promise, figure, each), each.span, each.days) for each in items
    ]


def _hull(figure: Figure) -> Span | None:
    spans = [each.span for each in figure.items if each.span is not None]
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def _is_paid_for(item: Item, terms: RemedyTerms, promise: JudgedPromise) -> bool:
    """Whether an event or record is paid for: it misses a target of its own kind, or counts at all."""
    target = promise.target
    bound = bound_of(target) if target is not None else None
    is_of_its_kind = bound is not None and bound.unit is promise.figure.unit and bound.unit is not Unit.RATIO
    if terms.when is When.VIOLATED and target is not None and is_of_its_kind and not terms.metric:
        return not is_kept(item.value, target)
    return item.value > 0


def period_quantity(driver: Driver, promise: JudgedPromise, figure: Figure) -> Quantity:
    """What the driver of a remedy comes to over the period.

    Raises:
        UnreadableTermError: the metric has no such quantity (`driver`).
    """
    value = figure.value or Fraction(0)
    clock = figure.clock or promise.figure.clock
    bound = bound_of(promise.target) if promise.target is not None else None
    if driver is Driver.COUNTED_TIME and clock is not None:
        return Quantity(clock.clocked.counted_s, Unit.SECONDS)
    if driver is Driver.EXCESS and promise.excess_s is not None:
        return Quantity(promise.excess_s, Unit.SECONDS)
    if driver in (Driver.EXCESS, Driver.RELATIVE_EXCESS) and bound is not None:
        over = abs(value - bound.value)
        if driver is Driver.EXCESS:
            return Quantity(over, bound.unit)
        if bound.value:
            return Quantity(over / bound.value, Unit.RATIO)
    simple: Mapping[Driver, Quantity] = {
        Driver.FIGURE: Quantity(value, figure.unit),
        Driver.DAYS: Quantity(value, Unit.DAYS),
        Driver.EVENT_COUNT: Quantity(Fraction(figure.count), Unit.COUNT),
        Driver.EVENT_TIME: Quantity(value, Unit.SECONDS),
        Driver.FLAT: Quantity(Fraction(1), Unit.COUNT),
    }
    if driver not in simple:
        sentence = f"the metric of this promise has no {driver.replace('_', ' ')}; use another driver or metric"
        raise UnreadableTermError(sentence, rule="driver")
    return simple[driver]


def _item_quantity(driver: Driver, promise: JudgedPromise, figure: Figure, item: Item) -> Quantity:
    if driver in (Driver.FLAT, Driver.EVENT_COUNT):
        return Quantity(Fraction(1), Unit.COUNT)
    if driver in (Driver.EXCESS, Driver.RELATIVE_EXCESS):
        return period_quantity(driver, replace(promise, excess_s=None), replace(figure, value=item.value))
    unit = Unit.DAYS if driver in _DAY_DRIVERS else Unit.SECONDS if figure.unit is Unit.RATIO else figure.unit
    return Quantity(item.value, unit)
