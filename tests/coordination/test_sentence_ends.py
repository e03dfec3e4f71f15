"""Sentences end where a reader ends them, not at the points of a time."""

from intera.coordination.find_times import find_times
from intera.coordination.sentence_ends import sentences_of


def sentences(text: str) -> list[str]:
    """The sentences, without what is blank."""
    spans = sentences_of(text, find_times(text, "en"))
    return [text[start:end].strip() for start, end in spans if text[start:end].strip()]


def test_points_of_times_and_short_words_end_nothing() -> None:
    assert sentences("Back by 4 p.m. today. More approx. 5 pm.") == ["Back by 4 p.m. today.", "More approx. 5 pm."]


def test_a_line_ends_a_sentence_and_a_capital_ends_one_after_pm() -> None:
    assert sentences("Back by 4 p.m. We are sorry\nThanks") == ["Back by 4 p.m.", "We are sorry", "Thanks"]
