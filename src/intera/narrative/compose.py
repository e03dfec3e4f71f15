"""What to tell now: a draft from an approved template and the facts, read by the guard at the end.

Source: PRODUCT O4, Q6, rules B, C, E; ARCHITECTURE section 6 (no sentence to a customer that did
not pass the guard after slot substitution).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from intera.model.case import Case
from intera.model.ids import IncidentId, NarrativeId
from intera.model.narrative import (
    GuardFinding,
    GuardLevel,
    HoldBack,
    Narrative,
    NarrativeStatus,
    SlotFact,
    SpokenClause,
    Template,
)
from intera.model.operator import Operator
from intera.narrative.facts import facts_digest, facts_of
from intera.narrative.guard import Guard, build_guard
from intera.narrative.hold_back import hold_back_saying
from intera.narrative.own_words import as_clauses, contradictions, missing_labels
from intera.narrative.render import spoken_clauses, text_of
from intera.narrative.template import pick_template


@dataclass(frozen=True, slots=True)
class Telling:
    """What may be told to one audience in one language at an instant."""

    audience: str
    language: str
    facts: tuple[SlotFact, ...]
    at: datetime

    @property
    def stage(self) -> str:
        """Which stage's words it calls for; empty when nothing may be said."""
        return next((fact.text for fact in self.facts if fact.slot == "stage"), "")


def compose(
    case: Case, templates: Sequence[Template], operator: Operator, *, audience: str, language: str, at: datetime
) -> Narrative | None:
    """The draft for one audience in one language under no profile; None when nothing may be said.

    Args:
        case: the incident with its judgements and the narratives it already has.
        templates: all that were loaded; the newest approved one for stage, audience and language is used.
        operator: catalogue, clock and hidden vocabulary.
        audience: "customer", "internal-care", "sales" or "partner".
        language: two letters.
        at: the instant it is drafted.

    Returns:
        A draft with its facts, their digest, the guard's findings on the final text and what must
        wait. None while impact is internal-only or unassessed, the service is not in the catalogue,
        no next update is promised where the template promises one, or no template was approved.

    Raises:
        UnknownLanguageError: we have no words or rules for the language.
    """
    facts = facts_of(case, operator, audience=audience, language=language, at=at)
    return compose_from(case, templates, operator, Telling(audience, language, facts, at))


def compose_from(case: Case, templates: Sequence[Template], operator: Operator, telling: Telling) -> Narrative | None:
    """The draft that facts already found give; None when nothing may be said.

    Args:
        case: the incident with the narratives it already has.
        templates: all that were loaded.
        operator: catalogue and hidden vocabulary.
        telling: who is told what.

    Returns:
        As `compose`.

    Raises:
        UnknownLanguageError: we have no words or rules for the language.
    """
    stage = telling.stage
    if not stage:
        return None
    audience, language, facts = telling.audience, telling.language, telling.facts
    template = pick_template(templates, stage=stage, audience=audience, language=language)
    spoken = spoken_clauses(template, facts) if template is not None else None
    if template is None or spoken is None:
        return None
    text, version = text_of(spoken), _next_version(case, audience, language)
    return Narrative(
        narrative_id=narrative_id_of(case.incident.incident_id, audience, language, version=version),
        incident_id=case.incident.incident_id,
        version=version,
        status=NarrativeStatus.DRAFT,
        audience=audience,
        language=language,
        template_id=template.template_id,
        template_version=template.version,
        text=text,
        facts=facts,
        facts_digest=facts_digest(facts),
        findings=_read_draft(spoken, operator, telling),
        drafted_at=telling.at,
        wait_for=_waits(case, facts),
        clauses=spoken,
    )


