"""How many accounts are hit: exact where all is hit, an interval that holds the truth where a part is."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.accounts_hit import UNKNOWN_SHARE, FailingShare, HeldIn, accounts_hit, share_of
from intera.impact.presence import bits_of
from intera.model.impact import CountRange

SHARES = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))


def part(low: int, best: int, high: int) -> FailingShare:
    return FailingShare(Fraction(low, 100), Fraction(best, 100), Fraction(high, 100))


def held(accounts: range, products: int | None = None, failing: FailingShare | None = None) -> HeldIn:
    count = len(accounts) if products is None else products
    return HeldIn(bits_of(accounts), count, failing or FailingShare())


def test_where_all_is_hit_the_count_is_exact_and_an_account_in_two_places_is_one() -> None:
    assert accounts_hit([held(range(60)), held(range(40, 100), 900)]) == CountRange(100, 100, 100)
    assert accounts_hit([]) == CountRange(0, 0, 0)


def test_where_nothing_fails_nobody_is_hit() -> None:
    assert accounts_hit([held(range(60), 90, part(0, 0, 0))]) == CountRange(0, 0, 0)


def test_one_product_each_and_two_fifths_failing() -> None:
    assert accounts_hit([held(range(1000), 1000, part(36, 40, 44))]) == CountRange(329, 400, 472)


def test_with_several_products_an_account_is_hit_more_often_than_a_product() -> None:
    found = accounts_hit([held(range(1000), 3000, part(40, 40, 40))])
    assert found.best == 784, "1 - 0.6 x 0.6 x 0.6"
    assert found.low < 400 < found.best < found.high == 1000


def test_an_account_in_two_hurt_places_may_be_hit_in_either_or_in_both() -> None:
    some = part(40, 40, 40)
    found = accounts_hit([held(range(1000), 1000, some), held(range(1000), 1000, some)])
    assert found.best == 640, "1 - 0.6 x 0.6"
    assert found.low < 400, "the same ones may be hit in both"
    assert found.high >= 800, "or never the same ones"


def test_those_sure_to_be_hit_are_the_least_there_can_be() -> None:
    sure, some = held(range(12)), held(range(100), 100, part(0, 5, 10))
    assert accounts_hit([sure, some]).low == 12


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40), st.lists(SHARES, min_size=3, max_size=3)), max_size=4)
)
def test_an_interval_is_ordered_and_within_everybody(raw: list[tuple[int, int, list[Fraction]]]) -> None:
    places = [held(range(start, start + size), 2 * size, FailingShare(*sorted(shares))) for start, size, shares in raw]
    found = accounts_hit(places)
    everybody = len({n for start, size, _ in raw for n in range(start, start + size)})
    assert 0 <= found.low <= found.best <= found.high <= everybody


@pytest.mark.parametrize("products_each", [1, 2, 5])
@pytest.mark.parametrize("accounts", [12, 80, 400])
def test_the_truth_of_drawn_failures_lies_within_nine_times_in_ten(accounts: int, products_each: int) -> None:
    """Failures are drawn product by product here; nothing of the estimator is used."""
    chance = random.Random(accounts * 10 + products_each)
    holders = [account for account in range(accounts) for _ in range(products_each)]
    holders += [chance.randrange(accounts) for _ in range(accounts // 3)]
    inside = 0
    for _ in range(200):
        percent = chance.randrange(5, 95)
        failed = {holder for holder in holders if chance.randrange(100) < percent}
        failing = part(max(0, percent - 4), percent, min(100, percent + 4))
        found = accounts_hit([held(range(accounts), len(holders), failing)])
        inside += found.low <= len(failed) <= found.high
    assert inside >= 180


def test_a_share_is_of_those_who_live_there() -> None:
    assert share_of(CountRange(10, 20, 30), 100) == part(10, 20, 30)
    assert share_of(CountRange(10, 20, 300), 100).high == 1
    assert share_of(None, 100) == share_of(CountRange(1, 1, 1), None) == share_of(CountRange(1, 1, 1), 0)
    assert share_of(None, 100) == UNKNOWN_SHARE
