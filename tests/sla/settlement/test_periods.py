"""Periods in the contract's zone, and their length by its own reckoning."""

from datetime import date
from fractions import Fraction

import pytest

from intera.sla.language.problem import UnreadableTermError
from intera.sla.settlement.periods import add_months, first_full_month_after, month_days, share_of_days
from sla.asking import come_to, framed, said


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ({"kind": "calendar_month"}, "2026-06-01", "2026-07-01"),
        ({"kind": "calendar_quarter"}, "2026-04-01", "2026-07-01"),
        ({"kind": "calendar_year"}, "2026-01-01", "2027-01-01"),
        ({"kind": "day"}, "2026-06-05", "2026-06-06"),
        ({"kind": "rolling_days", "days": 30}, "2026-05-07", "2026-06-06"),
        ({"kind": "billing_cycle"}, "2026-05-12", "2026-06-12"),
        ({"kind": "service_year", "leap_day": "last_day"}, "2026-02-28", "2027-02-28"),
    ],
)
def test_the_period_an_instant_falls_in(period: dict[str, object], start: str, end: str) -> None:
    facts = {"as_of": "2026-06-05T10:00", "instance": {"billing_day": 12, "anniversary": "2024-02-29"}}
    document = come_to({"period": period}, facts)
    assert (said(document, "period.starts_at")[:10], said(document, "period.ends_at")[:10]) == (start, end)


def test_a_service_year_needs_its_day() -> None:
    with pytest.raises(UnreadableTermError):
        come_to({"period": {"kind": "service_year", "leap_day": "last_day"}}, {"as_of": "2026-06-05"})


def test_a_stated_length_is_shared_out_by_the_time_in_service() -> None:
    facts = {"period": "2026-06", "instance": {"active_from": "2026-06-16"}}
    assert said(come_to({"period": {"fixed": "43200min"}}, facts), "figures.uptime.eligible_s") == "1296000"
    deemed = {"31": "44640min", "30": "43000min", "29": "41760min", "28": "40320min"}
    document = come_to({"period": {"deemed": deemed}}, {"period": "2026-06"})
    assert said(document, "figures.uptime.eligible_s") == str(43000 * 60)


def test_months_are_counted_by_the_calendar() -> None:
    assert first_full_month_after(date(2026, 4, 10)) == date(2026, 6, 1)
    assert (month_days(date(2028, 2, 3)), month_days(date(2026, 2, 3))) == (29, 28)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    frame = framed(facts={"period": "2026-06"})
    assert share_of_days(frame.period, (frame.period[0], frame.period[0] + 86400 * 15), frame.zone) == Fraction(1, 2)
