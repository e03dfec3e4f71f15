"""Every language has whole rules, and one we do not have is said plainly."""

import pytest

from intera.narrative.guard_words import LANGUAGES, guard_words
from intera.narrative.spoken import PHRASES, UnknownLanguageError


def test_every_language_we_speak_has_rules() -> None:
    assert set(LANGUAGES) == set(PHRASES)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_is_whole(language: str) -> None:
    words = guard_words(language)
    wanted = {"blame", "promise", "certainty", "minimiser", "filler", "third_party"}
    assert {rule.rule for rule in words.rules} & wanted
    assert all((words.allowed, words.shapes, words.little, words.articles, words.known))


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(UnknownLanguageError, match="'xx'"):
        guard_words("xx")
