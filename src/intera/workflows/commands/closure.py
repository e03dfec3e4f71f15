"""A person closes an incident, or opens a closed one again; both keep what was before."""

from dataclasses import replace

from intera.coordination.checkpoint import answer_by_lifecycle
from intera.coordination.closing import close, reopen
from intera.coordination.closure import unmet_criteria
from intera.coordination.escalation import settle_notes
from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.incident import ClosingRuling, Lifecycle
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person


def close_incident(case: Case, given: Given) -> Changed:
    """A person closes the incident; with a criterion unmet only with a reason, and both go on the trail."""
    if given.rules is None:
        raise CommandRefusedError("no_rules", "No rules are loaded, so nothing can be closed. Load the operator first.")
    unmet = unmet_criteria(case, given.rules.playbook, at=given.at)
    reason = given.text("override_reason", chars_min=0)
    if unmet and len(reason) < REASON_CHARS_MIN:
        said = "; ".join(f"{finding.name}: {finding.sees}" for finding in unmet)
        message = f"Not everything holds that closing needs ({said}). Say why it is closed all the same."
        raise CommandRefusedError("criteria_unmet", message)
    names = tuple(finding.name for finding in unmet)
    ruling = ClosingRuling(True, given.at, given.actor.team_id, reason, names)  # noqa: FBT003 - closed it is
    old = case.incident.lifecycle
    incident = close(case.incident, ruling)
    promises = answer_by_lifecycle(case.checkpoints, old=old, new=Lifecycle.CLOSED, at=given.at)
    changed = replace(
        case,
        incident=incident,
        checkpoints=promises,
        escalations=settle_notes(case.escalations, promises),
    )
    detail: dict[str, Plain] = {
        "from": old.value,
        "unmet": [[finding.criterion.value, finding.sees, finding.needs] for finding in unmet],
        "playbook": given.rules.playbook.version,
    }
    summary = f"Closed with {len(unmet)} not met: {', '.join(names)}" if unmet else "Closed, every criterion met"
    return changed, decision_of_person(
        DecisionKind.INCIDENT_CLOSE, changed, given.actor, summary, basis=reason, detail=detail
    )


def reopen_incident(case: Case, given: Given) -> Changed:
    """A person opens a closed incident again; when and why it was closed stays on record."""
    if case.incident.lifecycle is not Lifecycle.CLOSED:
        raise CommandRefusedError("not_closed", "Only a closed incident can be opened again.")
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    ruling = ClosingRuling(False, given.at, given.actor.team_id, reason)  # noqa: FBT003 - open again
    closed_at = case.incident.closed_at
    changed = replace(touched(case, given), incident=reopen(case.incident, ruling))
    detail: dict[str, Plain] = {
        "closed_at": closed_at.isoformat() if closed_at else None,
        "reopen_count": changed.incident.reopen_count,
    }
    return changed, decision_of_person(
        DecisionKind.INCIDENT_REOPEN, changed, given.actor, "Opened again", basis=reason, detail=detail
    )
