"""What is known, when trouble begins, about whether its pattern will be back; and whether it was."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

# How long a pattern is watched for a return. Source: the usual window of repeat-trouble rules.
RETURN_WITHIN_DAYS = 30

# Where the bands of each feature end, chosen on the earlier part of the Shaw notices (issue 3): counts
# one by one while they are small, days about doubling.
_TIMES_FROM = (1, 2, 3, 4, 6, 8, 11)
_SINCE_FROM_DAYS = (3, 7, 14, 30, 60, 120, 240, 480)
_COUNTED_DAYS: Mapping[int, tuple[int, ...]] = {30: (1, 2, 3), 90: (1, 2, 3, 5), 365: (1, 2, 3, 4, 6, 8)}


def return_features(
    earlier_at: Sequence[datetime], start_at: datetime, context: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The features a learner states the odds of a return from.

    Season, weekday, length of the outage and the service were tried on the same notices and told
    nothing beyond these.

    Args:
        earlier_at: starts of the pattern's earlier events, any order; later ones are left out.
        start_at: the start of this one.
        context: what else is known at the start, such as {"place": "whole town"}; never who worked on it.

    Returns:
        Values by name: how often before, in how many days of the last, and how long since the last time.
    """
    before = [one for one in earlier_at if one < start_at]
    features = dict(context or {})
    features["times"] = _band(len(before), _TIMES_FROM)
    features["since"] = _band((start_at - max(before)).days, _SINCE_FROM_DAYS) if before else "never"
    for days, bands in _COUNTED_DAYS.items():
        since_at = start_at - timedelta(days=days)
        features[f"in_{days}_days"] = _band(sum(one > since_at for one in before), bands)
    return features


def came_back(
    start_at: datetime, later_at: Sequence[datetime], *, at: datetime, within_days: int = RETURN_WITHIN_DAYS
) -> bool | None:
    """Whether a pattern came back in time; None while that is not known.

    That it came is known when it comes, that it did not only when the time is over. Whoever learns
    from outcomes must wait for the whole time in both cases: taking in returns as they come, and the
    others later, would teach that everything returns.

    Args:
        start_at: the start of the event watched.
        later_at: starts of the pattern's other events, any order.
        at: the instant asked about.
        within_days: from start to start, the last instant included.

    Returns:
        The outcome, as far as known at `at`.
    """
    until_at = start_at + timedelta(days=within_days)
    if any(start_at < one <= min(until_at, at) for one in later_at):
        return True
    return False if at >= until_at else None


def _band(value: int, bands: Sequence[int]) -> str:
    """The band a number lies in, named by where it begins."""
    place = bisect_right(bands, value)
    return str(bands[place - 1]) if place else "0"
