"""Orders on time, tickets in time, contacts answered."""

from typing import Any

import pytest

from sla.asking import come_to, said


def figure(metric: dict[str, Any], **facts: Any) -> Any:  # noqa: ANN401
    return said(come_to({"metrics": {"m": metric}}, {"period": "2026-06", **facts}), "figures.m")


ORDERS = [
    {"promised": "2026-06-05", "completed": "2026-06-05T23:59"},
    {"promised": "2026-06-05", "completed": "2026-06-06T00:00"},
    {"promised": "2026-06-05", "completed": "2026-06-05"},
    {"promised": "2026-06-05T10:00", "completed": "2026-06-05T10:00"},
    {"promised": "2026-06-05"},
    {"promised": "2026-07-05", "completed": "2026-07-04"},
]


def test_on_time_is_judged_by_what_was_due_in_the_period() -> None:
    found = figure({"measure": "records.on_time", "records": "orders"}, orders=ORDERS)
    assert (found["exact"], found["parts"]) == ("3/5", {"due": "5", "on_time": "3"})


CALLS = [
    {"answered_after": "20s"},
    {"answered_after": "21s"},
    {"abandoned_after": "4s"},
    {"abandoned_after": "6s"},
    {"answered_after": "5s", "kind": "test"},
]


@pytest.mark.parametrize(
    ("metric", "exact"),
    [
        ({}, "2/5"),
        ({"parameters": {"short_abandon": "5s"}}, "1/2"),
        ({"parameters": {"short_abandon": "5s"}, "kinds_not": ["test"]}, "1/3"),
    ],
)
def test_calls_answered_within_twenty_seconds(metric: dict[str, Any], exact: str) -> None:
    asked = {"measure": "records.within", "records": "contacts", "within": "20s", **metric}
    assert figure(asked, contacts=CALLS)["exact"] == exact


TICKETS = [
    {"priority": 1, "opened": "2026-06-05T10:00", "restored": "2026-06-05T12:00"},
    {
        "priority": 1,
        "opened": "2026-06-05T10:00",
        "restored": "2026-06-05T16:00",
        "paused": [{"from": "2026-06-05T11:00", "to": "2026-06-05T13:00"}],
    },
    {"priority": 3, "opened": "2026-06-05T10:00", "restored": "2026-06-08T10:00"},
    {"priority": 2, "opened": "2026-06-05T10:00"},
]


@pytest.mark.parametrize(
    ("metric", "exact"),
    [
        ({"measure": "records.longest", "priorities": [1]}, "14400"),
        ({"measure": "records.mean", "priorities": [1]}, "10800"),
        ({"measure": "records.longest", "priorities": [3, 4]}, "259200"),
        ({"measure": "records.longest", "priorities": [2]}, None),
        ({"measure": "records.number", "priorities": [1, 2]}, "3"),
        ({"measure": "records.within", "within": "2h", "priorities": [1, 2]}, "1/3"),
    ],
)
def test_times_by_priority(metric: dict[str, Any], exact: str | None) -> None:
    assert (
        figure({"records": "tickets", "from": "opened", "to": "restored", **metric}, tickets=TICKETS)["exact"] == exact
    )


def test_times_in_service_hours() -> None:
    terms = {
        "calendars": {"office": {"days": "mon-fri", "hours": "09:00-17:00", "works_on_holidays": True}},
        "metrics": {
            "m": {
                "measure": "records.longest",
                "records": "tickets",
                "from": "opened",
                "to": "restored",
                "calendar": "office",
            }
        },
    }
    assert said(come_to(terms, {"tickets": [TICKETS[2]]}), "figures.m.exact") == str(8 * 3600)
