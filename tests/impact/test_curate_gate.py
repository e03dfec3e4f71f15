"""The learned cut: it keeps the precision, and holds nothing back before it knows."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.impact.curate_gate import HOLDING_FROM_COUNT, LIKELY_RATIO, PRECISION_RATIO, PrecisionGate


def taught(*groups: tuple[str, int, int], precision: Fraction = PRECISION_RATIO) -> PrecisionGate:
    """A gate that learned for each stated ratio how many of how many came true."""
    gate = PrecisionGate(precision)
    for ratio, happened, like in groups:
        for number in range(like):
            gate.learn(Fraction(ratio), happened=number < happened)
    return gate


def test_nothing_is_held_back_before_enough_is_known() -> None:
    gate = taught(("0.01", 0, HOLDING_FROM_COUNT - 1))
    assert gate.place(Fraction(1, 100), "0 of 199 like this").is_shown
    gate.learn(Fraction(1, 100), happened=False)
    placement = gate.place(Fraction(1, 100), "0 of 200 like this")
    assert not placement.is_shown
    assert placement.reason == "Held back: 0 of 200 like this came true"


def test_rows_from_the_cut_on_are_shown() -> None:
    gate = taught(("0.95", 196, 200), ("0.50", 20, 200), ("0.01", 1, 1000))
    assert gate.cut_ratio == Fraction(95, 100)
    assert gate.place(Fraction(95, 100), "196 of 200 like this").reason == "Shown: 196 of 200 like this came true"
    assert not gate.place(Fraction(94, 100), "").is_shown


def test_a_share_that_only_just_reaches_the_precision_is_not_sure_enough() -> None:
    # 190 of 200 is 0.95: 200 x 0.05 x 0.05 = 0.5, above 2.706 x 0.9 x 0.1 = 0.24. 182 of 200 is 0.91: 0.02.
    assert taught(("0.95", 190, 200)).cut_ratio == Fraction(95, 100)
    assert taught(("0.95", 182, 200)).cut_ratio is None


def test_where_no_cut_keeps_the_precision_nothing_is_shown() -> None:
    gate = taught(("0.60", 120, 200), ("0.01", 0, 2000))
    assert gate.cut_ratio is None
    assert not gate.place(Fraction(99, 100), "").is_shown


def test_good_rows_are_no_licence_for_poor_ones() -> None:
    gate = taught(("0.99", 5000, 5000), ("0.20", 20, 100))
    assert gate.cut_ratio == Fraction(99, 100), "pooled they would still reach the precision"


def test_the_wanted_precision_is_a_choice() -> None:
    groups = (("0.60", 130, 200), ("0.01", 0, 200))
    assert taught(*groups, precision=Fraction(1, 2)).cut_ratio == Fraction(60, 100)
    assert taught(*groups).cut_ratio is None


OUTCOMES = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=HOLDING_FROM_COUNT, max_size=400)


@settings(max_examples=30, deadline=None)
@given(outcomes=OUTCOMES)
def test_what_the_cut_lets_through_kept_the_precision(outcomes: list[tuple[int, bool]]) -> None:
    gate = PrecisionGate(Fraction(3, 5))
    for percent, happened in outcomes:
        gate.learn(Fraction(percent, 100), happened=happened)
    cut = gate.cut_ratio
    if cut is not None:
        passed = [happened for percent, happened in outcomes if Fraction(percent, 100) >= cut]
        assert cut >= LIKELY_RATIO - Fraction(1, 100)
        assert Fraction(sum(passed), len(passed)) > Fraction(3, 5)


@settings(max_examples=30, deadline=None)
@given(outcomes=OUTCOMES, chance=st.randoms(use_true_random=False))
def test_the_order_of_outcomes_does_not_matter(outcomes: list[tuple[int, bool]], chance: object) -> None:
    shuffled = list(outcomes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    cuts = []
    for order in (outcomes, shuffled):
        gate = PrecisionGate()
        for percent, happened in order:
            gate.learn(Fraction(percent, 100), happened=happened)
        cuts.append(gate.cut_ratio)
    assert cuts[0] == cuts[1]


@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(1), Fraction(999, 1000)])
def test_the_ends_of_the_scale_can_be_learned(ratio: Fraction) -> None:
    gate = PrecisionGate()
    gate.learn(ratio, happened=True)
    assert gate.place(ratio, "").is_shown
