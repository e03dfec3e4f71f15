"""Which promises are open, how well desks and services kept theirs, and which follow-ups are still to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from intera.coordination.ledger import score_promises
from intera.model.checkpoint import CheckpointOutcome
from intera.roles.release_promises import OpenFollowUp, OpenPromise, Promises
from intera.workflows.read_case_facts import CaseFacts

# Over which promises a score is taken. Source: the window of every board.
SCORED_OVER = timedelta(days=90)


def measure_promises(facts: Sequence[CaseFacts], *, at: datetime) -> Promises:
    """The ledger as it stands: open promises, scores by desk and service, follow-ups still to do.

    Args:
        facts: incidents, any order; those opened within the score's window and before, as far as known.
        at: the instant asked about.

    Returns:
        What the board is made of. There is no score of a person.

    Source: PRODUCT section 5.5, H4; issue 4, section 2.
    """
    since_at = at - SCORED_OVER
    by_team = [(promise.team_id, promise) for one in facts for promise in one.case.checkpoints]
    by_service = [(_service_id(one), promise) for one in facts for promise in one.case.checkpoints]
    return Promises(
        open=tuple(found for one in facts for found in _open(one, at)),
        by_team=score_promises(by_team, since_at=since_at, at=at),
        by_service=score_promises(by_service, since_at=since_at, at=at),
        all=next(iter(score_promises([("", one) for _, one in by_team], since_at=since_at, at=at)), None),
        follow_ups=tuple(
            OpenFollowUp(one.case.incident, follow_up)
            for one in facts
            for follow_up in one.case.follow_ups
            if follow_up.done_at is None
        ),
        since_at=since_at,
    )


def _service_id(one: CaseFacts) -> str:
    impact = one.case.impact
    return impact.service_id if impact is not None else one.case.incident.scope.service_id


def _open(one: CaseFacts, at: datetime) -> list[OpenPromise]:
    case = one.case
    if not case.incident.is_open:
        return []
    return [
        OpenPromise(case.incident, promise, _rung(one, promise.checkpoint_id))
        for promise in case.checkpoints
        if promise.outcome_at(at) in (None, CheckpointOutcome.MISSED) and promise.answered_at is None
    ]


def _rung(one: CaseFacts, checkpoint_id: str) -> str:
    """How far up the ladder a promise is; empty where nobody was told, or a desk took it on."""
    notes = [note for note in one.case.escalations if note.checkpoint_id == checkpoint_id]
    if not notes or any(note.answered_at is not None for note in notes):
        return ""
    return notes[-1].rung_name
