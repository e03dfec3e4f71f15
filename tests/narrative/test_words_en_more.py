"""The plain lists are read into phrases: none empty, none twice, none that the rules hold already."""

from collections import Counter

from intera.narrative.word_rule import spelled_out
from intera.narrative.words_en import RULES
from intera.narrative.words_en_more import MORE_RULES


def test_every_phrase_is_plain_and_stands_once() -> None:
    counts = Counter((rule.rule, phrase) for rule in MORE_RULES for phrase in rule.phrases)
    assert [one for one, count in counts.items() if count > 1] == []
    assert all(phrase and phrase == " ".join(phrase.split()) for _, phrase in counts)


def test_no_phrase_repeats_a_rule_that_has_a_pattern() -> None:
    others = {
        (rule.rule, words)
        for rule in RULES
        if rule not in MORE_RULES
        for phrase in rule.phrases
        for words, _ in spelled_out(phrase)
    }
    assert {(rule.rule, phrase) for rule in MORE_RULES for phrase in rule.phrases} & others == set()
