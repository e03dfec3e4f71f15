"""A person promises a checkpoint, answers one, or promises anew before its time."""

from dataclasses import replace
from datetime import datetime, timedelta

from intera.coordination.cadence import TOLD_OUTSIDE, is_told
from intera.coordination.checkpoint import OverduePromiseError, answer_checkpoint, checkpoint_id_of, re_promise
from intera.coordination.escalation import settle_notes
from intera.coordination.playbook import CUSTOMER, INTERNAL
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.decision import Decision, DecisionKind, Plain
from intera.model.ids import CheckpointId, TeamId
from intera.workflows.commands.given import REASON_CHARS_MIN, YES, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person

PROMISE_MAX = timedelta(days=14)
# Whom a promise can be made to.
AUDIENCES = (INTERNAL, CUSTOMER, "internal-care", "sales", "partner")


def set_checkpoint(case: Case, given: Given) -> Changed:
    """A person promises what will be known or done by when."""
    promise = given.text("promise", chars_min=REASON_CHARS_MIN)
    due_at = _due_at(given)
    team_id = TeamId(case.incident.owner_team_id or given.actor.team_id)
    new_id = checkpoint_id_of(case.incident.incident_id, len(case.checkpoints) + 1)
    audience = given.text("audience") or INTERNAL
    if audience not in AUDIENCES:
        raise CommandRefusedError("bad_audience", f"A promise is made to one of: {', '.join(AUDIENCES)}.")
    added = Checkpoint(new_id, case.incident.incident_id, promise, due_at, team_id, given.at, audience)
    changed = replace(touched(case, given), checkpoints=(*case.checkpoints, added))
    return changed, _promised(changed, given, added, "Checkpoint promised")


def _due_at(given: Given) -> datetime:
    due_at = given.instant("due_at")
    if not given.at < due_at <= given.at + PROMISE_MAX:
        days = PROMISE_MAX.days
        raise CommandRefusedError("bad_time", f"A checkpoint is due after now and within {days} days.")
    return due_at


def _promised(case: Case, given: Given, promise: Checkpoint, what: str) -> Decision:
    detail: dict[str, Plain] = {
        "checkpoint": promise.checkpoint_id,
        "due_at": promise.due_at.isoformat(),
        "audience": promise.audience,
    }
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
    if promise.audience in TOLD_OUTSIDE:
        message = "Words that reach them keep this promise. Release the next update."
        raise CommandRefusedError("kept_by_words", message)
    answer = given.text("answer", chars_min=REASON_CHARS_MIN)
    has_news = given.fields.get("has_news") in YES
    answered = answer_checkpoint(promise, answer=answer, has_news=has_news, at=given.at)
    promises = _with(case, answered)
    notes = settle_notes(case.escalations, promises)
    changed = replace(touched(case, given), checkpoints=promises, escalations=notes)
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
    if is_told(promise, case.publications):
        message = "This time was told in words that went out. Release words with a new time before it is due."
        raise CommandRefusedError("told_already", message)
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
    changed = replace(touched(case, given), checkpoints=(*_with(case, old), new))
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
