"""Every connector in the list keeps the room's promises; a new one is picked up by itself."""

import base64
import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intera import connectors
from intera.connectors import CONNECTORS
from intera.connectors.limits import FIRST_YEAR, LAST_YEAR, MAX_WHOLE_NUMBER
from intera.connectors.port import Connector, RawRecord
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

ROOT = Path(__file__).parents[2]
PACKAGE = Path(connectors.__file__).parent
FIXTURES = ROOT / "tests" / "connectors"
SLUGS = sorted(CONNECTORS)
TEN_MB = 10 * 1024 * 1024

# Values that a field of a good record is replaced with, each as it would stand in JSON text.
HOSTILE_VALUES = {
    "html": '"<script>alert(1)</script><img src=x onerror=alert(1)>"',
    "formula": '"=HYPERLINK(\\"http://x\\",\\"y\\")"',
    "formula_at": '"@SUM(1+1)*cmd|/C calc"',
    "nul": '"a\\u0000b"',
    "escape": '"\\u001b[31mred"',
    "bell": '"ring\\u0007"',
    "c1_control": '"a\\u009bb"',
    "turned_text": '"a\\u202eb"',
    "line_end": '"a\\r\\nSet-Cookie: x"',
    "nan": "NaN",
    "infinity": "Infinity",
    "minus_infinity": "-Infinity",
    "float_overflow": "1e400",
    "int_400_digits": "1" + "0" * 400,
    "int_10000_digits": "9" * 10_000,
    "beyond_limit": str(10**15 + 1),
    "minus_beyond_limit": str(-(10**15) - 1),
    "negative": "-1",
    "fraction": "0.5",
    "year_9999": '"9999-12-31T23:59:59Z"',
    "year_1": '"0001-01-01T00:00:00+14:00"',
    "year_9999_table": '"31/12/9999 23:59"',
    "day_32": '"32/1/2026 10:00"',
    "zone_less": '"2026-03-01T10:00:00"',
    "lone_surrogate": '"\\ud800"',
    "low_surrogate": '"\\udc00x"',
    "long_text": json.dumps("x" * 5_000),
    "long_reference": json.dumps("x" * 300),
    "digits": json.dumps("9" * 5_000),
    "arabic_digits": json.dumps("٣٤"),
    "depth_100": "[" * 100 + "]" * 100,
    "empty_list": "[]",
    "empty_object": "{}",
    "list_of_objects": '[{"a": 1}, null, [2]]',
    "long_list": json.dumps([str(number) for number in range(1_500)]),
    "null": "null",
    "true": "true",
    "empty": '""',
    "sql": '"\'; DROP TABLE inbox; --"',
    "path": '"../../etc/passwd"',
    "template": '"{{7*7}}${7*7}"',
    "combining": json.dumps("Z" + "\u0351" * 200),
}

# Whole bodies that are no record of any kind.
HOSTILE_BODIES = {
    "nothing": b"",
    "space": b" \n",
    "null": b"null",
    "number": b"7",
    "text": b'"x"',
    "list": b"[]",
    "empty_object": b"{}",
    "nan": b"NaN",
    "cut_off": b'{"number": "INC1", "incident',
    "trailing": b"{} {}",
    "duplicate_names": b'{"a": 1, "a": 2}',
    "duplicate_inside": b'{"data": {"state": "open", "state": "ok"}}',
    "depth_100000": b"[" * 100_000,
    "depth_100000_closed": b"[" * 100_000 + b"]" * 100_000,
    "depth_objects": b'{"a":' * 100_000,
    "ten_mb_text": b'{"a": "' + b"x" * TEN_MB + b'"}',
    "ten_mb_bytes": b"\xff" * TEN_MB,
    "int_400_digits": b"1" + b"0" * 400,
    "bom": b"\xef\xbb\xbf{}",
    "two_boms": b"\xef\xbb\xbf\xef\xbb\xbf{}",
    "utf16": '{"a": "b"}'.encode("utf-16"),
    "utf16_le": '{"a": "b"}'.encode("utf-16-le"),
    "utf32": '{"a": "b"}'.encode("utf-32"),
    "latin1": '{"a": "é"}'.encode("latin-1"),
    "raw_surrogate": b'{"a": "\xed\xa0\x80"}',
    "overlong": b'{"a": "\xc0\xaf"}',
    "raw_nul": b'{"a": "\x00"}',
    "raw_escape": b'{"a": "\x1b"}',
    "lone_surrogate_name": b'{"\\ud800": "x"}',
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "xml_entities": b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
    "gzip_cut": b"\x1f\x8b\x08\x00\x00",
    "pickle": b"\x80\x04\x95.",
    "csv": b"a,b\n1,2\n",
    "open_quote": b'a,b\n"' + b"x" * 200_000,
    "single_quotes": b"{'a': 1}",
    "comment": b"{} // x",
    "data_bomb": b'{"data_base64": "' + base64.b64encode(b"[" * 1000) + b'"}',
}


