"""What is promised next, by when; how is a promise answered or moved.

A promise is moved only before its time, and a moved one stays on the record beside its successor.
Nothing here answers a promise merely to keep a clock: only news does.

Source: PRODUCT rule C and section 6 (checkpoint outcomes); issue 4, section 2.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from intera.coordination.playbook import INTERNAL, Playbook, Stage
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import CheckpointId, IncidentId, TeamId
from intera.model.incident import Incident, Lifecycle
from intera.model.verdict import Severity, Verdict

_STAGES = {
    Lifecycle.SUSPECTED: Stage.SUSPECTED,
    Lifecycle.ACTIVE: Stage.ACTIVE,
    Lifecycle.RESTORED: Stage.RESTORED,
}
_KEPT = frozenset({CheckpointOutcome.KEPT, CheckpointOutcome.KEPT_LATE})
_NEWS = {
    Lifecycle.RESTORED: "Service is restored.",
    Lifecycle.CLOSED: "Closed.",
    Lifecycle.CANCELLED: "Called off: it was no trouble for customers.",
    Lifecycle.MERGED: "Continued in the incident it was merged into.",
}


class OverduePromiseError(ValueError):
    """A promise past its time was asked to move."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Carries the promise."""
        super().__init__(f"{checkpoint.checkpoint_id} is overdue; it can no longer be moved, only answered")
        self.checkpoint = checkpoint


class AnsweredPromiseError(ValueError):
    """A promise that has ended was asked to end again."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Carries the promise."""
        super().__init__(f"{checkpoint.checkpoint_id} has ended already ({checkpoint.outcome}); make a new promise")
        self.checkpoint = checkpoint


class EmptyWordsError(ValueError):
    """A promise or an answer says nothing."""

    def __init__(self, what: str) -> None:
        """Names what is empty."""
        super().__init__(f"the {what} is empty; say what is known or will be done")


class PastPromiseError(ValueError):
    """A promise was asked to be due at a time that has passed."""

    def __init__(self, due_at: datetime) -> None:
        """Carries the time."""
        super().__init__(f"a promise cannot be due at {due_at.isoformat()}, which has passed; choose a later time")


# Within this time of being stable, closing still keeps the promise. Source: house default.
_CLOSING_TIME = timedelta(minutes=5)


def checkpoint_id_of(incident_id: IncidentId, ordinal: int) -> CheckpointId:
    """The id of an incident's nth promise, from 1: the same for everyone who counts."""
    return CheckpointId(f"{incident_id}/cp-{ordinal}")


def due_at_of(playbook: Playbook, severity: Severity, *, at: datetime) -> datetime:
    """When a promise given now is due: the severity's cadence, rounded down to a round clock time.

    Args:
        playbook: cadence and rounding.
        severity: how bad it is.
        at: when the promise is given, in UTC.

    Returns:
        An instant after `at`.
    """
    due_at = at + timedelta(minutes=playbook.cadence_min[severity])
    over_min = (due_at.hour * 60 + due_at.minute) % playbook.round_to_min
    return due_at.replace(second=0, microsecond=0) - timedelta(minutes=over_min)


def _stage_of(incident: Incident, verdict: Verdict) -> Stage:
    stage = _STAGES[incident.lifecycle]
    return Stage.BEING_VERIFIED if verdict.is_provisional and stage is not Stage.RESTORED else stage


def _is_open_within(checkpoint: Checkpoint) -> bool:
    """A promise within the operator that is not answered; one to another audience has a rhythm of its own."""
    return checkpoint.outcome is None and checkpoint.audience == INTERNAL


def next_checkpoint(
    incident: Incident, verdict: Verdict, playbook: Playbook, *, checkpoints: Sequence[Checkpoint], at: datetime
) -> Checkpoint | None:
    """The promise to give now.

    Args:
        incident: whose promise it is; its owner gives it.
        verdict: its severity sets the cadence; a provisional one is promised to be verified first.
        playbook: cadence and texts.
        checkpoints: all promises of the incident so far.
        at: when it is given.

    Returns:
        The stage's first promise not kept yet, or its last one again; None while one within is open and
        once the incident has ended.
    """
    if incident.lifecycle not in _STAGES or any(_is_open_within(checkpoint) for checkpoint in checkpoints):
        return None
    stage = _stage_of(incident, verdict)
    stable_min = playbook.stable_min(verdict.worst_severity or verdict.severity)
    texts = [text.replace("{stable_min}", str(stable_min)) for text in playbook.promises[stage]]
    kept = {one.promise for one in checkpoints if one.outcome in _KEPT and one.audience == INTERNAL}
    due_at = due_at_of(playbook, verdict.severity, at=at)
    if stage is Stage.RESTORED:
        # Time to look and close after it has been stable, on a round clock time.
        stable_at = (incident.restored_at or at) + timedelta(minutes=stable_min) + _CLOSING_TIME
        over_min = -stable_at.minute % playbook.round_to_min
        stable_at = stable_at.replace(second=0, microsecond=0) + timedelta(minutes=over_min)
        due_at = stable_at if stable_at > at else due_at
    return Checkpoint(
        checkpoint_id=checkpoint_id_of(incident.incident_id, len(checkpoints) + 1),
        incident_id=incident.incident_id,
        promise=next((text for text in texts if text not in kept), texts[-1]),
        due_at=due_at,
        team_id=TeamId(incident.owner_team_id),
        promised_at=at,
    )


