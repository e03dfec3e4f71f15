"""Each field of a record is of its type, in its range, and safe; or the record is refused."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intera import connectors
from intera.connectors.checked_record import FIELD_NAMES, build_record, whole_number
from intera.connectors.limits import MAX_LIST_ITEMS
from intera.connectors.refusal import RefusedError
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectReason, ReportedState, Source, SourceRecord

SOURCE = Source(SourceId("s"), "S", "mapping", RecordKind.PROBE)
LEAST = {"external_id": "x", "occurred_at": "2026-03-01T10:00:00Z", "state": "open"}
OUTSIDE = {"source_id", "kind", "event_key"}


def build(**values: object) -> SourceRecord:
    """A record of the least values and these."""
    return build_record({**LEAST, **values}, SOURCE, event_key="k", kind=RecordKind.PROBE)


def test_every_field_of_the_model_can_be_said() -> None:
    assert {field.name for field in fields(SourceRecord)} - OUTSIDE == FIELD_NAMES


def test_the_published_schema_has_the_same_fields() -> None:
    path = Path(connectors.__file__).parent / "cloudevents" / "record.schema.json"
    schema = json.loads(path.read_text())
    assert set(schema["properties"]) == FIELD_NAMES - {"occurred_at"}
    assert schema["properties"]["state"]["enum"] == [state.value for state in ReportedState]
    assert schema["additionalProperties"] is False


def test_values_become_typed() -> None:
    record = build(
        external_id=7,
        region_refs=["b", "a", "b", ""],
        account_refs="one",
        customer_count=12.0,
        failing_percent="42",
        reopened="True",
        emergency_affected=False,
        onset_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        service_ref=None,
        internal_texts={"note": "a\x1b"},
    )
    assert (record.external_id, record.region_refs, record.account_refs) == ("7", ("a", "b"), ("one",))
    assert (record.customer_count, record.failing_percent, record.reopened) == (12, 42, True)
    assert (record.emergency_affected, record.service_ref) == (False, "")
    assert record.internal_texts == {"note": "a\u241b"}
    assert record.occurred_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert (record.source_id, record.kind, record.event_key) == ("s", RecordKind.PROBE, "k")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("external_id", None, RejectReason.MISSING_FIELD),
        ("external_id", "  ", RejectReason.MISSING_FIELD),
        ("state", None, RejectReason.MISSING_FIELD),
        ("occurred_at", None, RejectReason.MISSING_FIELD),
        ("occurred_at", 5, RejectReason.BAD_TIME),
        ("state", "Open", RejectReason.MALFORMED),
        ("state", ["open"], RejectReason.MALFORMED),
        ("service_ref", True, RejectReason.MALFORMED),
        ("service_ref", ["x"], RejectReason.MALFORMED),
        ("title", 5, RejectReason.MALFORMED),
        ("title", "a\x07", RejectReason.HOSTILE_TEXT),
        ("region_refs", ["x", {}], RejectReason.MALFORMED),
        ("region_refs", ["x"] * 1_001, RejectReason.OVERSIZED),
        ("claimed_priority", 0, RejectReason.BAD_NUMBER),
        ("claimed_priority", 6, RejectReason.BAD_NUMBER),
        ("failing_percent", 101, RejectReason.BAD_NUMBER),
        ("failing_percent", 1.5, RejectReason.BAD_NUMBER),
        ("customer_count", -1, RejectReason.BAD_NUMBER),
        ("customer_count", True, RejectReason.BAD_NUMBER),
        ("customer_count", "9" * 5_000, RejectReason.BAD_NUMBER),
        ("customer_count", "٣", RejectReason.BAD_NUMBER),
        ("reopened", 1, RejectReason.MALFORMED),
        ("reopened", "yes", RejectReason.MALFORMED),
        ("internal_texts", "x", RejectReason.MALFORMED),
        ("internal_texts", {"a": 1}, RejectReason.MALFORMED),
        ("internal_texts", {"a\x00": "x"}, RejectReason.HOSTILE_TEXT),
        ("customercount", 5, RejectReason.MALFORMED),
        ("product_instance_ref", ["x"], RejectReason.MALFORMED),
        ("window_start_at", "2026-03-01T10:00:00", RejectReason.BAD_TIME),
        ("window_s", 0, RejectReason.BAD_NUMBER),
        ("sample_count", -1, RejectReason.BAD_NUMBER),
        ("lost_sample_count", 0.5, RejectReason.BAD_NUMBER),
    ],
)
def test_a_value_that_does_not_fit_refuses_the_record(name: str, value: object, reason: RejectReason) -> None:
    with pytest.raises(RefusedError) as refusal:
        build(**{name: value})
    assert refusal.value.reason is reason


def test_times_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(RefusedError, match="ends before it begins"):
        build(onset_at="2026-03-01T10:00:00Z", ended_at="2026-03-01T09:00:00Z")
    with pytest.raises(RefusedError, match="outside its earliest to latest"):
        build(eta_best_at="2026-03-01T12:00:00Z", eta_latest_at="2026-03-01T11:00:00Z")


def test_a_key_no_store_takes_is_refused() -> None:
    with pytest.raises(RefusedError, match="event_key"):
        build_record(LEAST, SOURCE, event_key="k" * 601, kind=RecordKind.PROBE)


def test_whole_numbers_have_their_range() -> None:
    assert whole_number("n", "-3", lowest=-5) == -3
    for value in ("--3", "", "-", None, [], 10**15 + 1):
        with pytest.raises(RefusedError):
            whole_number("n", value)


def test_facets_are_short_plain_texts_by_name() -> None:
    assert build(facets={"sub": " radio "}).facets == {"sub": "radio"}
    for wrong in ("x", {"a": ["b"]}, {"a\x00": "b"}, {str(n): "x" for n in range(MAX_LIST_ITEMS + 1)}):
        with pytest.raises(RefusedError):
            build(facets=wrong)
