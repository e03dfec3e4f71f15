"""Money in the minor unit of its currency, rounded once and split without loss."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.remedy_terms import Rounding
from intera.sla.settlement.currency import allocate, minor_digits, rounded, written_money


@pytest.mark.parametrize(("code", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_minor_digits(code: str, digits: int) -> None:
    assert minor_digits(code) == digits


@pytest.mark.parametrize("code", ["XAU", "euro", ""])
def test_what_has_no_minor_unit_is_refused(code: str) -> None:
    with pytest.raises(UnreadableTermError):
        minor_digits(code)


@pytest.mark.parametrize(
    ("mode", "text"),
    [(Rounding.HALF_UP, "12.35"), (Rounding.HALF_EVEN, "12.34"), (Rounding.DOWN, "12.34"), (Rounding.UP, "12.35")],
)
def test_half_a_cent(mode: Rounding, text: str) -> None:
    assert written_money(rounded(Fraction("12.345"), 2, mode), 2) == text


def test_amounts_are_written_with_their_digits() -> None:
    assert [written_money(Fraction(5), 2), written_money(Fraction(5), 0), written_money(Fraction("-0.5"), 3)] == [
        "5.00",
        "5",
        "-0.500",
    ]


@given(st.integers(0, 10**7), st.lists(st.integers(0, 1000), max_size=6))
def test_lines_add_up_and_no_line_is_a_unit_off(total: int, weights: list[int]) -> None:
    lines = allocate(Fraction(total, 100), [Fraction(weight) for weight in weights], 2)
    assert sum(lines) == (Fraction(total, 100) if sum(weights) else 0)
    for line, weight in zip(lines, weights, strict=True):
        exact = Fraction(total * weight, 100 * sum(weights)) if sum(weights) else Fraction(0)
        assert abs(line - exact) < Fraction(1, 100)
