"""How many customers are hit, as an interval: from what sources counted and from measured shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

from intera.model.impact import CountRange, HarmLevel

# Test sessions behind a measured share whose source does not say how many: half width about 3 points.
# Source: PRODUCT I3 (probes are coarse); a choice of this room.
UNSTATED_SAMPLE_COUNT = 600
# Every interval is stated at 90 %: z squared of 90 %, two-sided, in millionths.
# Source: Wilson 1927, score interval of a proportion; issue 3, Numbers (stated at 0.90).
_Z_SQUARED_MILLIONTHS = 2_705_543
_MILLION = 1_000_000
_PERCENT = 100
# Whole percents are rounded: half a point either side.
_ROUNDING_MILLIONTHS = 5_000

_NOBODY = CountRange(0, 0, 0)


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """A share of attempts that fail, whole percent, and how many were tried; None where the source does not say."""

    percent: int
    sample_count: int | None = None


def share_bounds(share: MeasuredShare) -> tuple[int, int]:
    """Between which shares the true one lies, in millionths.

    Args:
        share: as measured.

    Returns:
        Low and high, 0 to 1,000,000; wider the fewer attempts were tried.

    Source: Wilson score interval, exact integers; see the constants above.
    """
    tried = share.sample_count or UNSTATED_SAMPLE_COUNT
    failed = tried * share.percent * (_MILLION // _PERCENT)
    whole = tried * _MILLION
    z2 = _Z_SQUARED_MILLIONTHS
    # (f + z2/2 -+ sqrt(z2 (f (n-f)/n + z2/4))) / (n + z2), every term in millionths.
    root = isqrt(z2 * (failed * (whole - failed) // whole + z2 // 4))
    low = (failed + z2 // 2 - root) * _MILLION // (whole + z2)
    high = -(-(failed + z2 // 2 + root) * _MILLION // (whole + z2))
    return max(0, low - _ROUNDING_MILLIONTHS), min(_MILLION, high + _ROUNDING_MILLIONTHS)


def customers_in_place(harm: HarmLevel, living_there: int | None, shares: Sequence[MeasuredShare]) -> CountRange | None:
    """How many customers of one place are hit, from who lives there and what was measured.

    - clear or at risk: nobody.
    - a failing share is measured: customers times the mean share; the interval runs from the
      lowest to the highest bound of the measured shares.
    - harm without a measured share: anything between nobody and everybody is possible, and the
      best estimate is the middle; for full harm between half and everybody, best everybody.
    - no data, or nobody knows how many live there: None, which is not zero.

    Args:
        harm: how badly the place is hurt.
        living_there: customers of the service in the place, None when unknown.
        shares: measured failing shares, any order.

    Returns:
        The interval, or None when unknown.

    Source: issue 3 point 2; indifference over the possible range where nothing is measured.
    """
    if harm in (HarmLevel.CLEAR, HarmLevel.AT_RISK):
        return _NOBODY
    if harm is HarmLevel.NO_DATA or living_there is None:
        return None
    if shares:
        bounds = [share_bounds(share) for share in shares]
        percents = sum(share.percent for share in shares)
        return CountRange(
            low=living_there * min(low for low, _ in bounds) // _MILLION,
            best=(2 * living_there * percents + _PERCENT * len(shares)) // (2 * _PERCENT * len(shares)),
            high=-(-living_there * max(high for _, high in bounds) // _MILLION),
        )
    if harm is HarmLevel.FULL:
        return CountRange(low=living_there // 2, best=living_there, high=living_there)
    return CountRange(low=0, best=living_there // 2, high=living_there)


def with_counts(counts: Sequence[int], estimated: CountRange | None) -> CountRange | None:
    """What sources counted, newest first, joined with our own estimate.

    The newest count is the best figure; the interval spans every count and the estimate, so that
    sources that disagree widen it instead of one being dropped.

    Args:
        counts: customers as counted by sources that report harm, newest first.
        estimated: our own interval from measured shares, None when there is none.

    Returns:
        The interval, or None when nothing is known.
    """
    if not counts:
        return estimated
    low, high = min(counts), max(counts)
    if estimated is not None:
        low, high = min(low, estimated.low), max(high, estimated.high)
    return CountRange(low=low, best=counts[0], high=high)


def without_inner(counted: CountRange, inner: Sequence[CountRange | None]) -> CountRange:
    """What a larger region hits beside the regions inside it, so that nobody is counted in both.

    Args:
        counted: customers of the whole larger region, as sources counted them.
        inner: customers of each region inside it, None where nobody knows.

    Returns:
        What is left, never below nobody.
    """
    known = [one for one in inner if one is not None]
    return CountRange(
        low=max(0, counted.low - sum(one.high for one in known)),
        best=max(0, counted.best - sum(one.best for one in known)),
        high=max(0, counted.high - sum(one.low for one in known)),
    )


def add_up(places: Sequence[tuple[CountRange | None, int | None]]) -> CountRange | None:
    """All places together: known intervals add up; an unknown place can only raise the top.

    Args:
        places: per place its interval (None unknown) and how many live there (None unknown).

    Returns:
        The sum, or None when no place is known.
    """
    low = best = high = 0
    is_known = False
    for customers, living_there in places:
        if customers is None:
            high += living_there or 0
        else:
            is_known = True
            low += customers.low
            best += customers.best
            high += customers.high
    return CountRange(low, best, high) if is_known else None
