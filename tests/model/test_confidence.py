"""Confidence: an exact ratio and the word it is spoken in."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.confidence import Confidence, ConfidenceScale, ConfidenceWord, RatioOutOfRangeError

HAIR = Fraction(1, 10**30)
ratios = st.fractions(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("percent", "below", "reached"),
    [
        (50, ConfidenceWord.LOW, ConfidenceWord.MEDIUM),
        (75, ConfidenceWord.MEDIUM, ConfidenceWord.HIGH),
        (90, ConfidenceWord.HIGH, ConfidenceWord.CONFIRMED),
    ],
)
def test_a_word_starts_exactly_at_its_ratio(percent: int, below: ConfidenceWord, reached: ConfidenceWord) -> None:
    bar = Fraction(percent, 100)
    assert Confidence(bar, "").word() == reached
    assert Confidence(bar + HAIR, "").word() == reached
    assert Confidence(bar - HAIR, "").word() == below


def test_the_ends_of_the_scale() -> None:
    assert Confidence(Fraction(0), "").word() == ConfidenceWord.LOW
    assert Confidence(Fraction(1), "").word() == ConfidenceWord.CONFIRMED


@given(ratios, st.tuples(ratios, ratios, ratios).map(sorted))
def test_the_word_is_the_one_fractions_themselves_give(ratio: Fraction, bars: list[Fraction]) -> None:
    scale = ConfidenceScale(*bars)
    words = list(ConfidenceWord)
    assert scale.word(ratio) == words[sum(ratio >= bar for bar in bars)]


@pytest.mark.parametrize("ratio", [Fraction(-1, 10**30), 1 + HAIR, Fraction(2)])
def test_a_ratio_outside_zero_to_one_is_refused(ratio: Fraction) -> None:
    with pytest.raises(RatioOutOfRangeError, match="outside 0 to 1"):
        Confidence(ratio, "")


@given(ratios)
def test_percent_is_whole_and_never_overstated(ratio: Fraction) -> None:
    percent = Confidence(ratio, "").percent
    assert 0 <= Fraction(percent, 100) <= ratio < Fraction(percent + 1, 100)
