"""Which period an instant falls in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.sla.period import PERIOD_MONTHS, UnknownPeriodError, UnknownZoneError, period_at

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Asuncion",
    "America/Havana",
    "America/Santiago",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
)
instants = st.datetimes(datetime(2005, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants, st.sampled_from(ZONES), st.sampled_from(sorted(PERIOD_MONTHS)))
def test_an_instant_lies_in_its_period_and_periods_meet_without_gap(at: datetime, zone: str, kind: str) -> None:
    period = period_at(kind, at, zone=zone)
    assert period.end_at is not None
    assert period.contains(at)
    assert period_at(kind, period.end_at, zone=zone).start_at == period.end_at
    assert period_at(kind, period.end_at - timedelta(microseconds=1), zone=zone) == period


@given(instants, st.sampled_from(ZONES))
def test_a_month_holds_the_instants_of_one_local_month_and_no_other(at: datetime, zone: str) -> None:
    period = period_at("calendar_month", at, zone=zone)
    assert period.end_at is not None
    tz = ZoneInfo(zone)
    month = at.astimezone(tz).month
    assert period.start_at.astimezone(tz).month == month
    assert (period.end_at - timedelta(seconds=1)).astimezone(tz).month == month
    assert (period.start_at - timedelta(seconds=1)).astimezone(tz).month != month
    assert period.end_at.astimezone(tz).month != month


def test_in_every_zone_a_month_starts_at_its_first_instant() -> None:
    for zone in sorted(available_timezones()):
        tz = ZoneInfo(zone)
        for year in range(2020, 2038):
            for month in range(1, 13):
                start_at = period_at("calendar_month", datetime(year, month, 15, tzinfo=UTC), zone=zone).start_at
                assert start_at.astimezone(tz).month == month
                assert (start_at - timedelta(seconds=1)).astimezone(tz).month != month


def test_a_skipped_midnight_starts_the_month_at_the_change_itself() -> None:
    # Asuncion set clocks from 00:00 to 01:00 on 1 October 2023.
    period = period_at("calendar_month", datetime(2023, 10, 2, tzinfo=UTC), zone="America/Asuncion")
    assert period.start_at == datetime(2023, 10, 1, 4, tzinfo=UTC)


def test_a_repeated_midnight_starts_the_month_at_its_first_run() -> None:
    # Havana set clocks from 01:00 back to 00:00 on 1 November 2020.
    period = period_at("calendar_month", datetime(2020, 11, 2, tzinfo=UTC), zone="America/Havana")
    assert period.start_at == datetime(2020, 11, 1, 4, tzinfo=UTC)


def test_an_unknown_period_or_zone_is_named() -> None:
    at = datetime(2026, 6, 5, tzinfo=UTC)
    with pytest.raises(UnknownPeriodError, match=r"'fortnight'.*calendar_month"):
        period_at("fortnight", at, zone="UTC")
    for zone in ("Europe/Nowhere", "../etc/passwd", ""):
        with pytest.raises(UnknownZoneError, match="IANA"):
            period_at("calendar_month", at, zone=zone)
