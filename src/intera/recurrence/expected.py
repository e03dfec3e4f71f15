"""How often was a pattern to be expected in a window, and is what was seen more than chance allows."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, comb

from intera.model.recurrence import Expectation

# A count is more than chance allows when at least as many come less often than this by chance.
# Source: a choice of this room, 1 in 100: an operator looks at many patterns, and one in twenty
# would put false alarms on the page every week.
CHANCE_LIMIT = Fraction(1, 100)

# Stored ratios are rounded to these parts, the chance upwards, so that a row stays short.
_CHANCE_PARTS = 1_000
_COUNT_PARTS = 100


class NoBaseRateError(ValueError):
    """A base rate was given over no days or no fingerprints."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("a base rate needs at least one day and one fingerprint; leave it out where nothing is known")


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often patterns of a service come at all, counted before the window that is judged.

    `event_count` events of `fingerprint_count` fingerprints in `days` days. The same days are those
    over which the pattern's own history was counted.
    """

    event_count: int
    fingerprint_count: int
    days: int

    def __post_init__(self) -> None:
        """Refuses a rate over nothing."""
        if self.days < 1 or self.fingerprint_count < 1:
            raise NoBaseRateError


def expect(observed_count: int, *, history_count: int, base: BaseRate, window_days: int) -> Expectation:
    """How many other times were to be expected in the window before this one, and how likely as many are.

    A pattern's own pace is not known, only its history; it is drawn towards the pace of its service,
    which counts for one event (Gamma-Poisson). That this one came is one more sign of its pace, so it
    counts towards the pace and not among the others.

    Worked by hand: a service with 60 events of 30 fingerprints in 300 days has one event per
    fingerprint in 150 days. A pattern with no history: pace (1 + 0 + 1) events in (150 + 300) days,
    so 90 days let expect 2 * 90 / 450 = 0.4 others. Three others come by chance in 1 of 62 cases.

    Args:
        observed_count: other events of the pattern in the window, 0 or more.
        history_count: its events in the `base.days` before the window.
        base: the pace of its service over the same days.
        window_days: the window's length, 1 or more.

    Returns:
        The expectation; a service without a single event before says nothing and gives chance 1.

    Source: issue 3 point 6; Gamma-Poisson (negative binomial) after Greenwood and Yule 1920.
    """
    if base.event_count == 0 and history_count == 0:
        return Expectation(observed_count, Fraction(0), window_days, Fraction(1), is_more_than_chance=False)
    shape = 2 + history_count
    # The base rate counts as one event in the mean time between two of one fingerprint.
    exposure_days = Fraction(base.days * base.fingerprint_count, max(1, base.event_count)) + base.days
    chance = chance_of_at_least(observed_count, shape, exposure_days / (exposure_days + window_days))
    return Expectation(
        observed_count=observed_count,
        expected_count=Fraction(round(shape * window_days / exposure_days * _COUNT_PARTS), _COUNT_PARTS),
        window_days=window_days,
        chance_ratio=Fraction(ceil(chance * _CHANCE_PARTS), _CHANCE_PARTS),
        is_more_than_chance=chance < CHANCE_LIMIT,
    )


@lru_cache(maxsize=4096)
def chance_of_at_least(count: int, shape: int, stay_ratio: Fraction) -> Fraction:
    """How likely a negative binomial count reaches `count`, exactly.

    Args:
        count: 0 or more.
        shape: of the pace, 1 or more.
        stay_ratio: exposure / (exposure + window), above 0 and below 1.

    Returns:
        The chance, 0 to 1.
    """
    below = sum((comb(n + shape - 1, n) * (1 - stay_ratio) ** n for n in range(count)), Fraction(0))
    return 1 - below * stay_ratio**shape
