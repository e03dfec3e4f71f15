"""Which measurement methods can a contract name: the explicit list.

A new method is a function in a module here, its tests, and one line below.
"""

from intera.sla.language.problem import UnreadableTermError
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
_BY_NAME = {measure.name: measure for measure in MEASURES}


def measure_named(name: str) -> Measure:
    """The measure a contract names.

    Raises:
        UnreadableTermError: none is listed by that name.
    """
    if name not in _BY_NAME:
        sentence = f"measure {name!r} is not known; use one of {', '.join(sorted(_BY_NAME))}"
        raise UnreadableTermError(sentence, rule="unknown-measure")
    return _BY_NAME[name]
