"""Which commands can a person give, and what does each do to a case.

Each command is a small pure function from a case to a changed case and the decision that says so;
`carry_out_commands` records both and judges the case anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intera.coordination.checkpoint import OverduePromiseError, answer_checkpoint, checkpoint_id_of, re_promise
from intera.governance.override import (
    Asked,
    OverrideRefusedError,
    approve_override,
    give_override,
    waiting_request,
)
from intera.governance.policy_book import PolicyBook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.decision import Actor, Decision, DecisionKind, Plain
from intera.model.ids import CheckpointId, TeamId
from intera.model.impact import ImpactRuling
from intera.model.narrative import GuardLevel, NarrativeStatus
from intera.model.verdict import Override, OverrideRequest, Severity
from intera.narrative.approval import NarrativeBlockedError, approve
from intera.workflows.judgement_decisions import decision_of_person

REASON_CHARS_MIN = 5
TEXT_CHARS_MAX = 500
NUMBER_CHARS_MAX = 9
PROMISE_MAX = timedelta(days=14)
_YES = (True, "true", "yes", "on", "1")


class CommandRefusedError(ValueError):
    """A command cannot be carried out; nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        """Carries a short code and the one sentence the person sees."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Given:
    """A command as given: its fields as text, who gave it, when on the domain clock, and under which policies."""

    fields: Mapping[str, Plain]
    actor: Actor
    at: datetime
    policies: PolicyBook

    def text(self, name: str, *, chars_min: int = 0) -> str:
        """A field's text, trimmed; refused when too short, too long or holding control characters."""
        value = self.fields.get(name, "")
        text = value.strip() if isinstance(value, str) else ""
        if len(text) < chars_min:
            raise CommandRefusedError("too_short", _too_short(name, chars_min))
        if len(text) > TEXT_CHARS_MAX:
            raise CommandRefusedError("too_long", f"The {_label(name)} may have {TEXT_CHARS_MAX} characters.")
        if any(ord(character) < ord(" ") for character in text):
            raise CommandRefusedError("bad_text", f"The {_label(name)} holds characters that cannot be shown.")
        return text

    def number(self, name: str, *, low: int, high: int) -> int:
        """A field's whole number within bounds, else refused."""
        value = self.fields.get(name, "")
        text = value.strip() if isinstance(value, str) else str(value)
        is_number = text.isascii() and text.isdigit() and len(text) <= NUMBER_CHARS_MAX
        if not is_number or not low <= int(text) <= high:
            raise CommandRefusedError("bad_number", f"Give a whole number from {low} to {high} for the {_label(name)}.")
        return int(text)

    def instant(self, name: str) -> datetime:
        """A field's instant with its zone, else refused."""
        try:
            instant = datetime.fromisoformat(self.text(name))
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            raise CommandRefusedError("bad_time", f"Give the {_label(name)} as a date and time with its zone.")
        return instant


def _too_short(name: str, chars_min: int) -> str:
    if chars_min == 1:
        return f"The {_label(name)} is missing."
    return f"Write at least {chars_min} characters for the {_label(name)}."


def _label(name: str) -> str:
    return name.replace("_", " ").removesuffix(" at")


Changed = tuple[Case, Decision]


def _touched(case: Case, given: Given) -> Case:
    return replace(case, incident=replace(case.incident, updated_at=given.at))


def confirm_impact(case: Case, given: Given) -> Changed:
    """A person confirms that customers are hit."""
    return _rule_on_impact(case, given, is_confirmed=True)


def reject_impact(case: Case, given: Given) -> Changed:
    """A person finds that customers are not hit."""
    return _rule_on_impact(case, given, is_confirmed=False)


