"""How is a ratio written so that a miss never reads as met.

Source: notes on SLA engines A2 (display truncates towards the bad side); cases gt-rd-1, gt-rd-2.
"""

from fractions import Fraction

# A contract with more decimals than this has no finite decimal target at all.
_MOST_DECIMALS = 9


def display_ratio(ratio: Fraction, *, target: Fraction | None = None, decimals: int = 3) -> str:
    """A ratio in percent, rounded down, with at least as many decimals as its target needs.

    For metrics where higher is better. Write the target itself with `display_ratio(t, target=t)`:
    then the two texts compare as the two exact numbers do, for every target with a finite decimal.

    Args:
        ratio: 0 to 1.
        target: the contracted ratio it will be read against, if any.
        decimals: the fewest decimals to show, 0 or more.

    Returns:
        For example "99.949": never "99.950" for anything less.
    """
    shown = decimals if target is None else max(decimals, _decimals_of(target))
    scaled = ratio.numerator * 100 * 10**shown // ratio.denominator
    if shown == 0:
        return str(scaled)
    whole, part = divmod(scaled, 10**shown)
    return f"{whole}.{part:0{shown}d}"


def _decimals_of(target: Fraction) -> int:
    for decimals in range(_MOST_DECIMALS):
        if target.numerator * 100 * 10**decimals % target.denominator == 0:
            return decimals
    return _MOST_DECIMALS
