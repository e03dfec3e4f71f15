"""How many customers, as an honest interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.customers import add_up, customers_in_place, with_counts
from intera.model.impact import CountRange, HarmLevel

HURT = st.sampled_from([HarmLevel.FULL, HarmLevel.DEGRADED])


@pytest.mark.parametrize(
    ("harm", "living", "percents", "expected"),
    [
        (HarmLevel.DEGRADED, 50_000, [58], CountRange(27_000, 29_000, 31_000)),
        (HarmLevel.DEGRADED, 50_000, [50, 60], CountRange(23_000, 27_500, 32_000)),
        (HarmLevel.DEGRADED, 50_000, [2], CountRange(0, 1_000, 3_000)),
        (HarmLevel.FULL, 50_000, [99], CountRange(47_500, 49_500, 50_000)),
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
    assert customers_in_place(harm, living, percents) == expected


@given(HURT, st.integers(0, 10**7), st.lists(st.integers(0, 100), max_size=4))
def test_the_interval_holds_its_best_and_never_exceeds_who_lives_there(
    harm: HarmLevel, living: int, percents: list[int]
) -> None:
    found = customers_in_place(harm, living, percents)
    assert found is not None
    assert 0 <= found.low <= found.best <= found.high <= living


@given(st.integers(0, 10**7), st.integers(0, 99))
def test_more_failing_never_means_fewer_customers(living: int, percent: int) -> None:
    less = customers_in_place(HarmLevel.DEGRADED, living, [percent])
    more = customers_in_place(HarmLevel.DEGRADED, living, [percent + 1])
    assert less is not None
    assert more is not None
    assert (less.low, less.best, less.high) <= (more.low, more.best, more.high)


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
