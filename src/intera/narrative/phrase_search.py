"""Where do forbidden phrases stand in a folded text, however they were spaced or respelled.

Words are joined into one run of letters, so that line breaks, stray points and split words make no
difference; a hit counts only where it begins and ends at words. The same search reads the text as
written and the text as it was meant (`respelled`); there a hit counts only with a respelled word.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple, Protocol, cast

import ahocorasick  # pyright: ignore[reportMissingModuleSource, reportMissingImports]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
# Joined words this long are read even without any gap around them.
_LONG = 10
# A single word shorter than this is one letter away from too many others.
_LEAST_GUESSED = 7
# A guess shorter than this counts only where its phrase stands whole.
_THIN = 5
# Up to this length a split word counts only letter by letter.
_SHORT = 3


class Oddness(IntEnum):
    """Whether a word stands as written, had its signs and doubles taken off, or is a guess at a slip of the hand."""

    NONE = 0
    RESPELLED = 1
    GUESSED = 2


class Word(NamedTuple):
    """One word of the folded text, `[start, end)`; `oddness` says whether it had to be read as another word."""

    text: str
    start: int
    end: int
    oddness: Oddness = Oddness.NONE


@dataclass(frozen=True, slots=True)
class Phrase:
    """One forbidden or allowed phrase: its words once folded, the number of its rule, its safe form.

    `is_name` marks the operator's own vocabulary, which is not looked for in pieces that are all words.
    """

    words: tuple[str, ...]
    rule_index: int
    replacement: str = ""
    is_name: bool = False


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

    def __init__(self, phrases: Iterable[Phrase], *, little: Collection[str], known: Collection[str]) -> None:
        """Builds the search.

        Args:
            phrases: what to look for, in the spelling the texts will be read in.
            little: words so common that, next to one another, they make no other word.
            known: ordinary words, of which no name of the operator's is pieced together.
        """
        by_letters: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.words:
                by_letters.setdefault("".join(phrase.words), []).append(phrase)
        self._little, self._known = frozenset(little), frozenset(known)
        self._automaton = cast("_Automaton", ahocorasick.Automaton())  # pyright: ignore[reportUnknownMemberType]
        for letters in sorted(by_letters):
            self._automaton.add_word(letters, by_letters[letters])
        if by_letters:
            self._automaton.make_automaton()

    def hits(self, text: str, words: Sequence[Word], *, only_odd: bool = False) -> list[Hit]:
        """Where the phrases stand.

        Args:
            text: the folded text.
            words: its words, from `words_of` or a speller.
            only_odd: whether a hit counts only when a word of it had to be read as another.

        Returns:
            Hits in order of their end.
        """
        if not words or not len(self._automaton) or (only_odd and not any(word.oddness for word in words)):
            return []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        position = 0
        for index, word in enumerate(words):
            starts[position] = index
            position += len(word.text)
            ends[position] = index
        found: list[Hit] = []
        offsets = list(starts)
        for last, phrases in self._automaton.iter("".join([word.text for word in words])):
            end = last + 1
            for phrase in phrases:
                start = end - sum(map(len, phrase.words))
                first_word, last_word = starts.get(start), ends.get(end)
                if first_word is None or last_word is None:
                    # No gap at all: only a long phrase inside one single word counts.
                    first_word = last_word = bisect_right(offsets, start) - 1
                    if (
                        len(phrase.words) == 1
                        or end - start < _LONG
                        or end > offsets[first_word] + len(words[first_word].text)
                    ):
                        continue
                elif not self._counts(text, words[first_word : last_word + 1], phrase):
                    continue
                if only_odd and not _is_respelled(words[first_word : last_word + 1], phrase):
                    continue
                found.append(Hit(words[first_word].start, words[last_word].end, phrase))
        return found

    def _counts(self, text: str, words: Sequence[Word], phrase: Phrase) -> bool:
        if len(words) == len(phrase.words) and all(
            len(word.text) == len(wanted) for word, wanted in zip(words, phrase.words, strict=True)
        ):
            # A point after a single letter is an initial, not the end of a sentence.
            return not any(
                len(word.text) > 1 and _SENTENCE_END.search(text, word.end, after.start)
                for word, after in pairwise(words)
            )
        if sum(map(len, phrase.words)) <= _SHORT:
            return all(len(word.text) == 1 for word in words)
        if phrase.is_name and all(word.text in self._known or len(word.text) == 1 for word in words):
            return all(len(word.text) == 1 for word in words)
        return not all(word.text in self._little for word in words)


def _is_respelled(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a word of a hit had to be read as another; a short one alone is no guess to rest on."""
    if len(phrase.words) == 1 and len(phrase.words[0]) < _LEAST_GUESSED:
        return any(word.oddness is Oddness.RESPELLED for word in words)
    return any(word.oddness for word in words)


def sentences(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words, sentence by sentence; a lone sign between blanks ends none.

    Args:
        text: the folded text.
        words: its words in order.

    Yields:
        The words of one sentence.
    """
    sentence: list[Word] = []
    end = 0
    for word in words:
        # A point after a single letter is an initial, not the end of a sentence.
        if sentence and len(sentence[-1].text) > 1 and _SENTENCE_END.search(text, end, word.start):
            yield sentence
            sentence = []
        end = word.end
        sentence.append(word)
    if sentence:
        yield sentence


def is_thin(word: Word) -> bool:
    """Whether a word is a guess too short to rest on where words stand apart."""
    return word.oddness is Oddness.GUESSED and len(word.text) < _THIN


def words_of(text: str) -> list[Word]:
    """The words of a folded text; an apostrophe inside a word is dropped.

    Args:
        text: folded.

    Returns:
        Words in order.
    """
    return [Word(m[0].replace("'", ""), *m.span()) for m in _WORD.finditer(text)]
