"""What does a share of counts come to, or a figure measured elsewhere.

Source: PRODUCT E4; case eir-2 (a cohort promise), aws-2 (a figure given).
"""

from fractions import Fraction

from intera.sla.language.quantities import Unit, plain
from intera.sla.settlement.figure import Ask, Better, Figure, Measure, nothing


def share_of_counts(ask: Ask) -> Figure:
    """One count over another; not measurable when the whole is nothing."""
    part, whole = ask.frame.facts.counts.get(ask.terms.part), ask.frame.facts.counts.get(ask.terms.whole)
    if part is None or whole is None:
        missing = ask.terms.part if part is None else ask.terms.whole
        return nothing(Unit.RATIO, f"no_count_{missing}")
    if whole == 0:
        return nothing(Unit.RATIO, "empty_population")
    value = Fraction(part, whole)
    return Figure(Unit.RATIO, value, count=whole, steps=(ask.step(f"{part} of {whole} = {plain(value * 100)}%"),))


def count(ask: Ask) -> Figure:
    """A count as it was told, in days when the metric is one of days."""
    told = ask.frame.facts.counts.get(ask.terms.part)
    if told is None:
        return nothing(Unit.COUNT, f"no_count_{ask.terms.part}")
    return Figure(Unit.COUNT, Fraction(told), count=told, steps=(ask.step(f"{ask.terms.part}: {told}"),))


def days_told(ask: Ask) -> Figure:
    """A number of days as it was told."""
    figure = count(ask)
    return Figure(Unit.DAYS, figure.value, figure.reason, figure.count, steps=figure.steps)


def stated(ask: Ask) -> Figure:
    """A figure measured elsewhere, as it was told."""
    name = ask.terms.figure or ask.name
    told = ask.frame.facts.figures.get(name)
    if told is None:
        return nothing(Unit.RATIO, f"no_figure_{name}")
    return Figure(told.unit, told.value, count=1, steps=(ask.step(f"{name} is given as {told}"),))


MEASURES = (
    Measure("counts.share", 1, Better.HIGHER, "a part over a whole, both counted", share_of_counts),
    Measure("counts.number", 1, Better.LOWER, "a count as told", count),
    Measure("counts.days", 1, Better.LOWER, "a number of days as told", days_told),
    Measure("stated.higher_is_better", 1, Better.HIGHER, "a figure measured elsewhere; higher is better", stated),
    Measure("stated.lower_is_better", 1, Better.LOWER, "a figure measured elsewhere; lower is better", stated),
)
