"""A refusal shows a bad value without repeating its harm."""

import pytest

from intera.connectors.refusal import RefusedError, quoted
from intera.model.source import RejectedRecord, RejectReason


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("High", "'High'"),
        ("a\x1b\u202eb", r"'a\x1b\u202eb'"),
        ("x" * 41, "'" + "x" * 40 + "'..."),
        (True, "True"),
        (None, "None"),
        (3.5, "3.5"),
        ([1], "a list"),
        ({}, "an object"),
    ],
)
def test_a_value_is_shown_short_and_safe(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_a_refusal_becomes_the_record_to_park() -> None:
    refusal = RefusedError(RejectReason.BAD_TIME, "Send a time.")
    assert refusal.rejected("k") == RejectedRecord(RejectReason.BAD_TIME, "Send a time.", "k")
    assert str(refusal) == "Send a time."
