"""Does a person's own text say anything the facts do not, and does it say what every draft must.

Free text cannot be bound to facts word by word. What can be checked is: every time in it is a time of
the facts, every place of ours it names is a place of the facts, it does not deny them, and service, place
and next update stand in it as the facts have them.
Source: issue 4, section 4 (named slots bound to facts); PRODUCT section 6 (required parts); peers 2.11.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from intera.model.narrative import GuardFinding, GuardLevel, SlotFact, SpokenClause
from intera.model.operator import Operator
from intera.narrative.claimed_reach import denials, unstated_places
from intera.narrative.claimed_times import unstated_times
from intera.narrative.required_parts import RequiredPart, missing_parts
from intera.narrative.template import PARTS

RULE = "not_a_fact"
_NO_TIME = "No fact states this time. Use one of the times listed, or leave it out."
_NO_PLACE = "This place is not known to be affected. Name the places listed."
_DENIED = "This denies what the facts state. Say it as the facts do."
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_ENGLISH = "en"
_EXPERIENCE, _CHECKED, _TO_DO, _NEXT_UPDATE = PARTS
# Which fact each required part rests on: without the fact nobody can be asked to say it.
_SLOTS = {
    RequiredPart.SERVICE: ("service",),
    RequiredPart.PLACE: ("place",),
    RequiredPart.STILL_WORKS: ("still_works", "still_works_sentence"),
    RequiredPart.NEXT_UPDATE: ("next_update",),
}
_TO_THE_LETTER = (RequiredPart.SERVICE, RequiredPart.PLACE, RequiredPart.NEXT_UPDATE)


def as_clauses(text: str, facts: Sequence[SlotFact]) -> tuple[SpokenClause, ...]:
    """A text by paragraph: the first says what customers experience, the one with the next update is that.

    Args:
        text: paragraphs separated by a blank line; a line break inside one counts as a space.
        facts: those it rests on.

    Returns:
        One clause a paragraph, in reading order, with the slots whose words stand in it.
    """
    due = next((fact.text.casefold() for fact in facts if fact.slot == "next_update"), "")
    found: list[SpokenClause] = []
    for number, paragraph in enumerate(filter(None, (" ".join(part.split()) for part in _PARAGRAPH.split(text)))):
        folded = paragraph.casefold()
        slots = tuple(fact.slot for fact in facts if fact.text.casefold() in folded)
        part = (_EXPERIENCE, _CHECKED)[number] if number < 2 else _TO_DO  # noqa: PLR2004 - first, second, the rest
        if number and due and due in folded:
            part = _NEXT_UPDATE
        found.append(SpokenClause(part, paragraph, slots))
    return tuple(found)


def contradictions(
    text: str, facts: Sequence[SlotFact], operator: Operator, *, at: datetime, language: str
) -> Iterable[GuardFinding]:
    """Every time and place in a text that no fact states, and every clause that denies the facts.

    Args:
        text: a person's own words.
        facts: what may be said now.
        operator: whose regions are places of ours.
        at: the instant it is told.
        language: two letters.

    Returns:
        Findings that must change, in order of appearance by kind.
    """
    for spans, reason in (
        (unstated_times(text, facts, at=at, zone=operator.zone, language=language), _NO_TIME),
        (unstated_places(text, facts, operator), _NO_PLACE),
        (denials(text, facts, operator), _DENIED),
    ):
        for start, end in spans:
            yield GuardFinding(start, end, text[start:end], RULE, GuardLevel.MUST_CHANGE, reason)


def missing_labels(text: str, facts: Sequence[SlotFact], operator: Operator, *, language: str) -> tuple[str, ...]:
    """Which required parts own words lack: service, place and next update as the facts have them, and the rest.

    Args:
        text: a person's own words.
        facts: what may be said now.
        operator: whose names are looked for.
        language: two letters; an apology and what still works are looked for in English only.

    Returns:
        Labels in reading order; empty when nothing is missing.
    """
    by_slot = {fact.slot: fact.text for fact in facts}
    folded = " ".join(text.casefold().split())
    lacking = missing_parts(text, operator, stage=by_slot.get("stage", "")) if language == _ENGLISH else ()
    found: list[str] = []
    for part in RequiredPart:
        words = [by_slot[slot] for slot in _SLOTS.get(part, ()) if slot in by_slot]
        if part in _SLOTS and not words:
            continue
        is_missing = words[0].casefold() not in folded if part in _TO_THE_LETTER else part in lacking
        if is_missing:
            found.append(part.value)
    return tuple(found)
