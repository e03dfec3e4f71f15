"""Exact means and percentiles."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.language.terms import PercentileMethod
from intera.sla.settlement.statistics import mean, percentile, weighted_mean

VALUES = st.lists(st.integers(0, 100).map(Fraction), min_size=1, max_size=20)


def test_of_nothing_there_is_none() -> None:
    assert (mean([]), weighted_mean([]), percentile([], Fraction(1, 2), PercentileMethod.LINEAR)) == (None, None, None)


def test_a_mean_is_weighted_by_what_it_stands_for() -> None:
    assert weighted_mean([(Fraction(40), 12), (Fraction(100), 3)]) == 52
    assert mean([Fraction(1), Fraction(2)]) == Fraction(3, 2)


@given(VALUES, st.fractions(0, 1), st.sampled_from(list(PercentileMethod)))
def test_a_percentile_lies_among_its_values(values: list[Fraction], share: Fraction, method: PercentileMethod) -> None:
    found = percentile(values, share, method)
    assert found is not None
    assert min(values) <= found <= max(values)
    if method is PercentileMethod.NEAREST_RANK:
        assert found in values
        assert sum(1 for value in values if value <= found) >= share * len(values)
