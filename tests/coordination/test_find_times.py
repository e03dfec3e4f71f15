"""Times are found where a text names them, whole, once, and in reading order."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.find_times import find_times, plain


def words(text: str, language: str = "en") -> list[str]:
    """The stretches found."""
    read = plain(text)
    return [text[one.start : one.end] for one in find_times(read, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by Friday, 2022-07-15 18:00 US/Pacific with", ["Friday, 2022-07-15 18:00 US/Pacific"]),
        ("14:00-15:00", ["14:00-15:00"]),
        ("at 2 pm and 4 pm", ["2 pm", "4 pm"]),
        ("between 2 pm and 4 pm", ["2 pm and 4 pm"]),
        ("2022-08-10T21:00:00-04:00", ["2022-08-10T21:00:00-04:00"]),
        ("version 5.7.35, 24/7, ticket 0016001630", []),
        ("in 1h30", ["in 1h30"]),
        ("the 12th at 10:00", ["the 12th at 10:00"]),
    ],
)
def test_a_time_is_found_whole(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_german_dates_with_points_are_days_first() -> None:
    assert words("am 11.08. um 9:00 Uhr", "de") == ["11.08. um 9:00 Uhr"]


def test_plain_keeps_every_place() -> None:
    assert plain("14:00\u202f\u2013 15:00") == "14:00 - 15:00"


@given(st.text(max_size=120), st.sampled_from(("en", "de")))
def test_what_is_found_never_overlaps(text: str, language: str) -> None:
    found = find_times(plain(text), language)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\u00a0"])
def test_a_long_run_of_blanks_takes_no_time_and_moves_nothing(blank: str) -> None:
    text = f"Back by 16:00.{blank * 5000}Next update by 17:00."
    begun = perf_counter()
    read = plain(text)
    found = find_times(read, "en")
    assert perf_counter() - begun < 0.1
    assert (len(read), [text[one.start : one.end] for one in found]) == (len(text), ["16:00", "17:00"])
