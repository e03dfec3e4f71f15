"""What hash does a stored body really give: the format of `entry`, written a second time.

On purpose this module shares no code with `canonical`, `entry`, `redaction` and `merkle`: a
mistake there must not hide itself here. It reads the body with the standard library's JSON
reader and hashes from the bytes up. A body in any spelling but the canonical one is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256, shake_256
from json import JSONDecoder, JSONEncoder
from typing import cast


class UnreadableBodyError(ValueError):
    """A stored body is not an entry in format version 1."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a body says when everything is worked out again; `fields` are those it shows."""

    index: int
    leaf_hash: bytes
    fields: Mapping[str, object]
    redacted_count: int


def recompute(body: str) -> Recomputed:
    """The index, fields and leaf hash a body gives.

    Args:
        body: the stored text.

    Returns:
        Its content, with the leaf hash worked out from the values.

    Raises:
        UnreadableBodyError: it is no entry, or not in its one canonical spelling.

    Source: the format in the first lines of `entry`, steps 3 to 6.
    """
    try:
        return _recomputed(body)
    except UnreadableBodyError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableBodyError(f"not an entry of format 1 ({type(error).__name__})") from error


def _recomputed(body: str) -> Recomputed:
    raw = _read(body)
    index = cast("int", raw["index"])
    values = cast("dict[str, object]", raw["fields"])
    names = sorted(values)
    if "seed" in raw:
        seed = _exactly(32, raw["seed"])
        salts = shake_256(b"\x03" + index.to_bytes(8, "big") + seed).digest(16 * len(names))
        tail, withheld = f'"seed":"{seed.hex()}"', {}
    else:
        salts, tail, withheld = _partial(raw, names)
    shown: list[str] = []
    committed: dict[str, str] = {}
    start = 0
    for name in names:
        end = start + 16
        quoted, text = _quoted(name), _text(values[name])
        digest = sha256(b"\x02" + salts[start:end] + f"[{quoted},{text}]".encode()).hexdigest()
        shown.append(f"{quoted}:{text}")
        committed[name] = f'{quoted}:"{digest}"'
        start = end
    if body != f'{{"fields":{{{",".join(shown)}}},"index":{index},{tail},"v":1}}':
        raise UnreadableBodyError("not in the one canonical spelling of an entry of format 1")
    if withheld:
        committed = dict(sorted((committed | withheld).items()))
    leaf_data = f'{{"fields":{{{",".join(committed.values())}}},"index":{index},"v":1}}'
    return Recomputed(index, sha256(b"\x00" + leaf_data.encode()).digest(), values, len(withheld))


def _partial(raw: Mapping[str, object], names: list[str]) -> tuple[bytes, str, dict[str, str]]:
    """The salts in name order, the spelling of what follows the index, the withheld commitments."""
    salts = cast("dict[str, object]", raw["salts"])
    redacted = cast("dict[str, object]", raw["redacted"])
    if sorted(salts) != names or not redacted or redacted.keys() & salts.keys():
        raise UnreadableBodyError("salts, fields and withheld fields do not fit together")
    in_order = [_exactly(16, salts[name]) for name in names]
    withheld = {name: f'{_quoted(name)}:"{_exactly(32, redacted[name]).hex()}"' for name in sorted(redacted)}
    spelled = ",".join(f'{_quoted(name)}:"{salt.hex()}"' for name, salt in zip(names, in_order, strict=True))
    tail = f'"redacted":{{{",".join(withheld.values())}}},"salts":{{{spelled}}}'
    return b"".join(in_order), tail, withheld


def _read(body: str) -> Mapping[str, object]:
    raw = cast("dict[str, object]", _decode(body))
    if raw.keys() not in ({"fields", "index", "seed", "v"}, {"fields", "index", "redacted", "salts", "v"}):
        raise UnreadableBodyError("the parts are not those of an entry of format 1")
    index, fields = raw["index"], raw["fields"]
    if type(index) is not int or index < 0 or not isinstance(fields, dict) or ("seed" in raw and not fields):
        raise UnreadableBodyError("no index or no fields")
    return raw


def _whole_number(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**53:
        raise UnreadableBodyError("a number beyond 2^53-1")
    return number


def _refuse(text: str) -> object:
    raise UnreadableBodyError(f"a number that is not whole: {text[:20]}")


_decode = JSONDecoder(parse_int=_whole_number, parse_float=_refuse, parse_constant=_refuse).decode
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
_encode_as_is = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def _text(value: object) -> str:
    text = _encode(value)
    # The library sorts by code point; RFC 8785 by UTF-16 code unit. In ASCII they are the same.
    return text if text.isascii() or isinstance(value, str) else _encode_as_is(_sorted_by_utf16(value))


def _sorted_by_utf16(value: object) -> object:
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return {key: _sorted_by_utf16(one) for key, one in sorted(items, key=lambda item: item[0].encode("utf-16-be"))}
    if isinstance(value, list):
        return [_sorted_by_utf16(one) for one in cast("list[object]", value)]
    return value


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    # A decision's detail names are few, and the same in every entry of a kind.
    is_plain = name.isascii() and all(one.isalnum() or one in "_.:/-" for one in name)
    if not is_plain or not name[:1].isalnum() or len(name) > 120:  # noqa: PLR2004 - step 1 of the format
        raise UnreadableBodyError(f"a field name that is not allowed: {name[:40]!r}")
    return f'"{name}"'


def _exactly(length: int, digits: object) -> bytes:
    value = bytes.fromhex(cast("str", digits))
    if len(value) != length:
        raise UnreadableBodyError(f"a value that is not {length} bytes")
    return value