@cache
def _fixture(slug: str) -> tuple[Source, bytes, list[str]]:
    folder = FIXTURES / slug / "fixtures"
    declared = yaml.safe_load((folder / "source.yaml").read_text())
    settings = dict(declared["source"].get("settings", {}))
    if "mapping" in declared:
        settings["mapping"] = yaml.safe_load((ROOT / declared["mapping"]).read_text())
    source = Source(
        source_id=SourceId(declared["source"]["source_id"]),
        name=declared["source"]["name"],
        connector=declared["source"]["connector"],
        kind=RecordKind(declared["source"]["kind"]),
        settings=settings,
    )
    return source, (folder / declared["records"]).read_bytes(), declared["internal_only"]


def _read(connector: Connector, content: bytes, source: Source) -> list[RawRecord | RejectedRecord]:
    return list(connector.read(io.BytesIO(content), source))


@cache
def _good(slug: str) -> list[tuple[RawRecord, SourceRecord]]:
    source, content, _ = _fixture(slug)
    pairs: list[tuple[RawRecord, SourceRecord]] = []
    for raw in _read(CONNECTORS[slug], content, source):
        assert isinstance(raw, RawRecord), raw
        record = CONNECTORS[slug].map(raw.body, source)
        assert isinstance(record, SourceRecord), record
        pairs.append((raw, record))
    return pairs


def _spoilt(members: dict[str, object]) -> Iterator[bytes]:
    """The object as JSON once for every member and hostile value, that member (one level deep too) replaced."""
    for name, member in members.items():
        for hostile in HOSTILE_VALUES.values():
            yield _with(members, name, hostile)
        if isinstance(member, dict):
            for inner in member:
                for hostile in HOSTILE_VALUES.values():
                    yield _with(members, name, _with(member, inner, hostile).decode())


def _with(members: dict[str, object], name: str, hostile: str) -> bytes:
    parts = [f"{json.dumps(key)}: {hostile if key == name else json.dumps(value)}" for key, value in members.items()]
    return ("{" + ", ".join(parts) + "}").encode()


def _outcomes(connector: Connector, body: bytes, source: Source) -> list[SourceRecord | RejectedRecord]:
    """Everything that comes of a body: taken as one record, and taken as a file of records."""
    raws = _read(connector, body, source)
    found = [connector.map(raw.body, source) if isinstance(raw, RawRecord) else raw for raw in raws]
    found.append(connector.map(body, source))
    for outcome in found:
        _check_outcome(outcome)
    return found


def _check_outcome(outcome: object) -> None:
    """Whatever came out can be stored and shown without harm."""
    if isinstance(outcome, RejectedRecord):
        assert outcome.detail.isprintable()
        assert outcome.detail.isascii()
        assert outcome.detail.endswith(".")
        assert 20 < len(outcome.detail) < 500
        assert "<" not in outcome.detail or "'" in outcome.detail, "hostile text is quoted"
        return
    assert isinstance(outcome, SourceRecord)
    for field in fields(outcome):
        _check_value(field.name, getattr(outcome, field.name))


def _check_value(name: str, value: object) -> None:
    if isinstance(value, str):
        value.encode()
        allowed = "\t\n\r" if name in {"title", "internal_texts"} else ""
        assert not [c for c in value if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in allowed], name
        assert len(value) <= 4_000
    elif isinstance(value, datetime):
        assert FIRST_YEAR - 1 <= value.year <= LAST_YEAR + 1
        assert value.utcoffset() is not None
    elif isinstance(value, int):
        assert abs(value) <= MAX_WHOLE_NUMBER
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            _check_value(name, item)


