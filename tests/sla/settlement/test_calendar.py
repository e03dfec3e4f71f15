"""Working days and service hours follow the local clock, region by region."""

from datetime import date
from typing import Any

import pytest

from intera.sla.language.local_time import local_second
from intera.sla.language.problem import UnreadableTermError
from intera.sla.settlement.calendar import WorkCalendar, region_holidays
from intera.sla.spans import length_s
from sla.asking import framed


def calendar(told: list[str] | None = None, zone: str = "Europe/Berlin", **terms: Any) -> WorkCalendar:  # noqa: ANN401
    overlay = {
        "timezone": zone,
        "calendars": {"c": {"works_on_holidays": False, "holidays_region": "DE-BY", "days": "mon-fri", **terms}},
    }
    return framed(overlay, {"holidays": told or []}).calendars["c"]


def test_a_holiday_of_the_region_is_no_working_day() -> None:
    assert not calendar().is_working(date(2026, 6, 4))  # Corpus Christi in Bavaria
    assert calendar(holidays_region="DE-BE").is_working(date(2026, 6, 4))
    assert calendar(works_on_holidays=True).is_working(date(2026, 6, 4))


def test_a_holiday_may_be_listed_or_told() -> None:
    assert not calendar(holidays=["2026-06-09"]).is_working(date(2026, 6, 9))
    assert not calendar(["2026-06-10"]).is_working(date(2026, 6, 10))


def test_working_days_are_counted_over_weekends() -> None:
    assert calendar().after(date(2026, 6, 5), 2) == date(2026, 6, 9)
    assert calendar().after(date(2026, 6, 6), 0) == date(2026, 6, 6)


def test_the_night_of_the_autumn_change_has_nine_hours() -> None:
    night = calendar(days="daily", hours="22:00-06:00", works_on_holidays=True)
    noon, next_noon = (local_second(date(2026, 10, day), 720, night.zone) for day in (24, 25))
    assert length_s(night.spans((noon, next_noon))) == 9 * 3600


def test_service_time_ends_inside_hours_and_leaves_stops_out() -> None:
    office = calendar(hours="09:00-17:00")
    friday = local_second(date(2026, 6, 5), 16 * 60, office.zone)
    assert office.service_end(friday, 2 * 3600) == local_second(date(2026, 6, 8), 10 * 60, office.zone)
    stopped = ((friday, friday + 1800),)
    assert office.service_end(friday, 2 * 3600, stopped=stopped) == local_second(
        date(2026, 6, 8), 10 * 60 + 30, office.zone
    )


def test_a_calendar_without_working_days_is_refused_not_endless() -> None:
    never = calendar(days="sun", holidays_region="", holidays=[], works_on_holidays=True, hours="10:00-10:30")
    assert never.after(date(2026, 6, 1), 1) == date(2026, 6, 7)
    with pytest.raises(UnreadableTermError):
        never.service_end(0, 10**9)
    with pytest.raises(UnreadableTermError):
        never.after(date(2026, 6, 1), 10**6)
    with pytest.raises(UnreadableTermError):
        region_holidays("XX", 2026)
