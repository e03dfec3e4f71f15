"""A person approves customer words as they read now."""

from dataclasses import replace

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.narrative import GuardLevel, NarrativeStatus
from intera.narrative.approval import NarrativeBlockedError, approve
from intera.workflows.commands.given import YES, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person


def approve_narrative(case: Case, given: Given) -> Changed:
    """A person approves customer words as they read now; refused when a fact moved meanwhile."""
    wanted = given.text("narrative_id", chars_min=1)
    draft = next((one for one in case.narratives if one.narrative_id == wanted), None)
    if draft is None or draft.status is not NarrativeStatus.DRAFT:
        raise CommandRefusedError("not_a_draft", "This draft is gone: the facts changed. Read the new one.")
    if given.text("facts_digest") != draft.facts_digest:
        raise CommandRefusedError("facts_changed", "A fact changed while you were reading. Read the new draft.")
    asks = sum(1 for finding in draft.findings if finding.level is GuardLevel.CHECK)
    if asks and given.fields.get("accepts_marks") not in YES:
        raise CommandRefusedError("marks", "Read the marked words first and accept them; then approve.")
    try:
        approved = approve(draft, person=given.actor.name, at=given.at)
    except NarrativeBlockedError as error:
        raise CommandRefusedError("blocked", str(error)) from error
    others = tuple(
        one if one.status is not NarrativeStatus.APPROVED else replace(one, status=NarrativeStatus.WITHDRAWN)
        for one in case.narratives
        if one.narrative_id != wanted
    )
    changed = replace(touched(case, given), narratives=(approved, *others))
    detail: dict[str, Plain] = {
        "narrative": approved.narrative_id,
        "text": approved.text,
        "marks_accepted": asks,
        "facts_digest": approved.facts_digest,
        "facts": [[fact.slot, fact.text, fact.fact, fact.confidence_percent] for fact in approved.facts],
    }
    summary = f"Narrative v{approved.version} approved"
    return changed, decision_of_person(DecisionKind.NARRATIVE_APPROVE, changed, given.actor, summary, detail=detail)
