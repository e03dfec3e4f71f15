"""Words behind a clock time mean one zone."""

from datetime import UTC, datetime, timedelta

import pytest

from intera.coordination.zone_words import zone_of

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "own", "hours"),
    [
        ("PST", "Europe/London", -8),
        ("PT", "Europe/London", -7),
        ("US/pacific", "Europe/London", -7),
        ("Pacific Standard Time", "UTC", -8),
        ("UTC+02:00", "UTC", 2),
        ("local time", "Asia/Tokyo", 9),
        ("", "Asia/Tokyo", 9),
        ("IST", "Europe/Dublin", 1),
        ("IST", "Asia/Kolkata", 5.5),
        ("MESZ", "UTC", 2),
    ],
)
def test_a_zone_is_what_it_says(words: str, own: str, hours: float) -> None:
    zone = zone_of(words, own)
    assert zone is not None
    assert SUMMER.astimezone(zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("words", ["Nowhere/Town", "XYZ"])
def test_a_name_nothing_goes_by_is_no_zone(words: str) -> None:
    assert zone_of(words, "UTC") is None


@pytest.mark.parametrize("words", ["UTC-99", "GMT+25", "UTC+14:01"])
def test_a_distance_no_place_has_is_no_zone(words: str) -> None:
    assert zone_of(words, "Europe/Prague") is None
