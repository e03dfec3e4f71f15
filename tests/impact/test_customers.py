"""How many customers, as an honest interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.customers import (
    MeasuredShare,
    add_up,
    customers_in_place,
    share_bounds,
    with_counts,
    without_inner,
)
from intera.model.impact import CountRange, HarmLevel

HURT = st.sampled_from([HarmLevel.FULL, HarmLevel.DEGRADED])


@pytest.mark.parametrize(
    ("harm", "living", "percents", "expected"),
    [
        (HarmLevel.DEGRADED, 50_000, [58], CountRange(27_078, 29_000, 30_886)),
        (HarmLevel.DEGRADED, 50_000, [50, 60], CountRange(23_075, 27_500, 31_869)),
        (HarmLevel.DEGRADED, 50_000, [2], CountRange(376, 1_000, 1_839)),
        (HarmLevel.FULL, 50_000, [99], CountRange(48_789, 49_500, 49_992)),
        (HarmLevel.DEGRADED, 4_000, [], CountRange(0, 2_000, 4_000)),
        (HarmLevel.FULL, 4_000, [], CountRange(2_000, 4_000, 4_000)),
        (HarmLevel.AT_RISK, 4_000, [], CountRange(0, 0, 0)),
        (HarmLevel.CLEAR, None, [], CountRange(0, 0, 0)),
        (HarmLevel.NO_DATA, 4_000, [], None),
        (HarmLevel.DEGRADED, None, [58], None),
    ],
)
def test_customers_of_one_place(
    harm: HarmLevel, living: int | None, percents: list[int], expected: CountRange | None
) -> None:
    assert customers_in_place(harm, living, [MeasuredShare(percent) for percent in percents]) == expected


@given(HURT, st.integers(0, 10**7), st.lists(st.integers(0, 100), max_size=4))
def test_the_interval_holds_its_best_and_never_exceeds_who_lives_there(
    harm: HarmLevel, living: int, percents: list[int]
) -> None:
    found = customers_in_place(harm, living, [MeasuredShare(percent) for percent in percents])
    assert found is not None
    assert 0 <= found.low <= found.best <= found.high <= living


@given(st.integers(0, 10**7), st.integers(0, 99))
def test_more_failing_never_means_fewer_customers(living: int, percent: int) -> None:
    less = customers_in_place(HarmLevel.DEGRADED, living, [MeasuredShare(percent)])
    more = customers_in_place(HarmLevel.DEGRADED, living, [MeasuredShare(percent + 1)])
    assert less is not None
    assert more is not None
    assert (less.low, less.best, less.high) <= (more.low, more.best, more.high)


@given(st.integers(0, 100), st.integers(1, 10**6))
def test_a_share_lies_in_its_bounds_and_more_attempts_narrow_them(percent: int, tried: int) -> None:
    low, high = share_bounds(MeasuredShare(percent, tried))
    assert 0 <= low <= percent * 10_000 <= high <= 1_000_000
    fewer = share_bounds(MeasuredShare(percent, -(-tried // 4)))
    assert fewer[0] <= low
    assert high <= fewer[1]


def test_the_bounds_are_wilsons_with_half_a_point_for_rounding() -> None:
    # 58 of 100: Wilson's 90 % interval is 0.4978 to 0.6580.
    assert share_bounds(MeasuredShare(58, 100)) == (492_758, 663_028)
    assert share_bounds(MeasuredShare(58)) == share_bounds(MeasuredShare(58, 600))


def test_counts_lead_and_disagreement_widens() -> None:
    assert with_counts([41_200], CountRange(37_800, 40_000, 44_600)) == CountRange(37_800, 41_200, 44_600)
    assert with_counts([41_200, 36_000], None) == CountRange(36_000, 41_200, 41_200)
    assert with_counts([], None) is None


def test_places_add_up_and_an_unknown_one_only_raises_the_top() -> None:
    known = CountRange(10, 20, 30)
    assert add_up([(known, 100), (known, None)]) == CountRange(20, 40, 60)
    assert add_up([(known, 100), (None, 500)]) == CountRange(10, 20, 530)
    assert add_up([(None, 500)]) is None
    assert add_up([]) is None


def test_a_larger_region_counts_what_its_inner_ones_do_not() -> None:
    whole = CountRange(5_000, 5_000, 5_000)
    assert without_inner(whole, [CountRange(900, 1_000, 1_200), None]) == CountRange(3_800, 4_000, 4_100)
    assert without_inner(CountRange(10, 10, 10), [CountRange(20, 20, 20)]) == CountRange(0, 0, 0)
