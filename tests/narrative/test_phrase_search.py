"""A phrase is found however it is spaced, and ordinary neighbours are not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.narrative.fold import fold
from intera.narrative.phrase_search import Oddness, Phrase, PhraseSearch, Word, sentences, words_of

PHRASES = ["network is broken", "minor", "noc", "at fault", "guarantee"]
LITTLE = {"min", "or", "in", "no", "c", "at", "is"}
SEARCH = PhraseSearch(
    [Phrase(tuple(words.split()), index) for index, words in enumerate(PHRASES)], little=LITTLE, known=set()
)


def found(text: str) -> set[str]:
    folded = fold(text).text
    return {PHRASES[hit.phrase.rule_index] for hit in SEARCH.hits(folded, words_of(folded))}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The network is broken.", "network is broken"),
        ("The NETWORK, is\nbroken.", "network is broken"),
        ("The net-work is bro ken.", "network is broken"),
        ("Thenetworkisbroken today", "network is broken"),
        ("the n o c said", "noc"),
        ("the N.O.C. said", "noc"),
        ("a t fault", "at fault"),
        ("guarantee!", "guarantee"),
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
        "We are home. Network. Is broken up in parts",
        "It is snoc",
    ],
)
def test_ordinary_neighbours_are_not_a_phrase(text: str) -> None:
    assert found(text) == set()


def test_only_words_read_as_others_count_where_that_is_asked() -> None:
    text = "the guarantee"
    plain = [Word("the", 0, 3), Word("guarantee", 4, 13)]
    odd = [plain[0], plain[1]._replace(oddness=Oddness.GUESSED)]
    assert SEARCH.hits(text, plain, only_odd=True) == []
    assert len(SEARCH.hits(text, odd, only_odd=True)) == 1


def test_a_short_word_alone_is_no_guess_to_rest_on() -> None:
    assert SEARCH.hits("noc", [Word("noc", 0, 3, Oddness.GUESSED)], only_odd=True) == []
    assert len(SEARCH.hits("noc", [Word("noc", 0, 3, Oddness.RESPELLED)], only_odd=True)) == 1


def test_a_search_without_phrases_finds_nothing() -> None:
    assert PhraseSearch([], little=(), known=()).hits("any text", words_of("any text")) == []


def test_sentences_end_at_a_point_but_not_after_an_initial() -> None:
    text = "ask k. adeyemi now. then wait"
    assert [[word.text for word in sentence] for sentence in sentences(text, words_of(text))] == [
        ["ask", "k", "adeyemi", "now"],
        ["then", "wait"],
    ]


@given(st.text(max_size=40), st.sampled_from(PHRASES), st.text(max_size=40))
def test_a_phrase_between_spaces_is_always_found(before: str, phrase: str, after: str) -> None:
    assert phrase in found(f"{before} . {phrase} . {after}")
