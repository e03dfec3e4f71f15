"""What does this JSON say, when nothing doubtful is let through.

Stricter than RFC 8259: one meaning per name, finite numbers within 10^15, no NUL, no broken
Unicode, nesting up to 64.
Source: RFC 8259 section 4 (names SHOULD be unique), RFC 7493 (I-JSON) sections 2.1 to 2.3.
"""

import json
import math
from collections.abc import Mapping
from typing import NoReturn, cast

from intera.connectors.limits import MAX_DEPTH, MAX_RECORD_BYTES, MAX_WHOLE_NUMBER
from intera.connectors.refusal import RefusedError
from intera.model.source import RejectReason

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_INT_CHARS = len(str(-MAX_WHOLE_NUMBER))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusedError(
            RejectReason.MALFORMED, "The record gives one name twice; send each name once so that its value is certain."
        )
    return found


def _no_constant(_: str) -> NoReturn:
    raise RefusedError(
        RejectReason.BAD_NUMBER, "The record holds NaN or Infinity; send a finite number or leave the field out."
    )


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_INT_CHARS or abs(number := int(digits)) > MAX_WHOLE_NUMBER:
        raise RefusedError(
            RejectReason.BAD_NUMBER, "The record holds a number beyond 10^15; send long identifiers as text."
        )
    return number


def _decimal(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number) or abs(number) > MAX_WHOLE_NUMBER:
        raise RefusedError(
            RejectReason.BAD_NUMBER, "The record holds a number beyond 10^15; send long identifiers as text."
        )
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_whole, parse_float=_decimal
)
# The same without the look for repeated names, where another look is cheaper.
_PLAIN_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_int=_whole, parse_float=_decimal)
_QUOTES_PER_CELL = 4
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def load_json(body: bytes, *, max_bytes: int = MAX_RECORD_BYTES) -> object:
    """What a JSON text says.

    Args:
        body: UTF-8 bytes, with or without a byte order mark.
        max_bytes: the longest text taken.

    Returns:
        dict, list, str, int, float, bool or None.

    Raises:
        RefusedError: too long, not UTF-8, not JSON, or doubtful; with the reason.
    """
    value = _decoded(_text_of(body, max_bytes), _DECODER)
    # Both counts are cheap, and either is needed before the slow look at every value is.
    if b"\\u" in body or body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        _check_all(value)
    return value


def load_object(body: bytes) -> dict[str, object]:
    """What a JSON text says when it must be one object.

    Args:
        body: UTF-8 bytes.

    Returns:
        The object's members by name.

    Raises:
        RefusedError: as `load_json`, or the text is not an object.
    """
    value = load_json(body)
    if not isinstance(value, dict):
        raise RefusedError(RejectReason.MALFORMED, f"A record is one JSON object; this one is {quoted_kind(value)}.")
    return cast("dict[str, object]", value)


def load_cells(body: bytes) -> dict[str, str]:
    """What a JSON text says when it must be one flat object of texts, such as a table's row.

    As strict as `load_object`, and twice as fast on the rows of a table.

    Args:
        body: UTF-8 bytes.

    Returns:
        The texts by name.

    Raises:
        RefusedError: as `load_object`, or a member is no text.
    """
    if b"\\" not in body:
        value = _decoded(_text_of(body, MAX_RECORD_BYTES), _PLAIN_DECODER)
        # Without escapes every name and every text is written between two quotes. A repeated name
        # would leave quotes over, so an exact count proves there is none.
        if isinstance(value, dict):
            cells = cast("dict[str, str]", value)
            if body.count(b'"') == _QUOTES_PER_CELL * len(cells) and set(map(type, cells.values())) <= {str}:
                return cells
    members = load_object(body)
    if not all(isinstance(member, str) for member in members.values()):
        raise RefusedError(RejectReason.MALFORMED, "Every cell of a row is text; send the row as exported.")
    return cast("dict[str, str]", members)


def dump_json(value: Mapping[str, object] | list[object]) -> bytes:
    """One compact JSON text for a value read before: same value, same bytes.

    Args:
        value: plain JSON values only, names in the order they came.

    Returns:
        UTF-8 bytes without spaces.
    """
    return _ENCODER.encode(value).encode("utf-8")


def quoted_kind(value: object) -> str:
    """What sort of JSON value it is, as a person would call it.

    Args:
        value: any JSON value.

    Returns:
        "text", "a number", "a list", "an object", "true or false" or "nothing".
    """
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (str, "text"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
        (dict, "an object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "nothing")


def _text_of(body: bytes, max_bytes: int) -> str:
    if len(body) > max_bytes:
        raise RefusedError(
            RejectReason.OVERSIZED, f"The record is longer than {max_bytes:,} bytes; send it in smaller parts."
        )
    if b"\x00" in body and not body.startswith(_UTF16_BOMS):
        raise RefusedError(RejectReason.HOSTILE_TEXT, "The record holds NUL characters; send plain UTF-8 text.")
    try:
        return body.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(RejectReason.BAD_ENCODING, "The record is not UTF-8; send it as UTF-8.") from None


def _decoded(text: str, decoder: json.JSONDecoder) -> object:
    try:
        return decoder.decode(text)
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise RefusedError(RejectReason.MALFORMED, "The record is not valid JSON; check how it is written.") from None


def _too_deep() -> RefusedError:
    return RefusedError(
        RejectReason.MALFORMED, f"The record is nested deeper than {MAX_DEPTH} levels; send it in a flatter form."
    )


def _check_all(value: object) -> None:
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        found, depth = waiting.pop()
        if isinstance(found, str):
            _check_characters(found)
            continue
        if not isinstance(found, dict | list):
            continue
        if depth > MAX_DEPTH:
            raise _too_deep()
        if isinstance(found, dict):
            members = cast("dict[str, object]", found)
            waiting.extend((name, depth) for name in members)
            waiting.extend((member, depth + 1) for member in members.values())
        else:
            waiting.extend((member, depth + 1) for member in cast("list[object]", found))


def _check_characters(text: str) -> None:
    if "\x00" in text:
        raise RefusedError(RejectReason.HOSTILE_TEXT, "The record holds NUL characters; send plain UTF-8 text.")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedError(
                RejectReason.BAD_ENCODING, "The record holds half of a character pair; send whole Unicode characters."
            ) from None
