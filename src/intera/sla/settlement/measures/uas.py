"""How long was a path unavailable by severely errored seconds, and how errored was it while available.

Unavailable time begins with the first of ten severely errored seconds in a row, and ends with the first of
ten seconds in a row that are not; the ten belong to the new state.

Source: ITU-T G.826 Annex A; standards section 4.1; vectors uas and uas_interval_split.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from intera.sla.language.quantities import Unit, plain
from intera.sla.settlement.figure import Ask, Better, Figure, Measure, nothing

# Source: ITU-T G.826 Annex A (ten consecutive seconds).
TEN_S = 10
CLEAN, ERRORED, SEVERE = ".", "e", "S"


@dataclass(frozen=True, slots=True)
class Seconds:
    """How many seconds were unavailable, and while available how many were errored and severely errored."""

    unavailable: int
    errored: int
    severe: int
    total: int


def _segments(runs: Iterable[tuple[str, int]]) -> list[tuple[bool, int, int, int]]:
    """Longest stretches of severe or not severe seconds: (is severe, start, length, errored seconds)."""
    found: list[tuple[bool, int, int, int]] = []
    place = 0
    for state, count in runs:
        if count <= 0:
            continue
        is_severe = state == SEVERE
        errored = 0 if state == CLEAN else count
        if found and found[-1][0] == is_severe:
            _, start, length, before = found[-1]
            found[-1] = (is_severe, start, length + count, before + errored)
        else:
            found.append((is_severe, place, count, errored))
        place += count
    return found


def unavailable_stretches(runs: Iterable[tuple[str, int]]) -> list[tuple[int, int]]:
    """The unavailable stretches of a series of seconds, as (start, end) from its first second."""
    found: list[tuple[int, int]] = []
    is_available = True
    for is_severe, start, length, _ in _segments(runs):
        if length >= TEN_S:
            is_available = not is_severe
        if not is_available:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], start + length)
            else:
                found.append((start, start + length))
    return found


def count_seconds(runs: Sequence[tuple[str, int]], *, bin_s: int | None = None) -> list[Seconds]:
    """The seconds of each bin of a series; one bin for the whole series without `bin_s`.

    Args:
        runs: states of seconds, ".", "e" or "S", with how many follow each other.
        bin_s: the length of a bin; a stretch that began in an earlier bin corrects it.

    Returns:
        One count per bin.
    """
    total = sum(count for _, count in runs)
    width = bin_s or max(1, total)
    bins = [[0, 0, 0, 0] for _ in range(-(-total // width))]
    stretches = unavailable_stretches(runs)
    place = 0
    for state, count in runs:
        for start, end, is_down in _split(place, place + count, stretches):
            for low in range(start, end, width):
                _add(bins, low, end, width, state=state, is_down=is_down)
        place += count
    return [Seconds(*each) for each in bins]


def _add(bins: list[list[int]], low: int, end: int, width: int, *, state: str, is_down: bool) -> None:
    """Adds the seconds from `low` on, at most `width` of them, to the one or two bins they lie in."""
    high = min(low + width, end)
    while low < high:
        number = low // width
        part = min(high, (number + 1) * width) - low
        each = bins[number]
        each[0] += part * is_down
        each[1] += part * (state != CLEAN and not is_down)
        each[2] += part * (state == SEVERE and not is_down)
        each[3] += part
        low += part


def _split(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """A run cut at the borders of unavailable stretches."""
    found: list[tuple[int, int, bool]] = []
    for low, high in stretches:
        if high <= start or low >= end:
            continue
        if start < low:
            found.append((start, low, False))
        found.append((max(start, low), min(end, high), True))
        start = min(end, high)
    if start < end:
        found.append((start, end, False))
    return found


def _counted(ask: Ask) -> Seconds | None:
    series = ask.frame.facts.series.get(ask.terms.series)
    if series is None or not series.runs:
        return None
    return count_seconds([(each.value, each.count) for each in series.runs])[0]


def available_share(ask: Ask) -> Figure:
    """Available seconds over all seconds of the series."""
    counted = _counted(ask)
    if counted is None:
        return nothing(Unit.RATIO, "no_samples", ask.step("there is no such series"))
    value = 1 - Fraction(counted.unavailable, counted.total)
    parts = {"UAS": str(counted.unavailable), "ES": str(counted.errored), "SES": str(counted.severe)}
    says = ask.step(f"{counted.unavailable} of {counted.total} s unavailable; available {plain(value * 100)}%")
    return Figure(Unit.RATIO, value, count=counted.total, parts=parts, steps=(says,))


def _ratio(ask: Ask, counted: Seconds | None, part: int, words: str) -> Figure:
    available = counted.total - counted.unavailable if counted else 0
    if not available:
        return nothing(Unit.RATIO, "no_available_time", ask.step("no second was available"))
    value = Fraction(part, available)
    says = ask.step(f"{part} {words} of {available} available seconds = {plain(value * 100)}%")
    return Figure(Unit.RATIO, value, count=available, steps=(says,))


def errored_ratio(ask: Ask) -> Figure:
    """Errored seconds over available seconds (ESR)."""
    counted = _counted(ask)
    return _ratio(ask, counted, counted.errored if counted else 0, "errored")


def severe_ratio(ask: Ask) -> Figure:
    """Severely errored seconds over available seconds (SESR)."""
    counted = _counted(ask)
    return _ratio(ask, counted, counted.severe if counted else 0, "severely errored")


MEASURES = (
    Measure("availability.uas", 1, Better.HIGHER, "G.826: ten severely errored seconds in a row", available_share),
    Measure("errored_seconds.ratio", 1, Better.LOWER, "G.826 ESR in available time", errored_ratio),
    Measure("severely_errored_seconds.ratio", 1, Better.LOWER, "G.826 SESR in available time", severe_ratio),
)
