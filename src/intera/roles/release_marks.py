"""What may a writer know of the guard's reading of their words: places, rules, reasons, safe forms.

The words themselves are never part of it; whoever asked has them. See `release` for the rule this follows.
Source: PRODUCT section 5 item 7, H4; design GUIDE section 4 (the server is the authority).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from intera.model.narrative import GuardFinding


class ReadingState(StrEnum):
    """What became of words that were put to the guard."""

    READ = "read"
    UNKNOWN_INCIDENT = "unknown_incident"
    NOT_TOLD = "not_told"
    NO_OPERATOR = "no_operator"
    FAILED = "failed"


class ReleasedMark(TypedDict):
    """One place the guard marks, in characters of the words as they were put."""

    start: int
    end: int
    rule: str
    level: str
    reason: str
    instead: str


class ReleasedMarks(TypedDict):
    """The guard's reading of words: what became of it, the marks in order, the parts still missing."""

    state: str
    confidence_percent: int
    has_facts: bool
    marks: list[ReleasedMark]
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The guard's reading before it is released; `has_facts` False while nothing may be said of the incident."""

    findings: Sequence[GuardFinding]
    missing: Sequence[str]
    confidence_percent: int
    has_facts: bool


def release_marks(reading: Reading) -> ReleasedMarks:
    """What a writer may know of the guard's reading.

    Args:
        reading: findings, missing parts, the confidence they were read at.

    Returns:
        Plain JSON without a word of the text.
    """
    return {
        "state": ReadingState.READ.value,
        "confidence_percent": reading.confidence_percent,
        "has_facts": reading.has_facts,
        "marks": [
            {
                "start": finding.start,
                "end": finding.end,
                "rule": finding.rule,
                "level": finding.level.value,
                "reason": finding.reason,
                "instead": finding.replacement,
            }
            for finding in reading.findings
        ],
        "missing": list(reading.missing),
    }


def release_unread(state: ReadingState) -> ReleasedMarks:
    """What a writer may know when the words were not read.

    Args:
        state: why not.

    Returns:
        Plain JSON; never to be taken for a pass.
    """
    return {"state": state.value, "confidence_percent": 0, "has_facts": False, "marks": [], "missing": []}
