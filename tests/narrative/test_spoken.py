"""Times are absolute, on the operator's own clock, and never leave the day in doubt."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from intera.narrative.spoken import (
    PHRASES,
    UnknownLanguageError,
    due_words,
    past_words,
    phrases_of,
    place_words,
    soft_words,
    spoken_name,
    zone_words,
)

PRAGUE = ZoneInfo("Europe/Prague")
EN = PHRASES["en"]
Moment = Callable[..., datetime]


def test_today_is_said_and_another_day_has_weekday_and_date(moment: Moment) -> None:
    at = moment("13:32")
    assert past_words(moment("12:18"), at=at, zone=PRAGUE, phrases=EN) == "13:18 today"
    assert past_words(moment("21:10", 17), at=at, zone=PRAGUE, phrases=EN) == "22:10 on Tuesday 17 November"
    assert due_words(moment("14:05"), at=at, zone=PRAGUE, phrases=EN) == "15:05 CET"
    assert due_words(moment("08:05", 19), at=at, zone=PRAGUE, phrases=EN) == "09:05 CET on Thursday 19 November"


def test_local_midnight_decides_what_today_is(moment: Moment) -> None:
    assert past_words(moment("22:30"), at=moment("23:30"), zone=PRAGUE, phrases=EN) == "23:30 on Wednesday 18 November"
    assert (
        due_words(moment("23:05"), at=moment("22:50"), zone=PRAGUE, phrases=EN) == "00:05 CET on Thursday 19 November"
    )


def test_a_year_is_added_when_it_is_another_one(moment: Moment) -> None:
    last_year = datetime(2025, 12, 31, 20, 0, tzinfo=UTC)
    assert past_words(last_year, at=moment("13:00"), zone=PRAGUE, phrases=EN) == "21:00 on Wednesday 31 December 2025"


def test_the_night_the_clocks_change_the_zone_tells_the_two_hours_apart() -> None:
    at = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)
    assert past_words(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), at=at, zone=PRAGUE, phrases=EN) == "02:30 CEST today"
    assert past_words(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), at=at, zone=PRAGUE, phrases=EN) == "02:30 today"
    assert due_words(datetime(2026, 10, 25, 1, 55, tzinfo=UTC), at=at, zone=PRAGUE, phrases=EN) == "02:55 CET"


@pytest.mark.parametrize(
    ("zone", "words"), [("Asia/Riyadh", "UTC+03:00"), ("America/Sao_Paulo", "UTC-03:00"), ("Asia/Kolkata", "IST")]
)
def test_a_zone_without_letters_is_told_by_its_distance(moment: Moment, zone: str, words: str) -> None:
    assert zone_words(moment("12:00").astimezone(ZoneInfo(zone)), EN) == words


@pytest.mark.parametrize(
    ("clock", "day", "words"),
    [
        ("10:59", 18, "later this morning"),
        ("16:59", 18, "later this afternoon"),
        ("20:59", 18, "later this evening"),
        ("22:30", 18, "later tonight"),
        ("09:00", 19, "tomorrow"),
        ("09:00", 20, "in the next few days"),
    ],
)
def test_a_soft_time_is_a_part_of_the_day(moment: Moment, clock: str, day: int, words: str) -> None:
    assert soft_words(moment(clock, day), at=moment("09:00"), zone=PRAGUE, phrases=EN) == words


def test_places_are_listed_and_too_many_become_several_areas() -> None:
    assert place_words(("Coast",), EN) == "Coast"
    assert place_words(("Coast", "Lakes"), EN) == "Coast and Lakes"
    assert place_words(("Coast", "East", "Lakes"), EN) == "Coast, East and Lakes"
    assert place_words(tuple("abcdefg"), EN) == "several areas"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Mobile Data", "mobile data"),
        ("Enterprise VPN", "enterprise VPN"),
        ("Northmoor TV", "Northmoor TV"),
        ("eSIM 5G", "eSIM 5G"),
        ("Wi-Fi", "Wi-Fi"),
    ],
)
def test_a_service_is_lowered_but_not_its_letters(name: str, spoken: str) -> None:
    assert spoken_name(name, "Northmoor Telecom") == spoken


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UnknownLanguageError, match="no words for language 'xx'; use de, en"):
        phrases_of("xx")
