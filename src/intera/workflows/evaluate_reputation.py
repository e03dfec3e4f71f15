"""Scores the contact baseline behind reputational risk on dated complaints: `intera eval reputation`.

Each day is judged by the days before it. There is no label that says which days hurt a reputation,
so what can be scored is honesty: how often a day lies beyond a limit against how often it should by
chance, and how large a surge would have been noticed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import isqrt
from pathlib import Path

from intera.experience.scores import find_interval
from intera.impact.contact_baseline import (
    BEYOND_HUNDREDTHS,
    USUAL_FROM_PERIODS,
    PeriodCount,
    highest_usual,
    learn_baseline,
    word_of_count,
)
from intera.model.reputation import ContactBaseline, ReputationWord
from intera.workflows.evaluation import (
    BadDataError,
    DataFiles,
    Evaluation,
    draw_resamples,
    find_tables,
    read_table,
    say_interval,
    split_instant,
)

_COLUMNS = ("Ticket #", "date_corrected")
# Silence this long means that nothing was collected, not that nobody complained.
_UNCOLLECTED_FROM = timedelta(days=7)
_SATURDAY = 5
_WEEK_DAYS = 7
# By chance this share of days lies beyond the limit of each word. Source: `BEYOND_HUNDREDTHS`.
_NOMINAL_BY_WORD = {ReputationWord.WATCH: 0.05, ReputationWord.ELEVATED: 0.01, ReputationWord.HIGH: 0.001}
_SURGE_PERCENTS = (150, 200, 300)
_HUNDRED = 100

Limit = Callable[[Sequence[PeriodCount]], int | None]


@dataclass(frozen=True, slots=True)
class _Day:
    """One day as it was judged: how many, what was usual, and the words it got."""

    day: date
    count: int
    baseline: ContactBaseline
    history: tuple[PeriodCount, ...]


def evaluate_reputation(folder: Path, *, split_at: datetime | None = None) -> Evaluation:
    """How honest the limits on daily complaints are, and which days of the later part they flag.

    Args:
        folder: holds a CSV of complaints with `date_corrected`, or a folder with one.
        split_at: start of the later part; None for the default.

    Returns:
        Coverage of each limit against its nominal share, flagged days, and baselines.

    Raises:
        BadDataError: the data cannot be read, or holds too few days.
    """
    files = find_tables(folder, _COLUMNS)
    counts, skipped = _daily(files)
    days = _judge(counts)
    split = split_instant([_midnight(day.day) for day in days], split_at)
    later = [day for day in days if _midnight(day.day) >= split]
    earlier = [day for day in days if _midnight(day.day) < split]
    return Evaluation(
        task="reputation",
        path=files.path,
        sha256=files.sha256,
        split_at=split,
        rows=len(later),
        metrics={
            "later": _scores(later),
            "earlier_used_for_tuning": _scores(earlier),
            "both": _scores(days),
            "flagged": [_say_day(day) for day in later if word_of_count(day.baseline, day.count) != "Low"],
            "a_surge_would_be_flagged": _surges(later),
            "rows_without_a_date": skipped,
            "note": "no label tells which days hurt a reputation: scored is how often a limit is passed against how "
            "often it should be by chance; days are few, so intervals are wide",
        },
        baselines={
            "mean_plus_two_deviations": _plain(later, _mean_plus_two),
            "more_than_the_same_day_last_week": _plain(later, _last_week),
            "twice_the_mean": _plain(later, _twice_mean),
        },
    )


def _daily(files: DataFiles) -> tuple[list[tuple[date, int]], int]:
    """Complaints by day, silent days included unless nothing was collected; and how many rows have no date."""
    dates: dict[str, date] = {}
    skipped = 0
    for row in read_table(files):
        try:
            dates[row["Ticket #"]] = date.fromisoformat(row["date_corrected"])
        except ValueError:
            skipped += 1
    counts = Counter(dates.values())
    found: list[tuple[date, int]] = []
    for day in sorted(counts):
        if found and day - found[-1][0] < _UNCOLLECTED_FROM:
            while found[-1][0] + timedelta(days=1) < day:
                found.append((found[-1][0] + timedelta(days=1), 0))
        found.append((day, counts[day]))
    return found, skipped


def _judge(counts: Sequence[tuple[date, int]]) -> list[_Day]:
    history: list[PeriodCount] = []
    found: list[_Day] = []
    for day, count in counts:
        slot = _slot(day)
        baseline = learn_baseline(history, slot)
        if baseline is not None:
            found.append(_Day(day, count, baseline, tuple(history)))
        history.append(PeriodCount(slot, count))
    if not found:
        raise BadDataError(
            f"the data holds {len(counts)} days; {USUAL_FROM_PERIODS} are needed before the first can be judged"
        )
    return found


def _slot(day: date) -> str:
    """The kind of day. Source: on the earlier part the weekday itself did worse: each is seen too rarely."""
    return "weekend" if day.weekday() >= _SATURDAY else "weekday"


def _scores(days: Sequence[_Day]) -> dict[str, object]:
    errors = [float(abs(day.count - day.baseline.expected_count)) for day in days]
    limits: dict[str, object] = {}
    for sureness, word in BEYOND_HUNDREDTHS:
        beyond = [day.count > highest_usual(day.baseline, sureness_hundredths=sureness) for day in days]
        limits[word.value] = {
            "nominal_beyond": _NOMINAL_BY_WORD[word],
            "beyond": _mean([float(flag) for flag in beyond]),
            "covered": _mean([float(not flag) for flag in beyond]),
            "days_beyond": sum(beyond),
        }
    return {"days": len(days), "mean_absolute_error": _mean(errors), "limits": limits}


def _surges(days: Sequence[_Day]) -> Mapping[str, object]:
    """Had a day brought so many times the expected, in how many days would each word have been given or passed."""
    order = list(ReputationWord)
    found: dict[str, object] = {}
    for percent in _SURGE_PERCENTS:
        words = [word_of_count(day.baseline, int(day.baseline.expected_count * percent) // _HUNDRED) for day in days]
        found[f"{percent}_percent_of_expected"] = {
            word.value: _mean([float(order.index(each) >= order.index(word)) for each in words])
            for word in order
            if word is not ReputationWord.LOW
        }
    return found


def _say_day(day: _Day) -> dict[str, object]:
    return {
        "day": day.day.isoformat(),
        "kind": _slot(day.day),
        "count": day.count,
        "expected": round(float(day.baseline.expected_count), 1),
        "up_to_usual": highest_usual(day.baseline, sureness_hundredths=BEYOND_HUNDREDTHS[-1][0]),
        "word": word_of_count(day.baseline, day.count).value,
    }


def _plain(days: Sequence[_Day], limit: Limit) -> dict[str, object]:
    """The share of days beyond a simple limit."""
    judged = [(day, limit(day.history)) for day in days]
    beyond = [day.count > usual for day, usual in judged if usual is not None]
    return {"days": len(beyond), "beyond": _mean([float(flag) for flag in beyond]), "days_beyond": sum(beyond)}


def _mean_plus_two(history: Sequence[PeriodCount]) -> int | None:
    mean = Fraction(sum(period.count for period in history), len(history))
    variance = sum(((period.count - mean) ** 2 for period in history), Fraction(0)) / (len(history) - 1)
    return int(mean) + isqrt(int(4 * variance))


def _last_week(history: Sequence[PeriodCount]) -> int | None:
    return history[-_WEEK_DAYS].count if len(history) >= _WEEK_DAYS else None


def _twice_mean(history: Sequence[PeriodCount]) -> int | None:
    return 2 * sum(period.count for period in history) // len(history)


def _mean(values: Sequence[float]) -> dict[str, float | None]:
    def mean(drawn: Sequence[float], _: Sequence[bool]) -> float | None:
        return sum(drawn) / len(drawn) if drawn else None

    resamples = draw_resamples(len(values)) if values else ()
    return say_interval(find_interval(mean, values, [True] * len(values), resamples=resamples))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
