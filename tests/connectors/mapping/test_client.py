"""A declared feed comes apart into the statements it was declared to hold."""

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
import yaml

from intera.connectors.mapping.client import read_declared
from intera.connectors.mapping.mapping import map_declared
from intera.connectors.port import RawRecord
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

ROOT = Path(__file__).parents[3]
FIXTURE = Path(__file__).parent / "fixtures" / "outages.jsonl"
FIELDS = {"external_id": "id", "occurred_at": "at", "state": {"constant": "open"}}
ITEM_FIELDS = {"external_id": "^.id", "occurred_at": "at", "state": {"constant": "open"}}
AT = "2026-03-01T10:00:00Z"


def source(**mapping: object) -> Source:
    """A source with this mapping."""
    return Source(SourceId("s"), "S", "mapping", RecordKind.TICKET, settings={"mapping": {"fields": FIELDS, **mapping}})


def read(content: bytes, declared: Source) -> list[object]:
    """Bodies of what is read as JSON, refusals as their reason."""
    found = read_declared(io.BytesIO(content), declared)
    return [json.loads(raw.body) if isinstance(raw, RawRecord) else raw.reason for raw in found]


def shaw() -> Source:
    """The source of the shipped mapping."""
    raw = yaml.safe_load((ROOT / "benchmarks" / "mappings" / "shaw.yaml").read_text())
    return Source(SourceId("notices"), "Notices", "mapping", RecordKind.TICKET, settings={"mapping": raw})


def test_a_table_with_its_delimiter() -> None:
    assert read(b"id;at\n1;x\n2\n", source(format="csv", delimiter=";")) == [
        {"id": "1", "at": "x"},
        RejectReason.MALFORMED,
    ]


def test_lines_keep_their_bytes_even_when_bad() -> None:
    declared = source(format="jsonl", event_key=["id"])
    raws = list(read_declared(io.BytesIO(b'{"id": 1,  "at": "%s"}\n\n{bad\n\xff\n' % AT.encode()), declared))
    assert [raw.body for raw in raws if isinstance(raw, RawRecord)] == [
        b'{"id": 1,  "at": "%s"}' % AT.encode(),
        b"{bad",
        b"\xff",
    ]
    assert [raw.event_key.split(":")[0] for raw in raws] == ["1", "sha256", "sha256"]
    assert [raw.occurred_at is None for raw in raws if isinstance(raw, RawRecord)] == [False, True, True]


@pytest.mark.parametrize(
    ("content", "records", "found"),
    [
        (b'[{"id": 1}, {"id": 2}]', None, [{"id": 1}, {"id": 2}]),
        (b'{"id": 1}', None, [{"id": 1}]),
        (b'{"data": {"items": [{"id": 1}]}}', "data.items", [{"id": 1}]),
        (b"[1, null]", None, [{"value": 1}, {"value": None}]),
        (b"[]", None, []),
        (b'{"data": 1}', "data.items", [RejectReason.MISSING_FIELD]),
        (b"null", None, [RejectReason.MISSING_FIELD]),
        (b"[NaN]", None, [RejectReason.BAD_NUMBER]),
        (b"", None, [RejectReason.MALFORMED]),
    ],
)
def test_a_document_and_its_list(content: bytes, records: str | None, found: list[object]) -> None:
    declared = source(format="json", **({"records": records} if records else {}))
    assert read(content, declared) == found
    assert read(gzip.compress(content), declared) == found


def test_each_entry_carries_only_what_is_read_of_the_record_around() -> None:
    declared = source(format="json", each="log", fields={**ITEM_FIELDS, "title": "^.a.0.b", "owner_ref": "^.no"})
    record = {"id": 7, "secret": "x", "a": [{"b": "t", "c": 1}], "log": [{"at": AT, "id": "own"}, "word"]}
    around = {"a.0.b": "t", "id": 7}
    assert read(json.dumps([record, {"id": 8}]).encode(), declared) == [
        {"at": AT, "id": "own", "^": around},
        {"value": "word", "^": around},
    ]


def test_an_entry_sent_again_has_the_same_bytes_however_the_record_grew() -> None:
    declared = source(format="jsonl", each=["log"], fields=ITEM_FIELDS)
    once = json.dumps({"id": 7, "seen": 1, "log": [{"at": AT}]}).encode()
    later = json.dumps({"id": 7, "seen": 2, "log": [{"at": AT}, {"at": "2026-03-01T11:00:00Z"}]}).encode()
    first, again = (list(read_declared(io.BytesIO(content), declared)) for content in (once, later))
    assert again[0] == first[0]
    assert len(again) == 2


def test_too_many_entries_are_refused() -> None:
    declared = source(format="jsonl", each=["log"], fields=ITEM_FIELDS)
    found = read(json.dumps({"id": 7, "log": [1] * 1_001}).encode() + b"\n{bad\n" + b'{"id": 1}', declared)
    assert found == [RejectReason.OVERSIZED, RejectReason.MALFORMED]
    found = read(
        json.dumps([{"id": 7, "log": [1] * 1_001}]).encode(), source(format="json", each=["log"], fields=ITEM_FIELDS)
    )
    assert found == [RejectReason.OVERSIZED]


@pytest.mark.parametrize("settings", [{}, {"mapping": "x"}, {"mapping": {}}, {"mapping": None}])
def test_a_source_without_a_usable_mapping_says_so(settings: dict[str, object]) -> None:
    declared = Source(SourceId("s"), "S", "mapping", RecordKind.TICKET, settings=settings)
    assert read(b"[]", declared) == [RejectReason.UNKNOWN_SOURCE]


def test_outage_notices_say_when_each_was_open_and_over() -> None:
    declared = shaw()
    raws = list(read_declared(io.BytesIO(FIXTURE.read_bytes()), declared))
    records = [map_declared(raw.body, declared) for raw in raws if isinstance(raw, RawRecord)]
    told = [
        (record.external_id, record.occurred_at.strftime("%d %H:%M"), record.state.value, record.service_ref)
        for record in records
        if isinstance(record, SourceRecord)
    ]
    assert told == [
        ("501", "02 09:05", "open", "All Services"),
        ("501", "02 12:10", "closed", "All Services"),
        ("501", "02 09:20", "open", "All Services"),
        ("501", "02 12:05", "closed", "All Services"),
        ("502", "05 01:00", "open", "Television"),
        ("502", "05 01:30", "open", "Television"),
        ("503", "06 10:00", "open", "All Services"),
    ]


def test_real_notices_where_they_are_at_hand() -> None:
    path = FIXTURE
    if data := os.environ.get("INTERA_EVAL_DATA"):
        path = next(Path(data).glob("outages_shaw_isp/*.jsonl.gz"))
    else:
        sys.stdout.write("not run: data absent\n")
    declared = shaw()
    with path.open("rb") as stream:
        raws = list(read_declared(stream, declared))
    outcomes = [raw if isinstance(raw, RejectedRecord) else map_declared(raw.body, declared) for raw in raws]
    assert all(isinstance(outcome, SourceRecord) for outcome in outcomes)
    assert len({outcome.event_key for outcome in outcomes}) == len(outcomes)
    states = [outcome.state.value for outcome in outcomes if isinstance(outcome, SourceRecord)]
    assert 0.2 < states.count("closed") / len(states) < 0.5
