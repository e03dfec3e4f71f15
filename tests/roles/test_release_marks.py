"""A reading is released by place, rule and reason; never with a word of the text."""

import json

from intera.model.narrative import GuardFinding, GuardLevel
from intera.roles.release_marks import Reading, ReadingState, release_marks, release_unread

FINDING = GuardFinding(4, 10, "secret", "hidden_word", GuardLevel.MUST_CHANGE, "Internal word.", "it")


def test_a_reading_holds_places_and_reasons_but_no_words() -> None:
    released = release_marks(Reading((FINDING,), ("Apology",), 60, has_facts=True))
    assert released["state"] == "read"
    assert released["missing"] == ["Apology"]
    assert released["confidence_percent"] == 60
    assert released["marks"] == [
        {
            "start": 4,
            "end": 10,
            "rule": "hidden_word",
            "level": "must_change",
            "reason": "Internal word.",
            "instead": "it",
        }
    ]
    assert "secret" not in json.dumps(released)


def test_words_that_were_not_read_say_so() -> None:
    assert release_unread(ReadingState.FAILED)["state"] == "failed"
