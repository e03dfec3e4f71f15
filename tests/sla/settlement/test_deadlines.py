"""By when something has to be done."""

from typing import Any

import pytest

from sla.asking import come_to, said

WORK = {"work": {"days": "mon-fri", "hours": "09:00-17:00", "works_on_holidays": True}}


def due(terms: dict[str, Any], ticket: dict[str, Any], **facts: Any) -> Any:  # noqa: ANN401
    deadline = {"records": "tickets", "from": "reported", **terms}
    return come_to({"calendars": WORK, "deadlines": {"d": deadline}}, {"tickets": [ticket], **facts})


@pytest.mark.parametrize(
    ("terms", "reported", "at"),
    [
        ({"elapsed": "6h"}, "2026-06-05T16:00", "2026-06-05T22:00"),
        ({"service_time": "2h", "calendar": "work"}, "2026-06-05T16:00", "2026-06-08T10:00"),
        ({"cut_offs": [{"at": "12:00", "days": 1}], "calendar": "work"}, "2026-06-05T16:00", "2026-06-08T12:00"),
        ({"cut_offs": [{"at": "12:00", "days": 1}]}, "2026-06-05T16:00", "2026-06-06T12:00"),
        (
            {"cut_offs": [{"by": "13:00", "at": "23:59"}, {"at": "12:00", "days": 1}]},
            "2026-06-05T13:00",
            "2026-06-05T23:59",
        ),
        (
            {"cut_offs": [{"by": "13:00", "at": "23:59"}, {"at": "12:00", "days": 1}]},
            "2026-06-05T13:00:01",
            "2026-06-06T12:00",
        ),
        (
            {"cut_offs": [{"by": "13:00", "at": "23:59"}, {"at": "12:00", "days": 1}], "calendar": "work"},
            "2026-06-06T10:00",
            "2026-06-08T12:00",
        ),
    ],
)
def test_when(terms: dict[str, Any], reported: str, at: str) -> None:
    assert said(due(terms, {"reported": reported}), "deadlines.0.due_at")[:16] == at


def test_kept_missed_and_open() -> None:
    def kept(ticket: dict[str, Any], **facts: Any) -> Any:  # noqa: ANN401
        return said(due({"elapsed": "6h"}, {"reported": "2026-06-05T10:00", **ticket}, **facts), "deadlines.0.kept")

    assert kept({"restored": "2026-06-05T16:00"}) is True
    assert kept({"restored": "2026-06-05T16:01"}) is False
    assert kept({}) is None
    assert kept({}, as_of="2026-06-05T17:00") is False


def test_a_level_picks_its_records() -> None:
    assert due({"elapsed": "6h", "level": "4"}, {"reported": "2026-06-05T10:00", "level": "3"})["deadlines"] == []
