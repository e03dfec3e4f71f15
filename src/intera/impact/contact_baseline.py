"""How many contacts are usual for a period like this, and from which count on it is out of the ordinary."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt

from intera.model.reputation import ContactBaseline, ReputationWord

# Below this many periods nothing is called usual. Source: two weeks of days hold every weekday
# twice; fewer cannot tell a weekday from a chance.
USUAL_FROM_PERIODS = 14
# How many of the newest periods set the level: four weeks of days follow a season, and are long
# enough that one bad day does not become the usual. Source: a choice of this room; two, three
# and four weeks err alike on the earlier part of complaints_comcast (4.5, 4.2 and 4.3 a day).
LEVEL_PERIODS = 28
# A kind of period counts as if it had been seen this many more times at the overall level, so that two
# quiet Sundays do not make all Sundays silent. Source: best of 1, 2 and 4 on
# the earlier part of complaints_comcast; shrinkage as in Efron and Morris 1975.
SHRINK_PERIODS = 1

# How far beyond the usual, in standard deviations of the normal curve in hundredths, and the word it
# gives: 1 period in 20, 1 in 100 and 1 in 1,000 by chance alone.
# Source: one-sided 95, 99 and 99.9 percent points.
BEYOND_HUNDREDTHS = (
    (309, ReputationWord.HIGH),
    (233, ReputationWord.ELEVATED),
    (164, ReputationWord.WATCH),
)

_POISSON_PERCENT = 100
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """Contacts or complaints counted in one period; `slot` is its kind, such as "mon" or "weekday 14"."""

    slot: str
    count: int


def learn_baseline(history: Sequence[PeriodCount], slot: str) -> ContactBaseline | None:
    """What is usual for a kind of period, from the periods before it.

    Level: mean of the newest `LEVEL_PERIODS` counts, each divided by the factor of its kind. Factor of
    a kind: its mean over the mean of all, shrunk by `SHRINK_PERIODS`. Expected: level times factor.
    Scatter: mean squared distance from the expected over the expected, never below that of
    independent callers, and widened by one period in all because the level is itself estimated.

    Args:
        history: earlier periods of equal length, oldest first; a period without contacts is there with 0.
        slot: the kind of the period asked about.

    Returns:
        The baseline; None with fewer than `USUAL_FROM_PERIODS` periods or without any contact.

    Source: constants above; Shewhart 1931; negative binomial counts as in Noufaily et al. 2013.
    """
    total = sum(period.count for period in history)
    if len(history) < USUAL_FROM_PERIODS or not total:
        return None
    overall = Fraction(total, len(history))
    factors = {kind: _factor(history, kind, overall) for kind in {period.slot for period in history} | {slot}}
    newest = history[-LEVEL_PERIODS:]
    level = sum(period.count for period in newest) / sum((factors[p.slot] for p in newest), Fraction(0))
    squares = sum(
        ((period.count - level * factors[period.slot]) ** 2 / (level * factors[period.slot]) for period in newest),
        Fraction(0),
    )
    # One level is estimated from these periods, so one of them is spent on it; the forecast errs by as much again.
    scatter = squares / (len(newest) - 1) * Fraction(len(newest) + 1, len(newest))
    return ContactBaseline(
        expected_count=level * factors[slot],
        scatter_percent=max(_POISSON_PERCENT, ceil(scatter * _HUNDRED)),
        period_count=len(history),
    )


def highest_usual(baseline: ContactBaseline, *, sureness_hundredths: int) -> int:
    """The highest count that is still usual at a sureness.

    The smallest whole count at or above `m + z sqrt(v) + (z^2 - 1)(2 s - 1) / 6 - 1/2`, with mean m,
    scatter s and variance v = s m: the point of a negative binomial count by the normal curve, with its
    lean to the right, and half a count because counts are whole.

    Args:
        baseline: mean and scatter.
        sureness_hundredths: z, the point of the normal curve in hundredths; 164 leaves 1 in 20 above.

    Returns:
        A whole count, 0 or more; exact, no rounding error.

    Source: Cornish and Fisher 1938; Abramowitz and Stegun 26.2.49; negative binomial skewness (2 s - 1) / sqrt(v).
    """
    z = Fraction(sureness_hundredths, _HUNDRED)
    scatter = Fraction(baseline.scatter_percent, _HUNDRED)
    offset = baseline.expected_count + (z * z - 1) * (2 * scatter - 1) / 6 - Fraction(1, 2)
    squared = z * z * scatter * baseline.expected_count
    # The whole part of both, then up to the first count that is not below offset + sqrt(squared).
    count = max(0, floor(offset) + isqrt(floor(squared)))
    while count < offset or (count - offset) ** 2 < squared:
        count += 1
    return count


def word_of_count(baseline: ContactBaseline, count: int) -> ReputationWord:
    """How far out of the ordinary a count is, in a word.

    Args:
        baseline: what is usual.
        count: contacts of the period so far; a period that is not over can only rise.

    Returns:
        Low while usual, then by `BEYOND_HUNDREDTHS`.
    """
    for sureness, word in BEYOND_HUNDREDTHS:
        if count > highest_usual(baseline, sureness_hundredths=sureness):
            return word
    return ReputationWord.LOW


def _factor(history: Sequence[PeriodCount], slot: str, overall: Fraction) -> Fraction:
    counts = [period.count for period in history if period.slot == slot]
    return (sum(counts) + SHRINK_PERIODS * overall) / (len(counts) + SHRINK_PERIODS) / overall
