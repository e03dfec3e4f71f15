"""A figure and its verdict."""

from fractions import Fraction

import pytest

from intera.model.measurement import QosOutcome
from intera.sla.metric import Delivered, Direction, outcome_of

TARGET = Fraction(999, 1000)


@pytest.mark.parametrize(
    ("good", "direction", "outcome"),
    [
        (999, Direction.HIGHER_IS_BETTER, QosOutcome.MET),
        (998, Direction.HIGHER_IS_BETTER, QosOutcome.VIOLATED),
        (999, Direction.LOWER_IS_BETTER, QosOutcome.MET),
        (1000, Direction.LOWER_IS_BETTER, QosOutcome.VIOLATED),
    ],
)
def test_exactly_on_target_is_met_either_way(good: int, direction: Direction, outcome: QosOutcome) -> None:
    assert outcome_of(Delivered("m/1", good, 1000, 60, 60), TARGET, direction=direction) is outcome


def test_nothing_to_divide_by_is_not_measurable() -> None:
    nothing = Delivered("m/1", 0, 0, 0, 3600)
    assert nothing.ratio is None
    assert outcome_of(nothing, TARGET, direction=Direction.HIGHER_IS_BETTER) is QosOutcome.NOT_MEASURABLE


def test_unknown_time_and_coverage_are_what_known_time_leaves() -> None:
    delivered = Delivered("m/1", 50, 60, 60, 240)
    assert delivered.unknown_s == 180
    assert delivered.coverage_ratio == Fraction(1, 4)


def test_no_eligible_time_is_covered_by_nothing() -> None:
    assert Delivered("m/1", 0, 0, 0, 0).coverage_ratio == 0
