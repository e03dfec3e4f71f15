"""Spans of time: half-open, always UTC, never backwards."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.interval import EmptyIntervalError, Interval, NaiveInstantError, to_utc

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERLIN_WINTER = timezone(HOUR)

instants = st.integers(0, 12).map(lambda hours: NOON + hours * HOUR)
spans = st.tuples(instants, st.one_of(st.none(), st.integers(1, 6))).map(
    lambda given: Interval(given[0], given[0] + given[1] * HOUR if given[1] else None)
)


def test_an_instant_keeps_its_moment_and_takes_utc() -> None:
    local = datetime(2026, 11, 18, 13, 0, tzinfo=BERLIN_WINTER)
    assert to_utc(local) == NOON
    assert to_utc(local).tzinfo is UTC
    assert to_utc(NOON) is NOON


def test_an_instant_without_a_zone_is_refused_by_name() -> None:
    with pytest.raises(NaiveInstantError, match="opened_at") as caught:
        to_utc(NOON.replace(tzinfo=None), "opened_at")
    assert caught.value.name == "opened_at"


@pytest.mark.parametrize("name", ["start_at", "end_at"])
def test_a_span_refuses_a_naive_end(name: str) -> None:
    given = {"start_at": NOON, "end_at": NOON + HOUR}
    with pytest.raises(NaiveInstantError, match=name):
        Interval(**(given | {name: given[name].replace(tzinfo=None)}))


@pytest.mark.parametrize("end_at", [NOON, NOON - timedelta(microseconds=1)])
def test_a_span_that_does_not_move_forward_is_refused(end_at: datetime) -> None:
    with pytest.raises(EmptyIntervalError) as caught:
        Interval(NOON, end_at)
    assert (caught.value.start_at, caught.value.end_at) == (NOON, end_at)


def test_the_start_is_inside_and_the_end_is_not() -> None:
    span = Interval(NOON, NOON + HOUR)
    assert span.contains(NOON)
    assert span.contains(NOON + HOUR - timedelta(microseconds=1))
    assert not span.contains(NOON + HOUR)
    assert not span.contains(NOON - timedelta(microseconds=1))
    assert Interval(NOON).contains(NOON + timedelta(days=3650))


def test_spans_that_only_touch_do_not_overlap() -> None:
    first, second = Interval(NOON, NOON + HOUR), Interval(NOON + HOUR, NOON + 2 * HOUR)
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert Interval(NOON).overlaps(Interval(NOON + 9 * HOUR))


@given(spans, spans)
def test_two_spans_overlap_exactly_when_an_instant_lies_in_both(one: Interval, other: Interval) -> None:
    shared = any(one.contains(NOON + n * HOUR) and other.contains(NOON + n * HOUR) for n in range(20))
    assert one.overlaps(other) == other.overlaps(one) == shared


@pytest.mark.parametrize(
    ("end_at", "at", "seconds"),
    [
        (NOON + HOUR, NOON + 5 * HOUR, 3600),
        (NOON + HOUR, NOON + timedelta(minutes=10), 600),
        (None, NOON + 2 * HOUR, 7200),
        (None, NOON - HOUR, 0),
        (None, NOON + timedelta(seconds=1, microseconds=999_999), 1),
    ],
)
def test_how_long_a_span_has_lasted(end_at: datetime | None, at: datetime, seconds: int) -> None:
    assert Interval(NOON, end_at).duration_s(at) == seconds
