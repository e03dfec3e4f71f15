"""Words that mean something together are found near one another, as far and in the order a pattern says."""

import pytest

from intera.narrative.near_search import NearSearch, words_near
from intera.narrative.phrase_search import Oddness, Word, words_of

PATTERNS = ("reboot|restart > server", "fault ~1 team", "will ~ fixed ~ tonight")
SEARCH = NearSearch(
    ((pattern, index) for index, pattern in enumerate(PATTERNS)), passed_over={"the", "really"}, spell=str.lower
)


def found(text: str) -> set[str]:
    return {PATTERNS[hit.phrase.rule_index] for hit in SEARCH.hits(text, words_of(text))}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("we restart the really old big server", PATTERNS[0]),
        ("the team at fault", PATTERNS[1]),
        ("fault of the team", PATTERNS[1]),
        ("tonight it will be fixed", PATTERNS[2]),
    ],
)
def test_words_near_one_another_are_found(text: str, pattern: str) -> None:
    assert found(text) == {pattern}


@pytest.mark.parametrize(
    "text",
    [
        "the server will restart",
        "we restart. the server",
        "restart one two three four server",
        "fault of our own team",
        "it will be fixed",
    ],
)
def test_words_too_far_apart_or_in_another_order_are_not(text: str) -> None:
    assert found(text) == set()


def test_a_short_guess_counts_for_nothing() -> None:
    words = [Word("team", 0, 4, Oddness.GUESSED), Word("fault", 5, 10)]
    assert SEARCH.hits("taem fault", words) == []


def test_every_word_of_a_pattern_is_known() -> None:
    assert words_near("a|b >2 c ~ d") == ["a", "b", "c", "d"]
