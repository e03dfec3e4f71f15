"""A row says what was known when it was written, and no more."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from intera.connectors.port import RawRecord, RefusedError
from intera.connectors.servicenow_csv.client import read_history
from intera.connectors.servicenow_csv.mapping import event_key_of, map_row, said_at, zone_of
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, Source, SourceRecord

ROOT = Path(__file__).parents[3]
WORKED = yaml.safe_load((ROOT / "tests" / "cases" / "connectors_servicenow.yaml").read_text())
SOURCE = Source(SourceId("desk"), "Desk", "servicenow_csv", RecordKind.TICKET)
OUTCOME = ("resolved_by", "resolved_at", "closed_at", "closed_code", "made_sla")


def plain(value: object) -> object:
    """A field as a worked case writes it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", WORKED["cases"], ids=lambda case: case["name"])
def test_a_worked_row(case: dict[str, dict[str, object]]) -> None:
    long = {name: "x" * length for name, length in case.get("repeat", {}).items()}
    row = {**WORKED["base"], **case.get("row", {}), **long}
    found = map_row(json.dumps(row).encode(), SOURCE)
    if "refused" in case:
        assert isinstance(found, RejectedRecord)
        assert found.reason == case["refused"]
    else:
        assert isinstance(found, SourceRecord)
        assert {name: plain(getattr(found, name)) for name in case["says"]} == case["says"]


def history() -> list[dict[str, str]]:
    """Every row of the shipped sample; of the whole log where the evaluation data are at hand."""
    path = ROOT / "examples" / "uci_sample" / "incident_events.csv"
    if data := os.environ.get("INTERA_EVAL_DATA"):
        path = next(Path(data).glob("uci_incident_log/*.csv.gz"))
    else:
        sys.stdout.write("not run: data absent\n")
    with path.open("rb") as stream:
        return [json.loads(raw.body) for raw in read_history(stream, SOURCE) if isinstance(raw, RawRecord)]


def test_an_open_row_says_the_same_whatever_its_outcome_columns_hold() -> None:
    checked = 0
    for row in history():
        if row["incident_state"] in {"Resolved", "Closed"}:
            continue
        other = {**row, **dict.fromkeys(OUTCOME, "something else")}
        assert map_row(json.dumps(row).encode(), SOURCE) == map_row(json.dumps(other).encode(), SOURCE)
        checked += 1
    assert checked > 1_000


def test_no_row_knows_more_than_its_time() -> None:
    records = [map_row(json.dumps(row).encode(), SOURCE) for row in history()]
    ended = 0
    for record in records:
        assert isinstance(record, SourceRecord)
        assert record.ended_at is None or record.ended_at <= record.occurred_at
        assert record.onset_at is None
        ended += record.ended_at is not None
    assert ended > 300


def test_a_row_is_flat() -> None:
    for body in (b'{"number": 1}', b'{"number": ["INC1"]}', b'{"number": null}'):
        found = map_row(body, SOURCE)
        assert isinstance(found, RejectedRecord)
        assert found.detail.startswith("Every cell")


def test_the_parts_of_a_row() -> None:
    row = {"number": "INC1", "sys_updated_at": "1/3/2026 10:00", "sys_mod_count": "2"}
    assert event_key_of(row) == "INC1|1/3/2026 10:00|2"
    assert said_at(row, UTC) == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert zone_of(SOURCE) is UTC
    with pytest.raises(RefusedError, match="IANA"):
        zone_of(Source(SourceId("desk"), "Desk", "servicenow_csv", RecordKind.TICKET, settings={"zone": "Mars"}))
    refused = map_row(b'{"number": "INC1"}', Source(SourceId("d"), "D", "c", RecordKind.TICKET, settings={"zone": 1}))
    assert isinstance(refused, RejectedRecord)
    assert refused.reason == "unknown_source"


def test_facets_are_what_a_ticket_is_filed_under_and_name_nobody() -> None:
    row = {
        **WORKED["base"],
        "opened_at": "1/3/2016 10:00",
        "sys_updated_at": "1/3/2016 10:07",
        "assignment_group": "Group 4",
        "category": "Category 2",
        "contact_type": "Phone",
        "impact": "2 - Medium",
        "urgency": "1 - High",
        "incident_state": "Active",
        "location": "Location 9",
        "subcategory": "?",
        "u_symptom": "",
        **dict.fromkeys(("caller_id", "opened_by", "assigned_to", "sys_created_by", "sys_updated_by"), "Ana Pires"),
        **dict.fromkeys(("resolved_by", "problem_id", "rfc", "vendor", "closed_code", "knowledge"), "Known later"),
    }
    found = map_row(json.dumps(row).encode(), SOURCE)
    assert isinstance(found, SourceRecord)
    assert found.facets == {
        "group": "Group 4",
        "category": "Category 2",
        "channel": "Phone",
        "claimed_impact": "2 - Medium",
        "claimed_urgency": "1 - High",
        "stage": "Active",
        "location": "Location 9",
        "recorded_after": "5 min",
    }


@pytest.mark.parametrize(
    ("updated", "after"),
    [("1/3/2016 09:00", "at once"), ("1/3/2016 10:01", "1 min"), ("1/3/2016 11:00", "1 h or more")],
)
def test_how_long_after_opening_a_row_was_written(updated: str, after: str) -> None:
    row = {**WORKED["base"], "opened_at": "1/3/2016 10:00", "sys_updated_at": updated}
    found = map_row(json.dumps(row).encode(), SOURCE)
    assert isinstance(found, SourceRecord)
    assert found.facets["recorded_after"] == after
