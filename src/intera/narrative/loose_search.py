"""Where does a forbidden phrase stand with words put between its own, or with its words in another order.

Words that carry no meaning of their own (fillers, articles) are passed over. Between the words of a
phrase three more may stand; another order counts only for phrases whose meaning it keeps.
"""

from collections.abc import Collection, Iterable, Sequence
from re import compile as pattern
from typing import NamedTuple

from intera.narrative.phrase_search import Hit, Phrase, Word, is_thin

_SENTENCE_END = pattern(r"[.!?;:]\s|\n\s*\n")
_FEWEST, _MOST = 2, 5
# A phrase that denies says something else without its helping words.
_DENIES = frozenset({"not", "no", "nicht", "kein", "keine"})
# Shorter words mean too many things.
_WEIGHTY = 5
# So many other words may stand between.
_SPARE = 3


class _Loose(NamedTuple):
    """A phrase by its words that carry meaning, whether only in their order."""

    phrase: Phrase
    core: tuple[str, ...]
    is_fixed: bool


class LooseSearch:
    """Finds loosened phrases; built once per operator and language."""

    def __init__(
        self,
        phrases: Iterable[Phrase],
        *,
        articles: Collection[str],
        fillers: Collection[str],
        fixed: Collection[str],
        ending: str,
    ) -> None:
        """Builds the search.

        Args:
            phrases: what to look for, in the spelling texts are read in.
            articles: words left out of phrases and texts alike.
            fillers: words that also change nothing when they stand between; left out of texts only.
            fixed: words whose phrases hold only in their order.
            ending: an ending that makes a word one to pass over ("ly").
        """
        self._articles, self._fillers, self._ending = frozenset(articles), frozenset(fillers), ending
        self._by_word: dict[str, list[_Loose]] = {}
        self._used: set[str] = set()
        for phrase in phrases:
            core = tuple(word for word in phrase.words if word not in self._articles)
            is_bare = phrase.words[-1:] and phrase.words[-1] in self._articles
            if is_bare or (len(core) < len(phrase.words) and _DENIES & set(core)):
                continue
            if _FEWEST <= len(core) <= _MOST and len(set(core)) == len(core) and self._weighs(core, fixed):
                self._used |= set(core)
                # By its longest word, which is seldom a common one.
                key = max(core, key=lambda word: (len(word), word))
                loose = _Loose(phrase, core, any(word in fixed for word in core))
                self._by_word.setdefault(key, []).append(loose)

    @staticmethod
    def _weighs(core: Sequence[str], fixed: Collection[str]) -> bool:
        """Whether a phrase has a word that means something by itself; "no time" with words between means anything."""
        return any(len(word) >= _WEIGHTY and word not in fixed for word in core)

    def hits(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Where loosened phrases stand.

        Args:
            text: the folded text.
            words: its words in the same spelling as the phrases.

        Returns:
            Hits in order of appearance.
        """
        if not any(word.text in self._by_word for word in words):
            return []
        found: list[Hit] = []
        for sentence in self._sentences(text, words):
            texts = ["" if is_thin(word) else word.text for word in sentence]
            for place, word in enumerate(texts):
                for loose in self._by_word.get(word, ()):
                    span = self._span(texts, place, loose)
                    if span is not None:
                        found.append(Hit(sentence[span[0]].start, sentence[span[1]].end, loose.phrase))
        return found

    def _sentences(self, text: str, words: Sequence[Word]) -> Iterable[list[Word]]:
        """The words that carry meaning, sentence by sentence."""
        sentence: list[Word] = []
        end = 0
        for word in words:
            if sentence and len(text[end : word.start]) > 1 and _SENTENCE_END.search(text, end, word.start):
                yield sentence
                sentence = []
            end = word.end
            if word.text not in self._articles:
                sentence.append(word)
        yield sentence

    def _span(self, texts: Sequence[str], place: int, loose: _Loose) -> tuple[int, int] | None:
        """From where to where the words of a phrase stand around one of them; None when they do not."""
        core = loose.core
        if loose.is_fixed:
            at = core.index(texts[place])
            first = self._walk(texts, place, core[:at][::-1], step=-1)
            last = self._walk(texts, place, core[at + 1 :], step=1)
            return None if first is None or last is None else (first, last)
        wanted = set(core) - {texts[place]}
        first = last = place
        for step in (1, -1):
            spare, at = _SPARE, place + step
            while wanted and 0 <= at < len(texts) and spare >= 0:
                if texts[at] in wanted:
                    wanted.discard(texts[at])
                    first, last = min(first, at), max(last, at)
                elif not self._is_passed_over(texts[at]):
                    spare -= 1
                at += step
        return None if wanted else (first, last)

    def _walk(self, texts: Sequence[str], place: int, core: Sequence[str], *, step: int) -> int | None:
        """Where the words stand one after the other from a place on; None when one is missing."""
        reached, spare, at = place, _SPARE, place + step
        for word in core:
            while 0 <= at < len(texts) and texts[at] != word:
                if not self._is_passed_over(texts[at]):
                    spare -= 1
                if spare < 0:
                    return None
                at += step
            if not 0 <= at < len(texts):
                return None
            reached, at = at, at + step
        return reached

    def _is_passed_over(self, word: str) -> bool:
        return word in self._fillers or (bool(self._ending) and word.endswith(self._ending) and word not in self._used)
