"""Where do words that mean something together stand near one another, in whatever order and however parted.

A pattern is two or three groups of words, `reboot|restart > server|switch` or `fault|error ~ engineer|team`:
a word of each within one sentence, with at most so many words of weight between as the number after the
sign says (three when there is none). `~` takes any order, `>` only the one written. Words after ` ! ` may not
stand anywhere from the first to the last.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from intera.narrative.phrase_search import Hit, Phrase, Word, is_thin, sentences

_BUT = " ! "
_LINK = re.compile(r" ([~>])(\d?) ")
_USUAL_GAP = 3


@dataclass(frozen=True, slots=True)
class _Near:
    """A pattern: its groups, how far each may be from the one before, whether only in this order."""

    phrase: Phrase
    groups: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]
    is_ordered: bool
    barred: frozenset[str]


class NearSearch:
    """Finds words near one another; built once per operator and language."""

    def __init__(
        self, patterns: Iterable[tuple[str, int]], *, passed_over: Collection[str], spell: Callable[[str], str]
    ) -> None:
        """Builds the search.

        Args:
            patterns: each with the number of its rule.
            passed_over: words without weight, in the spelling texts are read in.
            spell: gives a word in that spelling.
        """
        self._passed_over = frozenset(passed_over)
        self._by_word: dict[str, list[_Near]] = {}
        for pattern, rule_index in patterns:
            near = _near(pattern, rule_index, spell)
            for word in near.groups[0]:
                self._by_word.setdefault(word, []).append(near)
        self._used = frozenset(word for nears in self._by_word.values() for near in nears for word in _words(near))

    def hits(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Where patterns stand.

        Args:
            text: the folded text.
            words: its words in the spelling of the patterns.

        Returns:
            Hits in order of appearance of their first group.
        """
        found: list[Hit] = []
        for sentence in sentences(text, words):
            weighty = [word for word in sentence if word.text in self._used or word.text not in self._passed_over]
            weighty = [word._replace(text="") if is_thin(word) else word for word in weighty]
            # Little words that a pattern looks for stand here too, but make no distance.
            weighs = (word.text not in self._passed_over for word in weighty)
            weights = list(accumulate(weighs, initial=0))
            for place, word in enumerate(weighty):
                for near in self._by_word.get(word.text, ()):
                    places = _places(weighty, weights, place, near)
                    if places:
                        first, last = min(places), max(places)
                        if near.barred and any(one.text in near.barred for one in weighty[first : last + 1]):
                            continue
                        found.append(Hit(weighty[first].start, weighty[last].end, near.phrase))
        return found


def words_near(pattern: str) -> list[str]:
    """Every word a pattern looks for, as written in it."""
    return [word for group in _LINK.split(pattern.partition(_BUT)[0])[::3] for word in group.split("|")]


def _near(pattern: str, rule_index: int, spell: Callable[[str], str]) -> _Near:
    wanted, _, barred = pattern.partition(_BUT)
    parts = _LINK.split(wanted)
    groups = tuple(frozenset(spell(word) for word in group.split("|")) for group in parts[::3])
    gaps = tuple(int(gap) if gap else _USUAL_GAP for gap in parts[2::3])
    return _Near(
        Phrase((), rule_index),
        groups,
        gaps,
        ">" in parts[1::3],
        frozenset(spell(word) for word in barred.split("|") if word),
    )


def _words(near: _Near) -> Iterable[str]:
    return (word for group in (*near.groups, near.barred) for word in group)


def _places(words: Sequence[Word], weights: Sequence[int], place: int, near: _Near) -> list[int]:
    """One place for each group, the first given; empty when a group is too far.

    `weights[n]` says how many words of weight stand before the n-th word.
    """
    places = [place]
    for group, gap in zip(near.groups[1:], near.gaps, strict=True):
        first, last = min(places), max(places)
        found = None
        for at in range(last + 1, len(words)):
            if weights[at] - weights[last + 1] > gap:
                break
            if words[at].text in group:
                found = at
                break
        if found is None and not near.is_ordered:
            for at in range(first - 1, -1, -1):
                if weights[first] - weights[at + 1] > gap:
                    break
                if words[at].text in group:
                    found = at
                    break
        if found is None:
            return []
        places.append(found)
    return places
