"""What does a text say once every disguise is taken off, and where was it disguised.

First what has no business in an English text is found (invisible, bidirectional, look-alike and
stacked characters); then the text is folded to plain small letters, each traced back to where it
stood. Source: ADR on the language guard: reject, then fold, then match; Unicode UTS 39 (skeletons).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from confusable_homoglyphs.confusables import confusables_data  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

INVISIBLE = "invisible"
# Invisible too, but beside a gap, where it parts no word: left over from a paste.
STRAY = "stray_sign"
LOOK_ALIKE = "look_alike"
SPACED = "spaced_letters"

# Marks people paste from a word processor, one plain character each.
_TYPOGRAPHY = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
    | {"\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " ", "\u202f": " "}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
# Four or more single letters or digits in a row, with the same short gap, are one word pulled apart;
# a list ("A, B, C, D") is not.
_PULLED_APART = re.compile(
    r"(?<![^\W_])[^\W_](?:(?P<gap>(?![,;&] )[ \t]{0,2}(?:[^\w\s]|_){0,4}[ \t]{0,3}|\r?\n)(?<![^\W_])[^\W_])"
    r"(?:(?P=gap)[^\W_]){2,}(?![^\W_])"
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
_COLOURED = "\ufe0f"
_PLAIN_SPACES = frozenset(" \n\r\t\u00a0\u202f")
# Latin letters of European languages; everything else in such a text is a disguise.
_LATIN = ((0x00C0, 0x017F), (0x01A0, 0x01A1), (0x01AF, 0x01B0), (0x01CD, 0x01DC), (0x0218, 0x021B), (0x1E00, 0x1EFF))
# Letters of European alphabets that no table takes apart, with what they are taken for, and signs of
# money and trade that pass for letters.
_TAKEN_FOR: Mapping[str, str] = {
    "\u00f0": "d", "\u00fe": "p", "\u0138": "k", "\u014b": "n", "\u20ac": "e", "\u00a3": "l", "\u00a7": "s",
    "\u00b5": "u", "\u2020": "t", "\u0185": "b", "\u025b": "e", "\u0254": "o", "\u0259": "e", "\u01dd": "e",
    "\u0280": "r", "\u0283": "s", "\u028a": "u", "\u0292": "z", "\u028c": "v", "\u2202": "d", "\u2211": "e",
}  # fmt: skip
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_ZERO_WIDTH_RUN = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_SOFT_HYPHEN = "\u00ad"
# What begins a file; at the edge of a word nobody pastes it.
_FILE_MARK = "\ufeff"
_ORDINARY_NUMBERS = frozenset("\u00aa\u00ba\u00b2\u00b3\u00b9\u00bc\u00bd\u00be")
# Squared, circled and flag letters that Unicode does not decompose: first code point of each A to Z run.
_LETTER_RUNS = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
_LETTERS = 26
_SYMBOL_LETTERS = frozenset("@$|!'")


@dataclass(frozen=True, slots=True)
class Disguise:
    """A stretch of the original text that hides something: `[start, end)` and how."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text; `origin[i]` is where its i-th character stood, None when nothing moved."""

    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stood in the original, as `[start, end)`."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def disguises(text: str) -> tuple[Disguise, ...]:
    """Where a text hides something: invisible signs, look-alike letters, words pulled apart.

    Args:
        text: as written.

    Returns:
        Stretches in order of appearance; neighbours of one kind are one stretch.
    """
    found = [Disguise(m.start(), m.end(), INVISIBLE) for m in _CONTROL.finditer(text)]
    found += [Disguise(m.start(), m.end(), SPACED) for m in _PULLED_APART.finditer(text)]
    if not text.isascii():
        previous = ""
        left_over = _left_over(text)
        for index, char in enumerate(text):
            kind = "" if char.isascii() else _kind_of(char, previous)
            if index in left_over:
                kind = STRAY
            if kind and found and found[-1].end == index and found[-1].kind == kind:
                found[-1] = Disguise(found[-1].start, index + 1, kind)
            elif kind:
                found.append(Disguise(index, index + 1, kind))
            previous = char
    found.sort(key=lambda d: (d.start, d.end, d.kind))
    return tuple(found)


def fold(text: str) -> Folded:
    """The text in plain small letters, with every letter traced to where it stood.

    Args:
        text: as written.

    Returns:
        The folded text; invisible signs and accents are gone, look-alikes are the letters they
        look like, everything that is neither letter nor mark is kept or a space.
    """
    plain = text.translate(_TYPOGRAPHY)
    if plain.isascii():
        return Folded(plain.lower(), None)
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(plain):
        for letter in char.lower() if char.isascii() else _folded_char(char):
            out.append(letter)
            origin.append(index)
    return Folded("".join(out), tuple(origin))


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Mc", "Cf") or char in _BLANK_LETTERS:
        return ""
    if category[0] in "ZC":
        return " "
    code = ord(char)
    for first in _LETTER_RUNS:
        if first <= code < first + _LETTERS:
            return chr(ord("a") + code - first)
    if char.lower() in _TAKEN_FOR:
        return _TAKEN_FOR[char.lower()]
    plain = _without_marks(char)
    if not plain.isascii():
        plain = "".join(letter if letter.isascii() else _skeleton(letter) for letter in plain)
    kept = "".join(letter for letter in plain if letter.isalnum() or letter in _SYMBOL_LETTERS)
    return kept or " "


def _without_marks(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn").lower()


@lru_cache(maxsize=4096)
def _skeleton(letter: str) -> str:
    data: dict[str, list[dict[str, str]]] = confusables_data
    for twin in data.get(letter, []) or data.get(letter.upper(), []):
        plain = _without_marks(twin["c"])
        if plain.isascii() and plain.isalnum():
            return plain
    return letter


def _left_over(text: str) -> frozenset[int]:
    """Where invisible signs stand that part no word, run by run; the mark of a file only before all words."""
    found: set[int] = set()
    for run in _ZERO_WIDTH_RUN.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        if before.isalnum() and after.isalnum():
            continue
        at_a_word = bool(before) and (before.isalnum() or after.isalnum())
        found.update(
            index
            for index in range(run.start(), run.end())
            if text[index] != _SOFT_HYPHEN and not (at_a_word and text[index] == _FILE_MARK)
        )
    return frozenset(found)


def _kind_of(char: str, previous: str) -> str:
    return _mark_kind(char, previous) if unicodedata.category(char)[0] == "M" else _lone_kind(char)


def _mark_kind(char: str, previous: str) -> str:
    # A mark that makes a known letter with the one before it is ordinary spelling; so is the sign
    # that asks for the coloured form of the picture before it.
    if char == _COLOURED and previous and unicodedata.category(previous) == "So":
        return ""
    composed = unicodedata.normalize("NFC", previous + char) if previous else char
    return "" if len(composed) == 1 and _is_latin(composed) else INVISIBLE


@lru_cache(maxsize=4096)
def _lone_kind(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] in "CZ":
        return "" if char in _PLAIN_SPACES else INVISIBLE
    if char in _BLANK_LETTERS:
        return INVISIBLE
    if category[0] in "LN":
        return "" if _is_latin(char) or char in _ORDINARY_NUMBERS else LOOK_ALIKE
    # Signs that only stand for a letter or digit (circled, squared) are letters in disguise.
    if char in _TAKEN_FOR:
        return ""
    stands_for = _folded_char(char)
    return LOOK_ALIKE if category == "So" and len(stands_for) == 1 and stands_for.isalnum() else ""


def _is_latin(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _LATIN)
