"""A rule makes of a record what it declares, step by step."""

import io
import json
from datetime import UTC, datetime

import pytest
import yaml

from intera.connectors.mapping import MappingConnector
from intera.connectors.mapping.declaration import InvalidMappingError, parse_mapping
from intera.connectors.mapping.mapping import (
    clock_of,
    event_key_of,
    find_value,
    map_declared,
    mapping_of,
    value_of,
)
from intera.connectors.port import RawRecord, RefusedError
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

AT = "2026-03-01T10:00:00Z"
TEN = datetime(2026, 3, 1, 10, tzinfo=UTC)
FIELDS = {"external_id": "id", "occurred_at": "at", "state": {"constant": "open"}}


def declared(**mapping: object) -> Source:
    """A source with this mapping."""
    raw = {"format": "json", "fields": FIELDS, **mapping}
    return Source(SourceId("s"), "S", "mapping", RecordKind.TICKET, settings={"mapping": raw})


def made(rule: str, record: object, name: str = "title") -> object:
    """What a rule written in YAML makes of a record."""
    fields = {**FIELDS, name: yaml.safe_load(rule)}
    mapping = parse_mapping({"format": "json", "fields": fields, "missing": ["?"]})
    return value_of(mapping, dict(mapping.fields)[name], record, name)


@pytest.mark.parametrize(
    ("rule", "record", "value"),
    [
        ("a", {"a": 1}, 1),
        ("a.b.0.c", {"a": {"b": [{"c": "x"}]}}, "x"),
        ("a.0", {"a": {"0": "x"}}, "x"),
        ("a.5", {"a": ["x"]}, None),
        ("a.b", {"a": "text"}, None),
        ("a.b", [], None),
        ("{first: [a, b, c]}", {"a": None, "b": "?", "c": "x"}, "x"),
        ("{first: [a, b]}", {"a": "", "b": 0}, 0),
        ("{constant: x}", {}, "x"),
        ("{path: a, default: x}", {"a": "?"}, "x"),
        ("{path: a, extract: 'INC[0-9]+'}", {"a": "see INC12"}, "INC12"),
        ("{path: a, extract: 'INC[0-9]+', default: none}", {"a": "see"}, "none"),
        ("{path: a, extract: x}", {"a": ["x"]}, None),
        ("{path: a, values: {In Progress: open}}", {"a": "IN PROGRESS"}, "open"),
        ("{path: a, values: {'true': ok, '3': open}}", {"a": True}, "ok"),
        ("{path: a, values: {'true': ok, '3': open}}", {"a": 3}, "open"),
        ("{path: a, values: {x: y}, otherwise: z}", {"a": "w"}, "z"),
        ("{path: a, values: {x: y}, default: w}", {}, "w"),
        ("{path: a, split: ','}", {"a": " x, ,y "}, ["x", "y"]),
        ("{path: a, split: ',', values: {x: r1}, otherwise: r2}", {"a": "x,y"}, ["r1", "r2"]),
        ("{path: a, split: ','}", {"a": ["x,y"]}, ["x,y"]),
        ("{path: a, scale: 100}", {"a": 0.415}, 42),
        ("{path: a, scale: 100}", {"a": "0.414"}, 41),
        ("{path: a, scale: 0.001}", {"a": 2500}, 3),
        ("{path: a, scale: 1}", {"a": "1e-99999999"}, 0),
    ],
)
def test_a_rule_finds_and_turns_a_value(rule: str, record: object, value: object) -> None:
    assert made(rule, record) == value


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("a", AT),
        ("{path: a, zone: Europe/Berlin}", "2026-03-01T11:00:00"),
        ("{path: a, time: '%d.%m.%Y %H:%M', zone: Europe/Berlin}", "01.03.2026 11:00"),
        ("{path: a, time: epoch_s}", 1_772_359_200),
        ("{path: a, time: epoch_s}", "1772359200"),
        ("{path: a, time: epoch_ms}", 1_772_359_200_000.0),
    ],
)
def test_a_time_is_read_as_declared(rule: str, value: object) -> None:
    assert made(rule, {"a": value}, "occurred_at") == TEN


@pytest.mark.parametrize(
    ("rule", "value", "name", "reason"),
    [
        ("{path: a, values: {x: y}}", "w", "title", RejectReason.MALFORMED),
        ("{path: a, scale: 100}", "many", "title", RejectReason.BAD_NUMBER),
        ("{path: a, scale: 100}", "nan", "title", RejectReason.BAD_NUMBER),
        ("{path: a, scale: 100}", "1e999999999", "title", RejectReason.BAD_NUMBER),
        ("{path: a, scale: 100}", "9" * 5_000, "title", RejectReason.BAD_NUMBER),
        ("{path: a, scale: 100}", [], "title", RejectReason.BAD_NUMBER),
        ("a", 5, "occurred_at", RejectReason.BAD_TIME),
        ("a", "2026-03-01T10:00:00", "occurred_at", RejectReason.BAD_TIME),
        ("{path: a, time: epoch_s}", True, "occurred_at", RejectReason.BAD_TIME),
        ("{path: a, time: epoch_s}", "soon", "occurred_at", RejectReason.BAD_NUMBER),
        ("{path: a, time: epoch_s}", 10**15, "occurred_at", RejectReason.BAD_TIME),
    ],
)
def test_a_value_a_rule_cannot_turn_is_refused(rule: str, value: object, name: str, reason: RejectReason) -> None:
    with pytest.raises(RefusedError) as refusal:
        made(rule, {"a": value}, name)
    assert refusal.value.reason is reason


