"""Which bytes stand for a value, so that two programs always hash the same thing.

RFC 8785 (JSON Canonicalization Scheme) for the restricted domain `Plain`: text, whole numbers
within 2^53-1 either side of zero, true, false, null, lists, and maps with text keys. No fraction,
no NaN, no lone surrogate, at most `MAX_DEPTH` levels of nesting. Map keys stand in the order of
their UTF-16 code units.

Text is quoted by the standard library's encoder, which escapes exactly what RFC 8785, section
3.2.2.2 escapes and in the same spelling; the rest is written here, because the library's own
walk would let fractions through, turn number keys into text and sort keys by code point.
"""

from json.encoder import encode_basestring
from typing import cast

from intera.model.decision import Plain

# Integers outside this range are not exact in every JSON reader. Source: RFC 7493, section 2.2.
MAX_INT = 2**53 - 1

# Far deeper than any decision, far shallower than the recursion limit of common JSON readers.
MAX_DEPTH = 64

_ATOMS = {None: "null", True: "true", False: "false"}

# Up to this character UTF-16 order and code point order agree.
_LAST_BEFORE_SURROGATES = "\ud7ff"


class NotCanonicalError(ValueError):
    """A value has no canonical form; `path` names where it sits ("$" is the value itself)."""

    def __init__(self, reason: str, path: str = "") -> None:
        """Carries the reason and the path below "$"."""
        self.reason = reason
        self.path = f"${path}"
        super().__init__(f"{self.path}: {reason}")

    def inside(self, step: str) -> "NotCanonicalError":
        """The same finding as seen from one level further out."""
        return NotCanonicalError(self.reason, step + self.path[1:])


def canonical(value: Plain) -> bytes:
    """The canonical bytes of a value.

    Args:
        value: anything in the domain `Plain`.

    Returns:
        UTF-8 text, without a byte order mark or any white space between tokens.

    Raises:
        NotCanonicalError: some part has no canonical form; the message names its path.

    Source: RFC 8785.
    """
    return canonical_text(value).encode()


def canonical_text(value: Plain) -> str:
    """The canonical form of a value as text; `canonical` is its UTF-8 encoding.

    Args:
        value: anything in the domain `Plain`.

    Returns:
        The text, free of lone surrogates, so it always encodes.

    Raises:
        NotCanonicalError: some part has no canonical form; the message names its path.
    """
    return _written(value, 0)


def _written(value: object, depth: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or value is True or value is False:
        return _ATOMS[value]
    if isinstance(value, int):
        if not -MAX_INT <= value <= MAX_INT:
            raise NotCanonicalError("a whole number beyond 2^53-1; write it as text")
        return int.__repr__(value)  # an IntEnum would otherwise print its name
    if depth >= MAX_DEPTH:
        raise NotCanonicalError(f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, list):
        return _written_list(cast("list[object]", value), depth + 1)
    if isinstance(value, dict):
        return _written_map(cast("dict[object, object]", value), depth + 1)
    raise NotCanonicalError(f"a {type(value).__name__}; allowed are text, int, bool, None, list and dict")


def _quoted(text: str) -> str:
    quoted = encode_basestring(text)
    if not quoted.isascii():
        try:
            quoted.encode()
        except UnicodeEncodeError:
            raise NotCanonicalError("text with a lone surrogate") from None
    return quoted


def _written_list(items: list[object], depth: int) -> str:
    parts: list[str] = []
    for position, item in enumerate(items):
        try:
            parts.append(_written(item, depth))
        except NotCanonicalError as error:
            raise error.inside(f"[{position}]") from None
    return f"[{','.join(parts)}]"


def _written_map(items: dict[object, object], depth: int) -> str:
    parts: list[str] = []
    for key in _ordered(items):
        try:
            parts.append(f"{_quoted(key)}:{_written(items[key], depth)}")
        except NotCanonicalError as error:
            raise error.inside(f".{key}") from None
    return f"{{{','.join(parts)}}}"


def _ordered(items: dict[object, object]) -> list[str]:
    keys: list[str] = []
    plain = True
    for key in items:
        if not isinstance(key, str):
            raise NotCanonicalError(f"a key of type {type(key).__name__}; keys are text")
        if plain and not key.isascii():
            plain = max(key) <= _LAST_BEFORE_SURROGATES
        keys.append(key)
    if plain:
        keys.sort()
    else:
        keys.sort(key=_utf16)
    return keys


def _utf16(key: str) -> bytes:
    # A lone surrogate must reach the quoting step, which refuses it with its path.
    return key.encode("utf-16-be", "surrogatepass")
