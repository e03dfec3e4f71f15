"""A writer sees the words cut at the marks; only what was read whole and holds nothing to change is clear."""

import pytest

from intera.roles.marks_view import view_marks, view_unread
from intera.roles.release_marks import ReadingState, ReleasedMark, ReleasedMarks, release_unread


def mark(start: int, end: int, level: str = "must_change", instead: str = "") -> ReleasedMark:
    return {"start": start, "end": end, "rule": "alarm_word", "level": level, "reason": "Alarms.", "instead": instead}


def released(*marks: ReleasedMark, missing: tuple[str, ...] = (), has_facts: bool = True) -> ReleasedMarks:
    return {
        "state": "read",
        "confidence_percent": 60,
        "has_facts": has_facts,
        "marks": list(marks),
        "missing": list(missing),
    }


def test_marks_are_numbered_in_order_and_counted() -> None:
    view = view_marks(released(mark(4, 7, "check"), mark(0, 3, instead="new")), "one two three")
    assert [(one.number, one.words, one.instead, one.advice) for one in view.marks] == [
        (1, "one", "new", ""),
        (2, "two", "", "Decide."),
    ]
    assert (view.must_count, view.check_count, view.is_clear) == (1, 1, False)
    assert view.summary == "1 must change, 1 to decide"


def test_the_words_are_cut_where_marks_begin_and_end_and_the_stricter_one_counts() -> None:
    view = view_marks(released(mark(0, 7, "check"), mark(4, 9)), "one two three")
    assert [(one.words, one.level) for one in view.stretches] == [
        ("one ", "check"),
        ("two t", "must_change"),
        ("hree", ""),
    ]


def test_places_are_counted_as_a_browser_counts() -> None:
    (one,) = view_marks(released(mark(2, 6)), "\U0001f600 down").marks
    assert (one.start, one.end, one.words) == (3, 7, "down")


@pytest.mark.parametrize(
    ("reading", "is_clear"),
    [
        (released(), True),
        (released(mark(0, 1, "check")), True),
        (released(mark(0, 1)), False),
        (released(missing=("Apology",)), False),
        (release_unread(ReadingState.UNKNOWN_INCIDENT), False),
        (released(mark(0, 99)), False),
    ],
)
def test_only_a_whole_reading_with_nothing_to_change_is_clear(reading: ReleasedMarks, *, is_clear: bool) -> None:
    assert view_marks(reading, "words").is_clear is is_clear


def test_a_reading_without_facts_says_so() -> None:
    assert "Nothing may be said" in view_marks(released(has_facts=False), "words").note


def test_what_was_never_read_is_shown_unmarked() -> None:
    view = view_unread("no_answer", "No worker has answered.", "words")
    assert (view.is_read, view.is_clear, view.summary) == (False, False, "No worker has answered.")
    assert [one.words for one in view.stretches] == ["words"]
