"""A figure that cannot be measured says why, and a parameter has its default."""

from fractions import Fraction

from intera.sla.language.quantities import Unit
from intera.sla.language.terms import MetricTerms
from intera.sla.settlement.clock import run_clock
from intera.sla.settlement.figure import Ask, nothing
from intera.sla.settlement.measures import measure_named
from sla.asking import framed


def test_nothing_is_neither_met_nor_missed() -> None:
    figure = nothing(Unit.RATIO, "no_samples")
    assert (figure.value, figure.reason) == (None, "no_samples")


def test_a_parameter_has_its_default() -> None:
    frame = framed()
    ask = Ask("m", MetricTerms("x"), frame, (), lambda name: run_clock(frame, name, ()))
    assert ask.parameter("window", 10) == Fraction(10)
    assert ask.step("said").about == "metric m"
    assert measure_named("samples.loss").method == "samples.loss/1"
