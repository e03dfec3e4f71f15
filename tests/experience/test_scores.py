"""The scores equal what their definitions give by brute force, and are blind to the order of cases."""

import random
from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.experience.scores import (
    auc,
    average_precision,
    brier,
    expected_calibration_error,
    find_interval,
    tabulate_reliability,
)

pairs = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5001, 0.9, 1.0]), st.booleans()), max_size=30)
Pairs = list[tuple[float, bool]]


def apart(given_pairs: Pairs) -> tuple[list[float], list[bool]]:
    """Forecasts and outcomes as two lists."""
    return [stated for stated, _ in given_pairs], [happened for _, happened in given_pairs]


@given(pairs)
def test_auc_is_the_share_of_pairs_in_the_right_order(drawn: Pairs) -> None:
    came = [stated for stated, happened in drawn if happened]
    stayed = [stated for stated, happened in drawn if not happened]
    won = [1.0 if one > other else 0.5 if one == other else 0.0 for one, other in product(came, stayed)]
    assert auc(*apart(drawn)) == (pytest.approx(sum(won) / len(won)) if won else None)


@given(pairs)
def test_average_precision_is_the_precision_at_each_find(drawn: Pairs) -> None:
    came = [stated for stated, happened in drawn if happened]
    at_find = [
        sum(h for stated, h in drawn if stated >= one) / sum(stated >= one for stated, _ in drawn) for one in came
    ]
    expected = pytest.approx(sum(at_find) / len(at_find)) if came else None
    assert average_precision(*apart(drawn)) == expected


@given(pairs, st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_score_depends_on_the_order_of_cases(drawn: Pairs, chance: random.Random, bins: int) -> None:
    shuffled = list(drawn)
    chance.shuffle(shuffled)
    for score in (auc, average_precision, brier, expected_calibration_error):
        one, other = score(*apart(drawn)), score(*apart(shuffled))
        assert one == other or one == pytest.approx(other)
    rows = tabulate_reliability(*apart(drawn), bins=bins)
    again = tabulate_reliability(*apart(shuffled), bins=bins)
    assert [row.forecast_count for row in rows] == [row.forecast_count for row in again]


@given(pairs, st.integers(1, 12))
def test_a_reliability_table_holds_every_forecast_once_and_parts_no_ties(drawn: Pairs, bins: int) -> None:
    rows = tabulate_reliability(*apart(drawn), bins=bins)
    assert sum(row.forecast_count for row in rows) == len(drawn)
    assert len(rows) <= bins
    assert all(one.highest_ratio < other.lowest_ratio for one, other in pairwise(rows))


def test_a_forecaster_who_says_what_will_happen_is_perfect() -> None:
    forecasts, outcomes = [0.0, 1.0, 0.0, 1.0], [False, True, False, True]
    assert (auc(forecasts, outcomes), average_precision(forecasts, outcomes)) == (1.0, 1.0)
    assert (brier(forecasts, outcomes), expected_calibration_error(forecasts, outcomes)) == (0.0, 0.0)


def test_an_honest_forecaster_is_nearly_calibrated_and_a_boaster_is_not() -> None:
    chance = random.Random(3)
    forecasts = [chance.random() for _ in range(20_000)]
    outcomes = [chance.random() < stated for stated in forecasts]
    honest = expected_calibration_error(forecasts, outcomes)
    boasting = expected_calibration_error([min(1.0, stated + 0.2) for stated in forecasts], outcomes)
    assert honest is not None
    assert boasting is not None
    assert honest < 0.015
    assert boasting > 0.15


def test_ece_of_a_rare_event_is_not_hidden_in_one_wide_bin() -> None:
    # Half are overstated and half understated by the same amount, all below one fifteenth.
    forecasts = [0.01] * 500 + [0.06] * 500
    outcomes = [n < 30 for n in range(500)] + [n < 5 for n in range(500)]
    assert expected_calibration_error(forecasts, outcomes) == pytest.approx(0.05)
    assert expected_calibration_error(forecasts, outcomes, bins=1) == pytest.approx(0.0)


def test_what_is_not_defined_is_none() -> None:
    assert auc([], []) is auc([0.5], [True]) is average_precision([0.5], [False]) is None
    assert brier([], []) is expected_calibration_error([], []) is None
    assert tabulate_reliability([], []) == ()


def test_an_interval_holds_the_middle_of_the_resamples() -> None:
    def first_of(forecasts: Sequence[float], outcomes: Sequence[bool]) -> float | None:
        return forecasts[0] if outcomes else None

    places = [[n] for n in range(101)]
    found = find_interval(first_of, [n / 100 for n in range(101)], [True] * 101, resamples=places)
    assert (found.value, found.low, found.high) == (0.0, pytest.approx(0.02), pytest.approx(0.98))
    assert find_interval(auc, [0.5], [True], resamples=[[0]]).low is None
