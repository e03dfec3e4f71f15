"""How much an overlap says: never more than it has beyond placebo instants."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.recurrence import ChangeKind, ChangeStrength, PlannedWork
from intera.recurrence.strength import (
    beyond_placebo,
    is_known,
    is_near,
    learn_start,
    placebo_instants,
    say_strength,
)

Works = Callable[..., PlannedWork]


def _counts(*counts: int) -> ChangeStrength:
    return ChangeStrength(ChangeKind.POWER, *counts)


@pytest.mark.parametrize(
    ("start_min", "end_min", "expected"),
    [(-10, 5, True), (-10, 0, True), (-60, -5, True), (-61, -5, False), (0, 5, True), (1, 5, False), (-900, 1, True)],
)
def test_what_is_near_an_instant(work_of: Works, onset: datetime, start_min: int, end_min: int, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_near(work_of(start_min, end_min), onset) is expected


def test_placebo_instants_share_weekday_and_time_of_day(onset: datetime) -> None:
    instants = placebo_instants(onset)
    assert [(onset - instant).days for instant in instants] == [7, 14, 21, 28]
    assert {(instant.weekday(), instant.time()) for instant in instants} == {(onset.weekday(), onset.time())}


def test_the_example_of_the_docstring() -> None:
    counted = _counts(27, 100, 20, 400)
    share = (27 + 20 * Fraction(21, 402)) / 120
    assert beyond_placebo(counted) == 1 - Fraction(21, 402) / share
    assert round(float(beyond_placebo(counted)), 2) == 0.78
    assert say_strength(counted) == "overlaps 27 of 100 such starts against 5 of 100 placebo dates"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0, 0), "overlaps 0 of 0 such starts against 0 of 0 placebo dates"),
        ((6, 22, 4, 88), "overlaps 6 of 22 such starts against 4 of 88 placebo dates"),
        ((60, 250, 50, 1000), "overlaps 24 of 100 such starts against 5 of 100 placebo dates"),
    ],
)
def test_few_are_said_as_counted(counts: tuple[int, ...], said: str) -> None:
    assert say_strength(_counts(*counts)) == said


def test_nothing_learned_says_nothing() -> None:
    assert beyond_placebo(_counts()) == 0
    assert not is_known(_counts(29, 29, 0, 100))
    assert is_known(_counts(30, 30, 0, 100))


def test_a_start_is_counted_with_its_placebo_instants() -> None:
    counted = learn_start(_counts(1, 2, 3, 4), is_hit=True, placebo_hits=1, placebos=4)
    assert counted == _counts(2, 3, 4, 8)
    assert learn_start(_counts(), is_hit=False, placebo_hits=0, placebos=0) == _counts(0, 1, 0, 0)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 800), st.integers(0, 800))
def test_the_share_lies_between_none_and_all_and_moves_the_right_way(
    hits: int, misses: int, placebo_hits: int, placebo_misses: int
) -> None:
    counted = _counts(hits, hits + misses, placebo_hits, placebo_hits + placebo_misses)
    more_hits = learn_start(counted, is_hit=True, placebo_hits=0, placebos=0)
    more_placebo = learn_start(counted, is_hit=False, placebo_hits=4, placebos=4)
    assert 0 <= beyond_placebo(counted) <= 1
    assert beyond_placebo(more_hits) >= beyond_placebo(counted)
    assert beyond_placebo(more_placebo) <= beyond_placebo(counted)
    # As common near placebo instants as near starts: nothing is left beyond chance.
    if hits * (placebo_hits + placebo_misses) <= placebo_hits * (hits + misses):
        assert beyond_placebo(counted) <= Fraction(1, 10) or placebo_hits + placebo_misses < 4


def test_utc_weeks_are_whole(onset: datetime) -> None:
    late = datetime(2026, 3, 30, 12, tzinfo=UTC)
    assert placebo_instants(late)[0] == late - timedelta(days=7)
    assert placebo_instants(onset)[-1] == onset - timedelta(days=28)
