"""Is this text safe to keep and to show, and in which form is an internal text kept.

Text that a page or a spreadsheet could run (HTML tags, a formula's beginning) is refused where it
would be a title or a reference. Pages escape and exports neutralise all the same; internal texts,
which nobody but an auditor reads, are kept as they are written.
"""

import re

from intera.connectors.limits import MAX_KEY_CHARS, MAX_REF_CHARS, MAX_TEXT_CHARS
from intera.connectors.refusal import RefusedError, quoted
from intera.model.source import RejectReason

_NEW_LINES = "\t\n\r"
# Characters that turn the reading direction of what follows: a title could show other words than it holds.
# Source: Unicode UAX #9, explicit formatting characters; CVE-2021-42574.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_C0_END = 0x20
_DELETE = 0x7F
_C1_END = 0xA0
_PICTURES_START = 0x2400
_DELETE_PICTURE = "\u2421"
_CUT_MARK = "\u2026"
_SURROGATES = range(0xD800, 0xE000)
_TAG = re.compile(r"<(?:[/!?]|[a-zA-Z])[^<>]{0,500}>")
# How a spreadsheet takes a cell for a formula. Source: CWE-1236; a sign before a digit is a number.
_FORMULA = re.compile(r"[=@]|[+-](?![\d\s.,]|$)")


def _is_control(character: str) -> bool:
    code = ord(character)
    return code < _C0_END or _DELETE <= code < _C1_END


def _check_characters(text: str, name: str, allowed: str) -> None:
    for character in text:
        if ord(character) in _SURROGATES:
            raise RefusedError(
                RejectReason.BAD_ENCODING, f"{name} holds half of a character pair; send whole Unicode characters."
            )
        if (_is_control(character) and character not in allowed) or character in _TURNING:
            raise RefusedError(
                RejectReason.HOSTILE_TEXT, f"{name} holds the control character {quoted(character)}; send plain text."
            )


def _check_inert(text: str, name: str) -> None:
    if "<" in text and _TAG.search(text):
        raise RefusedError(RejectReason.HOSTILE_TEXT, f"{name} holds HTML; send plain text.")
    if text[:1] in "=@+-" and _FORMULA.match(text):
        raise RefusedError(RejectReason.HOSTILE_TEXT, f"{name} begins like a spreadsheet formula; send plain text.")


def check_text(text: str, name: str) -> str:
    """A text for people, unchanged, when it is safe.

    Args:
        text: up to 4,000 characters; tabs and line ends are fine.
        name: what the source calls it, for the refusal.

    Returns:
        The same text.

    Raises:
        RefusedError: too long, HTML, a formula, control characters or broken Unicode.
    """
    _check_inert(text, name)
    if len(text) > MAX_TEXT_CHARS:
        raise RefusedError(
            RejectReason.OVERSIZED, f"{name} is longer than {MAX_TEXT_CHARS:,} characters; send a shorter text."
        )
    if not text.isprintable():
        _check_characters(text, name, _NEW_LINES)
    return text


def check_ref(text: str, name: str, *, max_chars: int = MAX_REF_CHARS) -> str:
    """A name or reference, unchanged, when it can serve as a key.

    Args:
        text: one line.
        name: what the source calls it, for the refusal.
        max_chars: the longest one taken.

    Returns:
        The same text.

    Raises:
        RefusedError: too long, HTML, a formula, control characters (line ends included) or broken Unicode.
    """
    _check_inert(text, name)
    if len(text) > max_chars:
        raise RefusedError(
            RejectReason.OVERSIZED, f"{name} is longer than {max_chars} characters; send a short reference."
        )
    if not text.isprintable():
        _check_characters(text, name, "")
    return text


def is_key(text: str) -> bool:
    """Whether a text can serve as an event key as it is.

    Args:
        text: the key a record would have.

    Returns:
        True when `check_ref` would take it at the length of a key.
    """
    try:
        return check_ref(text, "event_key", max_chars=MAX_KEY_CHARS) != ""
    except RefusedError:
        return False


def keep_internal(text: str, name: str) -> str:
    """An internal text as evidence: readable, storable, at most 4,000 characters.

    The raw record keeps every byte, so nothing is lost by showing control characters as pictures
    and by cutting the end.

    Args:
        text: what the source's people or machines wrote.
        name: what the source calls it, for the refusal.

    Returns:
        The text, control characters as their Unicode pictures, the cut marked.

    Raises:
        RefusedError: NUL or broken Unicode, which no store takes.
    """
    kept = text if len(text) <= MAX_TEXT_CHARS else text[: MAX_TEXT_CHARS - 1] + _CUT_MARK
    if kept.isprintable():
        return kept
    if "\x00" in kept:
        raise RefusedError(RejectReason.HOSTILE_TEXT, f"{name} holds NUL characters; send plain UTF-8 text.")
    return "".join(_picture(character, name) for character in kept)


def _picture(character: str, name: str) -> str:
    code = ord(character)
    if code in _SURROGATES:
        raise RefusedError(
            RejectReason.BAD_ENCODING, f"{name} holds half of a character pair; send whole Unicode characters."
        )
    if character in _NEW_LINES:
        return character
    if code < _C0_END:
        return chr(_PICTURES_START + code)
    if _DELETE <= code < _C1_END:
        return _DELETE_PICTURE
    return character
