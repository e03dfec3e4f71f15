"""The first record that breaks a batch is found in a handful of tries."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.workflows.find_breaking import find_breaking


@given(count=st.integers(1, 5000), data=st.data())
def test_the_first_breaking_place_is_found_by_halving(count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, count - 1))
    tries: list[int] = []

    def can_be_judged(first: int) -> bool:
        tries.append(first)
        return first <= place

    assert find_breaking(count, can_be_judged) == place
    assert len(tries) <= math.ceil(math.log2(count)) + 1


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_batch_that_does_not_break_any_more_has_none(count: int) -> None:
    assert find_breaking(count, lambda _: True) is None
