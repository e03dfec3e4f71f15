"""How a ratio is written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.sla.display import display_ratio

targets = st.integers(0, 10**7).map(lambda millionths: Fraction(millionths, 10**7))


@given(st.fractions(0, 1), targets)
def test_the_texts_compare_as_the_numbers_do(ratio: Fraction, target: Fraction) -> None:
    shown, needed = display_ratio(ratio, target=target), display_ratio(target, target=target)
    assert (Fraction(shown) >= Fraction(needed)) is (ratio >= target)


@given(st.fractions(0, 1), st.integers(0, 6))
def test_a_text_never_says_more_than_the_number(ratio: Fraction, decimals: int) -> None:
    shown = Fraction(display_ratio(ratio, decimals=decimals))
    assert shown <= ratio * 100 < shown + Fraction(1, 10**decimals)


@pytest.mark.parametrize(
    ("ratio", "target", "text"),
    [
        (Fraction(99_949, 100_000), None, "99.949"),
        (Fraction(9_999_999, 10_000_000), None, "99.999"),
        (Fraction(1), None, "100.000"),
        (Fraction(0), None, "0.000"),
        (Fraction(999_994, 1_000_000), Fraction(999_995, 1_000_000), "99.9994"),
        (Fraction(2, 3), Fraction(2, 3), "66.666666666"),
    ],
)
def test_worked(ratio: Fraction, target: Fraction | None, text: str) -> None:
    assert display_ratio(ratio, target=target) == text


def test_no_decimals_leaves_no_point() -> None:
    assert display_ratio(Fraction(1999, 2000), decimals=0) == "99"
