"""A gap larger than chance is said, a gap chance explains is not."""

import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.experience.drift import DriftDirection, find_drift


def outcomes(came: int, count: int) -> list[bool]:
    """So many that came true among so many."""
    return [number < came for number in range(count)]


def test_fewer_than_stated_is_said_with_both_shares() -> None:
    found = find_drift([Fraction(38, 100)] * 200, outcomes(46, 200))
    assert (found.direction, found.is_drifting) == (DriftDirection.LESS_OFTEN, True)
    assert found.words == "The last 200 came true less often than stated: 23 % against 38 %."


def test_more_than_stated_is_said() -> None:
    found = find_drift([Fraction(1, 10)] * 200, outcomes(50, 200))
    assert found.words == "The last 200 came true more often than stated: 25 % against 10 %."


def test_a_gap_of_chance_is_none() -> None:
    found = find_drift([Fraction(30, 100)] * 200, outcomes(54, 200))
    assert (found.direction, found.is_drifting) == (DriftDirection.NONE, False)
    assert found.words == "The last 200 came true about as often as stated: 27 % against 30 %."


def test_only_the_last_count() -> None:
    stated = [Fraction(9, 10)] * 1000 + [Fraction(1, 10)] * 200
    assert not find_drift(stated, outcomes(0, 1000) + outcomes(20, 200)).is_drifting


def test_too_few_are_no_drift() -> None:
    assert find_drift([Fraction(1)] * 49, [False] * 49).words.startswith("Only 49 outcomes so far")
    assert find_drift([], []).direction is DriftDirection.TOO_FEW
    assert find_drift([Fraction(1)] * 50, [False] * 50).is_drifting


def test_an_honest_forecaster_is_hardly_ever_accused() -> None:
    chance, found = random.Random(4), 0
    for _ in range(300):
        stated = [Fraction(chance.randrange(1, 100), 100) for _ in range(200)]
        found += find_drift(stated, [chance.random() < ratio for ratio in stated]).is_drifting
    assert found <= 5


@given(st.lists(st.tuples(st.fractions(0, 1, max_denominator=50), st.booleans()), max_size=80))
def test_turning_every_statement_round_turns_the_finding_round(drawn: list[tuple[Fraction, bool]]) -> None:
    one = find_drift([ratio for ratio, _ in drawn], [happened for _, happened in drawn])
    other = find_drift([1 - ratio for ratio, _ in drawn], [not happened for _, happened in drawn])
    turned = {
        DriftDirection.LESS_OFTEN: DriftDirection.MORE_OFTEN,
        DriftDirection.MORE_OFTEN: DriftDirection.LESS_OFTEN,
    }
    assert other.direction == turned.get(one.direction, one.direction)
