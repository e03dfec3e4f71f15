"""Where do forbidden phrases stand in a folded text, however they were spaced or respelled.

Words are joined into one run of letters, so that line breaks, stray points and split words make no
difference; a hit counts only where it begins and ends at words. A second search reads digits and
signs as the letters they imitate and counts only where such a sign is part of the hit.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol, cast

import ahocorasick  # pyright: ignore[reportMissingModuleSource, reportMissingImports]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CHUNK = re.compile(r"(?:[^\W_]|[@$!|+])+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
# Signs and digits with the letter each imitates; small l and i are taken for one another.
_IMITATED = str.maketrans("013456789@$!|+l", "oieasgtbgasiiti")
_IMITATES = re.compile(r"[0-9@$!|+]")
_TRIPLE = re.compile(r"([a-z])\1\1")
_DOUBLE = re.compile(r"([a-z])\1+")
_LEET_HINT = re.compile(r"[a-z][0-9@$!|+]|[0-9@$!|+][a-z]|([a-z])\1\1")
# Joined words this long are read even without any gap around them.
_LONG = 10
# Up to this length a split word counts only letter by letter.
_SHORT = 3
_TWO = 2
# Pieces that are all words themselves do not make another word ("15 min or more" has no "minor").
_LITTLE_WORDS = (
    "a i an or in on is it to do we he me us by at of no so as be am pm up if my go the and for out not now our you"
    " all any can was are has had min may one two per day way off who how get got let new old end"
)
_COMMON = frozenset(_LITTLE_WORDS.split())


class Word(NamedTuple):
    """One word of the folded text, `[start, end)`; `is_odd` when it imitates letters with signs."""

    text: str
    start: int
    end: int
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One forbidden or allowed phrase: its word lengths once folded, and the number of its rule."""

    lengths: tuple[int, ...]
    rule_index: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at `[start, end)` of the folded text."""

    start: int
    end: int
    phrase: Phrase


class _Automaton(Protocol):
    def add_word(self, word: str, value: list[Phrase]) -> bool: ...
    def make_automaton(self) -> None: ...
    def iter(self, text: str) -> Iterator[tuple[int, list[Phrase]]]: ...
    def __len__(self) -> int: ...


class PhraseSearch:
    """Finds phrases; built once per operator and language, then only read."""

    def __init__(self, phrases: Iterable[tuple[str, int, str]], *, is_leet: bool) -> None:
        """Builds the search.

        Args:
            phrases: folded words, number of the rule, replacement.
            is_leet: whether signs are read as the letters they imitate.
        """
        by_letters: dict[str, list[Phrase]] = {}
        for words, rule_index, replacement in phrases:
            found = words_of(words)
            texts = [imitated(word.text) for word in found] if is_leet else [word.text for word in found]
            phrase = Phrase(tuple(len(text) for text in texts), rule_index, replacement)
            if texts:
                by_letters.setdefault("".join(texts), []).append(phrase)
        self._is_leet = is_leet
        self._automaton = cast("_Automaton", ahocorasick.Automaton())  # pyright: ignore[reportUnknownMemberType]
        for letters in sorted(by_letters):
            self._automaton.add_word(letters, by_letters[letters])
        if by_letters:
            self._automaton.make_automaton()

    def hits(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Where the phrases stand.

        Args:
            text: the folded text.
            words: its words, from `words_of` or `imitating_words_of`.

        Returns:
            Hits in order of their end.
        """
        if not words or not len(self._automaton):
            return []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        position = 0
        for index, word in enumerate(words):
            starts[position] = index
            position += len(word.text)
            ends[position] = index
        found: list[Hit] = []
        run = "".join([word.text for word in words])
        offsets = list(starts)
        for last, phrases in self._automaton.iter(run):
            end = last + 1
            for phrase in phrases:
                start = end - sum(phrase.lengths)
                first_word, last_word = starts.get(start), ends.get(end)
                if first_word is None or last_word is None:
                    # No gap at all: only a long phrase inside one single word counts.
                    first_word = last_word = bisect_right(offsets, start) - 1
                    if (
                        len(phrase.lengths) == 1
                        or end - start < _LONG
                        or end > offsets[first_word] + len(words[first_word].text)
                    ):
                        continue
                elif not self._counts(text, words[first_word : last_word + 1], phrase):
                    continue
                if self._is_leet and not any(word.is_odd for word in words[first_word : last_word + 1]):
                    continue
                found.append(Hit(words[first_word].start, words[last_word].end, phrase))
        return found

    @staticmethod
    def _counts(text: str, words: Sequence[Word], phrase: Phrase) -> bool:
        if len(words) == len(phrase.lengths) and all(
            len(word.text) == length for word, length in zip(words, phrase.lengths, strict=True)
        ):
            # A point after a single letter is an initial, not the end of a sentence.
            return not any(
                len(word.text) > 1 and _SENTENCE_END.search(text, word.end, after.start)
                for word, after in pairwise(words)
            )
        if sum(phrase.lengths) <= _SHORT:
            return all(len(word.text) == 1 for word in words)
        return not all(word.text in _COMMON for word in words)


def words_of(text: str) -> list[Word]:
    """The words of a folded text; an apostrophe inside a word is dropped.

    Args:
        text: folded.

    Returns:
        Words in order.
    """
    return [Word(m[0].replace("'", ""), *m.span()) for m in _WORD.finditer(text)]


def imitated(word: str) -> str:
    """A word with every sign as the letter it imitates; i and l are one, doubled letters single.

    Args:
        word: folded letters, digits and signs.

    Returns:
        Its letters.
    """
    return _DOUBLE.sub(r"\1", word.translate(_IMITATED))


def imitating_words_of(text: str, odd: frozenset[int]) -> list[Word]:
    """The words of a folded text with signs read as letters; empty when no sign stands in a word.

    Args:
        text: folded.
        odd: positions of capitals in the middle of small letters (a capital I passes for an l).

    Returns:
        Words in order, those that imitate marked.
    """
    if not odd and _LEET_HINT.search(text) is None:
        return []
    found: list[Word] = []
    for match in _CHUNK.finditer(text):
        raw = match.group().rstrip("!+")
        end = match.start() + len(raw)
        has_letter = any(char.isalpha() for char in raw)
        is_odd = has_letter and (
            _IMITATES.search(raw) is not None
            or _TRIPLE.search(raw) is not None
            or any(match.start() <= place < end for place in odd)
        )
        letters = imitated(raw.replace("'", "")) if has_letter else raw
        # A bare digit or sign or two beside such a word is a little word of the same hand ("r3fund 4 y0u").
        if is_odd and found and _is_bare(found[-1].text):
            found[-1] = _as_letters(found[-1])
        if letters:
            found.append(Word(letters, match.start(), end, is_odd))
        if _is_bare(raw) and len(found) > 1 and found[-2].is_odd:
            found[-1] = _as_letters(found[-1])
    return found


def _is_bare(word: str) -> bool:
    return 0 < len(word) <= _TWO and not any(char.isalpha() for char in word)


def _as_letters(word: Word) -> Word:
    return Word(imitated(word.text), word.start, word.end)
