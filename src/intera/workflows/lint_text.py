"""Reads a text with the language guard outside of any installation: nothing is stored, nothing is decided.

With an operator's folder its hidden vocabulary counts too; without one only the rules we ship.
"""

from dataclasses import dataclass
from pathlib import Path

from intera.model.operator import Operator
from intera.narrative.guard import build_guard
from intera.narrative.template import AUDIENCES
from intera.roles.release_marks import Reading, ReleasedMark, release_marks
from intera.workflows.load_operator import read_operator

CHARS_MAX = 100_000
PERCENT_MAX = 100


class UnreadableTextError(ValueError):
    """A text cannot be read by the guard; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Linted:
    """The guard's reading of a text: its marks in order, places in characters."""

    text: str
    marks: tuple[ReleasedMark, ...]

    @property
    def must_count(self) -> int:
        """How many places must change."""
        return sum(mark["level"] == "must_change" for mark in self.marks)

    @property
    def check_count(self) -> int:
        """How many places a person must decide on."""
        return len(self.marks) - self.must_count

    def to_document(self) -> dict[str, object]:
        """The reading as one JSON document."""
        return {
            "is_clear": not self.marks,
            "must_change_count": self.must_count,
            "check_count": self.check_count,
            "marks": [{**mark, "words": self.text[mark["start"] : mark["end"]]} for mark in self.marks],
        }


def lint_text(
    raw: bytes, *, language: str, audience: str, confidence_percent: int, operator_folder: Path | None
) -> Linted:
    """What the guard finds in a text.

    Args:
        raw: the text in UTF-8.
        language: two letters.
        audience: who reads it.
        confidence_percent: how sure the least sure thing said is, 0 to 100.
        operator_folder: an operator's data, for its hidden vocabulary; None for the shipped rules alone.

    Returns:
        The reading.

    Raises:
        UnreadableTextError: no UTF-8, nothing in it, too long, no such audience or confidence.
        UnknownLanguageError: we have no rules for the language.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(f"the text is no UTF-8 (byte {error.start}); convert it first") from error
    if not text.strip():
        raise UnreadableTextError("there is no text; pipe it in, as in: echo 'Data is slow.' | intera lint text")
    if len(text) > CHARS_MAX:
        raise UnreadableTextError(f"the text has {len(text):,} characters; at most {CHARS_MAX:,} are read at once")
    if not 0 <= confidence_percent <= PERCENT_MAX:
        raise UnreadableTextError(f"--confidence is {confidence_percent}; give whole percent from 0 to 100")
    if audience not in AUDIENCES:
        raise UnreadableTextError(f"there is no audience {audience!r}; give one of {', '.join(sorted(AUDIENCES))}")
    operator = read_operator(operator_folder) if operator_folder else Operator(name="", zone="UTC")
    guard = build_guard(operator, language=language)
    findings = guard.check(text, audience=audience, confidence_percent=confidence_percent)
    reading = Reading(findings, (), confidence_percent, has_facts=False)
    return Linted(text, tuple(release_marks(reading)["marks"]))
