"""Times are absolute first, in the operator's zone, and right when clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.roles.relative import LocalClock, duration, epoch_s, instant

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
CLOCK = LocalClock("Europe/Berlin", AT)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "under 1 min"),
        (59, "under 1 min"),
        (60, "1 min"),
        (90 * 60, "90 min"),
        (90 * 60 + 60, "1 h 31 min"),
        (2 * 3600, "2 h"),
        (8880, "2 h 28 min"),
        (49 * 3600, "2 days 1 h"),
        (30 * 86400, "30 days"),
    ],
)
def test_minutes_to_ninety_then_hours_then_days(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_a_promise_ahead_late_and_far() -> None:
    assert CLOCK.until(AT + timedelta(minutes=28)) == "in 28 min"
    assert CLOCK.until(AT + timedelta(minutes=27, seconds=10)) == "in 28 min"
    assert CLOCK.until(AT - timedelta(minutes=4)) == "4 min late"
    assert CLOCK.until(AT + timedelta(days=3)) == ""


def test_moments_carry_the_date_only_when_it_is_not_today() -> None:
    assert CLOCK.moment(AT) == "14:32"
    assert CLOCK.moment(AT + timedelta(days=1)) == "19 Nov 14:32"
    assert CLOCK.moment(AT - timedelta(days=365)) == "18 Nov 2025 14:32"
    assert CLOCK.day_or_time(AT) == "14:32 today"
    assert CLOCK.day_or_time(AT + timedelta(days=3)) == "21 Nov"
    assert CLOCK.full(AT) == "Wed 18 Nov 2026, 14:32 CET"
    assert CLOCK.zoned(AT) == "14:32 CET"
    assert CLOCK.iso(AT) == "2026-11-18T14:32:00+01:00"
    assert CLOCK.since_s(AT - timedelta(seconds=90)) == 90


def test_a_zone_without_letters_is_named_by_its_offset() -> None:
    assert LocalClock("America/Sao_Paulo", AT).zone_label == "UTC-03"


@given(st.integers(0, 366 * 24 * 60))
def test_a_day_is_what_the_wall_says_even_when_clocks_change(minutes: int) -> None:
    clock = LocalClock("Europe/Berlin", datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
    assert clock.is_today(clock.at)
    assert clock.is_today(clock.day_start)
    assert not clock.is_today(clock.day_end)
    assert clock.day_end - clock.day_start in {timedelta(hours=h) for h in (23, 24, 25)}


def test_instants_travel_as_text() -> None:
    assert instant(None) is None
    assert instant(AT.isoformat()) == AT
    assert epoch_s(AT) == 1795008720