def compose_own(case: Case, operator: Operator, telling: Telling, *, text: str, person: str) -> Narrative:
    """A person's own words as a draft, bound to the facts of now, with all that still stands against them.

    Args:
        case: the incident with the narratives it already has.
        operator: catalogue and hidden vocabulary.
        telling: who is told, and the facts of now, at least one.
        text: the words; paragraphs are separated by a blank line.
        person: who wrote them.

    Returns:
        A draft without a template; its findings hold the guard's and every time or place that no
        fact states, `missing` the required parts it lacks.

    Raises:
        UnknownLanguageError: we have no rules for the language.
    """
    audience, language, facts = telling.audience, telling.language, telling.facts
    version = _next_version(case, audience, language)
    # One paragraph a part, so that the text and its parts say the same in every form.
    text = text_of(as_clauses(text, facts))
    return Narrative(
        narrative_id=narrative_id_of(case.incident.incident_id, audience, language, version=version),
        incident_id=case.incident.incident_id,
        version=version,
        status=NarrativeStatus.DRAFT,
        audience=audience,
        language=language,
        template_id="",
        template_version=0,
        text=text,
        facts=facts,
        facts_digest=facts_digest(facts),
        findings=read_own_words(text, operator, telling),
        drafted_at=telling.at,
        wait_for=_waits(case, facts),
        written_by=person,
        clauses=as_clauses(text, facts),
        missing=missing_labels(text, facts, operator, language=language),
    )


def read_words(text: str, operator: Operator, telling: Telling) -> tuple[GuardFinding, ...]:
    """What the guard finds in a final text.

    Args:
        text: slots filled.
        operator: whose hidden vocabulary counts.
        telling: who reads it, and the facts it rests on.

    Returns:
        Findings in order of appearance.

    Raises:
        UnknownLanguageError: we have no rules for the language.
    """
    guard = build_guard(operator, language=telling.language)
    return _found(guard, text, telling.audience, weakest_percent(telling.facts))


def _read_draft(spoken: Sequence[SpokenClause], operator: Operator, telling: Telling) -> tuple[GuardFinding, ...]:
    """What the guard finds in a draft, sentence by sentence; words are read whole before they are approved or sent.

    Most sentences of a draft are those of another reader or of an earlier draft, so they are read once.
    """
    guard, percent = build_guard(operator, language=telling.language), weakest_percent(telling.facts)
    text, at, found = text_of(spoken), 0, list[GuardFinding]()
    for clause in spoken:
        at = text.index(clause.text, at)
        for one in _found_again(guard, clause.text, telling.audience, percent):
            found.append(replace(one, start=at + one.start, end=at + one.end))
        at += len(clause.text)
    return tuple(found)


def _found(guard: Guard, text: str, audience: str, percent: int) -> tuple[GuardFinding, ...]:
    # In texts of others a tag may pass for a slip; ours are plain words, and a tag came in with a value.
    return tuple(
        replace(one, level=GuardLevel.MUST_CHANGE) if one.rule == "markup" and one.level is GuardLevel.CHECK else one
        for one in guard.check(text, audience=audience, confidence_percent=percent)
    )


_found_again = lru_cache(maxsize=4096)(_found)


def read_own_words(text: str, operator: Operator, telling: Telling) -> tuple[GuardFinding, ...]:
    """What the guard finds in a person's own words, and what in them no fact states.

    Args:
        text: the words.
        operator: whose hidden vocabulary and places count.
        telling: who reads it, and the facts of now.

    Returns:
        Findings in order of appearance.

    Raises:
        UnknownLanguageError: we have no rules for the language.
    """
    against = contradictions(text, telling.facts, operator, at=telling.at, language=telling.language)
    found = [*read_words(text, operator, telling), *against]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule)))


def narrative_id_of(incident_id: IncidentId, audience: str, language: str, *, version: int) -> NarrativeId:
    """The id of a narrative: `<incident>/n<version>` for customers in English.

    Args:
        incident_id: whose it is.
        audience: another audience than "customer" is named in between, so that two cannot collide.
        language: likewise for another language than "en".
        version: from 1, counted per audience and language.

    Returns:
        The id; the same inputs always give the same one.
    """
    between = [audience] if audience != "customer" else []
    between += [language] if language != "en" else []
    return NarrativeId("/".join((incident_id, *between, f"n{version}")))


def weakest_percent(facts: Sequence[SlotFact]) -> int:
    """How sure the least sure fact is: the confidence a text may be read at.

    Args:
        facts: those the text rests on.

    Returns:
        Whole percent; 0 without facts.
    """
    return min((fact.confidence_percent for fact in facts), default=0)


def _next_version(case: Case, audience: str, language: str) -> int:
    pair = (audience, language)
    return 1 + max((n.version for n in case.narratives if (n.audience, n.language) == pair), default=0)


def _waits(case: Case, facts: Sequence[SlotFact]) -> tuple[HoldBack, ...]:
    slots = {fact.slot: fact.text for fact in facts}
    return hold_back_saying(case, soft_end=slots.get("eta_soft", ""), tells_end="eta" in slots)
