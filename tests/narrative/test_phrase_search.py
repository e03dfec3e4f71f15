"""A phrase is found however it is spaced or respelled, and ordinary neighbours are not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.narrative.fold import fold
from intera.narrative.phrase_search import PhraseSearch, imitated, imitating_words_of, words_of

PHRASES = ["network is broken", "minor", "noc", "fail", "at fault", "guarantee"]
ROWS = [(words, index, "") for index, words in enumerate(PHRASES)]
PLAIN, LEET = PhraseSearch(ROWS, is_leet=False), PhraseSearch(ROWS, is_leet=True)


def found(text: str) -> set[str]:
    folded = fold(text).text
    hits = PLAIN.hits(folded, words_of(folded)) + LEET.hits(folded, imitating_words_of(folded, frozenset()))
    return {PHRASES[hit.phrase.rule_index] for hit in hits}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The network is broken.", "network is broken"),
        ("The NETWORK, is\nbroken.", "network is broken"),
        ("The net-work is bro ken.", "network is broken"),
        ("Thenetworkisbroken today", "network is broken"),
        ("n3tw0rk 1s br0k3n", "network is broken"),
        ("the n o c said", "noc"),
        ("the N.O.C. said", "noc"),
        ("it may f@il", "fail"),
        ("it may faaail", "fail"),
        ("a t fault", "at fault"),
        ("gu@rantee!", "guarantee"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(text: str, phrase: str) -> None:
    assert phrase in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It takes 15 min or more.",
        "The minority",
        "We see no c in it.",
        "Leaves fall, and 15 will fill it.",
        "We are home. Network is broken up in parts".replace("Network is broken", "Network. Is broken"),
        "Look at faulty lamps",
        "Call 7411 now",
        "Leaves fall n0w and then.",
        "It is snoc",
    ],
)
def test_ordinary_neighbours_are_not_a_phrase(text: str) -> None:
    assert found(text) == set()


def test_signs_are_read_as_the_letters_they_imitate() -> None:
    assert imitated("g1itch") == imitated("glitch")
    assert imitated("0ut@ge") == imitated("outage")
    assert imitating_words_of("by 15:05 on 4 lines", frozenset()) == []


def test_a_search_without_phrases_finds_nothing() -> None:
    assert PhraseSearch([], is_leet=False).hits("any text", words_of("any text")) == []


@given(st.text(max_size=40), st.sampled_from(PHRASES), st.text(max_size=40))
def test_a_phrase_between_spaces_is_always_found(before: str, phrase: str, after: str) -> None:
    assert phrase in found(f"{before} . {phrase} . {after}")
