"""How many customers are hit, as an interval: from what sources counted and from measured shares."""

from collections.abc import Sequence

from intera.model.impact import CountRange, HarmLevel

# Half width of the interval round a measured failing share, in percent points: the 95% half width
# of a share seen on about 600 test sessions, 1.96 x sqrt(0.25 / 600).
# Source: normal interval for a proportion; PRODUCT I3 (probes are coarse); to be calibrated.
SHARE_MARGIN_POINTS = 4
_PERCENT = 100

_NOBODY = CountRange(0, 0, 0)


def customers_in_place(harm: HarmLevel, living_there: int | None, percents: Sequence[int]) -> CountRange | None:
    """How many customers of one place are hit, from who lives there and what was measured.

    - clear or at risk: nobody.
    - a failing share is measured: customers times the mean share; the interval runs from the
      lowest to the highest measured share, each widened by `SHARE_MARGIN_POINTS`.
    - harm without a measured share: anything between nobody and everybody is possible, and the
      best estimate is the middle; for full harm between half and everybody, best everybody.
    - no data, or nobody knows how many live there: None, which is not zero.

    Args:
        harm: how badly the place is hurt.
        living_there: customers of the service in the place, None when unknown.
        percents: measured failing shares, whole percent 0 to 100, any order.

    Returns:
        The interval, or None when unknown.

    Source: issue 3 point 2; indifference over the possible range where nothing is measured.
    """
    if harm in (HarmLevel.CLEAR, HarmLevel.AT_RISK):
        return _NOBODY
    if harm is HarmLevel.NO_DATA or living_there is None:
        return None
    if percents:
        low = max(0, min(percents) - SHARE_MARGIN_POINTS)
        high = min(_PERCENT, max(percents) + SHARE_MARGIN_POINTS)
        return CountRange(
            low=living_there * low // _PERCENT,
            best=(2 * living_there * sum(percents) + _PERCENT * len(percents)) // (2 * _PERCENT * len(percents)),
            high=-(-living_there * high // _PERCENT),
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
