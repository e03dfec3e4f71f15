"""A ticket log is read through the running connector, ticket by ticket, with outcomes from the closing row only."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intera.workflows.evaluation import BadDataError
from intera.workflows.read_ticket_log import COLUMNS, read_ticket_log

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample"
ROW = {
    "number": "INC1",
    "incident_state": "New",
    "opened_at": "1/3/2016 10:00",
    "sys_updated_at": "1/3/2016 10:03",
    "sys_mod_count": "0",
    "priority": "3 - Moderate",
    "made_sla": "true",
    "category": "Category 1",
}


def log_of(folder: Path, *changes: dict[str, str]) -> Path:
    """A log with one row for each change to the row above."""
    path = folder / "log.csv"
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(ROW))
        writer.writeheader()
        writer.writerows({**ROW, **change} for change in changes)
    return path


def test_a_ticket_is_its_first_row_and_what_came_of_it(tmp_path: Path) -> None:
    path = log_of(
        tmp_path,
        {"incident_state": "Closed", "sys_updated_at": "9/3/2016 12:00", "sys_mod_count": "3", "made_sla": "false"},
        {},
        {"incident_state": "Resolved", "sys_updated_at": "3/3/2016 10:00", "sys_mod_count": "1"},
        {"incident_state": "Active", "sys_updated_at": "3/3/2016 11:00", "sys_mod_count": "2", "priority": "2 - High"},
        {"number": "INC2", "category": "still open"},
    )
    (case,) = read_ticket_log(path).cases
    assert case.stated_at == datetime(2016, 3, 1, 10, 3, tzinfo=UTC)
    assert case.features["category"] == "Category 1"
    assert case.features["recorded_after"] == "2 min"
    assert (case.closed_at, case.missed_target) == (datetime(2016, 3, 9, 12, tzinfo=UTC), True)
    assert (case.first.claimed_priority, case.final_priority) == (3, 3)
    assert case.is_ended(datetime(2016, 3, 3, 10, 30, tzinfo=UTC))
    assert not case.is_ended(datetime(2016, 3, 4, tzinfo=UTC))
    assert case.is_open_after(timedelta(days=3))
    assert not case.is_open_after(timedelta(days=30))


def test_a_log_without_a_closed_ticket_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="no ticket that was closed"):
        read_ticket_log(log_of(tmp_path, {}))
    (tmp_path / "log.csv").write_text("number,priority\n1,2\n")
    with pytest.raises(BadDataError, match=", ".join(COLUMNS)):
        read_ticket_log(tmp_path)


def test_no_feature_holds_a_person() -> None:
    people = ("caller", "opened by", "created by", "updated by", "resolver", "resolved by")
    told = {value.casefold() for case in read_ticket_log(SAMPLE).cases for value in case.features.values()}
    assert told
    assert not [value for value in told if value.startswith(people)]
