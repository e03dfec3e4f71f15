"""How available was a virtual connection by loss in short intervals and a sliding window.

The window looks ahead: n intervals in a row over the threshold begin unavailability, n in a row at or under
it end it. Maintenance leaves the intervals it touches out of the figure, not out of the window.

Source: MEF 10.2.1 section 6.9, MEF 10.3; standards section 4.2; vectors mef_availability.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Unit, parse_number, plain
from intera.sla.settlement.exclusions import accepted_spans
from intera.sla.settlement.figure import Ask, Better, Figure, Measure, nothing

# Defaults of the vectors; a contract names its own. Source: standards section 4.2.
DEFAULT_WINDOW = 10
DEFAULT_THRESHOLD = Fraction(1, 2)
DEFAULT_RUN = 3


@dataclass(frozen=True, slots=True)
class Intervals:
    """Counted intervals: all that count, unavailable ones, high-loss ones while available, and runs of those."""

    counted: int
    unavailable: int
    high_loss: int
    high_loss_runs: int


def judge_intervals(
    losses: Sequence[Fraction], *, window: int, threshold: Fraction, run: int, maintenance: Collection[int] = ()
) -> Intervals:
    """The state of every interval, counted.

    Args:
        losses: the loss ratio of each interval, 0 to 1.
        window: n, how many in a row change the state.
        threshold: C; high is more than it.
        run: p, how many consecutive high-loss intervals make a run.
        maintenance: places of intervals that do not count.

    Returns:
        The counts.
    """
    high = [loss > threshold for loss in losses]
    states = _states(high, window)
    left_out = frozenset(maintenance)
    counted = [place for place in range(len(high)) if place not in left_out]
    high_loss = [place for place in counted if states[place] and high[place]]
    return Intervals(
        len(counted),
        sum(1 for place in counted if not states[place]),
        len(high_loss),
        _runs(high_loss, run),
    )


def _states(high: Sequence[bool], window: int) -> list[bool]:
    """Whether each interval is available."""
    ahead: list[int] = [0] * len(high)
    for place in range(len(high) - 1, -1, -1):
        is_same = place + 1 < len(high) and high[place + 1] == high[place]
        ahead[place] = ahead[place + 1] + 1 if is_same else 1
    states: list[bool] = []
    is_available = True
    for place, is_high in enumerate(high):
        if ahead[place] >= window and is_high == is_available:
            is_available = not is_high
        states.append(is_available)
    return states


def _runs(places: Sequence[int], run: int) -> int:
    """How many unbroken runs of at least so many places there are, each once."""
    found = length = 0
    before = -2
    for place in places:
        length = length + 1 if place == before + 1 else 1
        found += length == run
        before = place
    return found


def _judged(ask: Ask) -> Intervals | None:
    series = ask.frame.facts.series.get(ask.terms.series)
    if series is None or not series.runs:
        return None
    losses: list[Fraction] = []
    for each in series.runs:
        try:
            losses += [parse_number(each.value)] * each.count
        except UnreadableTermError:
            return None
    excluded = accepted_spans(ask.judged, ("all",))
    start, width = int(series.from_), int(series.interval)
    maintenance = [
        place
        for place in range(len(losses))
        if any(low < start + (place + 1) * width and high > start + place * width for low, high in excluded)
    ]
    return judge_intervals(
        losses,
        window=int(ask.parameter("window", DEFAULT_WINDOW)),
        threshold=ask.parameter("threshold", DEFAULT_THRESHOLD),
        run=int(ask.parameter("run", DEFAULT_RUN)),
        maintenance=maintenance,
    )


def available_share(ask: Ask) -> Figure:
    """Available intervals over those that count."""
    judged = _judged(ask)
    if judged is None or not judged.counted:
        return nothing(Unit.RATIO, "no_samples", ask.step("there is no such series, or nothing of it counts"))
    value = 1 - Fraction(judged.unavailable, judged.counted)
    parts = {"HLI": str(judged.high_loss), "CHLI": str(judged.high_loss_runs)}
    says = ask.step(f"{judged.unavailable} of {judged.counted} intervals unavailable; available {plain(value * 100)}%")
    return Figure(Unit.RATIO, value, count=judged.counted, parts=parts, steps=(says,))


def _number(ask: Ask, value: int | None, words: str) -> Figure:
    if value is None:
        return nothing(Unit.COUNT, "no_samples", ask.step("there is no such series"))
    return Figure(Unit.COUNT, Fraction(value), count=value, steps=(ask.step(f"{value} {words}"),))


def high_loss(ask: Ask) -> Figure:
    """High-loss intervals while available (HLI)."""
    judged = _judged(ask)
    return _number(ask, judged.high_loss if judged else None, "high-loss intervals")


def high_loss_runs(ask: Ask) -> Figure:
    """Runs of consecutive high-loss intervals while available (CHLI)."""
    judged = _judged(ask)
    return _number(ask, judged.high_loss_runs if judged else None, "runs of high-loss intervals")


MEASURES = (
    Measure("availability.mef", 1, Better.HIGHER, "MEF 10.2.1: sliding window of loss intervals", available_share),
    Measure("high_loss_intervals.number", 1, Better.LOWER, "MEF 10.2.1 HLI", high_loss),
    Measure("high_loss_intervals.runs", 1, Better.LOWER, "MEF 10.2.1 CHLI, each run once", high_loss_runs),
)
