"""Words of promise are told from words that only tell."""

import pytest

from intera.coordination.promise_cues import CUES


@pytest.mark.parametrize("words", ["We will provide an update by", "Next update:", "You will hear from us before"])
def test_english_words_of_promise(words: str) -> None:
    assert CUES["en"].next_update.search(words)


@pytest.mark.parametrize("words", ["The issue was", "had been restored since", "impact began"])
def test_what_is_told_is_over(words: str) -> None:
    assert CUES["en"].is_over.search(words) or CUES["en"].tells_only.search(words)


def test_a_denial_is_none_where_it_only_bounds() -> None:
    cues = CUES["en"]
    assert cues.denies.search("We will not have an update before")
    assert not cues.denies.search(cues.not_denials.sub(" ", "Next update no later than"))


def test_german_words_of_promise() -> None:
    assert CUES["de"].next_update.search("Wir informieren Sie bis")
    assert CUES["de"].is_verb_last
