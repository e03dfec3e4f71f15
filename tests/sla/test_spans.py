"""Seconds covered by intervals, against counting them one by one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.interval import Interval, NaiveInstantError
from intera.sla.spans import (
    OpenIntervalError,
    Span,
    clip,
    instant_of,
    instant_reached,
    length_s,
    minus,
    second_of,
    span_of,
    union,
)

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)
NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)


def seconds(given_spans: list[Span] | tuple[Span, ...]) -> set[int]:
    return {second for start_s, end_s in given_spans for second in range(start_s, end_s)}


@given(spans)
def test_union_holds_every_second_once_in_sorted_disjoint_spans(some: list[Span]) -> None:
    merged = union(some)
    assert seconds(merged) == seconds(some)
    assert length_s(merged) == len(seconds(some))
    assert all(left[1] < right[0] for left, right in pairwise(merged))


@given(spans, spans)
def test_minus_holds_the_seconds_of_the_first_that_are_not_in_the_second(some: list[Span], taken: list[Span]) -> None:
    left = minus(union(some), union(taken))
    assert seconds(left) == seconds(some) - seconds(taken)
    assert union(left) == left


@given(spans, st.integers(0, 70))
def test_an_amount_is_reached_where_counting_second_by_second_reaches_it(some: list[Span], spent_s: int) -> None:
    counted = sorted(seconds(some))
    assert instant_reached(union(some), spent_s) == (counted[spent_s] if spent_s < len(counted) else None)


def test_touching_spans_become_one() -> None:
    assert union([(5, 9), (1, 5)]) == ((1, 9),)


def test_an_instant_is_cut_down_to_its_second_so_that_neighbours_stay_neighbours() -> None:
    at = NOON + timedelta(microseconds=999_999)
    assert second_of(at) == second_of(NOON)
    assert instant_of(second_of(at)) == NOON


def test_an_interval_without_an_end_runs_to_the_end_of_the_span_it_is_clipped_to() -> None:
    start_s = second_of(NOON)
    assert clip([Interval(NOON)], (start_s - 10, start_s + 30)) == ((start_s, start_s + 30),)


def test_what_lies_outside_is_clipped_away() -> None:
    start_s = second_of(NOON)
    outside = Interval(NOON - timedelta(hours=2), NOON - timedelta(hours=1))
    assert clip([outside], (start_s, start_s + 30)) == ()


def test_a_length_of_an_open_interval_is_refused() -> None:
    with pytest.raises(OpenIntervalError, match="has no end"):
        span_of(Interval(NOON))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveInstantError):
        second_of(datetime(2026, 6, 5, 12))  # noqa: DTZ001 - a naive instant is the point
