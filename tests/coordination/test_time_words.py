"""The parts of a time are taken from its words, or it is no time."""

import pytest

from intera.coordination.find_times import find_times
from intera.coordination.time_words import ClockWords


@pytest.mark.parametrize(
    ("text", "minute", "is_half_day"),
    [
        ("half past four", 270, True),
        ("quarter to 3 pm", 885, False),
        ("16h30", 990, False),
        ("4.30 pm", 990, False),
        ("12 am", 0, False),
        ("noon", 720, False),
        ("five o'clock", 300, True),
        ("04:30", 270, False),
    ],
)
def test_a_clock_time_is_minutes_after_midnight(text: str, minute: int, *, is_half_day: bool) -> None:
    (phrase,) = find_times(text, "en")
    assert phrase.clock == ClockWords(minute, is_half_day=is_half_day)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("in half an hour", 1800),
        ("within the next 30 to 45 minutes", 2700),
        ("in an hour and a half", 5400),
        ("in 1 hour 30 minutes", 5400),
        ("in a couple of hours", 7200),
    ],
)
def test_a_span_is_seconds_from_now(text: str, seconds: int) -> None:
    (phrase,) = find_times(text, "en")
    assert phrase.span_s == seconds


@pytest.mark.parametrize("text", ["25:00", "12:60", "31 February 2022", "5.7.35", "in a few hours", "13/13"])
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert find_times(text, "en") == ()
