"""Did what was stated lately come true as often as it was stated, or is the gap more than chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# The most recent outcomes looked at. Fewer cannot tell ten points from chance, more answer late.
# Source: ADR 0017.
WINDOW_COUNT = 200
# Below this many outcomes no drift is spoken of.
LEAST_COUNT = 50
# The gap in standard deviations from which it is more than chance. It is looked at after every
# outcome, so three rather than two. Source: Shewhart 1931 (three sigma); Spiegelhalter 1986 (the
# variance of a sum of stated ratios).
LIMIT_SIGMA = 3

_PERCENT = 100


class DriftDirection(StrEnum):
    """Which way outcomes have left what was stated."""

    NONE = "none"
    LESS_OFTEN = "less_often"
    MORE_OFTEN = "more_often"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Drift:
    """What was stated and what happened over the last `outcome_count` outcomes, with the finding."""

    direction: DriftDirection
    outcome_count: int
    stated_ratio: Fraction
    happened_ratio: Fraction

    @property
    def is_drifting(self) -> bool:
        """Whether the gap is larger than chance allows."""
        return self.direction in {DriftDirection.LESS_OFTEN, DriftDirection.MORE_OFTEN}

    @property
    def words(self) -> str:
        """The finding in one sentence."""
        if self.direction is DriftDirection.TOO_FEW:
            return f"Only {self.outcome_count} outcomes so far: too few to tell a drift from chance."
        stated, happened = _percent(self.stated_ratio), _percent(self.happened_ratio)
        if self.direction is DriftDirection.NONE:
            return f"The last {self.outcome_count} came true about as often as stated: {happened} % against {stated} %."
        often = "less" if self.direction is DriftDirection.LESS_OFTEN else "more"
        return f"The last {self.outcome_count} came true {often} often than stated: {happened} % against {stated} %."


def find_drift(stated: Sequence[Fraction], outcomes: Sequence[bool], *, window: int = WINDOW_COUNT) -> Drift:
    """Whether the last outcomes came true more or less often than was stated, beyond chance.

    The gap between how many happened and the sum of the stated ratios is compared with
    `LIMIT_SIGMA` standard deviations of that sum, as if each case were a draw of its own.

    Args:
        stated: ratios as they were stated, 0 to 1, oldest outcome first.
        outcomes: what happened, in the same order.
        window: how many of the last are looked at, 1 or more.

    Returns:
        The finding; `TOO_FEW` below `LEAST_COUNT` outcomes.

    Source: Spiegelhalter 1986; issue 3 point 4 (drift is detected and said).
    """
    recent, happened = stated[-window:], outcomes[-window:]
    count = len(recent)
    if not count:
        return Drift(DriftDirection.TOO_FEW, 0, Fraction(0), Fraction(0))
    expected, came_true = sum(recent, Fraction(0)), sum(happened)
    stated_ratio, happened_ratio = expected / count, Fraction(came_true, count)
    gap = came_true - expected
    variance = sum((ratio * (1 - ratio) for ratio in recent), Fraction(0))
    if count < LEAST_COUNT:
        direction = DriftDirection.TOO_FEW
    elif gap * gap <= LIMIT_SIGMA * LIMIT_SIGMA * variance:
        direction = DriftDirection.NONE
    else:
        direction = DriftDirection.LESS_OFTEN if gap < 0 else DriftDirection.MORE_OFTEN
    return Drift(direction, count, stated_ratio, happened_ratio)


def _percent(ratio: Fraction) -> int:
    return round(ratio * _PERCENT)