def _rule_on_impact(case: Case, given: Given, *, is_confirmed: bool) -> Changed:
    reason = given.text("reason", chars_min=0 if is_confirmed else REASON_CHARS_MIN)
    ruling = ImpactRuling(is_confirmed, reason, given.actor.name, given.actor.team_id, given.at)
    changed = replace(_touched(case, given), ruling=ruling)
    kind = DecisionKind.IMPACT_CONFIRM if is_confirmed else DecisionKind.IMPACT_REJECT
    summary = "Impact on customers confirmed" if is_confirmed else "Impact on customers rejected"
    return changed, decision_of_person(kind, changed, given.actor, summary, basis=reason)


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
        changed = replace(_touched(case, given), override_request=found)
        summary = f"Override to {asked.severity.label} for {asked.lasts_min} min asked for, waits for a second person"
        kind = DecisionKind.SEVERITY_REQUEST
    else:
        changed = replace(_touched(case, given), override=found)
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
    changed = replace(_touched(case, given), override=override, override_request=None)
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
    changed = replace(_touched(case, given), override_request=None)
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


def take_ownership(case: Case, given: Given) -> Changed:
    """A person takes the incident for their team."""
    team_id = given.actor.team_id or case.incident.owner_team_id
    incident = replace(
        case.incident,
        owner_team_id=team_id,
        owner_person=given.actor.name,
        owner_accepted_at=given.at,
        updated_at=given.at,
    )
    changed = replace(case, incident=incident)
    detail: dict[str, Plain] = {"owner_team": team_id, "from_team": case.incident.owner_team_id}
    return changed, decision_of_person(DecisionKind.OWNER_TAKE, changed, given.actor, "Ownership taken", detail=detail)


def set_checkpoint(case: Case, given: Given) -> Changed:
    """A person promises what will be known or done by when."""
    promise = given.text("promise", chars_min=REASON_CHARS_MIN)
    due_at = _due_at(given)
    team_id = TeamId(case.incident.owner_team_id or given.actor.team_id)
    new_id = checkpoint_id_of(case.incident.incident_id, len(case.checkpoints) + 1)
    added = Checkpoint(new_id, case.incident.incident_id, promise, due_at, team_id, given.at)
    changed = replace(_touched(case, given), checkpoints=(*case.checkpoints, added))
    return changed, _promised(changed, given, added, "Checkpoint promised")


def _due_at(given: Given) -> datetime:
    due_at = given.instant("due_at")
    if not given.at < due_at <= given.at + PROMISE_MAX:
        days = PROMISE_MAX.days
        raise CommandRefusedError("bad_time", f"A checkpoint is due after now and within {days} days.")
    return due_at


def _promised(case: Case, given: Given, promise: Checkpoint, what: str) -> Decision:
    detail: dict[str, Plain] = {"checkpoint": promise.checkpoint_id, "due_at": promise.due_at.isoformat()}
    return decision_of_person(
        DecisionKind.CHECKPOINT_PROMISE, case, given.actor, f"{what}: {promise.promise}", detail=detail
    )


def _open_promise(case: Case, given: Given) -> Checkpoint:
    wanted = CheckpointId(given.text("checkpoint_id", chars_min=1))
    for promise in case.checkpoints:
        if promise.checkpoint_id == wanted:
            if promise.answered_at is not None:
                raise CommandRefusedError("already_answered", "This checkpoint was answered already.")
            return promise
    raise CommandRefusedError("unknown_checkpoint", "There is no such checkpoint on this incident.")


def keep_checkpoint(case: Case, given: Given) -> Changed:
    """A person answers a checkpoint with what is now known or done."""
    promise = _open_promise(case, given)
    answer = given.text("answer", chars_min=REASON_CHARS_MIN)
    has_news = given.fields.get("has_news") in _YES
    answered = answer_checkpoint(promise, answer=answer, has_news=has_news, at=given.at)
    changed = replace(_touched(case, given), checkpoints=_with(case, answered))
    outcome = answered.outcome.value if answered.outcome else ""
    detail: dict[str, Plain] = {"checkpoint": promise.checkpoint_id, "outcome": outcome}
    summary = f"Checkpoint {outcome.replace('_', ' ')}: {answer}"
    return changed, decision_of_person(
        DecisionKind.CHECKPOINT_ANSWER, changed, given.actor, summary, basis=promise.promise, detail=detail
    )


