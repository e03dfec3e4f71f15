"""Rights that repeated failure opens."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

WEEK = [outage(f"{day:02}T10:00", f"{day:02}T11:00") for day in (2, 5, 9)]


def right(terms: dict[str, Any], **facts: Any) -> Any:  # noqa: ANN401
    whole = {"rights": {"r": {"right": "terminate", **terms}}}
    return said(come_to(whole, {"period": "2026-06", "outages": WEEK, **facts}), "rights.r")


@pytest.mark.parametrize(
    ("terms", "is_open"),
    [
        ({"events": 3, "window_days": 30, "window": "elapsed"}, True),
        ({"events": 4, "window_days": 30, "window": "elapsed"}, False),
        ({"events": 3, "window_days": 7, "window": "local_dates"}, False),
        ({"events": 3, "window_days": 8, "window": "local_dates"}, True),
        ({"events": 3, "each": "61min", "window_days": 30, "window": "elapsed"}, False),
        ({"sum_over": "3h", "window_days": 30, "window": "elapsed"}, False),
        ({"sum_over": "179min", "window_days": 30, "window": "elapsed"}, True),
    ],
)
def test_events_within_a_window(terms: dict[str, Any], *, is_open: bool) -> None:
    assert right(terms)["open"] is is_open


def test_notice_runs_from_the_failure_that_opened_it() -> None:
    found = right({"events": 3, "window_days": 30, "window": "elapsed", "notice_within": "30 days"})
    assert (found["since"], found["notice_by"]) == ("2026-06-09T11:00:00+00:00", "2026-07-09")


def test_this_period_counts_with_the_earlier_ones() -> None:
    terms = {"promise": "uptime", "periods_missed": 3, "notice_within": "30 days"}
    assert right(terms, missed_periods={"uptime": ["2026-04-01", "2026-05-01"]})["notice_by"] == "2026-07-30"
    assert right(terms, missed_periods={"uptime": ["2026-03-01", "2026-04-01"]})["open"] is False
    loose = {**terms, "consecutive": False}
    assert right(loose, missed_periods={"uptime": ["2026-01-01", "2026-04-01"]})["open"] is True


def test_a_window_of_elapsed_days_ends_before_its_last_instant() -> None:
    terms = {"events": 2, "window_days": 3, "window": "elapsed"}
    just = [outage("02T10:00:00", "02T11:00:00"), outage("05T09:59:59", "05T11:00:00")]
    late = [outage("02T10:00:00", "02T11:00:00"), outage("05T10:00:00", "05T11:00:00")]
    assert (right(terms, outages=just)["open"], right(terms, outages=late)["open"]) == (True, False)
