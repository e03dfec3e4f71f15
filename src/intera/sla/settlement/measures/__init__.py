"""Which measurement methods can a contract name: the explicit list.

A new method is a function in a module here, its tests, and one line below.
"""

from collections.abc import Mapping

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Unit
from intera.sla.settlement.figure import Measure
from intera.sla.settlement.measures import availability, counts, days, mef, records, repair, samples, uas, y1540

MEASURES: tuple[Measure, ...] = (
    *availability.MEASURES,
    *counts.MEASURES,
    *days.MEASURES,
    *mef.MEASURES,
    *records.MEASURES,
    *repair.MEASURES,
    *samples.MEASURES,
    *uas.MEASURES,
    *y1540.MEASURES,
)
# What the figure of each measure counts; a figure measured elsewhere may count anything.
_UNITS: Mapping[Unit, tuple[str, ...]] = {
    Unit.RATIO: (
        "availability.",
        "errored_seconds.",
        "severely_errored_seconds.",
        "samples.loss",
        "records.on_time",
        "records.within",
        "counts.share",
    ),
    Unit.MILLISECONDS: ("samples.mean", "samples.percentile", "samples.worst_pair"),
    Unit.SECONDS: (
        "repair.",
        "downtime.",
        "samples.longest_run",
        "records.longest",
        "records.mean",
        "records.percentile",
    ),
    Unit.COUNT: ("events.", "high_loss_intervals.", "records.number", "counts.number"),
    Unit.DAYS: ("days.", "counts.days"),
}
_BY_NAME = {measure.name: measure for measure in MEASURES}


def unit_of(name: str) -> Unit | None:
    """What the figure of a measure counts; None for one measured elsewhere."""
    return next((unit for unit, starts in _UNITS.items() if name.startswith(starts)), None)


def measure_named(name: str) -> Measure:
    """The measure a contract names.

    Raises:
        UnreadableTermError: none is listed by that name.
    """
    if name not in _BY_NAME:
        sentence = f"measure {name!r} is not known; use one of {', '.join(sorted(_BY_NAME))}"
        raise UnreadableTermError(sentence, rule="unknown-measure")
    return _BY_NAME[name]
