"""An event says what its attributes and data say, once each."""

import base64
import json
from datetime import UTC, datetime

import pytest

from intera.connectors.cloudevents.mapping import clock_of, event_key_of, map_event
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

SOURCE = Source(SourceId("s"), "S", "cloudevents", RecordKind.PROBE)
EVENT: dict[str, object] = {
    "specversion": "1.0",
    "id": "1",
    "source": "/a",
    "type": "org.intera.care_contacts.v1",
    "time": "2026-03-01T10:00:00Z",
    "subject": "care/porto",
    "data": {"state": "open", "contact_ratio_percent": 310},
}


def mapped(**changed: object) -> SourceRecord | RejectedRecord:
    """The event with some members changed; None leaves one out."""
    event = {name: value for name, value in {**EVENT, **changed}.items() if value is not None}
    return map_event(json.dumps(event).encode(), SOURCE)


def test_an_event_says_it_once() -> None:
    record = mapped()
    assert isinstance(record, SourceRecord)
    assert record.kind is RecordKind.CARE_CONTACTS
    assert (record.external_id, record.event_key) == ("care/porto", "/a|1")
    assert record.occurred_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert record.contact_ratio_percent == 310


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_kind_has_its_type(kind: RecordKind) -> None:
    record = mapped(type=f"org.intera.{kind.value}.v1")
    assert isinstance(record, SourceRecord)
    assert record.kind is kind


def test_a_measurement_says_its_window() -> None:
    data = {"state": "ok", "product_instance_ref": "pi-1", "window_s": 300, "sample_count": 60, "lost_sample_count": 3}
    record = mapped(type="org.intera.measurement.v1", data=data)
    assert isinstance(record, SourceRecord)
    assert (record.product_instance_ref, record.window_start_at) == ("pi-1", None)
    assert (record.window_s, record.sample_count, record.lost_sample_count) == (300, 60, 3)


def test_the_data_name_the_thing_before_the_subject_does() -> None:
    record = mapped(data={"state": "open", "external_id": "x"})
    assert isinstance(record, SourceRecord)
    assert record.external_id == "x"


def test_extensions_are_let_pass() -> None:
    assert mapped(traceparent="00-1-1-00", dataschema="https://x") == mapped()


def test_data_may_come_as_base64() -> None:
    encoded = base64.b64encode(json.dumps(EVENT["data"]).encode()).decode()
    assert mapped(data=None, data_base64=encoded) == mapped()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"specversion": None}, RejectReason.MISSING_FIELD),
        ({"specversion": "0.3"}, RejectReason.MALFORMED),
        ({"type": None}, RejectReason.MISSING_FIELD),
        ({"type": "org.intera.probe.v2"}, RejectReason.UNKNOWN_KIND),
        ({"type": 5}, RejectReason.MALFORMED),
        ({"id": ""}, RejectReason.MISSING_FIELD),
        ({"id": "a\nb"}, RejectReason.HOSTILE_TEXT),
        ({"source": "x" * 300}, RejectReason.OVERSIZED),
        ({"time": None}, RejectReason.MISSING_FIELD),
        ({"time": "2026-03-01T10:00:00"}, RejectReason.BAD_TIME),
        ({"subject": None}, RejectReason.MISSING_FIELD),
        ({"subject": ["x"]}, RejectReason.MALFORMED),
        ({"data": None}, RejectReason.MISSING_FIELD),
        ({"data": []}, RejectReason.MALFORMED),
        ({"data": {}}, RejectReason.MISSING_FIELD),
        ({"data": {"state": "open", "occurred_at": "2026-03-01T09:00:00Z"}}, RejectReason.MALFORMED),
        ({"data": {"state": "open", "event_key": "x"}}, RejectReason.MALFORMED),
        ({"data": {"state": "open", "customercount": 5}}, RejectReason.MALFORMED),
        ({"data": None, "data_base64": "%"}, RejectReason.BAD_ENCODING),
        ({"data": None, "data_base64": 5}, RejectReason.BAD_ENCODING),
        ({"data": None, "data_base64": "e30="}, RejectReason.MISSING_FIELD),
        ({"data": None, "data_base64": "e30"}, RejectReason.BAD_ENCODING),
        ({"data": None, "data_base64": "é"}, RejectReason.BAD_ENCODING),
    ],
)
def test_an_event_that_does_not_fit_is_refused(changed: dict[str, object], reason: RejectReason) -> None:
    refused = mapped(**changed)
    assert isinstance(refused, RejectedRecord)
    assert refused.reason is reason


def test_key_and_clock_are_told_before_mapping_where_they_can_be() -> None:
    assert event_key_of(EVENT) == "/a|1"
    assert event_key_of({"id": "1"}) == event_key_of({"id": 1, "source": "/a"}) == ""
    assert clock_of(EVENT) == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert clock_of({}) is clock_of({"time": "soon"}) is clock_of({"time": 5}) is None