def test_a_record_is_mapped_field_by_field() -> None:
    source = declared(
        kind="health",
        event_key=["id", "edited"],
        fields={**FIELDS, "region_refs": {"path": "where", "split": "/"}, "customer_count": "hit"},
        internal_texts={"note": "note", "none": "none"},
    )
    body = json.dumps({"id": 7, "edited": 2, "at": AT, "where": "b/a", "hit": 12, "note": "by hand"}).encode()
    record = map_declared(body, source)
    assert isinstance(record, SourceRecord)
    assert (record.kind, record.external_id, record.event_key) == (RecordKind.HEALTH, "7", "7|2")
    assert (record.region_refs, record.customer_count) == (("a", "b"), 12)
    assert record.internal_texts == {"note": "by hand"}


def test_a_measurement_is_mapped_with_its_window() -> None:
    fields = {
        "external_id": "cct",
        "occurred_at": "end",
        "state": {"constant": "ok"},
        "product_instance_ref": "cct",
        "window_start_at": {"path": "start", "time": "epoch_s"},
        "window_s": {"path": "minutes", "scale": 60},
        "sample_count": "sent",
        "lost_sample_count": "lost",
    }
    body = json.dumps({"cct": 7, "end": AT, "start": 1772355600, "minutes": 5, "sent": "300", "lost": 2}).encode()
    record = map_declared(body, declared(kind="measurement", fields=fields))
    assert isinstance(record, SourceRecord)
    assert record.kind is RecordKind.MEASUREMENT
    assert (record.product_instance_ref, record.window_s) == ("7", 300)
    assert (record.sample_count, record.lost_sample_count) == (300, 2)
    assert record.window_start_at == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_without_a_kind_the_source_decides() -> None:
    record = map_declared(json.dumps({"id": "x", "at": AT}).encode(), declared())
    assert isinstance(record, SourceRecord)
    assert record.kind is RecordKind.TICKET


def test_a_source_without_a_usable_mapping_is_unknown() -> None:
    refused = map_declared(b"{}", declared(format="xml"))
    assert isinstance(refused, RejectedRecord)
    assert refused.reason is RejectReason.UNKNOWN_SOURCE
    assert "mapping key format" in refused.detail


def test_a_mapping_is_parsed_once_and_never_mixed_up() -> None:
    first, second = declared(), declared(kind="probe")
    assert mapping_of(first) is mapping_of(first)
    for number in range(200):
        assert mapping_of(declared(missing=[str(number)])).missing == {"", str(number)}
    assert mapping_of(second).kind is RecordKind.PROBE
    assert mapping_of(first).kind is None
    with pytest.raises(InvalidMappingError, match="hold none"):
        mapping_of(Source(SourceId("s"), "S", "mapping", RecordKind.TICKET))


def test_keys_fall_back_to_the_bytes() -> None:
    mapping = mapping_of(declared(event_key=["id", {"path": "n", "scale": 1}]))
    assert event_key_of(mapping, {"id": "a", "n": 2}, b"x") == "a|2"
    for record in ({"id": "a"}, {"id": "a", "n": "many"}, {"n": 2}, 5):
        assert event_key_of(mapping, record, b"x").startswith("sha256:")
    assert event_key_of(mapping_of(declared()), {}, b"x").startswith("sha256:")


def test_the_clock_is_open_where_it_cannot_be_read() -> None:
    mapping = mapping_of(declared())
    assert clock_of(mapping, {"at": AT}) == TEN
    assert clock_of(mapping, {"at": "soon"}) is clock_of(mapping, {}) is clock_of(mapping, None) is None


def test_the_record_around_an_entry_is_reached() -> None:
    assert find_value({"^": {"a.b": 1}}, ("^", "a.b")) == 1
    for record in ({}, {"^": 5}, [], None):
        assert find_value(record, ("^", "a.b")) is None
    assert find_value({"a": 1}, ()) == {"a": 1}


def test_the_connector_reads_and_maps() -> None:
    connector = MappingConnector()
    source = declared(event_key=["id"])
    (raw,) = connector.read(io.BytesIO(json.dumps([{"id": 1, "at": AT}]).encode()), source)
    assert isinstance(raw, RawRecord)
    record = connector.map(raw.body, source)
    assert isinstance(record, SourceRecord)
    assert (record.event_key, record.occurred_at) == (raw.event_key, raw.occurred_at) == ("1", TEN)


def test_facets_are_mapped_as_declared_and_left_out_where_nothing_stands() -> None:
    source = declared(facets={"sub": "kind.sub", "door": {"path": "door", "values": {"P": "phone"}}, "none": "gone"})
    body = json.dumps({"id": "a", "at": AT, "kind": {"sub": "radio"}, "door": "p"}).encode()
    record = map_declared(body, source)
    assert isinstance(record, SourceRecord)
    assert record.facets == {"sub": "radio", "door": "phone"}
