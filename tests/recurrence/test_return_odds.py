"""What a return is foretold from, and when it is known that it came or stayed away."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.recurrence.return_odds import RETURN_WITHIN_DAYS, came_back, return_features

Ago = Callable[..., list[datetime]]


@pytest.fixture(scope="session")
def ago(onset: datetime) -> Ago:
    return lambda *days: [onset - timedelta(days=one) for one in days]


def test_a_first_time_has_no_past(onset: datetime) -> None:
    assert return_features((), onset) == {
        "times": "0",
        "since": "never",
        "in_30_days": "0",
        "in_90_days": "0",
        "in_365_days": "0",
    }


def test_a_past_is_counted_in_bands(onset: datetime, ago: Ago) -> None:
    found = return_features(ago(5, 20, 80, 200, 500), onset, {"place": "town"})
    assert found == {
        "place": "town",
        "times": "4",
        "since": "3",
        "in_30_days": "2",
        "in_90_days": "3",
        "in_365_days": "4",
    }


@pytest.mark.parametrize(
    ("later_days", "looked_days", "expected"),
    [
        ([], 29, None),
        ([], 30, False),
        ([10], 9, None),
        ([10], 10, True),
        ([30], 40, True),
        ([31], 40, False),
        ([-5, 0], 40, False),
    ],
)
def test_when_an_outcome_is_known(onset: datetime, later_days: list[int], looked_days: int, expected: object) -> None:
    later = [onset + timedelta(days=day) for day in later_days]
    assert came_back(onset, later, at=onset + timedelta(days=looked_days)) is expected


DAYS = st.lists(st.integers(-50, 600), max_size=10)


@given(DAYS, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_future_plays_a_part(
    onset: datetime, ago: Ago, days: list[int], random: Random
) -> None:
    known = return_features(ago(*(day for day in days if day > 0)), onset)
    random.shuffle(days)
    assert return_features(ago(*days), onset) == known


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_known_stays_so(onset: datetime, ago: Ago, days: list[int], looked: int, more: int) -> None:
    first = came_back(onset, ago(*days), at=onset + timedelta(days=looked))
    later = came_back(onset, ago(*days), at=onset + timedelta(days=looked + more))
    assert first is None or later is first
    assert later is not None or looked + more < RETURN_WITHIN_DAYS
