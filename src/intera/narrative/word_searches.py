"""Where the words of a language's rules and of one operator's own vocabulary stand: searches built from phrases.

Those of a language are built once in a process and shared; an operator's own are small and stand beside them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from intera.narrative.fold import fold
from intera.narrative.guard_words import GuardWords, guard_words
from intera.narrative.loose_search import LooseSearch
from intera.narrative.near_search import NearSearch, words_near
from intera.narrative.phrase_search import Hit, Phrase, PhraseSearch, Word, words_of
from intera.narrative.respelled import SHORTEST_WORD, Speller, rough
from intera.narrative.word_rule import WordRule, is_strict, spelled_out

# A safe use, of which nothing is marked.
ALLOW = -1
# Words near one another that make one another safe.
ALLOW_NEAR = -2
# A name customers know, and a piece of one, in which only the words of an operator's own are marked.
NAME = -3
NAME_PIECE = -4
# Counts are only what they say, in their order.
_TAUT_RULES = frozenset({"customer_numbers"})


class WordSearches:
    """Finds one set of phrases as written, as meant and loosened."""

    def __init__(self, phrases: Sequence[Phrase], strict: Iterable[Phrase], words: GuardWords) -> None:
        """Builds the searches.

        Args:
            phrases: all of them, folded.
            strict: those that are also looked for with words in between.
            words: the language.
        """
        self._plain = PhraseSearch(phrases, little=words.little, known=words.known)
        self._meant = PhraseSearch(map(_in_rough, phrases), little=words.little, known=words.known)
        self._loose = _loose_search([_in_rough(phrase) for phrase in strict], words)

    def hits(self, bare: str, readings: Iterable[Sequence[Word]]) -> list[Hit]:
        """Where phrases stand as written and as meant.

        Args:
            bare: the folded text.
            readings: its words, as a speller reads them.

        Returns:
            Hits, safe uses among them.
        """
        found = self._plain.hits(bare, words_of(bare))
        for words in readings:
            found += self._meant.hits(bare, words, only_odd=True)
        return found

    def loosened(self, bare: str, readings: Iterable[Sequence[Word]]) -> list[Hit]:
        """Where phrases stand with words in between or in another order."""
        return [hit for words in readings for hit in self._loose.hits(bare, words)]


@dataclass(frozen=True, slots=True)
class LanguageSearches:
    """All that is looked for in one language, whoever the operator is."""

    words: WordSearches
    near: NearSearch
    speller: Speller


@lru_cache(maxsize=4)
def language_searches(language: str) -> LanguageSearches:
    """The searches for the rules we ship.

    Args:
        language: two letters.

    Returns:
        The searches; asked again, the same.

    Raises:
        UnknownLanguageError: we have no rules for the language.
    """
    words = guard_words(language)
    rules = words.rules
    phrases = [Phrase(_spelled(form), ALLOW) for row in words.allowed for form, _ in spelled_out(row)]
    strict: list[Phrase] = []
    for index, rule in enumerate(rules):
        own = [Phrase(_spelled(form), index, safe) for row in rule.phrases for form, safe in spelled_out(row)]
        phrases += own
        if is_strict(rule):
            strict += own
    speller = Speller(
        {word for phrase in strict for word in phrase.words}
        | {_folded(word) for rule in rules for pattern in rule.near for word in words_near(pattern)},
        (),
        words.known,
    )
    near = NearSearch(
        (
            *((pattern, ALLOW_NEAR) for pattern in words.allowed_near),
            *((pattern, index) for index, rule in enumerate(rules) for pattern in rule.near),
        ),
        passed_over={_rough(word) for word in words.articles | words.fillers},
        spell=lambda word: _rough(_folded(word)),
    )
    loose = [phrase for phrase in strict if rules[phrase.rule_index].rule not in _TAUT_RULES]
    return LanguageSearches(WordSearches(phrases, loose, words), near, speller)


def own_searches(
    hidden: Mapping[int, WordRule], names: Collection[str], words: GuardWords
) -> tuple[WordSearches, frozenset[str]]:
    """The searches for one operator's vocabulary.

    Args:
        hidden: its rules by number.
        names: what customers call its services and places, never marked, nor are words of it.
        words: the language.

    Returns:
        The searches, and the words of what is hidden.
    """
    phrases = [
        Phrase(_spelled(form), index, "", is_name=True) for index, rule in hidden.items() for form in rule.phrases
    ]
    # A name of ordinary words alone ("Service health") is only what it says, in its order.
    loose = [phrase for phrase in phrases if any(word not in words.known for word in phrase.words)]
    spelled = {_spelled(name) for name in names} - {()}
    allowed = [Phrase(name, NAME) for name in sorted(spelled)]
    parts = {
        name[first:last] for name in spelled for first in range(len(name)) for last in range(first + 1, len(name) + 1)
    }
    allowed += [Phrase(part, NAME_PIECE) for part in sorted(parts - spelled)]
    found = frozenset(word for phrase in phrases for word in phrase.words)
    return WordSearches([*allowed, *phrases], loose, words), found


@cache
def _rough(word: str) -> str:
    return rough(word)


def _folded(word: str) -> str:
    return "".join(_spelled(word))


def _spelled(form: str) -> tuple[str, ...]:
    """The words of a form, folded; each is folded once in a process."""
    return tuple(piece for word in form.split() for piece in _pieces(word))


@cache
def _pieces(word: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in words_of(fold(word).text))


def _in_rough(phrase: Phrase) -> Phrase:
    words = tuple(word if word.isdigit() else _rough(word) for word in phrase.words)
    return Phrase(words, phrase.rule_index, phrase.replacement, phrase.is_name)


def _loose_search(phrases: Iterable[Phrase], words: GuardWords) -> LooseSearch:
    # A short word beside another means too many things.
    wanted = [phrase for phrase in phrases if max(map(len, phrase.words), default=0) >= SHORTEST_WORD - 1]
    return LooseSearch(
        wanted,
        articles={_rough(word) for word in words.articles},
        fillers={_rough(word) for word in words.fillers},
        fixed={_rough(word) for word in words.fixed},
        ending=_rough(words.ending),
    )
