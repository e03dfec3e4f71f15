"""Says what a new judgement decided: one decision for each thing that moved, with its evidence.

A repeat of the same judgement decides nothing; new evidence that moves no judgement is one short
entry of its own, so that "why did it not change at 14:05" has an answer too.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from intera.coordination.closure import unmet_criteria
from intera.coordination.playbook import Playbook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint, CheckpointOutcome, Eta
from intera.model.decision import SYSTEM, Actor, Decision, DecisionKind, Plain
from intera.model.escalation import Escalation
from intera.model.impact import Impact, Visibility
from intera.model.incident import Lifecycle
from intera.model.operator import Operator
from intera.model.verdict import Verdict
from intera.workflows.narrative_decisions import narrative_decisions

_LIFECYCLE_KINDS = {
    Lifecycle.RESTORED: (DecisionKind.INCIDENT_RESTORE, "Service restored, watching"),
    Lifecycle.CLOSED: (DecisionKind.INCIDENT_CLOSE, "Closed"),
    Lifecycle.CANCELLED: (DecisionKind.INCIDENT_CANCEL, "Cancelled, a false event"),
    Lifecycle.MERGED: (DecisionKind.INCIDENT_MERGE, "Merged into another incident"),
    Lifecycle.ACTIVE: (DecisionKind.INCIDENT_OPEN, "Confirmed as an incident"),
}
_VISIBILITY_WORDS = {
    Visibility.BEING_VERIFIED: "being verified",
    Visibility.CUSTOMER_VISIBLE: "visible to customers",
    Visibility.INTERNAL_ONLY: "internal only",
}
# A moved estimate is worth an entry of its own when it moved by a tenth; smaller moves share the
# short entry for new evidence.
MATERIAL_SHARE_DENOMINATOR = 10


def impact_detail(impact: Impact) -> dict[str, Plain]:
    """What the trail keeps of an impact: reach, confidence and every piece of evidence as weighed."""
    customers = impact.customers
    return {
        "impact": {
            "visibility": impact.visibility,
            "harm": impact.harm,
            "service": impact.service_id,
            "regions": list(impact.region_ids),
            "customers": [customers.low, customers.best, customers.high] if customers else None,
            "confidence_percent": impact.confidence.percent,
            "confidence_basis": impact.confidence.basis,
        },
        "accounts": [account.account_id for account in impact.accounts],
        "evidence": [[item.kind, item.says, item.stance, item.weight, item.age_s] for item in impact.evidence],
    }


def verdict_detail(verdict: Verdict) -> dict[str, Plain]:
    """What the trail keeps of a verdict: clause, policy version, each rule, and what was held back."""
    return {
        "verdict": {
            "severity": verdict.severity.label,
            "is_provisional": verdict.is_provisional,
            "held_severity": verdict.held_severity.label if verdict.held_severity else None,
            "clause": verdict.clause,
            "policy": f"{verdict.policy_id} {verdict.policy_version}".strip(),
            "by_override": verdict.override is not None,
        },
        "rules": [[finding.rule_id, finding.sees, finding.needs, finding.is_met] for finding in verdict.findings],
    }


def decide_changes(
    old: Case, new: Case, operator: Operator, *, has_new_evidence: bool, playbook: Playbook | None = None
) -> list[Decision]:
    """The decisions that lead from one judgement of a case to the next.

    Args:
        old: the case before; without impact when it is new.
        new: the case as judged.
        operator: names teams and services.
        has_new_evidence: whether a record came in, so that even an unmoved judgement is an entry.
        playbook: what closing needs, so that a closing by a source says what was not met.

    Returns:
        The decisions in the order they were taken; empty when nothing moved and nothing came in.
    """
    if new.impact is None or new.verdict is None:
        return []
    if old.impact is None or old.verdict is None:
        return [_opened(new, new.impact, new.verdict, operator)]
    at = new.incident.updated_at
    found = _lifecycle(old, new, at, playbook)
    found += _impact(old.impact, new.impact, new, at)
    found += _policy(old.verdict, new.verdict, new, at)
    found += _severity(old.verdict, new.verdict, new, at)
    found += _request(old, new, at)
    if old.incident.owner_team_id != new.incident.owner_team_id:
        found.append(_owner(new, operator, at))
    found += _checkpoints(old.checkpoints, new.checkpoints, new, operator)
    if old.eta != new.eta:
        found += _eta(old.eta, new.eta, new, operator)
    found += narrative_decisions(old.narratives, new.narratives, new, at)
    if not found and has_new_evidence:
        summary = "New reports taken in, judgement unchanged"
        detail: dict[str, Plain] = {
            "severity": new.verdict.severity.label,
            "confidence_percent": new.impact.confidence.percent,
        }
        found.append(_decision(DecisionKind.SIGNAL_ATTACH, new, at, summary, detail=detail))
    return found


def _decision(
    kind: DecisionKind,
    case: Case,
    at: datetime,
    summary: str,
    *,
    basis: str = "",
    detail: dict[str, Plain] | None = None,
) -> Decision:
    return Decision(kind, at, SYSTEM, case.incident.incident_id, summary, basis, detail or {})


def _opened(case: Case, impact: Impact, verdict: Verdict, operator: Operator) -> Decision:
    incident = case.incident
    promise = case.checkpoints[0] if case.checkpoints else None
    detail: dict[str, Plain] = {
        "incident": {
            "lifecycle": incident.lifecycle,
            "owner_team": incident.owner_team_id,
            "checkpoint": [promise.promise, promise.due_at.isoformat()] if promise else None,
            "recurrence": [case.recurrence.kind, case.recurrence.nth] if case.recurrence else None,
        },
        **impact_detail(impact),
        **verdict_detail(verdict),
    }
    summary = f"Opened as {verdict.severity.label}, {_VISIBILITY_WORDS[impact.visibility]}"
    if incident.owner_team_id:
        summary += f", owner {operator.team_name(incident.owner_team_id)}"
    return _decision(
        DecisionKind.INCIDENT_OPEN, case, incident.updated_at, summary, basis=verdict.reason, detail=detail
    )


def _lifecycle(old: Case, new: Case, at: datetime, playbook: Playbook | None) -> list[Decision]:
    before, after = old.incident.lifecycle, new.incident.lifecycle
    if before is after:
        return []
    kind, summary = _LIFECYCLE_KINDS[after]
    if after is Lifecycle.ACTIVE and before in (Lifecycle.CLOSED, Lifecycle.RESTORED):
        kind, summary = DecisionKind.INCIDENT_REOPEN, "Harm is back, reopened"
    detail: dict[str, Plain] = {"from": before.value, "to": after.value, "reopen_count": new.incident.reopen_count}
    basis = ""
    if after is Lifecycle.CLOSED and playbook is not None:
        # A source closes what is its own; what our playbook asks beyond that is said, not enforced.
        unmet = unmet_criteria(new, playbook, at=at)
        detail["unmet"] = [[finding.criterion.value, finding.sees, finding.needs] for finding in unmet]
        basis = f"Not met: {', '.join(finding.name for finding in unmet)}" if unmet else ""
    return [_decision(kind, new, at, summary, basis=basis, detail=detail)]


def _is_material(old: Impact, new: Impact) -> bool:
    if (old.visibility, old.harm, old.confidence.word(), old.region_ids, old.partner_code) != (
        new.visibility,
        new.harm,
        new.confidence.word(),
        new.region_ids,
        new.partner_code,
    ):
        return True
    if [account.account_id for account in old.accounts] != [account.account_id for account in new.accounts]:
        return True
    if (old.customers is None) != (new.customers is None):
        return True
    if old.customers is None or new.customers is None:
        return False
    return abs(new.customers.best - old.customers.best) * MATERIAL_SHARE_DENOMINATOR >= max(old.customers.best, 1)


def _impact(old: Impact, new: Impact, case: Case, at: datetime) -> list[Decision]:
    if not _is_material(old, new):
        return []
    parts: list[str] = []
    if old.visibility is not new.visibility:
        parts.append(f"Now {_VISIBILITY_WORDS[new.visibility]}")
    if new.customers and (old.customers is None or old.customers.best != new.customers.best):
        verb = (
            "set at"
            if old.customers is None
            else "raised to"
            if new.customers.best > old.customers.best
            else "lowered to"
        )
        parts.append(f"Estimate {verb} about {new.customers.best:,}")
    if old.confidence.word() is not new.confidence.word():
        verb = "raised" if new.confidence.ratio > old.confidence.ratio else "lowered"
        parts.append(f"Confidence {verb} from {old.confidence.percent}% to {new.confidence.percent}%")
    summary = ". ".join(parts) or "Impact judged anew"
    return [
        _decision(
            DecisionKind.IMPACT_ASSESS,
            case,
            at,
            summary,
            basis=f"{new.visibility_reason} {new.confidence.basis}".strip(),
            detail=impact_detail(new),
        )
    ]


def _policy(old: Verdict, new: Verdict, case: Case, at: datetime) -> list[Decision]:
    """Another policy, or another version of it, judges from now on: said even when the severity stays."""
    before, after = (f"{verdict.policy_id} {verdict.policy_version}" for verdict in (old, new))
    if before == after or not old.policy_id:
        return []
    summary = f"Judged under severity policy {after}, was {before}: {new.severity.label}"
    detail: dict[str, Plain] = {"replaced": before, "instead_of": old.severity.label, **verdict_detail(new)}
    return [_decision(DecisionKind.POLICY_REPLACE, case, at, summary, basis=new.reason, detail=detail)]


def _request(old: Case, new: Case, at: datetime) -> list[Decision]:
    """A request for an override that nobody answered in time."""
    request = old.override_request
    if request is None or new.override_request is not None or at < request.answer_by_at:
        return []
    summary = f"Request to override to {request.severity.label} lapsed, no second person answered"
    detail: dict[str, Plain] = {"severity": request.severity.label, "clause": request.clause}
    return [_decision(DecisionKind.SEVERITY_LAPSE, new, at, summary, basis=request.reason, detail=detail)]


def _severity(old: Verdict, new: Verdict, case: Case, at: datetime) -> list[Decision]:
    if old.override is not None and new.override is None:
        summary = f"Override ended, now {new.severity.label} by the rules"
        return [
            _decision(DecisionKind.SEVERITY_EXPIRE, case, at, summary, basis=new.reason, detail=verdict_detail(new))
        ]
    if new.override is not None and new.override != old.override and new.severity is new.override.severity:
        # The person's own decision said why; this one says what shows now, with every rule as it stands.
        summary = f"Shows {new.severity.label} by override, was {old.severity.label}"
        return [_decision(DecisionKind.SEVERITY_SET, case, at, summary, basis=new.reason, detail=verdict_detail(new))]
    if (old.severity, old.is_provisional) == (new.severity, new.is_provisional):
        return []
    held = " provisionally, being verified" if new.is_provisional else ""
    summary = f"Set to {new.severity.label}{held}, was {old.severity.label}"
    if old.severity is new.severity:
        summary = (
            f"{new.severity.label} {'is provisional, being verified' if new.is_provisional else 'stands, verified'}"
        )
    return [_decision(DecisionKind.SEVERITY_SET, case, at, summary, basis=new.reason, detail=verdict_detail(new))]


def _owner(case: Case, operator: Operator, at: datetime) -> Decision:
    team_id = case.incident.owner_team_id
    summary = f"Owner is {operator.team_name(team_id)}" if team_id else "No owner"
    return _decision(DecisionKind.OWNER_ASSIGN, case, at, summary, detail={"owner_team": team_id})


def _checkpoints(
    old: Sequence[Checkpoint], new: Sequence[Checkpoint], case: Case, operator: Operator
) -> list[Decision]:
    if old == new:
        return []
    before = {promise.checkpoint_id: promise for promise in old}
    at = case.incident.updated_at
    found: list[Decision] = []
    for promise in new:
        known = before.get(promise.checkpoint_id)
        detail: dict[str, Plain] = {"checkpoint": promise.checkpoint_id, "due_at": promise.due_at.isoformat()}
        if known is None:
            basis = f"Promised by {operator.team_name(promise.team_id)}" if promise.team_id else ""
            summary = f"Checkpoint promised: {promise.promise}"
            found.append(_decision(DecisionKind.CHECKPOINT_PROMISE, case, at, summary, basis=basis, detail=detail))
        elif known.answered_at is None and promise.answered_at is not None:
            outcome = promise.outcome.value.replace("_", " ") if promise.outcome else "answered"
            summary = f"Checkpoint {outcome}: {promise.answer or promise.promise}"
            if promise.outcome is CheckpointOutcome.RE_PROMISED:
                summary = f"Checkpoint moved nearer, severity rose: {promise.promise}"
            detail["outcome"] = promise.outcome.value if promise.outcome else None
            found.append(_decision(DecisionKind.CHECKPOINT_ANSWER, case, at, summary, detail=detail))
    return found


def _eta(old: Eta | None, new: Eta | None, case: Case, operator: Operator) -> list[Decision]:
    """A source states when service is expected back, or moves that; its end with the trouble is no statement."""
    if new is None or (old is not None and (old.best_at, old.version) == (new.best_at, new.version)):
        return []
    moved = f", moved from {wall(old.best_at, operator.zone)}" if old is not None and old.best_at != new.best_at else ""
    summary = f"Service expected back about {wall(new.best_at, operator.zone)}{moved}"
    return [
        _decision(
            DecisionKind.ETA_STATE, case, case.incident.updated_at, summary, basis=new.basis, detail=eta_detail(new)
        )
    ]


def wall(at: datetime, zone: str) -> str:
    """An instant as the operator's clock shows it, with its zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M %Z}"