def _with(case: Case, changed: Checkpoint) -> tuple[Checkpoint, ...]:
    return tuple(changed if one.checkpoint_id == changed.checkpoint_id else one for one in case.checkpoints)


def move_checkpoint(case: Case, given: Given) -> Changed:
    """A person promises anew before the time has come; an overdue promise cannot be moved."""
    promise = _open_promise(case, given)
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    due_at = _due_at(given)
    new_id = checkpoint_id_of(case.incident.incident_id, len(case.checkpoints) + 1)
    try:
        old, new = re_promise(
            promise, due_at=due_at, promise=given.text("promise") or promise.promise, at=given.at, new_id=new_id
        )
    except OverduePromiseError as error:
        message = "This checkpoint is overdue. It can no longer be moved, only answered."
        raise CommandRefusedError("overdue", message) from error
    changed = replace(_touched(case, given), checkpoints=(*_with(case, old), new))
    detail: dict[str, Plain] = {
        "checkpoint": promise.checkpoint_id,
        "replaced_by": new_id,
        "from": promise.due_at.isoformat(),
        "due_at": new.due_at.isoformat(),
    }
    summary = f"Checkpoint promised anew: {new.promise}"
    return changed, decision_of_person(
        DecisionKind.CHECKPOINT_RE_PROMISE, changed, given.actor, summary, basis=reason, detail=detail
    )


def approve_narrative(case: Case, given: Given) -> Changed:
    """A person approves customer words as they read now; refused when a fact moved meanwhile."""
    wanted = given.text("narrative_id", chars_min=1)
    draft = next((one for one in case.narratives if one.narrative_id == wanted), None)
    if draft is None or draft.status is not NarrativeStatus.DRAFT:
        raise CommandRefusedError("not_a_draft", "This draft is gone: the facts changed. Read the new one.")
    if given.text("facts_digest") != draft.facts_digest:
        raise CommandRefusedError("facts_changed", "A fact changed while you were reading. Read the new draft.")
    asks = sum(1 for finding in draft.findings if finding.level is GuardLevel.CHECK)
    if asks and given.fields.get("accepts_marks") not in _YES:
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
    changed = replace(_touched(case, given), narratives=(approved, *others))
    detail: dict[str, Plain] = {
        "narrative": approved.narrative_id,
        "text": approved.text,
        "marks_accepted": asks,
        "facts_digest": approved.facts_digest,
        "facts": [[fact.slot, fact.text, fact.fact, fact.confidence_percent] for fact in approved.facts],
    }
    summary = f"Narrative v{approved.version} approved"
    return changed, decision_of_person(DecisionKind.NARRATIVE_APPROVE, changed, given.actor, summary, detail=detail)


@dataclass(frozen=True, slots=True)
class Command:
    """What a command decides, which a role must be allowed to, and the function that does it."""

    decides: DecisionKind
    do: Callable[[Case, Given], Changed]


COMMANDS: Mapping[str, Command] = {
    "approve_narrative": Command(DecisionKind.NARRATIVE_APPROVE, approve_narrative),
    "approve_severity": Command(DecisionKind.SEVERITY_APPROVE, approve_severity),
    "confirm_impact": Command(DecisionKind.IMPACT_CONFIRM, confirm_impact),
    "keep_checkpoint": Command(DecisionKind.CHECKPOINT_ANSWER, keep_checkpoint),
    "move_checkpoint": Command(DecisionKind.CHECKPOINT_RE_PROMISE, move_checkpoint),
    "override_severity": Command(DecisionKind.SEVERITY_OVERRIDE, override_severity),
    "reject_impact": Command(DecisionKind.IMPACT_REJECT, reject_impact),
    "set_checkpoint": Command(DecisionKind.CHECKPOINT_PROMISE, set_checkpoint),
    "take_ownership": Command(DecisionKind.OWNER_TAKE, take_ownership),
    "withdraw_severity": Command(DecisionKind.SEVERITY_WITHDRAW, withdraw_severity),
}
