"""The domain clock: runs at its own rate, exactly, in whole seconds of UTC."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from intera.store.clock import LIVE_RATE, Clock, read_clock, set_clock

SHOWN = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
WALL = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rate", "after", "moved"),
    [
        ("1", timedelta(minutes=5), timedelta(minutes=5)),
        ("1", timedelta(0), timedelta(0)),
        ("60", timedelta(seconds=1), timedelta(minutes=1)),
        ("0", timedelta(days=9), timedelta(0)),
        ("0.1", timedelta(seconds=30), timedelta(seconds=3)),
        ("1", timedelta(milliseconds=1999), timedelta(seconds=1)),
        ("1", -timedelta(hours=1), -timedelta(hours=1)),
    ],
)
def test_what_it_shows(rate: str, after: timedelta, moved: timedelta) -> None:
    assert Clock(SHOWN, WALL, Decimal(rate)).now(WALL + after) == SHOWN + moved


def test_zones_of_the_wall_do_not_matter() -> None:
    tokyo = timezone(timedelta(hours=9))
    clock = Clock(SHOWN.astimezone(tokyo), WALL, LIVE_RATE)
    shown = clock.now((WALL + timedelta(seconds=5)).astimezone(tokyo))
    assert shown == SHOWN + timedelta(seconds=5)
    assert shown.tzinfo is UTC


@given(
    st.lists(st.integers(0, 10**9), min_size=2, max_size=5).map(sorted),
    st.decimals(min_value=0, max_value=100, places=3),
)
def test_it_never_runs_backwards(wall_ms: list[int], rate: Decimal) -> None:
    clock = Clock(SHOWN, WALL, rate)
    shown = [clock.now(WALL + timedelta(milliseconds=ms)) for ms in wall_ms]
    assert shown == sorted(shown)
    assert all(one.microsecond == 0 for one in shown)


def test_unset_it_is_the_wall_clock(reader: Connection) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    clock = read_clock(reader)
    now = datetime.now(UTC)
    assert before <= clock.now(now) <= now
    assert (clock.rate, clock.label) == (LIVE_RATE, "")


def test_setting_it_replaces_what_was_set(writer: Connection) -> None:
    for clock in (Clock(SHOWN, WALL, Decimal("12.500"), "Example operator"), Clock(WALL, SHOWN, Decimal(0))):
        set_clock(writer, clock)
        assert read_clock(writer) == clock
