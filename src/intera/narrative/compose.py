"""What to tell now: a draft from an approved template and the facts, read by the guard at the end.

Source: PRODUCT O4, Q6, rules B, C, E; ARCHITECTURE section 6 (no sentence to a customer that did
not pass the guard after slot substitution).
"""

from collections.abc import Sequence
from datetime import datetime

from intera.model.case import Case
from intera.model.ids import IncidentId, NarrativeId
from intera.model.narrative import Narrative, NarrativeStatus, SlotFact, Template
from intera.model.operator import Operator
from intera.narrative.facts import facts_digest, facts_of
from intera.narrative.guard import build_guard
from intera.narrative.hold_back import hold_back_saying
from intera.narrative.render import spoken_clauses, text_of


def compose(
    case: Case, templates: Sequence[Template], operator: Operator, *, audience: str, language: str, at: datetime
) -> Narrative | None:
    """The draft for one audience in one language; None when nothing may be said.

    Args:
        case: the incident with its judgements and the narratives it already has.
        templates: all that were loaded; the newest approved one for stage, audience and language is used.
        operator: catalogue, clock and hidden vocabulary.
        audience: "customer" or "internal-care".
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
    if not facts:
        return None
    stage = next(fact.text for fact in facts if fact.slot == "stage")
    template = _pick(templates, stage=stage, audience=audience, language=language)
    spoken = spoken_clauses(template, facts) if template is not None else None
    if template is None or spoken is None:
        return None
    text = text_of(spoken)
    findings = build_guard(operator, language=language).check(
        text, audience=audience, confidence_percent=weakest_percent(facts)
    )
    version = 1 + max(
        (n.version for n in case.narratives if (n.audience, n.language) == (audience, language)), default=0
    )
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
        findings=findings,
        drafted_at=at,
        wait_for=hold_back_saying(case, soft_end=next((fact.text for fact in facts if fact.slot == "eta_soft"), "")),
    )


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


def _pick(templates: Sequence[Template], *, stage: str, audience: str, language: str) -> Template | None:
    wanted = (stage, audience, language)
    usable = (t for t in templates if t.approved_by and (t.stage, t.audience, t.language) == wanted)
    return max(usable, key=lambda t: (t.version, t.template_id), default=None)
