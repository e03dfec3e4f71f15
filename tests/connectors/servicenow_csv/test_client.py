"""An exported table comes apart into single rows, and a bad row is kept for who looks at it."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from intera.connectors.port import RawRecord
from intera.connectors.servicenow_csv.client import read_history
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source

ROOT = Path(__file__).parents[3]
FIXTURE = Path(__file__).parent / "fixtures" / "incidents.csv"
SOURCE = Source(SourceId("desk"), "Desk", "servicenow_csv", RecordKind.TICKET)
HEADER = b"number,incident_state,sys_updated_at,opened_at\n"


def read(content: bytes, source: Source = SOURCE) -> list[RawRecord | RejectedRecord]:
    """Everything the file holds."""
    return list(read_history(io.BytesIO(content), source))


def test_each_row_is_the_object_of_its_cells() -> None:
    content = FIXTURE.read_bytes()
    raws = read(content)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [json.loads(raw.body) for raw in raws if isinstance(raw, RawRecord)] == rows
    assert read(gzip.compress(content)) == raws


def test_the_key_names_ticket_update_and_edit() -> None:
    raw = read(FIXTURE.read_bytes())[1]
    assert isinstance(raw, RawRecord)
    assert raw.event_key == "INC9000001|15/7/2026 08:40|3"


def test_the_clock_is_in_the_zone_of_the_source() -> None:
    lisbon = Source(SOURCE.source_id, "Desk", "servicenow_csv", RecordKind.TICKET, settings={"zone": "Europe/Lisbon"})
    hours = [
        [
            raw.occurred_at.hour
            for raw in read(FIXTURE.read_bytes(), source)[:1]
            if isinstance(raw, RawRecord) and raw.occurred_at
        ]
        for source in (SOURCE, lisbon)
    ]
    assert hours == [[8], [7]]


@pytest.mark.parametrize("setting", ["Nowhere", 5, ""])
def test_an_unusable_zone_leaves_the_clock_open(setting: object) -> None:
    source = Source(SOURCE.source_id, "Desk", "servicenow_csv", RecordKind.TICKET, settings={"zone": setting})
    raw = read(FIXTURE.read_bytes(), source)[0]
    assert isinstance(raw, RawRecord)
    assert raw.occurred_at is None


def test_a_doubtful_row_is_kept_under_its_digest() -> None:
    good, bad = read(HEADER + b"INC1,New,1/3/2026 10:00,?\nINC\x002,New,soon,?\n")
    assert isinstance(good, RawRecord)
    assert isinstance(bad, RawRecord)
    assert good.event_key == "INC1|1/3/2026 10:00|"
    assert bad.event_key.startswith("sha256:")
    assert bad.occurred_at is None
    assert json.loads(bad.body)["number"] == "INC\x002"


def test_a_table_without_its_columns_is_refused() -> None:
    (refused,) = read(b"number,state\nINC1,New\n")
    assert isinstance(refused, RejectedRecord)
    assert refused.reason is RejectReason.MISSING_FIELD
    assert "incident_state, sys_updated_at" in refused.detail


def test_the_shipped_sample_reads_whole() -> None:
    sample = ROOT / "examples" / "uci_sample" / "incident_events.csv"
    assert sample.stat().st_size < 600_000
    raws = read(sample.read_bytes())
    assert 1_500 <= len(raws) <= 2_000
    keys = {raw.event_key for raw in raws if isinstance(raw, RawRecord) and raw.occurred_at}
    assert len(keys) == len(raws)
    assert "10.24432/C57S4H" in (sample.parent / "NOTICE").read_text()
