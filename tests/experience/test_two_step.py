"""A late outcome is stated by way of the step before it, and follows the step when that drifts."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from intera.experience.learner import LearnerHabits
from intera.experience.two_step import TwoStepLearner

lived = st.lists(st.tuples(st.sampled_from("xyz"), st.booleans(), st.booleans()), max_size=40)


def learner() -> TwoStepLearner:
    """One that looks at the desk only."""
    return TwoStepLearner(
        ["desk"],
        step_habits=LearnerHabits(calibration_memory=0.99),
        outcome_habits=LearnerHabits(weight_variance=1.0, calibration_memory=None),
    )


def test_without_experience_nothing_is_known() -> None:
    estimate = learner().state({"desk": "x"})
    assert (estimate.ratio, estimate.is_known) == (Fraction(1, 2), False)


@settings(deadline=None)
@given(lived)
def test_a_ratio_is_a_share_and_counts_outcomes_not_steps(cases: list[tuple[str, bool, bool]]) -> None:
    two = learner()
    for desk, step, happened in cases:
        two.learn_step({"desk": desk}, happened=step)
        two.learn({"desk": desk}, step_happened=step, happened=happened)
    estimate = two.state({"desk": "x"})
    assert 0 <= estimate.ratio <= 1
    assert estimate.like_count <= len(cases)


def test_the_outcome_follows_its_step_before_any_new_outcome_is_known() -> None:
    chance = random.Random(11)
    two = learner()
    for _ in range(1_500):
        step = chance.random() < 0.7
        two.learn_step({"desk": "x"}, happened=step)
        two.learn({"desk": "x"}, step_happened=step, happened=step)
    assert two.state({"desk": "x"}).ratio > Fraction(6, 10)
    for _ in range(600):
        two.learn_step({"desk": "x"}, happened=chance.random() < 0.1)
    assert two.state({"desk": "x"}).ratio < Fraction(25, 100)
