"""The English word lists are well formed: no phrase twice, every word reachable, every reason a sentence."""

from intera.narrative.fold import fold
from intera.narrative.phrase_search import words_of
from intera.narrative.word_rule import spelled_out
from intera.narrative.words_en import ALLOWED, RULES


def test_no_line_stands_twice_in_one_rule() -> None:
    for rule in RULES:
        assert len(rule.phrases) == len(set(rule.phrases)), rule.rule
        assert len(rule.near) == len(set(rule.near)), rule.rule


def test_every_form_is_plain_words_and_every_reason_a_sentence() -> None:
    forms = [words for rule in RULES for phrase in rule.phrases for words, _ in spelled_out(phrase)]
    forms += [words for phrase in ALLOWED for words, _ in spelled_out(phrase)]
    assert len(forms) > 500
    for words in forms:
        assert words_of(fold(words).text), words
        assert not set("()|=>") & set(words), words
    assert all(rule.reason.endswith((".", "?")) for rule in RULES)
