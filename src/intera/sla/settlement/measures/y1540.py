"""How available was an IP service by the loss ratio of each interval.

Source: ITU-T Y.1540; standards section 4.3 (both editions' presets are known from secondary texts).
"""

from collections.abc import Sequence
from fractions import Fraction

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Unit, parse_number, plain
from intera.sla.settlement.exclusions import accepted_spans
from intera.sla.settlement.figure import Ask, Better, Figure, Measure, nothing

# The 2016 and 2019 editions; older ones took 0.75 over five minutes. Source: standards section 4.3.
DEFAULT_THRESHOLD = Fraction(1, 5)


def unavailable_intervals(losses: Sequence[tuple[Fraction, int]], threshold: Fraction) -> int:
    """How many intervals lost more than the threshold.

    Args:
        losses: loss ratios with how many intervals follow each other at it.
        threshold: c1; exactly at it is available.

    Returns:
        The count.
    """
    return sum(count for loss, count in losses if loss > threshold)


def available_share(ask: Ask) -> Figure:
    """Percent IP service availability: available intervals over those of the service time."""
    series = ask.frame.facts.series.get(ask.terms.series)
    excluded = accepted_spans(ask.judged, ("all",))
    losses: list[tuple[Fraction, int]] = []
    place = int(series.from_) if series else 0
    for each in series.runs if series else ():
        try:
            loss = parse_number(each.value)
        except UnreadableTermError:
            return nothing(Unit.RATIO, "unreadable_series", ask.step(f"{each.value!r} is no loss ratio"))
        for _ in range(each.count):
            width = int(series.interval) if series else 0
            if not any(low < place + width and high > place for low, high in excluded):
                losses.append((loss, 1))
            place += width
    if not losses:
        return nothing(Unit.RATIO, "no_samples", ask.step("there is no such series"))
    threshold = ask.parameter("threshold", DEFAULT_THRESHOLD)
    down = unavailable_intervals(losses, threshold)
    value = 1 - Fraction(down, len(losses))
    says = (
        f"{down} of {len(losses)} intervals lost more than {plain(threshold * 100)}%; available {plain(value * 100)}%"
    )
    return Figure(Unit.RATIO, value, count=len(losses), parts={"unavailable": str(down)}, steps=(ask.step(says),))


MEASURES = (
    Measure("availability.y1540", 1, Better.HIGHER, "Y.1540: loss ratio over c1 in an interval", available_share),
)
