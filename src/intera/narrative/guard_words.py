"""Everything the guard knows about one language: its rules, its safe uses, its little words, its shapes.

Adding a language is one row here and the modules it names: `words_<code>.py` with RULES, ALLOWED and
the small word sets, `words_<code>_known.py` with its commonest words, shapes of counts and promised
times in `shapes_<code>.py`, the patterns of required parts, and a row in `spoken.PHRASES`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intera.narrative import words_de, words_de_little, words_en
from intera.narrative.shapes import SHAPES, Shape
from intera.narrative.shapes_de import SHAPES_DE
from intera.narrative.spoken import UnknownLanguageError
from intera.narrative.word_rule import WordRule
from intera.narrative.words_en_known import KNOWN as KNOWN_EN
from intera.narrative.words_en_safe import ALLOWED_NEAR


@dataclass(frozen=True, slots=True)
class GuardWords:
    """One language.

    `allowed` phrases are safe uses, and so is what stands where an `allowed_near` pattern does.
    `little` words make no other word next to one another; `articles`, `fillers` and what ends in
    `ending` change nothing inside a phrase; phrases with a `fixed` word hold only in their order; `known`
    are ordinary words. The three patterns tell the required parts in folded text.
    """

    rules: tuple[WordRule, ...]
    allowed: tuple[str, ...]
    allowed_near: tuple[str, ...]
    shapes: tuple[Shape, ...]
    little: frozenset[str]
    articles: frozenset[str]
    fillers: frozenset[str]
    fixed: frozenset[str]
    ending: str
    known: frozenset[str]
    still_works: re.Pattern[str]
    next_update: re.Pattern[str]
    apology: re.Pattern[str]


LANGUAGES: Mapping[str, GuardWords] = {
    "en": GuardWords(
        rules=words_en.RULES,
        allowed=words_en.ALLOWED,
        allowed_near=ALLOWED_NEAR,
        shapes=SHAPES,
        little=words_en.LITTLE,
        articles=words_en.ARTICLES,
        fillers=words_en.FILLERS,
        fixed=words_en.FIXED,
        ending="ly",
        known=KNOWN_EN,
        still_works=re.compile(
            r"\b(?:as usual|as normal|still works?|still use|(?:is|are) not affected|unaffected|keeps? working)\b"
        ),
        next_update=re.compile(r"\bupdate\b[^.!?\n]*?\b(?:by|at|before)\s+(?:[01]?\d|2[0-3])[:.][0-5]\d\b"),
        apology=re.compile(r"\b(?:sorry|apolog\w+)\b"),
    ),
    "de": GuardWords(
        rules=words_de.RULES,
        allowed=words_de.ALLOWED,
        allowed_near=(),
        shapes=SHAPES_DE,
        little=words_de_little.LITTLE,
        articles=words_de_little.ARTICLES,
        fillers=words_de_little.FILLERS,
        fixed=words_de_little.FIXED,
        ending="weise",
        known=words_de_little.KNOWN,
        still_works=re.compile(
            r"\b(?:wie gewohnt|wie ublich|weiterhin nutzbar|nicht betroffen|funktionier\w+ weiter)\b"
        ),
        next_update=re.compile(r"\bmitteilung\b[^.!?\n]*?\b(?:bis|um|vor)\s+(?:[01]?\d|2[0-3])[:.][0-5]\d\b"),
        apology=re.compile(r"\bentschuldig\w+\b"),
    ),
}


def guard_words(language: str) -> GuardWords:
    """What the guard knows about a language.

    Args:
        language: a two-letter code.

    Returns:
        Its row.

    Raises:
        UnknownLanguageError: we have no rules for it.
    """
    found = LANGUAGES.get(language)
    if found is None:
        raise UnknownLanguageError(language)
    return found
