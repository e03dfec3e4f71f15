"""Which promises are open, overdue or kept: counted by team, never by person.

Source: PRODUCT section 5.5, H4; issue 4, section 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import TeamId


@dataclass(frozen=True, slots=True)
class TeamPromises:
    """How the promises of one team ended in a span; `missed` are overdue and unanswered."""

    team_id: TeamId
    kept: int = 0
    kept_late: int = 0
    missed: int = 0
    empty: int = 0
    re_promised: int = 0


def _due_first(checkpoint: Checkpoint) -> tuple[datetime, str]:
    return (checkpoint.due_at, checkpoint.checkpoint_id)


def overdue(checkpoints: Iterable[Checkpoint], at: datetime) -> tuple[Checkpoint, ...]:
    """The promises missed at an instant: unanswered then and past their time, longest overdue first.

    Args:
        checkpoints: any promises, any order.
        at: the instant asked about.

    Returns:
        Those overdue; one due exactly at the instant is not.
    """
    late = (checkpoint for checkpoint in checkpoints if checkpoint.outcome_at(at) is CheckpointOutcome.MISSED)
    return tuple(sorted(late, key=_due_first))


def next_open(checkpoints: Iterable[Checkpoint], at: datetime) -> Checkpoint | None:
    """The promise people wait for at an instant: the open one due first, overdue ones included.

    Args:
        checkpoints: any promises, any order.
        at: the instant asked about.

    Returns:
        The promise; None when none is open.
    """
    standing = (
        checkpoint
        for checkpoint in checkpoints
        if checkpoint.promised_at <= at and (checkpoint.answered_at is None or checkpoint.answered_at > at)
    )
    return min(standing, key=_due_first, default=None)


def kept_today(checkpoints: Iterable[Checkpoint], *, day_start_at: datetime, at: datetime) -> tuple[TeamPromises, ...]:
    """How each team kept its promises since the day began.

    Args:
        checkpoints: any promises, any order.
        day_start_at: midnight in the operator's own zone, as an instant.
        at: until when, not included for answers still to come.

    Returns:
        One count per team with a promise that ended or fell due in the span, by team id.
    """
    counts: dict[TeamId, dict[CheckpointOutcome, int]] = {}
    for checkpoint in checkpoints:
        outcome = checkpoint.outcome_at(at)
        if outcome is None:
            continue
        ended_at = checkpoint.due_at if outcome is CheckpointOutcome.MISSED else checkpoint.answered_at
        if ended_at is None or not day_start_at <= ended_at <= at:
            continue
        team = counts.setdefault(checkpoint.team_id, {})
        team[outcome] = team.get(outcome, 0) + 1
    return tuple(
        TeamPromises(
            team_id=team_id,
            kept=found.get(CheckpointOutcome.KEPT, 0),
            kept_late=found.get(CheckpointOutcome.KEPT_LATE, 0),
            missed=found.get(CheckpointOutcome.MISSED, 0),
            empty=found.get(CheckpointOutcome.EMPTY, 0),
            re_promised=found.get(CheckpointOutcome.RE_PROMISED, 0),
        )
        for team_id, found in sorted(counts.items())
    )
