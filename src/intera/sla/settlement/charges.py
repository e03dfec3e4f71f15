"""What is a remedy computed from: a charge at the price that counts, and what a payment comes to on it.

Source: notes on SLA engines C1 (base); cases gt-mo-5, gt-mo-6, eir-1, tkg-1, vz-la-1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from intera.sla.language.facts import PriceFacts
from intera.sla.language.local_time import local_day
from intera.sla.language.pay import Pay, PayKind
from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import plain
from intera.sla.language.remedy_terms import BaseTerms, DayOf, Valued
from intera.sla.settlement.frame import Frame
from intera.sla.settlement.periods import month_days

_DAY = timedelta(days=1)
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Due:
    """What a payment comes to, exact: a share of the base, and money beside it."""

    share: Fraction = Fraction(0)
    money: Fraction = Fraction(0)

    def plus(self, other: "Due") -> "Due":
        """Both together."""
        return Due(self.share + other.share, self.money + other.money)

    def times(self, count: Fraction | int) -> "Due":
        """So many of it."""
        return Due(self.share * count, self.money * count)

    @property
    def is_nothing(self) -> bool:
        """Whether it pays nothing."""
        return not self.share and not self.money


@dataclass(frozen=True, slots=True)
class Base:
    """The amount a share is taken of, what a month has in days, and how it was come by.

    `unpriced` names a charge without a price: then only sums of money can be paid.
    """

    amount: Fraction
    days: Fraction | None
    says: str
    unpriced: str = ""


def base_of(frame: Frame, terms: BaseTerms | None, *, event_second: int | None = None) -> Base:
    """The base of a remedy.

    Args:
        frame: gives prices and period.
        terms: the base of the contract; None is the monthly charge at the end of the period.
        event_second: when the event was, for a base valued at it.

    Returns:
        The exact amount.
    """
    said = terms or BaseTerms()
    names = said.greater_of or (said.charge,)
    unpriced = next((name for name in names if not _prices(frame, name)), None)
    if unpriced is not None:
        named = unpriced or "a charge without a name"
        return Base(Fraction(0), _month_days(frame, said), f"no price of {named}", named)
    amounts = {name: _charge(frame, name, said.valued, event_second) * said.times.get(name, 1) for name in names}
    amount = max(amounts.values())
    says = " or ".join(f"{name} {plain(each)}" for name, each in amounts.items())
    if len(amounts) > 1:
        says = f"the greater of {says}"
    for name in said.net_of:
        off = _charge(frame, name, said.valued, event_second) if _prices(frame, name) else Fraction(0)
        amount -= off
        says += f", less {name} {plain(off)}"
    return Base(max(amount, Fraction(0)), _month_days(frame, said), f"{says} ({said.valued.replace('_', ' ')})")


def _month_days(frame: Frame, terms: BaseTerms) -> Fraction | None:
    if terms.month_days is DayOf.ACTUAL:
        return Fraction(month_days(local_day(frame.period[0], frame.zone)))
    return terms.month_days


def _prices(frame: Frame, charge: str) -> list[PriceFacts]:
    """The prices of a charge in order of their first day; an undated one holds from ever on."""
    found = [each for each in frame.facts.prices if each.charge == charge]
    if not found and charge == "mrc" and frame.facts.mrc is not None:
        found = [PriceFacts(frame.facts.mrc)]
    return sorted(found, key=lambda each: each.from_ or date.min)


def _charge(frame: Frame, name: str, valued: Valued, event_second: int | None) -> Fraction:
    prices = _prices(frame, name)
    first, last = local_day(frame.period[0], frame.zone), local_day(frame.period[1] - 1, frame.zone)
    if valued is Valued.BILLED:
        return _billed(frame, prices, first, last)
    if valued is Valued.EVENT and event_second is not None:
        return price_on(prices, local_day(event_second, frame.zone))
    return price_on(prices, first if valued is Valued.PERIOD_START else last)


def price_on(prices: Sequence[PriceFacts], day: date) -> Fraction:
    """The price in force on a day; the first one before any has begun."""
    held = [each for each in prices if each.from_ is None or each.from_ <= day]
    return held[-1].amount if held else prices[0].amount


def _billed(frame: Frame, prices: Sequence[PriceFacts], first: date, last: date) -> Fraction:
    """What is billed for the period: the price of each day in service, by the days of the period."""
    active = frame.facts.instance
    days = (last - first).days + 1
    total = Fraction(0)
    day = first
    while day <= last:
        is_begun = active.active_from is None or local_day(active.active_from, frame.zone) <= day
        is_ended = active.active_to is not None and day > local_day(active.active_to - 1, frame.zone)
        if is_begun and not is_ended:
            total += price_on(prices, day) / days
        day += _DAY
    return total


def due_of(pay: Pay, base: Base, frame: Frame, *, day: date) -> Due:
    """What one payment comes to.

    Args:
        pay: the payment.
        base: what shares are taken of.
        frame: gives the rates of the contract.
        day: the local day that picks the rate in force.

    Returns:
        The exact due.

    Raises:
        UnreadableTermError: the charge has no price (`no-price`), a day no divisor (`month-divisor`), or a rate
            none in force (`no-rate`).
    """
    if pay.kind is PayKind.NOTHING:
        return Due()
    if pay.kind is PayKind.MONEY:
        return Due(money=pay.value)
    if pay.kind is PayKind.RATE:
        return due_of(rate_on(frame, pay.name, day), base, frame, day=day)
    if pay.kind in (PayKind.GREATER_OF, PayKind.LESSER_OF):
        dues = [due_of(each, base, frame, day=day) for each in pay.choices]
        pick = max if pay.kind is PayKind.GREATER_OF else min
        return pick(dues, key=lambda each: each.share * base.amount + each.money)
    return Due(share=_share(pay, base))


def _share(pay: Pay, base: Base) -> Fraction:
    if base.unpriced:
        raise UnreadableTermError(f"no price is known for {base.unpriced!r}; give it under prices", rule="no-price")
    if pay.kind in (PayKind.SHARE, PayKind.MONTHS):
        return pay.value
    if base.days is None:
        sentence = "a day or hour of a monthly charge needs base.month_days, for instance 30, 30.5 or actual"
        raise UnreadableTermError(sentence, rule="month-divisor")
    return pay.value / base.days / (1 if pay.kind is PayKind.DAYS else _HOURS)


def rate_on(frame: Frame, name: str, day: date) -> Pay:
    """The rate of the contract in force on a day.

    Raises:
        UnreadableTermError: none is (`no-rate`).
    """
    held = [each for each in frame.terms.rates.get(name, ()) if each.from_ <= day]
    if not held:
        raise UnreadableTermError(f"no rate {name!r} is in force on {day}; give it under rates", rule="no-rate")
    return max(held, key=lambda each: each.from_).amount
