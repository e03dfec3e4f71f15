"""A person overrides severity, agrees with an override, or takes one back."""

from dataclasses import replace

from intera.governance.override import (
    Asked,
    OverrideRefusedError,
    approve_override,
    give_override,
    waiting_request,
)
from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.verdict import Override, OverrideRequest, Severity
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person


def override_severity(case: Case, given: Given) -> Changed:
    """A person sets another severity than the rules give; where the policy says so it waits for a second person."""
    if case.impact is None or case.verdict is None:
        raise CommandRefusedError("not_judged", "This incident was not judged yet. Try again in a moment.")
    if waiting_request(case.override_request, at=given.at) is not None:
        raise CommandRefusedError("request_waits", "An override waits for approval. Approve or withdraw it first.")
    policy = given.policies.in_force(case.impact, at=given.at)
    asked = Asked(
        severity=Severity(given.number("severity", low=1, high=4)),
        clause=given.text("clause", chars_min=1),
        reason=given.text("reason", chars_min=REASON_CHARS_MIN),
        lasts_min=given.number("expires_in_min", low=policy.override.shortest_min, high=policy.override.longest_min),
    )
    try:
        found = give_override(asked, policy, impact=case.impact, verdict=case.verdict, by=given.actor, at=given.at)
    except OverrideRefusedError as refused:
        raise CommandRefusedError(refused.code, refused.message) from refused
    detail = _override_detail(found) | {"instead_of": case.verdict.severity.label, "policy": policy.ref}
    if isinstance(found, OverrideRequest):
        changed = replace(touched(case, given), override_request=found)
        summary = f"Override to {asked.severity.label} for {asked.lasts_min} min asked for, waits for a second person"
        kind = DecisionKind.SEVERITY_REQUEST
    else:
        changed = replace(touched(case, given), override=found)
        summary = f"Severity overridden to {asked.severity.label} for {asked.lasts_min} min"
        kind = DecisionKind.SEVERITY_OVERRIDE
    return changed, decision_of_person(kind, changed, given.actor, summary, basis=asked.reason, detail=detail)


def _override_detail(found: Override | OverrideRequest) -> dict[str, Plain]:
    return {
        "severity": found.severity.label,
        "clause": found.clause,
        "expires_at": found.expires_at.isoformat(),
        "asked_by": found.by_person,
    }


def approve_severity(case: Case, given: Given) -> Changed:
    """A second person puts an override in effect that waited for one; it must be the one they read."""
    request = case.override_request
    if request is not None and given.instant("requested_at") != request.requested_at:
        raise CommandRefusedError("request_changed", "The request changed while you were reading. Read the new one.")
    try:
        override = approve_override(request, by=given.actor, at=given.at)
    except OverrideRefusedError as refused:
        raise CommandRefusedError(refused.code, refused.message) from refused
    changed = replace(touched(case, given), override=override, override_request=None)
    summary = f"Override to {override.severity.label} approved by a second person"
    decision = decision_of_person(
        DecisionKind.SEVERITY_APPROVE,
        changed,
        given.actor,
        summary,
        basis=override.reason,
        detail=_override_detail(override),
    )
    return changed, decision


def withdraw_severity(case: Case, given: Given) -> Changed:
    """A person takes back the override that waits, or else ends the one in effect before its time."""
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    request = waiting_request(case.override_request, at=given.at)
    override = case.override if case.override is not None and given.at < case.override.expires_at else None
    taken_back = request or override
    if taken_back is None:
        raise CommandRefusedError("no_override", "There is no override on this incident to withdraw.")
    changed = replace(touched(case, given), override_request=None)
    summary = f"Request to override to {taken_back.severity.label} withdrawn"
    if request is None:
        changed = replace(changed, override=None)
        summary = f"Override to {taken_back.severity.label} withdrawn"
    decision = decision_of_person(
        DecisionKind.SEVERITY_WITHDRAW,
        changed,
        given.actor,
        summary,
        basis=reason,
        detail=_override_detail(taken_back),
    )
    return changed, decision