def test_the_list_names_every_plugin_folder() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == set(CONNECTORS)


def test_the_poison_corpus_is_large_enough() -> None:
    assert len(HOSTILE_VALUES) + len(HOSTILE_BODIES) >= 60


@pytest.mark.parametrize("slug", SLUGS)
def test_a_plugin_is_whole(slug: str) -> None:
    names = {path.name for path in (PACKAGE / slug).iterdir()}
    assert {"__init__.py", "client.py", "mapping.py", "README.md"} <= names
    assert CONNECTORS[slug].slug == slug
    assert CONNECTORS[slug].title


@pytest.mark.parametrize("slug", SLUGS)
def test_fixtures_map_and_read_and_map_agree(slug: str) -> None:
    pairs = _good(slug)
    assert len(pairs) >= 4
    for raw, record in pairs:
        assert record.event_key == raw.event_key
        assert record.occurred_at == raw.occurred_at
    assert len({raw.event_key for raw, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("slug", SLUGS)
def test_mapping_twice_gives_the_same(slug: str) -> None:
    source, _, _ = _fixture(slug)
    for raw, record in _good(slug):
        assert CONNECTORS[slug].map(raw.body, source) == record


@pytest.mark.parametrize("slug", SLUGS)
def test_people_and_raw_texts_stay_in_internal_texts(slug: str) -> None:
    _, content, internal_only = _fixture(slug)
    records = [record for _, record in _good(slug)]
    assert internal_only
    for word in internal_only:
        assert word in content.decode()
        assert any(word in text for record in records for text in record.internal_texts.values())
        for record in records:
            for field in fields(record):
                assert field.name == "internal_texts" or word not in repr(getattr(record, field.name))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("name", sorted(HOSTILE_BODIES))
def test_no_hostile_body_raises_or_maps(slug: str, name: str) -> None:
    source, _, _ = _fixture(slug)
    outcomes = _outcomes(CONNECTORS[slug], HOSTILE_BODIES[name], source)
    assert all(isinstance(outcome, RejectedRecord) for outcome in outcomes)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_hostile_value_raises_or_gets_through(slug: str) -> None:
    source, _, _ = _fixture(slug)
    seen = 0
    for raw, _ in _good(slug):
        for body in _spoilt(json.loads(raw.body)):
            _check_outcome(CONNECTORS[slug].map(body, source))
            seen += 1
    assert seen >= 60


@pytest.mark.parametrize("slug", SLUGS)
# A busy machine may take long over one example; that is no failure.
@settings(deadline=None)
@given(body=st.binary(max_size=400))
def test_no_bytes_make_it_raise(slug: str, body: bytes) -> None:
    source, _, _ = _fixture(slug)
    assert _outcomes(CONNECTORS[slug], body, source)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("slug", SLUGS)
# A busy machine may take long over one example; that is no failure.
@settings(deadline=None)
@given(data=st.data())
def test_no_json_makes_it_raise(slug: str, data: st.DataObject) -> None:
    source, _, _ = _fixture(slug)
    members = json.loads(_good(slug)[0][0].body)
    names = data.draw(st.lists(st.sampled_from(sorted(members)), max_size=3))
    for name in names:
        members[name] = data.draw(JSON_VALUES)
    body = json.dumps(members).encode()
    assert _outcomes(CONNECTORS[slug], body, source)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_readme_names_every_reason(slug: str) -> None:
    code = "".join(path.read_text() for path in (*PACKAGE.glob("*.py"), *(PACKAGE / slug).glob("*.py")))
    possible = {RejectReason[name].value for name in re.findall(r"RejectReason\.([A-Z_]+)", code)}
    readme = (PACKAGE / slug / "README.md").read_text()
    assert possible
    assert sorted(reason for reason in possible if f"`{reason}`" not in readme) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_plugin_uses_the_port_and_the_model_only(slug: str) -> None:
    allowed = ("intera.model", "intera.connectors.port", f"intera.connectors.{slug}")
    for path in (PACKAGE / slug).glob("*.py"):
        for module in re.findall(r"^(?:from|import) (intera[\w.]*)", path.read_text(), re.MULTILINE):
            assert module.startswith(allowed), (path.name, module)