def first_checkpoint(incident: Incident, verdict: Verdict, playbook: Playbook, *, at: datetime) -> Checkpoint | None:
    """The first promise of a new incident; `next_checkpoint` gives every later one.

    Args:
        incident: whose promise it is.
        verdict: its severity sets the cadence.
        playbook: cadence and texts.
        at: when it is given.

    Returns:
        The promise; None once the incident has ended.
    """
    return next_checkpoint(incident, verdict, playbook, checkpoints=(), at=at)


def answer_checkpoint(checkpoint: Checkpoint, *, answer: str, has_news: bool, at: datetime) -> Checkpoint:
    """The promise, answered.

    Args:
        checkpoint: the promise.
        answer: what is known or done, in plain words.
        has_news: whether that is anything new.
        at: when it is answered.

    Returns:
        The promise with its outcome: `empty` without news, `kept` up to and at its time, else
        `kept_late`.

    Raises:
        AnsweredPromiseError: it has ended already.
        EmptyWordsError: the answer is blank.
    """
    if checkpoint.outcome is not None:
        raise AnsweredPromiseError(checkpoint)
    if not answer.strip():
        raise EmptyWordsError("answer")
    outcome = CheckpointOutcome.EMPTY
    if has_news:
        outcome = CheckpointOutcome.KEPT if at <= checkpoint.due_at else CheckpointOutcome.KEPT_LATE
    return replace(checkpoint, answered_at=at, answer=answer.strip(), outcome=outcome)


def re_promise(
    checkpoint: Checkpoint, *, due_at: datetime, promise: str, at: datetime, new_id: CheckpointId
) -> tuple[Checkpoint, Checkpoint]:
    """The promise moved: the old one ended as re-promised, and the one that replaces it.

    Args:
        checkpoint: the promise to move.
        due_at: its new time, after `at`.
        promise: what will be known or done by then.
        at: when it is moved, no later than its time.
        new_id: the id of the new promise.

    Returns:
        The old and the new promise.

    Raises:
        AnsweredPromiseError: it has ended already.
        OverduePromiseError: its time has passed.
        PastPromiseError: the new time has passed.
        EmptyWordsError: the new promise is blank.
    """
    if checkpoint.outcome is not None:
        raise AnsweredPromiseError(checkpoint)
    if at > checkpoint.due_at:
        raise OverduePromiseError(checkpoint)
    if due_at <= at:
        raise PastPromiseError(due_at)
    if not promise.strip():
        raise EmptyWordsError("promise")
    old = replace(checkpoint, answered_at=at, outcome=CheckpointOutcome.RE_PROMISED, replaced_by=new_id)
    new = replace(checkpoint, checkpoint_id=new_id, promise=promise.strip(), due_at=due_at, promised_at=at)
    return old, new


def pull_forward(
    checkpoint: Checkpoint, verdict: Verdict, playbook: Playbook, *, at: datetime, new_id: CheckpointId
) -> tuple[Checkpoint, Checkpoint] | None:
    """The promise moved nearer, when severity rose and its time is now too far away.

    Args:
        checkpoint: the open promise.
        verdict: the severity now.
        playbook: the cadence.
        at: when severity rose.
        new_id: the id of the new promise.

    Returns:
        The old and the new promise; None when it is due soon enough, overdue or ended.
    """
    due_at = due_at_of(playbook, verdict.severity, at=at)
    if checkpoint.outcome is not None or at > checkpoint.due_at or checkpoint.due_at <= due_at:
        return None
    return re_promise(checkpoint, due_at=due_at, promise=checkpoint.promise, at=at, new_id=new_id)


def answer_by_lifecycle(
    checkpoints: Sequence[Checkpoint], *, old: Lifecycle, new: Lifecycle, at: datetime
) -> tuple[Checkpoint, ...]:
    """All promises, the open ones answered when the incident's own step is the news.

    Args:
        checkpoints: the incident's promises.
        old: where it stood.
        new: where it stands now; restored, closed, cancelled and merged are news.
        at: when it moved.

    Returns:
        The promises in their order; the same ones when nothing was to answer.
    """
    if old is new or new not in _NEWS:
        return tuple(checkpoints)
    return tuple(
        _answer_by_step(checkpoint, new, at) if checkpoint.outcome is None else checkpoint for checkpoint in checkpoints
    )


def _answer_by_step(checkpoint: Checkpoint, new: Lifecycle, at: datetime) -> Checkpoint:
    """A step within tells an audience nothing: a promise to it stays open, and ends empty with the incident."""
    if checkpoint.audience == INTERNAL:
        return answer_checkpoint(checkpoint, answer=_NEWS[new], has_news=True, at=at)
    if new is Lifecycle.RESTORED:
        return checkpoint
    return answer_checkpoint(checkpoint, answer="Ended without an update to them", has_news=False, at=at)
