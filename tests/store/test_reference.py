"""Reference data: each load is a version of its own, the newest is in force."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.source import RecordKind, Source
from intera.store.codec import decode_operator
from intera.store.published import read_setting
from intera.store.reference import load_reference, publish_settings, reference_version, save_reference, source_ids
from store.samples import AT, ODD

SOURCES = tuple(Source(SourceId(name), name, "mapping", RecordKind.TICKET, settings={"k": ODD}) for name in "ba")


def test_before_the_first_load_there_is_none(writer: Connection) -> None:
    assert load_reference(writer) is None
    assert reference_version(writer) == 0
    assert list(source_ids(writer)) == []


def test_the_newest_version_is_in_force_and_earlier_ones_stay(writer: Connection) -> None:
    first, second = Operator(ODD, "UTC"), Operator("Northmoor", "Europe/Berlin", sources=SOURCES)
    rules = {"policy": {"title": ODD, "from": date(2026, 11, 18), "list": [1, None, True]}}
    assert save_reference(writer, first, rule_data={}, at=AT + timedelta(days=9)) == 1
    assert save_reference(writer, second, rule_data=rules, at=AT) == 2
    reference = load_reference(writer)
    assert reference is not None
    assert (reference.version, reference.operator) == (2, second)
    assert reference.rule_data == {"policy": {"title": ODD, "from": "2026-11-18", "list": [1, None, True]}}
    assert reference_version(writer) == 2
    assert list(source_ids(writer)) == ["b", "a"]
    earlier = writer.execute(text("select operator_name, body from internal.reference where version = 1")).one()
    assert earlier.operator_name == ODD
    assert decode_operator(earlier.body) == first


def test_an_earlier_version_cannot_be_changed(writer: Connection) -> None:
    save_reference(writer, Operator("Northmoor", "UTC"), rule_data={}, at=AT)
    with pytest.raises(ProgrammingError, match="permission denied for table reference"):
        writer.execute(text("update internal.reference set body = ''"))


def test_settings_are_published_name_by_name(writer: Connection) -> None:
    publish_settings(writer, {"room-a": "{}", "room-b": json.dumps({"odd": ODD})})
    publish_settings(writer, {"room-a": json.dumps({"new": 1})})
    publish_settings(writer, {})
    assert read_setting(writer, "room-a") == {"new": 1}
    assert read_setting(writer, "room-b") == {"odd": ODD}
