"""What is usual, and from which count on it is out of the ordinary."""

import random
from fractions import Fraction
from math import exp, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.impact.contact_baseline import (
    BEYOND_HUNDREDTHS,
    USUAL_FROM_PERIODS,
    PeriodCount,
    highest_usual,
    learn_baseline,
    word_of_count,
)
from intera.model.reputation import ContactBaseline, ReputationWord


def steady(count: int, periods: int, slot: str = "weekday") -> list[PeriodCount]:
    return [PeriodCount(slot, count)] * periods


def test_too_few_periods_or_no_contact_at_all_is_no_baseline() -> None:
    assert learn_baseline(steady(9, USUAL_FROM_PERIODS - 1), "weekday") is None
    assert learn_baseline(steady(0, 40), "weekday") is None
    assert learn_baseline(steady(9, USUAL_FROM_PERIODS), "weekday") is not None


def test_the_same_count_every_day_is_what_is_expected() -> None:
    baseline = learn_baseline(steady(9, 30), "weekday")
    assert baseline == ContactBaseline(Fraction(9), scatter_percent=100, period_count=30)


def test_a_quiet_kind_of_day_is_expected_to_be_quiet() -> None:
    week = steady(20, 5) + steady(6, 2, "weekend")
    weekday, weekend = (learn_baseline(week * 6, slot) for slot in ("weekday", "weekend"))
    assert weekday is not None
    assert weekend is not None
    assert 19 < weekday.expected_count < 20
    assert 6 < weekend.expected_count < 8, "drawn a little towards the whole"


def test_the_newest_weeks_set_the_level() -> None:
    baseline = learn_baseline(steady(50, 60) + steady(10, 28), "weekday")
    assert baseline is not None
    assert baseline.expected_count == 10


def test_callers_in_crowds_widen_the_limit() -> None:
    crowds = [PeriodCount("weekday", count) for count in (4, 16) * 14]
    scattered, even = learn_baseline(crowds, "weekday"), learn_baseline(steady(10, 28), "weekday")
    assert scattered is not None
    assert even is not None
    assert scattered.scatter_percent > even.scatter_percent == 100
    assert highest_usual(scattered, sureness_hundredths=164) > highest_usual(even, sureness_hundredths=164)


@pytest.mark.parametrize(
    ("expected", "scatter_percent", "usual"),
    # m + 1.64 sqrt(s m) + (1.64^2 - 1)(2 s - 1) / 6 - 0.5, rounded up: 9 + 4.92 + 0.28 - 0.5 = 13.7,
    # 16 + 9.28 + 0.84 - 0.5 = 25.6, 1 + 1.64 + 0.28 - 0.5 = 2.4 and 0 + 0.28 - 0.5 below nothing.
    [(9, 100, 14), (16, 200, 26), (1, 100, 3), (0, 100, 0)],
)
def test_the_limit_can_be_recomputed_by_hand(expected: int, scatter_percent: int, usual: int) -> None:
    baseline = ContactBaseline(Fraction(expected), scatter_percent, 30)
    assert highest_usual(baseline, sureness_hundredths=164) == usual


def test_words_begin_just_beyond_their_limits() -> None:
    baseline = ContactBaseline(Fraction(16), 100, 30)
    limits = {word: highest_usual(baseline, sureness_hundredths=sureness) for sureness, word in BEYOND_HUNDREDTHS}
    order = list(ReputationWord)
    for word, limit in limits.items():
        assert word_of_count(baseline, limit + 1) is word
        assert order.index(word_of_count(baseline, limit)) == order.index(word) - 1


@settings(max_examples=100, deadline=None)
@given(
    expected=st.fractions(0, 5_000, max_denominator=50),
    scatter=st.integers(100, 1_000),
    sureness=st.sampled_from([row[0] for row in BEYOND_HUNDREDTHS]),
)
def test_the_exact_limit_is_the_formula_rounded_up(expected: Fraction, scatter: int, sureness: int) -> None:
    usual = highest_usual(ContactBaseline(expected, scatter, 30), sureness_hundredths=sureness)
    z, s, m = sureness / 100, scatter / 100, float(expected)
    formula = max(0.0, m + z * sqrt(s * m) + (z * z - 1) * (2 * s - 1) / 6 - 0.5)
    assert formula - 1e-6 <= usual < formula + 1 + 1e-6


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 50), min_size=USUAL_FROM_PERIODS, max_size=60),
    count=st.integers(0, 200),
    more=st.integers(0, 50),
)
def test_more_contacts_never_give_a_milder_word(counts: list[int], count: int, more: int) -> None:
    baseline = learn_baseline([PeriodCount("day", each) for each in counts], "day")
    if baseline is None:
        assert sum(counts) == 0
        return
    order = list(ReputationWord)
    assert order.index(word_of_count(baseline, count + more)) >= order.index(word_of_count(baseline, count))


@pytest.mark.parametrize("mean", [1, 4, 9, 16, 40, 200])
def test_the_limit_is_that_of_independent_callers_counted_out(mean: int) -> None:
    """The exact Poisson tail, summed: beyond the limit lies at most about the nominal share."""
    for sureness, nominal in ((164, 0.05), (233, 0.01), (309, 0.001)):
        usual = highest_usual(ContactBaseline(Fraction(mean), 100, 30), sureness_hundredths=sureness)
        term, below = exp(-mean), 0.0
        for count in range(usual + 1):
            below += term
            term *= mean / (count + 1)
        assert 1 - below <= nominal * 1.1
        assert 1 - below > nominal / 20


@pytest.mark.parametrize("crowd", [1, 3])
def test_by_chance_about_one_day_in_twenty_is_beyond(crowd: int) -> None:
    """Made days, alone or with callers in crowds; code that shares nothing with the baseline."""
    chance = random.Random(7)

    def draw(mean: int) -> int:
        return sum(chance.randint(1, 2 * crowd - 1) for _ in range(400) if chance.random() < mean / crowd / 400)

    history: list[PeriodCount] = []
    beyond = 0
    for day in range(700):
        slot = "weekend" if day % 7 > 4 else "weekday"
        count = draw(9 if slot == "weekend" else 18)
        if day >= 100:
            baseline = learn_baseline(history[-100:], slot)
            assert baseline is not None
            beyond += word_of_count(baseline, count) is not ReputationWord.LOW
        history.append(PeriodCount(slot, count))
    assert 0.03 < beyond / 600 < 0.075
