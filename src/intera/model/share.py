"""How many of how many, with how sure a share of so many is; exact whole numbers throughout.

Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), the score interval.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

# Under this many a share is shown with its counts and "too few to say". At 20 the 95%
# interval round one half still spans 28% to 72%; below, it says next to nothing.
FEWEST = 20
# The two-sided 95% point of the normal distribution, 1.96.
_Z = Fraction(49, 25)
# Ends of intervals are given in steps of one thousandth, rounded outward.
_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with the 95% interval of the share; the ends are None when there are none."""

    count: int
    total_count: int
    low_ratio: Fraction | None
    high_ratio: Fraction | None

    @property
    def ratio(self) -> Fraction | None:
        """The share, exact; None when there is nothing to take a share of."""
        return Fraction(self.count, self.total_count) if self.total_count else None

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few to say anything of it."""
        return self.total_count < FEWEST


def wilson(count: int, total_count: int) -> Share:
    """A share with its 95% Wilson interval, in whole numbers throughout.

    Args:
        count: how many, 0 to `total_count`.
        total_count: of how many, 0 or more.

    Returns:
        The share; its ends are in thousandths, the low one rounded down and the high one up.
    """
    if total_count == 0:
        return Share(0, 0, None, None)
    # With z = a/b: (2nk + z2 -+ z sqrt(z2 + 4k(n - k)/n * n)) / 2(n + z2), all times b2 to stay whole.
    a2, b2 = _Z.numerator**2, _Z.denominator**2
    n, k = total_count, count
    middle = 2 * n * k * b2 + n * a2
    # The root of z2 (z2 + 4k(n-k)/n), times n b2: sqrt(a2 (n2 a2 + 4 k (n-k) n b2)).
    under_root = a2 * (n * n * a2 + 4 * k * (n - k) * n * b2)
    below = 2 * n * (n * b2 + a2)
    root_down = isqrt(under_root)
    root_up = root_down if root_down * root_down == under_root else root_down + 1
    low = max(0, (middle - root_up) * _STEPS // below)
    high = min(_STEPS, -(-(middle + root_up) * _STEPS // below))
    return Share(count, total_count, Fraction(low, _STEPS), Fraction(high, _STEPS))
