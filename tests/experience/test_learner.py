"""A learner states what happened to things alike, says when it does not know, and depends on its calls alone."""

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from intera.experience.learner import Learner, LearnerHabits
from intera.experience.scores import auc, expected_calibration_error

values = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"]), max_size=3)
outcomes = st.lists(st.tuples(values, st.booleans()), max_size=60)
Outcomes = list[tuple[dict[str, str], bool]]


def taught(learned: Outcomes, **habits: float) -> Learner:
    """A learner of these outcomes, in order."""
    learner = Learner([("a", "b")], habits=LearnerHabits(**habits) if habits else None)
    for features, happened in learned:
        learner.learn(features, happened=happened)
    return learner


def test_without_experience_nothing_is_known() -> None:
    estimate = Learner().state({"a": "x"})
    assert (estimate.ratio, estimate.like_count, estimate.is_known) == (Fraction(1, 2), 0, False)


def test_little_experience_makes_no_confident_number() -> None:
    learner = taught([({"a": "x"}, True)] * 3)
    estimate = learner.state({"a": "x"})
    assert not estimate.is_known
    assert estimate.ratio < Fraction(9, 10)


@settings(deadline=None)
@given(outcomes, values)
def test_a_ratio_is_a_share_in_thousandths(learned: Outcomes, asked: dict[str, str]) -> None:
    estimate = taught(learned, weight_variance=2.0, forgetting=0.01).state(asked)
    assert 0 <= estimate.ratio <= 1
    assert 1000 % estimate.ratio.denominator == 0
    assert 0 <= estimate.happened_count <= estimate.like_count <= len(learned)


@settings(deadline=None)
@given(outcomes, values)
def test_the_same_calls_give_the_same_answers_however_features_are_ordered(
    learned: Outcomes, asked: dict[str, str]
) -> None:
    turned = [(dict(reversed(features.items())), happened) for features, happened in learned]
    assert taught(learned).state(asked) == taught(turned).state(asked)


@settings(deadline=None)
@given(outcomes, values)
def test_asking_teaches_nothing(learned: Outcomes, asked: dict[str, str]) -> None:
    learner = taught(learned)
    before = learner.state(asked)
    assert learner.state({"a": "y"}) == learner.state({"a": "y"})
    assert learner.state(asked) == before
    assert learner.learned_count == len(learned)


def test_it_tells_what_happens_from_what_does_not_and_says_so_honestly() -> None:
    chance = random.Random(7)
    learner, stated, happened_to = Learner(), list[float](), list[bool]()
    for number in range(6_000):
        features = {"a": chance.choice("xyz"), "b": chance.choice("uvw")}
        likely = {"x": 0.05, "y": 0.3, "z": 0.7}[features["a"]]
        happened = chance.random() < likely
        if number >= 1_000:
            stated.append(float(learner.state(features).ratio))
            happened_to.append(happened)
        learner.learn(features, happened=happened)
    ranked, gap = auc(stated, happened_to), expected_calibration_error(stated, happened_to)
    assert ranked is not None
    assert gap is not None
    assert ranked > 0.78
    assert gap < 0.03
    assert learner.state({"a": "z", "b": "u"}).is_known


def test_a_crossing_tells_what_neither_value_tells_alone() -> None:
    chance = random.Random(1)
    crossed, plain = Learner([("a", "b")]), Learner()
    for _ in range(3_000):
        features = {"a": chance.choice("xy"), "b": chance.choice("xy")}
        for learner in (crossed, plain):
            learner.learn(features, happened=features["a"] == features["b"])
    same, other = {"a": "x", "b": "x"}, {"a": "x", "b": "y"}
    assert crossed.state(same).ratio - crossed.state(other).ratio > Fraction(8, 10)
    assert abs(plain.state(same).ratio - plain.state(other).ratio) < Fraction(1, 10)


def test_a_drift_is_followed() -> None:
    chance = random.Random(2)
    learner = Learner(habits=LearnerHabits(calibration_memory=0.99, forgetting=0.01))
    for _ in range(2_000):
        learner.learn({"a": "x"}, happened=chance.random() < 0.8)
    assert abs(learner.state({"a": "x"}).ratio - Fraction(8, 10)) < Fraction(1, 10)
    for _ in range(1_000):
        learner.learn({"a": "x"}, happened=chance.random() < 0.2)
    assert learner.state({"a": "x"}).ratio < Fraction(35, 100)
