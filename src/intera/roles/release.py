"""What may one role know of an incident: the one declassifier, an allow-list from Case to plain JSON.

Nothing passes that is not written here by name. Hidden by default stay ticket numbers, titles and
texts of signals, ids of other systems, devices, topology, troubleshooting, partner names, people
other than the reachable owner.
Source: PRODUCT H1 to H5, S1 to S4; ADR-0001 (two schemas, one declassifier).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import cast

from intera.coordination.playbook import Playbook
from intera.model.case import Case
from intera.model.decision import Decision, Plain
from intera.model.ids import TeamId
from intera.model.impact import Visibility
from intera.model.measurement import QosOutcome
from intera.model.narrative import NarrativeStatus
from intera.model.operator import Operator
from intera.narrative.in_force import of_reader
from intera.narrative.profiles import WordsPolicy
from intera.roles import find_package
from intera.roles.material import Material
from intera.roles.release_coordination import (
    closure_of,
    escalations_of,
    eta_steps_of,
    follow_ups_of,
    hand_overs_of,
)
from intera.roles.release_impact import (
    account_name,
    accounts_of,
    contradictions_of,
    evidence_of,
    impact_of,
    odds_of,
    reputation_of,
    spells_of,
)
from intera.roles.release_judgement import history_of, marks_of, recurrence_of, ruling_of, severity_of, why_of
from intera.roles.release_notice import commitments_of, notice_of, reach_of
from intera.roles.release_words import words_of
from intera.roles.release_writing import writing_of
from intera.roles.released import (
    CARD_GROUPS,
    ReleasedChange,
    ReleasedCheckpoint,
    ReleasedDecision,
    ReleasedEta,
    ReleasedHead,
    ReleasedNarrative,
    ReleasedQos,
    ReleasedSay,
)
from intera.roles.screen import screen_for
from intera.roles.stamp import stamp, stamp_or_none
from intera.roles.wording import title_of

# Raised with every change of what is released, so that an update releases all incidents anew.
RELEASE_SCHEMA = 3
_ALWAYS = ("schema", "audience", "incident_id", "released_at")


def _head(m: Material) -> ReleasedHead:
    incident = m.case.incident
    scope = incident.scope
    service = m.operator.find_service(scope.service_id)
    symptom = m.operator.find_symptom(scope.symptom_class)
    name = service.name if service else m.screen.name(scope.service_id, "A service not named yet")
    headline = symptom.headline if symptom else ""
    visibility = m.case.impact.visibility if m.case.impact else Visibility.BEING_VERIFIED
    team = m.operator.find_team(incident.owner_team_id)
    return {
        "title": title_of(name, headline, may_be=visibility is Visibility.BEING_VERIFIED),
        "service_id": service.service_id if service else name,
        "service": name,
        "noun": service.customer_noun if service else "customers",
        "headline": headline,
        "experience": symptom.experience if symptom else "",
        "still_works": service.still_works if service else "",
        "partner": scope.partner_code,
        "lifecycle": incident.lifecycle.value,
        "is_open": incident.is_open,
        "is_resolved": scope.is_resolved,
        "opened_at": stamp(incident.opened_at),
        "onset_at": stamp_or_none(incident.onset_at),
        "restored_at": stamp_or_none(incident.restored_at),
        "closed_at": stamp_or_none(incident.closed_at),
        "reopen_count": incident.reopen_count,
        "version": incident.version,
        "owner_team_id": incident.owner_team_id,
        "owner_team": team.name if team else m.screen.name(incident.owner_team_id, ""),
        "owner_person": incident.owner_person or (m.operator.team_lead(TeamId(incident.owner_team_id)) if team else ""),
        "owner_accepted_at": stamp_or_none(incident.owner_accepted_at),
    }


def _changes(m: Material) -> list[ReleasedChange]:
    return [
        {
            "title": m.screen.text(change.title),
            "when": m.screen.text(change.when),
            "fit": change.fit.value,
            "reason": m.screen.text(change.reason),
        }
        for change in m.case.changes
    ]


def _checkpoints(m: Material) -> list[ReleasedCheckpoint]:
    return [
        {
            "id": checkpoint.checkpoint_id,
            "promise": m.screen.text(checkpoint.promise),
            "due_at": stamp(checkpoint.due_at),
            "team": m.operator.team_name(checkpoint.team_id),
            "team_id": checkpoint.team_id,
            "promised_at": stamp(checkpoint.promised_at),
            "answered_at": stamp_or_none(checkpoint.answered_at),
            "answer": m.screen.text(checkpoint.answer),
            "outcome": checkpoint.outcome.value if checkpoint.outcome else None,
            "replaced_by": checkpoint.replaced_by,
            "audience": checkpoint.audience,
        }
        for checkpoint in m.case.checkpoints
    ]


def _eta(m: Material) -> ReleasedEta | None:
    eta = m.case.eta
    if eta is None:
        return None
    word = "Low"
    for least, name in ((90, "Confirmed"), (75, "High"), (50, "Medium")):  # GUIDE section 4, confidence words
        if eta.confidence_percent >= least:
            word = name
            break
    return {
        "best_at": stamp(eta.best_at),
        "earliest_at": stamp(eta.earliest_at),
        "latest_at": stamp(eta.latest_at),
        "confidence_percent": eta.confidence_percent,
        "confidence_word": word,
        "basis": m.screen.text(eta.basis),
        "stated_at": stamp(eta.stated_at),
        "version": eta.version,
    }


def _say(m: Material) -> ReleasedSay:
    # The first reader's words stand for all: what customers hear, in the language told first.
    newest = m.case.narratives[0] if m.case.narratives else None
    own = of_reader(m.case.narratives, newest.audience, newest.language) if newest else ()
    approved = next((n for n in own if n.status is NarrativeStatus.APPROVED), None)
    return {
        "approved_version": approved.version if approved else None,
        "approved_at": stamp_or_none(approved.approved_at) if approved else None,
        "waits": newest is not None and newest.status is NarrativeStatus.DRAFT,
        "has_lapsed": approved is None and any(n.status is NarrativeStatus.LAPSED for n in own),
        "asked": bool(m.case.requests),
    }


def _narratives(m: Material) -> list[ReleasedNarrative]:
    return [
        {
            "id": narrative.narrative_id,
            "version": narrative.version,
            "status": narrative.status.value,
            "audience": narrative.audience,
            "language": narrative.language,
            "text": narrative.text,
            "facts_digest": narrative.facts_digest,
            "drafted_at": stamp(narrative.drafted_at),
            "approved_at": stamp_or_none(narrative.approved_at),
            "marks": marks_of(narrative),
            "wait_for": [
                {
                    "what": m.screen.text(hold.what),
                    "why": m.screen.text(hold.why),
                    "releases_when": m.screen.text(hold.releases_when),
                }
                for hold in narrative.wait_for
            ],
        }
        for narrative in m.case.narratives
    ]


def _qos(m: Material) -> list[ReleasedQos]:
    return [
        {
            "account_id": qos.account_id,
            "account": account_name(m, qos.account_id, qos.account_name),
            "outcome": qos.outcome.value,
            "risk": qos.risk.value,
            "breach_at": stamp_or_none(qos.breach_at),
            "used_percent": (
                qos.downtime_s * 100 // qos.allowance_s
                if qos.allowance_s > 0 and qos.outcome is not QosOutcome.NOT_MEASURABLE
                else None
            ),
        }
        for qos in m.case.delivered_qos
    ]


_BUILDERS: Mapping[str, Callable[[Material], object]] = {
    "head": _head,
    "impact": impact_of,
    "accounts": accounts_of,
    "evidence": evidence_of,
    "contradictions": contradictions_of,
    "spells": spells_of,
    "reputation": reputation_of,
    "odds": odds_of,
    "severity": severity_of,
    "why": why_of,
    "ruling": ruling_of,
    "recurrence": recurrence_of,
    "history": history_of,
    "changes": _changes,
    "checkpoints": _checkpoints,
    "eta": _eta,
    "say": _say,
    "narratives": _narratives,
    "notice": notice_of,
    "reach": reach_of,
    "commitments": commitments_of,
    "writing": writing_of,
    "words": words_of,
    "qos": _qos,
    "escalations": escalations_of,
    "follow_ups": follow_ups_of,
    "closure": closure_of,
    "hand_overs": hand_overs_of,
    "eta_steps": eta_steps_of,
}


def release(
    case: Case,
    operator: Operator,
    *,
    audience: str,
    at: datetime,
    playbook: Playbook | None = None,
    words: WordsPolicy | None = None,
) -> dict[str, Plain]:
    """One incident as one role may know it, ready for schema `published`.

    Args:
        case: the incident with every judgement on it.
        operator: whose names and hidden words apply.
        audience: slug of the role package that will read it.
        at: the instant of release, on the domain clock.
        playbook: what closing needs; without it nothing is said about closing.
        words: how many must agree to words; without it one.

    Returns:
        Plain JSON of the shape `Released`, holding only the groups the package may read.

    Raises:
        UnknownRoleError: no such role package is shipped.
    """
    document: dict[str, object] = {
        "schema": RELEASE_SCHEMA,
        "audience": audience,
        "incident_id": case.incident.incident_id,
        "released_at": stamp(at),
    }
    material = Material(case, operator, screen_for(operator.hidden_vocabulary), at, playbook, words)
    for group in find_package(audience).fields:
        document[group] = _BUILDERS[group](material)
    return cast("dict[str, Plain]", document)


def card_of(released: Mapping[str, Plain]) -> dict[str, Plain]:
    """The part of a released document that "What matters now" reads.

    Args:
        released: a whole document.

    Returns:
        A document with the long groups left out, for a column of its own; what only tells is short already.
    """
    if "head" not in released:
        return dict(released)
    return {key: released[key] for key in (*_ALWAYS, *CARD_GROUPS) if key in released}


def release_decision(decision: Decision, operator: Operator, *, number: int) -> dict[str, Plain]:
    """One decision as roles may read it: what, when, why, by which desk; never by which person.

    Args:
        decision: as it stands on the trail.
        operator: whose names and hidden words apply.
        number: its place on the trail, from 0.

    Returns:
        Plain JSON of the shape `ReleasedDecision`; the evidence in `detail` stays inside.
    """
    screen, actor = screen_for(operator.hidden_vocabulary), decision.actor
    by_system = actor.kind == "system"
    desk = "System" if by_system else (operator.team_name(actor.team_id) or "A desk")
    entry: ReleasedDecision = {
        "number": number,
        "kind": decision.kind.value,
        "at": decision.at.astimezone(UTC).isoformat(),
        "subject": decision.subject,
        "summary": screen.text(decision.summary),
        "basis": screen.text(decision.basis),
        "desk": screen.text(desk),
        "by_system": by_system,
    }
    return cast("dict[str, Plain]", entry)
