"""A text is read as given, and one that cannot be read is refused with what to do."""

import pytest

from intera.narrative.spoken import UnknownLanguageError
from intera.workflows.lint_text import CHARS_MAX, Linted, UnreadableTextError, lint_text


def lint(raw: bytes, *, language: str = "en", percent: int = 75, audience: str = "customer") -> Linted:
    return lint_text(raw, language=language, audience=audience, confidence_percent=percent, operator_folder=None)


def test_marks_point_into_the_text() -> None:
    linted = lint("Łódź: the network is broken; ask the power company.".encode())
    assert (linted.must_count, linted.check_count) == (1, 1)
    assert [linted.text[mark["start"] : mark["end"]] for mark in linted.marks] == ["network is broken", "power company"]
    assert linted.to_document()["is_clear"] is False


def test_confidence_counts() -> None:
    assert lint(b"Service was fully restored.", percent=60).must_count == 1
    assert lint(b"Service was fully restored.", percent=95).must_count == 0


@pytest.mark.parametrize("raw", [b"", b"  \n", b"\xff", b"x" * (CHARS_MAX + 1)])
def test_what_cannot_be_read_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableTextError):
        lint(raw)


def test_a_language_without_rules_and_a_confidence_that_is_none_are_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        lint(b"x", language="xx")
    with pytest.raises(UnreadableTextError, match="0 to 100"):
        lint(b"x", percent=101)


def test_an_audience_nobody_is_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnreadableTextError, match="'zzz'; give one of customer, internal-care, partner, sales"):
        lint(b"x", audience="zzz")
    assert lint(b"Calls work.", audience="sales").to_document()["is_clear"] is True
