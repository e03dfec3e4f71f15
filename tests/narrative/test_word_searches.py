"""The searches of a language are built once, and an operator's own stand beside them."""

from intera.model.narrative import GuardLevel
from intera.narrative.guard_words import guard_words
from intera.narrative.word_rule import WordRule
from intera.narrative.word_searches import ALLOW_NEAR, NAME, NAME_PIECE, language_searches, own_searches

FIRST = 1000
HIDDEN = {FIRST: WordRule("hidden_word", GuardLevel.MUST_CHANGE, "Remove.", ("Kestrel Ridge",))}


def test_a_language_is_built_once() -> None:
    assert language_searches("en") is language_searches("en")


def test_hidden_words_and_names_are_told_apart() -> None:
    searches, words = own_searches(HIDDEN, {"Voice / IMS"}, guard_words("en"))
    assert words == {"kestrel", "ridge"}
    text = "voice / ims and ims at kestrel ridge"
    hits = {(text[hit.start : hit.end], hit.phrase.rule_index) for hit in searches.hits(text, ())}
    assert {("voice / ims", NAME), ("ims", NAME_PIECE), ("kestrel ridge", FIRST)} <= hits


def test_words_in_between_do_not_hide_a_name() -> None:
    searches, _ = own_searches(HIDDEN, (), guard_words("en"))
    speller = language_searches("en").speller
    text = "the ridge of the kestrel"
    assert [hit.phrase.rule_index for hit in searches.loosened(text, speller.readings(text, frozenset()))] == [FIRST]


def test_what_is_expected_is_a_safe_use() -> None:
    searches = language_searches("en")
    text = "we expect it to be restored"
    readings = searches.speller.readings(text, frozenset())
    found = [hit for words in readings for hit in searches.near.hits(text, words)]
    assert [text[hit.start : hit.end] for hit in found if hit.phrase.rule_index == ALLOW_NEAR] == [
        "expect it to be restored"
    ]
