"""Drafts anew what may be said of an incident when a fact it rests on has moved."""

from dataclasses import replace
from datetime import datetime

from intera.model.case import Case
from intera.model.narrative import Narrative, NarrativeStatus
from intera.narrative.approval import lapse_if_changed
from intera.narrative.compose import compose
from intera.narrative.facts import facts_digest, facts_of
from intera.workflows.rulebook import CUSTOMER_AUDIENCE, LANGUAGE, Rulebook


def renew_narratives(judged: Case, rules: Rulebook, at: datetime) -> tuple[Narrative, ...]:
    """The newest draft and the approval in force (or lapsed), newest first.

    When nothing may be said any more the newest one stays, withdrawn, so that versions never repeat.
    """
    kept = judged.narratives
    facts = facts_of(judged, rules.operator, audience=CUSTOMER_AUDIENCE, language=LANGUAGE, at=at)
    newest = kept[0] if kept else None
    if newest is None and not facts:
        return kept
    if newest and facts and newest.facts_digest == facts_digest(facts) and _is_in_force(newest, rules):
        return kept
    fresh = (
        compose(judged, rules.templates, rules.operator, audience=CUSTOMER_AUDIENCE, language=LANGUAGE, at=at)
        if facts
        else None
    )
    if fresh is None:
        return tuple(_taken_back(one) for one in kept)
    approved = next((one for one in kept if one.status is NarrativeStatus.APPROVED), None)
    return (fresh, lapse_if_changed(approved, fresh)) if approved else (fresh,)


def _taken_back(narrative: Narrative) -> Narrative:
    if narrative.status is NarrativeStatus.APPROVED:
        return lapse_if_changed(narrative, None)
    if narrative.status is NarrativeStatus.DRAFT:
        return replace(narrative, status=NarrativeStatus.WITHDRAWN)
    return narrative


def _is_in_force(narrative: Narrative, rules: Rulebook) -> bool:
    if narrative.status is NarrativeStatus.WITHDRAWN:
        return False
    wanted = (narrative.template_id, narrative.template_version)
    return any((template.template_id, template.version) == wanted for template in rules.templates)
