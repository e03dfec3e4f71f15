"""Drafts anew what may be said of an incident when a fact it rests on has moved, for every reader."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intera.coordination.eta import may_tell_eta
from intera.model.case import Case
from intera.model.narrative import Narrative, NarrativeStatus, SlotFact
from intera.narrative.approval import lapse_if_changed
from intera.narrative.compose import Telling, compose_from
from intera.narrative.facts import cause_fact, facts_digest, facts_of
from intera.narrative.profiles import Reader, facts_under
from intera.narrative.template import pick_template
from intera.workflows.rulebook import Rulebook

PARTNER = "partner"


def renew_narratives(judged: Case, rules: Rulebook, at: datetime) -> tuple[Narrative, ...]:
    """For every reader the newest draft and the approval in force (or lapsed), newest first.

    Args:
        judged: the case with its newest judgements and the narratives so far.
        rules: the rules in force; the policy of words says who is told in which language.
        at: the instant of the judgement.

    Returns:
        Reader by reader in the policy's order; the very same tuple when nothing said would change.
        When nothing may be said any more the newest one stays, withdrawn, so that versions never
        repeat.
    """
    kept = judged.narratives
    by_language: dict[str, tuple[tuple[SlotFact, ...], str]] = {}
    found: list[Narrative] = []
    for reader in readers_of(judged, rules):
        own = tuple(one for one in kept if (one.audience, one.language) == (reader.audience, reader.language))
        if reader.language not in by_language:
            facts = facts_of(judged, rules.operator, audience=reader.audience, language=reader.language, at=at)
            by_language[reader.language] = (facts, facts_digest(facts) if facts else "")
        known, digest = by_language[reader.language]
        facts = _told(judged, rules, reader, known)
        telling = Telling(reader.audience, reader.language, facts, at)
        found += _renewed(judged, rules, own, telling, digest if facts is known else facts_digest(facts))
    told = {(one.audience, one.language) for one in readers_of(judged, rules)}
    found += (_taken_back(one) for one in kept if (one.audience, one.language) not in told)
    is_same = len(found) == len(kept) and all(map(_is_one, found, kept))
    return kept if is_same else tuple(found)


def readers_of(case: Case, rules: Rulebook) -> Sequence[Reader]:
    """Who is told of an incident: everybody the policy names; partners only where a partner's route is in reach.

    Args:
        case: the incident.
        rules: the rules in force.

    Returns:
        The readers in the policy's order.
    """
    is_wholesale = bool(case.incident.scope.partner_code) or (case.impact is not None and case.impact.is_wholesale)
    readers = rules.words.readers
    return readers if is_wholesale else [one for one in readers if one.audience != PARTNER]


def telling_of(case: Case, rules: Rulebook, reader: Reader, at: datetime) -> Telling:
    """What a reader may be told of an incident at an instant.

    Args:
        case: the incident with its judgements.
        rules: the rules in force.
        reader: audience, language and profile.
        at: the instant.

    Returns:
        The facts of that instant; none while nothing may be said.
    """
    facts = facts_of(case, rules.operator, audience=reader.audience, language=reader.language, at=at)
    return Telling(reader.audience, reader.language, _told(case, rules, reader, facts), at)


def _told(case: Case, rules: Rulebook, reader: Reader, facts: tuple[SlotFact, ...]) -> tuple[SlotFact, ...]:
    if not facts:
        return facts
    may_tell_end = case.eta is None or may_tell_eta(rules.playbook, reader.audience, case.eta)
    cause = cause_fact(case, language=reader.language) if reader.profile.force_cause_class else None
    return facts_under(facts, reader.profile, may_tell_end=may_tell_end, cause=cause)


def _renewed(
    judged: Case, rules: Rulebook, kept: tuple[Narrative, ...], telling: Telling, digest: str
) -> tuple[Narrative, ...]:
    if not kept and not telling.facts:
        return kept
    if any(_is_current(one, rules, telling, digest) for one in kept):
        return kept
    fresh = compose_from(judged, rules.templates, rules.operator, telling) if telling.facts else None
    if fresh is None:
        return tuple(map(_taken_back, kept))
    approved = next((one for one in kept if one.status is NarrativeStatus.APPROVED), None)
    # What a person wrote is not thrown away unseen: it stays, lapsed, until it is written anew or withdrawn.
    own = next((one for one in kept if one.written_by and one.status in _LEFT_LYING), None)
    found = [fresh]
    if own is not None:
        found.append(replace(own, status=NarrativeStatus.LAPSED))
    if approved is not None:
        found.append(lapse_if_changed(approved, fresh))
    return tuple(found)


_LEFT_LYING = (NarrativeStatus.DRAFT, NarrativeStatus.LAPSED)
_IN_FORCE = (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED)


def _is_current(narrative: Narrative, rules: Rulebook, telling: Telling, digest: str) -> bool:
    """Whether words are drafted or approved for the facts of now, under the template in force."""
    if narrative.facts_digest != digest or not telling.facts or narrative.status not in _IN_FORCE:
        return False
    if narrative.written_by:
        # A draft of somebody's own does not replace the words from facts; once approved it does.
        return narrative.status is NarrativeStatus.APPROVED
    template = pick_template(rules.templates, stage=telling.stage, audience=telling.audience, language=telling.language)
    wanted = (narrative.template_id, narrative.template_version)
    return template is not None and (template.template_id, template.version) == wanted


def _taken_back(narrative: Narrative) -> Narrative:
    if narrative.status is NarrativeStatus.APPROVED:
        return lapse_if_changed(narrative, None)
    if narrative.status is NarrativeStatus.DRAFT:
        return replace(narrative, status=NarrativeStatus.WITHDRAWN)
    return narrative


def _is_one(one: Narrative, other: Narrative) -> bool:
    return one is other
