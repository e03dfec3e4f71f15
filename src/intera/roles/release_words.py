"""Which words of an incident may the desk that writes them read: each sentence with what it rests on.

See `release` for the rule these follow; `released_words` tells the shape.
Source: issue 4, section 4 (each clause carries its fact, evidence and confidence).
"""

from collections.abc import Mapping

from intera.model.narrative import Narrative, NarrativeStatus, SlotFact
from intera.model.publication import Publication, PublicationKind
from intera.narrative.channels import speech_of
from intera.narrative.facts import confidence_word
from intera.roles.material import Material
from intera.roles.released_words import (
    ReleasedFact,
    ReleasedPublication,
    ReleasedSentence,
    ReleasedSpeech,
    ReleasedWording,
)
from intera.roles.stamp import stamp, stamp_or_none

# Where a fact comes from, as a person would say it; the first part of its name decides on what it rests.
_SOURCES: Mapping[str, str] = {
    "checkpoint.due_at": "The next promise to customers",
    "eta.best_at": "When service is expected back",
    "eta.latest_at": "When service is expected back",
    "impact.onset_at": "When it began",
    "impact.regions": "Where customers are hit",
    "impact.service_id": "Which service is hit",
    "incident.lifecycle": "Where the incident stands",
    "incident.owner_team_id": "A desk is at work on it",
    "incident.restored_at": "When service was back",
    "incident.scope.symptom_class": "What customers notice",
    "recurrence.fingerprint.cause_class": "The class of the cause",
    "service.still_works": "What the catalogue says still works",
}
_READ = (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED)
_ENDS = {PublicationKind.CORRECTION: "corrected", PublicationKind.WITHDRAWAL: "withdrawn"}


def words_of(m: Material) -> ReleasedWording:
    """Every narrative sentence by sentence, and every publication."""
    ends = {one.about_id: _ENDS[one.kind] for one in m.case.publications if one.kind in _ENDS}
    return {
        "speeches": [_speech(m, one) for one in m.case.narratives],
        "publications": [_publication(one, ends) for one in m.case.publications],
    }


def _speech(m: Material, narrative: Narrative) -> ReleasedSpeech:
    facts = {fact.slot: fact for fact in narrative.facts}
    # Of what lapsed or was withdrawn the group `narratives` keeps the text; nobody asks what it rested on.
    speech = speech_of(narrative) if narrative.status in _READ else None
    sentences: list[ReleasedSentence] = [
        {
            "part": clause.part,
            "text": clause.text,
            "facts": [_fact(m, facts[slot]) for slot in clause.slots if slot in facts],
        }
        for clause in (speech.clauses if speech is not None else ())
    ]
    stage = facts.get("stage")
    return {
        "id": narrative.narrative_id,
        "audience": narrative.audience,
        "language": narrative.language,
        "status": narrative.status.value,
        "stage": stage.text if stage is not None else "",
        "is_own": bool(narrative.written_by),
        "subjects": [*speech.subjects] if speech is not None else [],
        "sentences": sentences,
        "missing": [*narrative.missing],
        "agreed_count": len(narrative.approvals),
        "needed_count": _needed(m, narrative),
        "is_asked": any(one.narrative_id == narrative.narrative_id for one in m.case.requests),
        "told": [one.publication_id for one in m.case.publications if one.narrative_id == narrative.narrative_id],
    }


def _needed(m: Material, narrative: Narrative) -> int:
    if m.words is None:
        return 1
    severity = m.case.verdict.severity if m.case.verdict is not None else None
    return m.words.approvals_needed(severity, is_own_words=bool(narrative.written_by))


def _fact(m: Material, fact: SlotFact) -> ReleasedFact:
    return {
        "slot": fact.slot,
        "words": m.screen.text(fact.text),
        "source": _SOURCES.get(fact.fact, ""),
        "evidence": m.screen.text(_evidence(m, fact.fact)),
        "confidence_percent": fact.confidence_percent,
        "confidence_word": confidence_word(fact.confidence_percent),
    }


def _evidence(m: Material, source: str) -> str:
    """What a fact rests on: the ETA on who stated it, a promise on us, all else on the evidence for the impact."""
    if source.startswith("eta."):
        return m.case.eta.basis if m.case.eta is not None else ""
    if source.startswith("checkpoint."):
        return "Our own promise"
    return m.case.impact.confidence.basis if m.case.impact is not None else ""


def _publication(one: Publication, ends: Mapping[str, str]) -> ReleasedPublication:
    return {
        "id": one.publication_id,
        "kind": one.kind.value,
        "audience": one.audience,
        "language": one.language,
        "narrative_id": one.narrative_id,
        "channels": [text.channel.value for text in one.texts],
        "digest": one.digest,
        "released_at": stamp(one.released_at),
        "next_update_at": stamp_or_none(one.next_update_at),
        "about_id": one.about_id,
        "ended": ends.get(one.publication_id, ""),
    }
