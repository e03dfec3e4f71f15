"""Which word was meant where digits, signs, stretched letters or a slip of the hand stand in its place.

Every word is read in one rough spelling: signs as the letters they imitate, small l and i as one,
doubled letters single. A word that is one letter away from marked words, and is no ordinary word
itself, is read as each of them. Words that are ordinary but for signs or stretched letters are a
disguise in themselves, whatever they say.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from intera.narrative.phrase_search import Oddness, Word
from intera.narrative.shapes import without_links

_CHUNK = re.compile(r"(?:[^\W_]|[@$!|+])+(?:['*#^~%&_=?(){}\[\]<>\\]{1,3}(?:[^\W_]|[@$!|+])+)*")
# A sign in the middle of a word that stands for a letter we cannot know.
_MASK = re.compile(r"['*#^~%&_=?(){}\[\]<>\\]+")
# Signs and digits with the letter each imitates; small l and i are taken for one another.
_IMITATED = str.maketrans("0123456789@$!|+l", "oizeasgtbgasiiti")
_IMITATES = re.compile(r"[0-9@$!|+]")
_DOUBLE = re.compile(r"([a-z])\1+")
_LETTERS = re.compile(r"[a-z]+")
# Two halves of a word may be a slip of the hand where only a blank or a hyphen stands between.
_PLAIN_GAPS = frozenset({" ", "-"})
_BETWEEN_SENTENCES = re.compile(r"[.,;:!?)\"']+ +|\s*\n\s*\n\s*")
_WIDEST_GAP = 6
_STRETCHED = re.compile(r"([a-z])\1\1")
# Written with digits by everybody: amounts with their unit, ordinals, clock times, generations.
_AMOUNT = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|g|k|m|h|s|x|d|w|y|p|hr|hrs|hz|min|mins|sec|secs|ms|[kmgt]b|[kmgt]bps|[kmgt]bit|[mg]hz|km|mm|cm|v|er)"
)
# A name and its number: "wave2", "ipv4", "area5".
_NUMBERED = re.compile(r"([a-z]+)\d+")
_WOVEN = re.compile(r"[a-z][0-9@$!|]+[a-z]+[0-9@$!|]+[a-z]")
# Letters three times in a row without anybody stretching them.
_THRICE = frozenset({"www", "iii", "viii", "xiii", "xxx", "hmmm", "aaa", "xviii", "xxxx", "shhh", "ccc"})
# Letters that hardly any word doubles.
_NEVER_DOUBLED = frozenset("ahijkquvwxy")
# Two letters that look like one, or sound like one.
_PAIRS = (("vv", "w"), ("rn", "m"), ("ph", "f"), ("cks", "x"), ("ck", "k"))
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "y", "al", "ally", "able", "ment", "ness", "ation")
_TWO = 2
# A shorter word with one letter doubled is often another word ("me" and "mme").
_SHORTEST_ROUGH = 4
_MOST_LETTERS = 40
# Shorter words are one letter away from too many others.
SHORTEST_WORD = 4
# A word of a longer phrase may have lost one letter.
_SHORTEST_SLIP = 3
SHORTEST_NAME = 5
# Of several marked words one letter away, so many are tried.
_MOST_READINGS = 3
# A disguise for certain, one of which it takes two in a text, and one of which it takes four.
_CERTAIN, _HALF, _SLIGHT = 4, 2, 1
_CACHED = 20_000


class _Read(NamedTuple):
    """How a chunk is read: the words it may stand for, how odd that is, how surely it is disguised."""

    readings: tuple[str, ...]
    oddness: Oddness
    weight: int = 0


def rough(word: str) -> str:
    """A word in the rough spelling.

    Args:
        word: folded letters, digits and signs.

    Returns:
        Its letters; two words that are meant to look alike give the same.
    """
    letters = _flat(word)
    for pair, one in _PAIRS:
        if pair in letters:
            letters = letters.replace(pair, one)
    return _DOUBLE.sub(r"\1", letters)


class Speller:
    """Reads words as they were meant; built once per operator and language."""

    def __init__(self, marked: Iterable[str], names: Iterable[str], ordinary: Collection[str]) -> None:
        """Learns the words.

        Args:
            marked: words of shipped phrases, folded.
            names: words of the operator's own vocabulary, folded.
            ordinary: words that are never a slip of the hand for another.
        """
        marked = list(marked)
        self._ordinary = frozenset(ordinary)
        self._plain = frozenset(marked) | self._ordinary
        self._flat = frozenset(map(_flat, self._plain))
        self._single = frozenset(_DOUBLE.sub(r"\1", word) for word in self._plain)
        self._all_rough = frozenset(map(rough, self._plain))
        self._rough = frozenset(map(rough, marked))
        self._long: frozenset[str] = frozenset()
        self._shortened: dict[str, tuple[str, ...]] = {}
        self._seek(rough(word) for word in marked if len(word) >= _SHORTEST_SLIP)
        self.learn(names)

    def learn(self, names: Iterable[str]) -> None:
        """Learns words of an operator's own beside what is known; a copy that learns leaves the first as it was.

        Args:
            names: folded.
        """
        names = [name for name in names if name.isalpha()]
        self._plain |= frozenset(names)
        self._flat |= frozenset(map(_flat, names))
        self._single |= frozenset(_DOUBLE.sub(r"\1", name) for name in names)
        self._all_rough |= frozenset(map(rough, names))
        self._rough |= frozenset(map(rough, names))
        self._seek(rough(name) for name in names if len(name) >= SHORTEST_NAME and name not in self._ordinary)
        self._read: dict[str, _Read] = {}

    def _seek(self, words: Iterable[str]) -> None:
        """Takes words in the rough spelling among those a slip of the hand is looked for in."""
        new = frozenset(word for word in words if len(word) >= _SHORTEST_SLIP) - self._long
        self._long |= new
        shortened = dict(self._shortened)
        for word in sorted(new):
            for short in _one_letter_less(word):
                shortened[short] = (*shortened.get(short, ()), word)
        self._shortened = shortened

    def readings(self, text: str, odd_places: frozenset[int]) -> list[list[Word]]:
        """The words of a folded text in the rough spelling, those read as another word marked.

        Args:
            text: folded.
            odd_places: positions of capitals in the middle of small letters (a capital I passes for an l).

        Returns:
            One or more readings; they differ where a word may be meant for several.
        """
        found: list[tuple[_Read, int, int]] = []
        for match in _CHUNK.finditer(text):
            raw, read = self._chunk(match.group())
            start, end = match.start(), match.start() + len(raw)
            if not read.oddness and odd_places and any(start <= place < end for place in odd_places):
                read = read._replace(oddness=Oddness.RESPELLED)
            if read.readings[0]:
                found.append((read, start, end))
        _read_bare(found)
        most = max((len(read.readings) for read, _, _ in found), default=1)
        return [
            [Word(read.readings[place % len(read.readings)], start, end, read.oddness) for read, start, end in found]
            for place in range(most)
        ]

    def disguised(self, text: str) -> list[tuple[int, int]]:
        """Where words stand that are ordinary but for signs, stretched letters or gaps in them.

        Args:
            text: folded.

        Returns:
            Places in order; none where one doubled letter or one blank in a word is all there is.
        """
        found: list[tuple[int, int, int]] = []
        if "://" in text:
            text = without_links(text)
        for match in _CHUNK.finditer(text):
            raw, read = self._chunk(match.group())
            if read.weight:
                found.append((match.start(), match.start() + len(raw), read.weight))
        found += self._split(text)
        is_sure = sum(weight for _, _, weight in found) >= _CERTAIN
        return sorted((start, end) for start, end, _ in found) if is_sure else []

    def _split(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Where two neighbours that are not both words make one word together."""
        for one, other in pairwise(_LETTERS.finditer(text)):
            whole = one[0] + other[0]
            if len(whole) < SHORTEST_WORD or whole not in self._plain:
                continue
            gap = text[one.end() : other.start()]
            if not gap or len(gap) > _WIDEST_GAP or "'" in gap or _BETWEEN_SENTENCES.fullmatch(gap):
                continue
            if gap == "(" or any(char.isdigit() for char in gap):
                continue
            if self._is_ordinary(one[0]) and self._is_ordinary(other[0]):
                continue
            yield one.start(), other.end(), _HALF if gap in _PLAIN_GAPS else _CERTAIN

    def _chunk(self, chunk: str) -> tuple[str, _Read]:
        """A chunk without the marks of its sentence, and how it is read."""
        bare = chunk.rstrip("!+|")
        if bare != chunk and bare not in self._plain and _flat(chunk) in self._flat:
            bare = chunk
        known = self._read.get(bare)
        if known is None:
            if len(self._read) >= _CACHED:
                self._read.clear()
            known = self._read[bare] = self._find(bare)
        return bare, known

    def _find(self, raw: str) -> _Read:
        word = _MASK.sub("", raw)
        if not any(char.isalpha() for char in word):
            return _Read((word,), Oddness.NONE)
        if raw.replace("'", "") in self._plain:
            return _Read((rough(word),), Oddness.NONE)
        letters = rough(word)
        if word in self._plain:
            return _Read((letters,), Oddness.NONE)
        weight = self._weight(word, letters)
        imitates = _IMITATES.search(word) is not None
        is_stretched = len(word) - len(letters) >= _TWO
        if letters in self._rough and (len(letters) >= _SHORTEST_ROUGH or imitates or is_stretched):
            return _Read((letters,), Oddness.RESPELLED, weight)
        if _SHORTEST_SLIP <= len(letters) < _MOST_LETTERS and not self._is_ordinary(word):
            near = self._near(letters)
            if near:
                return _Read(tuple(near), Oddness.GUESSED, weight)
        odd = Oddness.RESPELLED if imitates or is_stretched else Oddness.NONE
        return _Read((letters,), odd, weight)

    def _weight(self, word: str, letters: str) -> int:
        """How surely a word that is in no list is disguised."""
        if _IMITATES.search(word):
            if _AMOUNT.fullmatch(word):
                return 0
            numbered = _NUMBERED.fullmatch(word)
            if numbered and (self._is_ordinary(numbered[1]) or len(word) <= SHORTEST_WORD):
                return 0
            if _flat(word) in self._flat or (letters in self._all_rough and len(letters) >= SHORTEST_WORD):
                return _CERTAIN if len(word) >= SHORTEST_WORD else _HALF
            return _CERTAIN if _WOVEN.search(word) and self._is_near_a_word(letters) else 0
        if _STRETCHED.search(word) and word not in _THRICE and (letters in self._all_rough or len(letters) > _TWO):
            return _CERTAIN
        return self._weight_of_doubles(word)

    def _is_near_a_word(self, letters: str) -> bool:
        return len(letters) > SHORTEST_WORD and bool(self._near(letters))

    def _weight_of_doubles(self, word: str) -> int:
        if len(word) < SHORTEST_WORD or not word.isalpha() or self._is_ordinary(word):
            return 0
        doubles = _DOUBLE.findall(word)
        if not doubles or _DOUBLE.sub(r"\1", word) not in self._single:
            return 0
        is_unusual = any(letter in _NEVER_DOUBLED for letter in doubles)
        if len(doubles) > 1:
            return _CERTAIN if is_unusual or len(doubles) > _TWO else _HALF
        return _HALF if is_unusual else _SLIGHT

    def _is_ordinary(self, word: str) -> bool:
        """Whether a word, or the word it is a form of, is an ordinary one."""
        if word in self._plain:
            return True
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return any(stem in self._ordinary or f"{stem}e" in self._ordinary for stem in stems)

    def _near(self, letters: str) -> list[str]:
        shorter = _one_letter_less(letters)
        candidates = set(self._shortened.get(letters, ()))
        candidates |= {short for short in shorter if short in self._long}
        for short in shorter:
            candidates.update(word for word in self._shortened.get(short, ()) if _is_one_slip(letters, word))
        # Hands slip seldom on the first letter.
        return sorted(candidates, key=lambda word: (word[0] != letters[0], word))[:_MOST_READINGS]


def _flat(word: str) -> str:
    """A word with its signs as the letters they imitate, as long as it was."""
    return word.translate(_IMITATED)


def _read_bare(found: list[tuple[_Read, int, int]]) -> None:
    """A bare digit or sign or two beside a respelled word is a little word of the same hand ("r3fund 4 y0u")."""
    for place, (read, start, end) in enumerate(found):
        if not _is_bare(read.readings[0]):
            continue
        neighbours: Sequence[tuple[_Read, int, int]] = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
        if any(one.oddness is Oddness.RESPELLED for one, _, _ in neighbours):
            found[place] = (_Read((rough(read.readings[0]),), Oddness.RESPELLED), start, end)


def _one_letter_less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words of one length differ in one letter, or in two neighbours that changed places."""
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or not places:
        return False
    if len(places) == 1:
        return True
    first, last = places[0], places[-1]
    return len(places) == _TWO and last == first + 1 and one[first] == other[last] and one[last] == other[first]


def _is_bare(word: str) -> bool:
    return 0 < len(word) <= _TWO and not any(char.isalpha() for char in word)
