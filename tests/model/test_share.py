"""A share with its interval: the textbook one, exact."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.share import wilson


@pytest.mark.parametrize(
    ("count", "total_count", "low", "high"),
    # By the closed formula in floating point, apart from this code, rounded outward to thousandths.
    [(0, 10, 0, 278), (5, 10, 236, 764), (10, 10, 722, 1000), (47, 50, 837, 980), (1, 1000, 0, 6), (0, 1, 0, 794)],
)
def test_wilsons_interval_is_the_textbook_one(count: int, total_count: int, low: int, high: int) -> None:
    share = wilson(count, total_count)
    assert (share.low_ratio, share.high_ratio) == (Fraction(low, 1000), Fraction(high, 1000))
    assert share.ratio == Fraction(count, total_count)


def test_nothing_to_take_a_share_of_has_no_share() -> None:
    share = wilson(0, 0)
    assert (share.ratio, share.low_ratio, share.high_ratio, share.is_too_few) == (None, None, None, True)


@given(data=st.data(), total_count=st.integers(1, 10**6))
def test_an_interval_holds_its_share_and_mirrors(data: st.DataObject, total_count: int) -> None:
    count = data.draw(st.integers(0, total_count))
    share, mirrored = wilson(count, total_count), wilson(total_count - count, total_count)
    assert share.low_ratio is not None
    assert share.high_ratio is not None
    assert 0 <= share.low_ratio <= Fraction(count, total_count) <= share.high_ratio <= 1
    assert mirrored.low_ratio == 1 - share.high_ratio
    assert mirrored.high_ratio == 1 - share.low_ratio
