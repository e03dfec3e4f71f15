"""JSON with two meanings, or with characters no store takes, does not get in."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.connectors.refusal import RefusedError
from intera.connectors.strict_json import dump_json, load_cells, load_json, load_object, quoted_kind
from intera.model.source import RejectReason

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e15, 1e15, allow_nan=False)
    | st.text(st.characters(exclude_characters="\x00", codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8", min_codepoint=1)), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(PLAIN)
def test_what_is_dumped_is_loaded_as_it_was(value: object) -> None:
    assert load_json(dump_json([value])) == [value]


@settings(deadline=None)
@given(PLAIN)
def test_escaped_and_unescaped_texts_are_the_same(value: object) -> None:
    assert load_json(json.dumps([value]).encode()) == [value]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":1,"a":1}', RejectReason.MALFORMED),
        (b'{"a" :"x","a":"x"}', RejectReason.MALFORMED),
        (b"[" * 65 + b"]" * 65, RejectReason.MALFORMED),
        (b'{"a":' * 65 + b"1" + b"}" * 65, RejectReason.MALFORMED),
        (b"[" * 100_000, RejectReason.MALFORMED),
        (b"[NaN]", RejectReason.BAD_NUMBER),
        (b"[-Infinity]", RejectReason.BAD_NUMBER),
        (b"[1e999]", RejectReason.BAD_NUMBER),
        (b"[1e16]", RejectReason.BAD_NUMBER),
        (b"[1000000000000001]", RejectReason.BAD_NUMBER),
        (b"[-1000000000000001]", RejectReason.BAD_NUMBER),
        (b"[" + b"9" * 10_000 + b"]", RejectReason.BAD_NUMBER),
        (b'["\\u0000"]', RejectReason.HOSTILE_TEXT),
        (b'{"\\u0000":1}', RejectReason.HOSTILE_TEXT),
        (b'["\x00"]', RejectReason.HOSTILE_TEXT),
        (b'["\\ud800"]', RejectReason.BAD_ENCODING),
        (b'["\xff"]', RejectReason.BAD_ENCODING),
        ("[1]".encode("utf-16"), RejectReason.BAD_ENCODING),
        (b"", RejectReason.MALFORMED),
        (b"[1] 2", RejectReason.MALFORMED),
    ],
)
def test_doubtful_json_is_refused_with_its_reason(body: bytes, reason: RejectReason) -> None:
    with pytest.raises(RefusedError) as refusal:
        load_json(body)
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"\xef\xbb\xbf[1]", [1]),
        (b"[1000000000000000,-1000000000000000,-7]", [10**15, -(10**15), -7]),
        (b'["\\\\u0000"]', ["\\u0000"]),
        (b'["\\ud83d\\ude00"]', ["\U0001f600"]),
        (b"[" * 64 + b"]" * 64, None),
        (b"[" + b"[]," * 99 + b"[]]", [[]] * 100),
    ],
)
def test_unusual_but_honest_json_is_taken(body: bytes, value: object) -> None:
    loaded = load_json(body)
    assert value is None or loaded == value


def test_a_longer_text_than_allowed_is_refused() -> None:
    assert load_json(b"[1]", max_bytes=3) == [1]
    with pytest.raises(RefusedError, match="longer than 2 bytes"):
        load_json(b"[1]", max_bytes=2)


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b'"x"'])
def test_a_record_is_an_object(body: bytes) -> None:
    with pytest.raises(RefusedError, match="one JSON object"):
        load_object(body)


def test_kinds_are_named_for_people() -> None:
    named = [quoted_kind(value) for value in (True, "x", 1, 1.5, [], {}, None)]
    assert named == ["true or false", "text", "a number", "a number", "a list", "an object", "nothing"]


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_cells_are_read_like_any_object(cells: dict[str, str]) -> None:
    body = json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass")
    for text in (body, json.dumps(cells).encode()):
        outcomes: list[object] = []
        for load in (load_object, load_cells):
            try:
                outcomes.append(load(text))
            except RefusedError as refusal:
                outcomes.append(refusal.reason)
        assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":"x","a":"y"}',
        b'{"a":1,"a":"y"}',
        b'{"a":null,"a":"y"}',
        b'{"a":{"b":"c"},"a":"y"}',
        b'{"a":["b"],"a":"y"}',
        b'{"a":"\\"","a":"y"}',
        b'{"a":1}',
        b'{"a":null}',
        b'{"a":["x"]}',
    ],
)
def test_cells_that_are_doubled_or_no_texts_are_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        load_cells(body)
    assert refusal.value.reason is RejectReason.MALFORMED
