"""How good were the forecasts: ranking, exactness and honesty of stated ratios against what happened.

Scores are for reports, so they are plain numbers; a ratio the product judges by is a fraction and
comes from `learner` or `track_record`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Ten bins of equally many forecasts. With bins of equal width a rare event puts nearly every
# forecast into the first one, where over- and understatement cancel and the score flatters.
# Source: ADR 0017; Nguyen and O'Connor 2015 (adaptive bins).
CALIBRATION_BINS = 10

Score = Callable[[Sequence[float], Sequence[bool]], float | None]


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """One bin of a reliability table: how many forecasts, their mean, and the share that came true."""

    forecast_count: int
    lowest_ratio: float
    highest_ratio: float
    stated_ratio: float
    happened_ratio: float


@dataclass(frozen=True, slots=True)
class ScoreInterval:
    """A score with the middle 95 percent of what resampling makes of it; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


def auc(forecasts: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """How often a case that happened was given a higher ratio than one that did not; a tie counts half.

    Args:
        forecasts: stated ratios, 0 to 1, in any order.
        outcomes: what happened, in the same order.

    Returns:
        0 to 1, 0.5 being no better than chance; None unless both outcomes occur.

    Source: Mann and Whitney 1947; Fawcett 2006.
    """
    positives = sum(outcomes)
    negatives = len(outcomes) - positives
    if not positives or not negatives:
        return None
    order = sorted(range(len(forecasts)), key=forecasts.__getitem__)
    rank_sum, start = 0.0, 0
    while start < len(order):
        end, happened, tied = start, 0, forecasts[order[start]]
        while end < len(order) and forecasts[order[end]] == tied:
            happened += outcomes[order[end]]
            end += 1
        # Tied places share the mean of their ranks, counted from 1.
        rank_sum += happened * (start + 1 + end) / 2
        start = end
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def average_precision(forecasts: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """The precision at each place where something that happened is found, from the highest ratio down.

    Tied forecasts are taken together, so their order cannot help.

    Args:
        forecasts: stated ratios, 0 to 1, in any order.
        outcomes: what happened, in the same order.

    Returns:
        0 to 1; a forecaster without skill gets the share that happened. None when nothing happened.

    Source: Boyd, Eng and Page 2013 (step-wise, no interpolation).
    """
    positives = sum(outcomes)
    if not positives:
        return None
    order = sorted(range(len(forecasts)), key=forecasts.__getitem__, reverse=True)
    found, total, start = 0, 0.0, 0
    while start < len(order):
        end, happened, tied = start, 0, forecasts[order[start]]
        while end < len(order) and forecasts[order[end]] == tied:
            happened += outcomes[order[end]]
            end += 1
        found += happened
        total += happened * found / end
        start = end
    return total / positives


def brier(forecasts: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """The mean squared distance between what was stated and what happened; 0 is perfect.

    Args:
        forecasts: stated ratios, 0 to 1.
        outcomes: what happened, in the same order.

    Returns:
        0 to 1; None without forecasts.

    Source: Brier 1950.
    """
    if not forecasts:
        return None
    return sum((stated - happened) ** 2 for stated, happened in zip(forecasts, outcomes, strict=True)) / len(forecasts)


def expected_calibration_error(
    forecasts: Sequence[float], outcomes: Sequence[bool], *, bins: int = CALIBRATION_BINS
) -> float | None:
    """By how much stated and happened ratios differ on average, over bins of equally many forecasts.

    Args:
        forecasts: stated ratios, 0 to 1.
        outcomes: what happened, in the same order.
        bins: how many, 1 or more.

    Returns:
        0 to 1, 0 being perfectly honest; None without forecasts.

    Source: Naeini, Cooper and Hauskrecht 2015; bins as `CALIBRATION_BINS` says.
    """
    rows = tabulate_reliability(forecasts, outcomes, bins=bins)
    if not rows:
        return None
    return sum(row.forecast_count * abs(row.stated_ratio - row.happened_ratio) for row in rows) / len(forecasts)


def tabulate_reliability(
    forecasts: Sequence[float], outcomes: Sequence[bool], *, bins: int = CALIBRATION_BINS
) -> tuple[ReliabilityRow, ...]:
    """What was stated against what happened, bin by bin, lowest ratio first.

    Equal forecasts always share a bin: a bin is closed at the first change of forecast after it is
    full, so the order of the cases cannot change the table.

    Args:
        forecasts: stated ratios, 0 to 1.
        outcomes: what happened, in the same order.
        bins: how many, 1 or more; fewer come out where forecasts are tied.

    Returns:
        The rows; empty without forecasts.
    """
    order = sorted(range(len(forecasts)), key=forecasts.__getitem__)
    rows: list[ReliabilityRow] = []
    start = 0
    for place in range(1, bins + 1):
        end = max(start, len(order) * place // bins)
        while start < end < len(order) and forecasts[order[end]] == forecasts[order[end - 1]]:
            end += 1
        if end > start:
            members = order[start:end]
            rows.append(
                ReliabilityRow(
                    forecast_count=len(members),
                    lowest_ratio=forecasts[members[0]],
                    highest_ratio=forecasts[members[-1]],
                    stated_ratio=sum(forecasts[member] for member in members) / len(members),
                    happened_ratio=sum(outcomes[member] for member in members) / len(members),
                )
            )
            start = end
    return tuple(rows)


def find_interval(
    score: Score, forecasts: Sequence[float], outcomes: Sequence[bool], *, resamples: Iterable[Sequence[int]]
) -> ScoreInterval:
    """A score with the middle 95 percent of its values over the resamples.

    Args:
        score: any of this module.
        forecasts: stated ratios, 0 to 1.
        outcomes: what happened, in the same order.
        resamples: places drawn with replacement, one sequence a resample; whoever calls draws them,
            as nothing here is left to chance.

    Returns:
        The score of all cases and the 2.5th and 97.5th percentile; None where it is not defined.

    Source: Efron and Tibshirani 1993 (percentile interval).
    """
    seen: list[float] = []
    for places in resamples:
        drawn = score([forecasts[place] for place in places], [outcomes[place] for place in places])
        if drawn is not None:
            seen.append(drawn)
    seen.sort()
    value = score(forecasts, outcomes)
    if value is None or not seen:
        return ScoreInterval(value)
    last = len(seen) - 1
    return ScoreInterval(value, low=seen[round(last * 0.025)], high=seen[round(last * 0.975)])
