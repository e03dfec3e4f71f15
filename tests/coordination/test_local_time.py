"""A time named becomes one instant by one rule for each doubt."""

from datetime import UTC, datetime

import pytest

from intera.coordination.find_times import find_times
from intera.coordination.local_time import instant_of

POSTED = datetime(2022, 8, 10, 17, 20, tzinfo=UTC)  # Wednesday, 10:20 in California


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("midnight", "11 07:00"),
        ("00:00 on Friday", "12 07:00"),
        ("midnight on Friday", "13 07:00"),
        ("Wednesday 09:00", "17 16:00"),
        ("Wednesday", "11 07:00"),
        ("4 o'clock", "10 23:00"),
        ("tomorrow morning", "11 19:00"),
        ("tonight at 01:00", "11 08:00"),
        ("the 9th at 08:00", "09 15:00"),
        ("the 12th at 08:00", "12 15:00"),
        ("08/11/22 08:00", "11 15:00"),
        ("top of the hour", "10 18:00"),
        ("16:00 PST", "11 00:00"),
        ("16:00 PT", "10 23:00"),
    ],
)
def test_each_doubt_has_one_reading(text: str, expected: str) -> None:
    (phrase,) = find_times(text, "en")
    at = instant_of(phrase, posted_at=POSTED, zone="America/Los_Angeles")
    assert at is not None
    assert f"{at:%d %H:%M}" == expected


def test_a_day_or_zone_that_does_not_exist_is_no_time() -> None:
    for text in ("16:00 Nowhere/Town", "29 February 2023 10:00"):
        found = find_times(text, "en")
        assert all(
            instant_of(one, posted_at=POSTED, zone="UTC") is None
            for one in found
            if one.zone or (one.day and one.clock)
        )


def test_figures_that_could_be_either_are_month_first_in_the_americas_alone() -> None:
    (phrase,) = find_times("07/08/22 10:00", "en")
    here = instant_of(phrase, posted_at=POSTED, zone="America/New_York")
    there = instant_of(phrase, posted_at=POSTED, zone="Europe/London")
    assert here is not None
    assert there is not None
    assert (here.month, there.month) == (7, 8)
