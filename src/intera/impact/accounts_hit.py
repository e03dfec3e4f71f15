"""How many accounts are hit when only a part of each place is: an interval in whole accounts.

Which products fail inside a place is not known, only how large a share of them. An account with
several products is hit as soon as one of them is, so the share of accounts lies above the share of
products, and by how much depends on whether an account's products stand and fall together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from intera.model.impact import CountRange

# Shares and chances are counted in millionths: whole numbers, so that every machine adds the same.
_WHOLE = 1_000_000
# Two standard deviations on either side: 95% of a normal spread. Source: PRODUCT rule B (a stated
# interval covers); issue 3 (stated at 0.90, so the margin is on the safe side).
_DEVIATIONS = 2


@dataclass(frozen=True, slots=True)
class FailingShare:
    """Which share of a place's customers fails: 0 to 1, low to high; all of them when not given."""

    low: Fraction = Fraction(1)
    best: Fraction = Fraction(1)
    high: Fraction = Fraction(1)


EVERYBODY = FailingShare()
UNKNOWN_SHARE = FailingShare(Fraction(0), Fraction(1, 2), Fraction(1))


@dataclass(frozen=True, slots=True)
class HeldIn:
    """The accounts of one tier in one place: which (as bits), on how many products, which share fails."""

    accounts: int
    instance_count: int
    failing: FailingShare = EVERYBODY


def share_of(customers: CountRange | None, living: int | None) -> FailingShare:
    """The share that fails where so many customers of those who live there are hit.

    Args:
        customers: hit, None when unknown.
        living: who live there, None when unknown.

    Returns:
        The share, low to high; anything between nobody and everybody when one of the two is unknown.
    """
    if customers is None or not living:
        return UNKNOWN_SHARE
    low, best, high = (
        Fraction(max(0, min(count, living)), living) for count in (customers.low, customers.best, customers.high)
    )
    return FailingShare(low, best, high)


def accounts_hit(places: Sequence[HeldIn]) -> CountRange:
    """How many accounts are hit in one or several places; one that is in several counts once.

    - low: the products of an account stand and fall together, so an account is hit as often as one
      product is; less two standard deviations.
    - best: failing products are spread evenly, and an account with n of them is spared when all n are.
    - high: no two failing products belong to one account; and two standard deviations more.

    Where every place fails whole the answer is exact: all accounts that are there.

    Args:
        places: the accounts of one tier, place by place; the places share no product.

    Returns:
        Accounts, low to high, within nobody and everybody there.

    Source: issue 3 point 2 ("about 40 to 90 accounts"); binomial spread of a count.
    """
    union = sure = held_count = 0
    low = best = high = low_spread = high_spread = 0
    for place in places:
        held = place.accounts.bit_count()
        if not held:
            continue
        union |= place.accounts
        held_count += held
        share_low = _floor(place.failing.low)
        if share_low == _WHOLE:
            sure |= place.accounts
        share_best = _floor(place.failing.best)
        products = max(held, place.instance_count)
        share_high = min(_WHOLE, -(-products * _ceiling(place.failing.high) // held))
        low += held * share_low
        best += _hit_when_spread(held, products, share_best)
        high += held * share_high
        low_spread += held * share_low * (_WHOLE - share_low)
        high_spread += held * share_high * (_WHOLE - share_high)
    if not held_count:
        return CountRange(0, 0, 0)
    everybody = union.bit_count()
    least = (low * everybody // held_count - _DEVIATIONS * isqrt(low_spread)) // _WHOLE
    most = -(-(high + _DEVIATIONS * isqrt(high_spread)) // _WHOLE)
    bottom = max(sure.bit_count(), min(least, everybody))
    top = max(bottom, min(everybody, most))
    # An account in several places is spared when it is in each of them, as with several products.
    middle = (2 * _hit_when_spread(everybody, held_count, best // held_count) + _WHOLE) // (2 * _WHOLE)
    return CountRange(bottom, min(max(middle, bottom), top), top)


def _hit_when_spread(held: int, products: int, share: int) -> int:
    """Millionths of accounts hit when products are dealt out evenly: some have n, the rest n + 1."""
    if share == _WHOLE:
        return held * _WHOLE
    each, more = divmod(products, held)
    spared = _power(_WHOLE - share, each)
    spared_more = spared * (_WHOLE - share) // _WHOLE
    return held * _WHOLE - (held - more) * spared - more * spared_more


def _power(share: int, times: int) -> int:
    """A share of `_WHOLE` multiplied with itself, in whole millionths."""
    result = _WHOLE
    while times:
        if times & 1:
            result = result * share // _WHOLE
        share = share * share // _WHOLE
        times >>= 1
    return result


def _floor(share: Fraction) -> int:
    return max(0, min(_WHOLE, share.numerator * _WHOLE // share.denominator))


def _ceiling(share: Fraction) -> int:
    return max(0, min(_WHOLE, -(-share.numerator * _WHOLE // share.denominator)))
