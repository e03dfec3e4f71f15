"""Expected against observed, exact enough to be worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.recurrence.expected import CHANCE_LIMIT, BaseRate, NoBaseRateError, chance_of_at_least, expect

# Sixty events of thirty patterns in 300 days: one of a pattern in 150 days.
BASE = BaseRate(60, 30, 300)


def test_the_example_of_the_docstring() -> None:
    found = expect(3, history_count=0, base=BASE, window_days=90)
    assert found.expected_count == Fraction(2, 5)
    assert chance_of_at_least(3, 2, Fraction(450, 540)) == Fraction(7, 432)
    assert found.chance_ratio == Fraction(17, 1000)
    assert not found.is_more_than_chance
    assert expect(4, history_count=0, base=BASE, window_days=90).is_more_than_chance


def test_a_lively_past_makes_the_same_count_ordinary() -> None:
    quiet = expect(4, history_count=0, base=BASE, window_days=90)
    lively = expect(4, history_count=12, base=BASE, window_days=90)
    assert quiet.expected_count < lively.expected_count
    assert not lively.is_more_than_chance


def test_a_service_without_any_past_lets_nothing_be_said() -> None:
    found = expect(5, history_count=0, base=BaseRate(0, 10, 300), window_days=90)
    assert (found.chance_ratio, found.is_more_than_chance) == (1, False)


@pytest.mark.parametrize(("fingerprints", "days"), [(0, 30), (5, 0)])
def test_a_rate_over_nothing_is_refused(fingerprints: int, days: int) -> None:
    with pytest.raises(NoBaseRateError, match="at least one day and one fingerprint"):
        BaseRate(3, fingerprints, days)


COUNTS = st.integers(0, 12)


@given(COUNTS, COUNTS, st.integers(0, 300), st.integers(1, 50), st.integers(1, 400), st.integers(1, 120))
def test_more_of_them_is_never_more_likely(
    observed: int, history: int, events: int, patterns: int, days: int, window: int
) -> None:
    base = BaseRate(events, patterns, days)
    found = expect(observed, history_count=history, base=base, window_days=window)
    more = expect(observed + 1, history_count=history, base=base, window_days=window)
    busier = expect(observed, history_count=history + 1, base=base, window_days=window)
    assert 0 <= more.chance_ratio <= found.chance_ratio <= 1
    assert busier.chance_ratio >= found.chance_ratio or events + history == 0
    assert found.is_more_than_chance <= (found.chance_ratio <= CHANCE_LIMIT)
    assert chance_of_at_least(0, history + 1, Fraction(1, 2)) == 1
