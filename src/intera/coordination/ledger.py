"""Which promises are open, overdue or kept: counted by team, never by person.

The score of a desk or a service is the share of its promises that were kept in time and with news,
with its interval. A promise made anew before its time counts neither way; it is shown beside.

Source: PRODUCT section 5.5, H4; issue 4, section 2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import TeamId
from intera.model.share import Share, wilson


@dataclass(frozen=True, slots=True)
class TeamPromises:
    """How the promises of one team ended in a span; `missed` are overdue and unanswered."""

    team_id: TeamId
    kept: int = 0
    kept_late: int = 0
    missed: int = 0
    empty: int = 0
    re_promised: int = 0


@dataclass(frozen=True, slots=True)
class PromiseScore:
    """How one service's or desk's promises ended in a span; `kept_share` leaves out those promised anew."""

    key: str
    kept: int
    kept_late: int
    missed: int
    empty: int
    re_promised: int
    kept_share: Share

    @property
    def ended_count(self) -> int:
        """How many ended any way but promised anew, those missed included."""
        return self.kept_share.total_count


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


def score_promises(
    promises: Iterable[tuple[str, Checkpoint]], *, since_at: datetime, at: datetime
) -> tuple[PromiseScore, ...]:
    """How well each service or desk kept its promises in a span; there is no score of a person.

    Args:
        promises: each with the service or desk it is counted for.
        since_at: the start of the span; a promise counts when it ended, or was missed, in it.
        at: the end of the span.

    Returns:
        One score a key, by key.

    Source: E. B. Wilson 1927, the score interval (`model.share`).
    """
    counts: dict[str, dict[CheckpointOutcome, int]] = {}
    for key, checkpoint in promises:
        outcome = checkpoint.outcome_at(at)
        ended_at = checkpoint.due_at if outcome is CheckpointOutcome.MISSED else checkpoint.answered_at
        if outcome is None or ended_at is None or not since_at <= ended_at <= at:
            continue
        found = counts.setdefault(key, {})
        found[outcome] = found.get(outcome, 0) + 1
    return tuple(_score(key, found) for key, found in sorted(counts.items()))


def _score(key: str, found: Mapping[CheckpointOutcome, int]) -> PromiseScore:
    kept = found.get(CheckpointOutcome.KEPT, 0)
    moved = found.get(CheckpointOutcome.RE_PROMISED, 0)
    return PromiseScore(
        key=key,
        kept=kept,
        kept_late=found.get(CheckpointOutcome.KEPT_LATE, 0),
        missed=found.get(CheckpointOutcome.MISSED, 0),
        empty=found.get(CheckpointOutcome.EMPTY, 0),
        re_promised=moved,
        kept_share=wilson(kept, sum(found.values()) - moved),
    )
