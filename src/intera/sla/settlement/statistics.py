"""Which number stands for many: exact means and percentiles, each by its declared method.

Source: cases gt-rd-5, gt-rd-7; vectors sla_period (nearest rank).
"""

from collections.abc import Sequence
from fractions import Fraction

from intera.sla.language.terms import PercentileMethod


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The mean; None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def weighted_mean(values: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """The mean of values by how many each stands for; None of nothing."""
    count = sum(weight for _, weight in values)
    return sum((value * weight for value, weight in values), Fraction(0)) / count if count else None


def percentile(values: Sequence[Fraction], share: Fraction, method: PercentileMethod) -> Fraction | None:
    """The value below which a share of the values lies; None of nothing.

    Args:
        values: any order.
        share: 0 to 1.
        method: `nearest_rank` takes the ceil(share * n)-th value; `linear` interpolates between ranks, n - 1 apart.

    Returns:
        The exact value.
    """
    if not values:
        return None
    ordered = sorted(values)
    if method is PercentileMethod.NEAREST_RANK:
        return ordered[max(0, -(-share.numerator * len(ordered) // share.denominator) - 1)]
    place = share * (len(ordered) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
