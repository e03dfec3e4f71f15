"""A phrase is found with words in between or in another order, where that keeps what it says."""

import pytest

from intera.narrative.loose_search import LooseSearch
from intera.narrative.phrase_search import Phrase, words_of

PHRASES = ("core router", "never happen again", "no time", "roll back the", "did not check")
SEARCH = LooseSearch(
    [Phrase(tuple(words.split()), index) for index, words in enumerate(PHRASES)],
    articles={"the", "a", "is", "did"},
    fillers={"really", "you", "know"},
    fixed={"never", "again", "no", "not"},
    ending="ly",
)


def found(text: str) -> set[str]:
    return {PHRASES[hit.phrase.rule_index] for hit in SEARCH.hits(text, words_of(text))}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the core really, you know, router", "core router"),
        ("the router in the core", "core router"),
        ("this will never, truly, happen to you again", "never happen again"),
    ],
)
def test_a_loosened_phrase_is_found(text: str, phrase: str) -> None:
    assert found(text) == {phrase}


@pytest.mark.parametrize(
    "text",
    [
        "the core. a router",
        "core one two three four five router",
        "again it will happen never",
        "no end of time",
        "roll it back",
        "we check not",
    ],
)
def test_what_says_something_else_is_left_alone(text: str) -> None:
    assert found(text) == set()


def test_the_mark_reaches_from_the_first_word_to_the_last() -> None:
    text = "see the router of the core now"
    (hit,) = SEARCH.hits(text, words_of(text))
    assert text[hit.start : hit.end] == "router of the core"
