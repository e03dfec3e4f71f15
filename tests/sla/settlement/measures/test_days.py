"""Days that count, from the contract's first to its last."""

from typing import Any

import pytest

from sla.asking import come_to, said

DAYS = {"measure": "days.each", "records": "tickets", "from": "reported", "to": "restored"}
WORK = {"work": {"days": "mon-fri", "works_on_holidays": True}}


def counted(metric: dict[str, Any], restored: str | None, **facts: Any) -> Any:  # noqa: ANN401
    ticket = {"reported": "2026-06-04T10:00", **({"restored": restored} if restored else {})}
    document = come_to({"calendars": WORK, "metrics": {"m": {**DAYS, **metric}}}, {"tickets": [ticket], **facts})
    return said(document, "figures.m.exact")


@pytest.mark.parametrize(
    ("metric", "restored", "days"),
    [
        # Thursday 4 June to Tuesday 9 June.
        ({"first_day": "counted", "last_day": "counted"}, "2026-06-09T08:00", "6"),
        ({"first_day": "not_counted", "last_day": "counted"}, "2026-06-09T08:00", "5"),
        ({"first_day": "not_counted", "last_day": "not_counted"}, "2026-06-09T08:00", "4"),
        ({"first_day": "not_counted", "last_day": "counted"}, "2026-06-09T00:00", "4"),
        ({"first_day": "not_counted", "last_day": "counted"}, "2026-06-09", "5"),
        ({"first_day": "not_counted", "last_day": "counted", "calendar": "work"}, "2026-06-09T08:00", "3"),
        ({"first_day": "not_counted", "last_day": "counted", "grace": {"days": 2}}, "2026-06-09T08:00", "3"),
        (
            {"first_day": "not_counted", "last_day": "counted", "grace": {"days": 2, "calendar": "work"}},
            "2026-06-09T08:00",
            "1",
        ),
        ({"first_day": "not_counted", "last_day": "counted"}, "2026-06-04T12:00", "0"),
    ],
)
def test_first_and_last_days_and_grace(metric: dict[str, Any], restored: str, days: str) -> None:
    assert counted(metric, restored) == days


def test_what_has_not_ended_counts_up_to_now() -> None:
    assert (
        counted({"first_day": "not_counted", "last_day": "counted"}, None, as_of="2026-06-07T12:00", period="2026-06")
        == "3"
    )
    assert (
        said(
            come_to({"metrics": {"m": {**DAYS, "first_day": "counted", "last_day": "counted"}}}, {}), "figures.m.reason"
        )
        == "empty_population"
    )