def eta_detail(eta: Eta) -> dict[str, Plain]:
    """What the trail keeps of an ETA: point, range, confidence and version."""
    return {
        "best_at": eta.best_at.isoformat(),
        "earliest_at": eta.earliest_at.isoformat(),
        "latest_at": eta.latest_at.isoformat(),
        "confidence_percent": eta.confidence_percent,
        "version": eta.version,
    }


def escalation_raised(note: Escalation, case: Case, operator: Operator) -> Decision:
    """The decision that a missed promise was told one rung up.

    Args:
        note: as raised.
        case: the incident with the note.
        operator: names the desk and gives the zone.

    Returns:
        The decision, with the promise, the evidence and what is at stake.
    """
    promised_by = operator.team_name(note.promised_by) if note.promised_by else "no desk"
    summary = f"Escalated to {note.rung_name}: {note.promise}, due {wall(note.due_at, operator.zone)}, was not answered"
    detail: dict[str, Plain] = {
        "escalation": note.escalation_id,
        "checkpoint": note.checkpoint_id,
        "rung": note.rung,
        "team": note.team_id,
        "due_at": note.due_at.isoformat(),
        "stakes": list(note.stakes),
        "evidence": list(note.evidence),
        "next_rung": note.next_rung,
        "next_at": note.next_at.isoformat() if note.next_at else None,
    }
    basis = f"Promised by {promised_by}"
    return _decision(DecisionKind.ESCALATION_RAISE, case, note.raised_at, summary, basis=basis, detail=detail)


def decision_of_person(
    kind: DecisionKind,
    case: Case,
    actor: Actor,
    summary: str,
    *,
    basis: str = "",
    detail: dict[str, Plain] | None = None,
) -> Decision:
    """A person's decision about a case.

    Args:
        kind: what was decided.
        case: about which incident; its `updated_at` is the instant.
        actor: who decided, of which team, in which role.
        summary: one sentence on what was decided.
        basis: the reason given.
        detail: what else must be known to judge it later.

    Returns:
        The decision.
    """
    return Decision(kind, case.incident.updated_at, actor, case.incident.incident_id, summary, basis, detail or {})
