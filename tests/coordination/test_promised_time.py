"""Promised times are read as a person of the operator would read them, in every zone and across every clock change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from intera.coordination.promised_time import (
    PROMISE_LANGUAGES,
    NaiveTimeError,
    PromiseKind,
    UnknownLanguageError,
    promised_times,
)

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "promised_times.yaml").read_text(encoding="utf-8")
)
# Hypothesis wants naive bounds and adds the zone itself.
FIRST, LAST = datetime(2015, 1, 1), datetime(2027, 1, 1)  # noqa: DTZ001
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
POSTED = datetime(2022, 8, 10, 17, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def read(text: str, *, zone: str = "Europe/London", language: str = "en", at: datetime = POSTED) -> list[str]:
    """What is promised, as kind and instant."""
    found = promised_times(text, posted_at=at, zone=zone, language=language)
    return [f"{one.kind.value} {one.at:%d %H:%M}" for one in found]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}" for number, _ in enumerate(CASES)])
def test_operators_forms_are_read(case: dict[str, Any]) -> None:
    found = promised_times(
        case["text"],
        posted_at=datetime.fromisoformat(case["posted_at"]),
        zone=case["zone"],
        language=case["language"],
    )
    told = sorted({f"{one.at:%Y-%m-%dT%H:%MZ}" for one in found if one.kind is PromiseKind.NEXT_UPDATE})
    assert told == sorted(case["expect"]), case["note"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We expect service to be restored by 6 pm and will provide an update by 4 pm.", ["r 01:00", "u 23:00"]),
        ("Service should be back between 18:00 and 20:00.", ["r 03:00"]),
        ("ETA is ~4 hours.", ["r 21:20"]),
        ("The previous estimate of 10:00 no longer holds; the new estimate is 14:00.", ["r 21:00"]),
        ("ETR: 2330 hrs", ["r 06:30"]),
        ("Service was restored at 4:15 pm. The outage began at 2 pm.", []),
        ("Planned maintenance is expected to be completed by 04:00.", []),
        ("Customers were told service would be back by 9:00; it was.", []),
        ("We expect full mitigation within the hour.", ["r 18:20"]),
    ],
)
def test_when_service_is_to_be_back_is_told_from_when_more_is_told(text: str, expected: list[str]) -> None:
    found = promised_times(text, posted_at=POSTED, zone="America/Los_Angeles", language="en")
    assert [f"{one.kind.value[0].replace('n', 'u')} {one.at:%H:%M}" for one in found] == expected


def test_a_range_is_kept_until_its_end() -> None:
    (one,) = promised_times("Next update between 6 and 8 pm.", posted_at=POSTED, zone="UTC", language="en")
    assert (one.is_range_end, one.at.hour, one.words) == (True, 20, "between 6 and 8 pm")


def test_the_same_instant_in_two_zones_is_one_promise() -> None:
    assert read("Next update at 4 pm ET / 1 pm PT.") == ["next_update 10 20:00"]


def test_the_hour_that_comes_twice_is_the_first_until_that_is_past() -> None:
    text, zone = "Next update by 01:30.", "Europe/London"
    assert read(text, zone=zone, at=datetime(2026, 10, 24, 23, 0, tzinfo=UTC)) == ["next_update 25 00:30"]
    assert read(text, zone=zone, at=datetime(2026, 10, 25, 0, 45, tzinfo=UTC)) == ["next_update 25 01:30"]


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnknownLanguageError, match="en, de"):
        promised_times("x", posted_at=POSTED, zone="UTC", language="fr")
    with pytest.raises(NaiveTimeError, match="no zone"):
        promised_times("x", posted_at=datetime(2026, 1, 1), zone="UTC", language="en")  # noqa: DTZ001 - the point


@given(
    zone=st.sampled_from(ZONES),
    posted_at=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
@example(zone="Europe/Berlin", posted_at=datetime(2026, 3, 28, 23, 40, tzinfo=UTC), hour=2, minute=30)
@example(zone="Europe/Berlin", posted_at=datetime(2026, 10, 25, 0, 40, tzinfo=UTC), hour=2, minute=30)
@example(zone="Australia/Lord_Howe", posted_at=datetime(2026, 10, 3, 12, 0, tzinfo=UTC), hour=2, minute=15)
@example(zone="America/Sao_Paulo", posted_at=datetime(2018, 11, 3, 12, 0, tzinfo=UTC), hour=0, minute=30)
@example(zone="Pacific/Apia", posted_at=datetime(2021, 4, 3, 13, 0, tzinfo=UTC), hour=3, minute=30)
def test_a_clock_time_is_the_next_time_the_clock_there_shows_it(
    zone: str, posted_at: datetime, hour: int, minute: int
) -> None:
    (one,) = promised_times(
        f"Nächstes Update um {hour:02}:{minute:02} Uhr.", posted_at=posted_at, zone=zone, language="de"
    )
    assert posted_at < one.at <= posted_at + timedelta(hours=26)
    there = ZoneInfo(zone)
    shown = one.at.astimezone(there)
    if (shown.hour, shown.minute) != (hour, minute):
        # Only because the clock leaps over it, and then the instant of the leap is meant.
        before = (one.at - timedelta(seconds=1)).astimezone(there)
        assert before.utcoffset() != shown.utcoffset()
        assert (before.hour, before.minute) < (hour, minute) < (shown.hour or 24, shown.minute) or hour == 0
    step = posted_at.replace(second=0, microsecond=0) + MINUTE
    while step < one.at:
        early = step.astimezone(there)
        assert (early.hour, early.minute) != (hour, minute)
        step += MINUTE


@given(
    zone=st.sampled_from(ZONES),
    at=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    ahead_min=st.integers(-3000, 3000),
)
def test_a_date_with_clock_and_offset_is_that_instant_wherever_it_is_read(
    zone: str, at: datetime, ahead_min: int
) -> None:
    at = at.replace(second=0, microsecond=0)
    (one,) = promised_times(
        f"Next update by {at:%Y-%m-%dT%H:%M}Z.", posted_at=at - ahead_min * MINUTE, zone=zone, language="en"
    )
    assert one.at == at


@given(zone=st.sampled_from(ZONES), minutes=st.integers(1, 600))
def test_a_span_is_elapsed_time_whatever_the_clocks_do(zone: str, minutes: int) -> None:
    posted_at = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
    (one,) = promised_times(f"Next update in {minutes} minutes.", posted_at=posted_at, zone=zone, language="en")
    assert one.at == posted_at + minutes * MINUTE


_PIECES = st.sampled_from(
    [
        *("next update ", "by ", "4 pm", "16:00", " PST", "tomorrow ", "Friday", "in two hours", " and ", "-", "no "),
        *("restored ", "expected ", ". ", "\n", "midnight", "24:60", "99/99", "31 Feb", "the 31st", "\u2013", "0", "Z"),
    ]
)


@given(
    text=st.text(max_size=200) | st.lists(_PIECES, max_size=20).map("".join),
    language=st.sampled_from(PROMISE_LANGUAGES),
    zone=st.sampled_from(ZONES),
)
def test_any_text_is_read_or_left_alone_never_refused(text: str, language: str, zone: str) -> None:
    for one in promised_times(text, posted_at=POSTED, zone=zone, language=language):
        assert one.words == text[one.start : one.end] != ""
        assert one.at.tzinfo is UTC
