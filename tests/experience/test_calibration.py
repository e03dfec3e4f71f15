"""Stated ratios follow what happens, and forget what no longer does."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.experience.calibration import Calibration, ratio_of


def test_without_outcomes_a_score_stays_as_it_is() -> None:
    assert Calibration(memory=0.99).ratio(1.5) == pytest.approx(ratio_of(1.5))
    assert ratio_of(0) == 0.5
    assert 0 < ratio_of(-1e6) < ratio_of(1e6) < 1


def test_an_overstated_score_is_stated_lower_and_a_drift_is_followed() -> None:
    calibration, chance = Calibration(memory=0.995), random.Random(5)
    for _ in range(1_000):
        calibration.learn(0.0, happened=chance.random() < 0.2)
    assert calibration.ratio(0.0) == pytest.approx(0.2, abs=0.06)
    for _ in range(1_000):
        calibration.learn(0.0, happened=chance.random() < 0.6)
    assert calibration.ratio(0.0) == pytest.approx(0.6, abs=0.06)


@given(st.lists(st.tuples(st.floats(-8, 8), st.booleans()), max_size=60), st.sampled_from([0.9, 0.99, 1.0]))
def test_order_is_kept_and_no_ratio_is_certain(learned: list[tuple[float, bool]], memory: float) -> None:
    calibration = Calibration(memory=memory)
    for score, happened in learned:
        calibration.learn(score, happened=happened)
    stated = [calibration.ratio(score) for score in (-4.0, -1.0, 0.0, 1.0, 4.0)]
    assert stated == sorted(stated)
    assert 0 < stated[0] <= stated[-1] < 1
