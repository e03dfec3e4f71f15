"""What did we promise to know or do, for whom, by when, and was it kept.

Source: PRODUCT section 6 (checkpoint outcomes), rule C.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import CheckpointId, IncidentId, TeamId


class CheckpointOutcome(StrEnum):
    """How a promise ended."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MISSED = "missed"
    EMPTY = "empty"
    RE_PROMISED = "re_promised"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One promise: what will be known or done, by which team, by when.

    `missed` is never stored: an unanswered promise past `due_at` is missed by query.
    """

    checkpoint_id: CheckpointId
    incident_id: IncidentId
    promise: str
    due_at: datetime
    team_id: TeamId
    promised_at: datetime
    audience: str = "internal"
    answered_at: datetime | None = None
    answer: str = ""
    outcome: CheckpointOutcome | None = None
    replaced_by: CheckpointId | None = None

    def outcome_at(self, at: datetime) -> CheckpointOutcome | None:
        """How the promise stands at an instant; None while it is still open in time.

        Args:
            at: the instant asked about.

        Returns:
            The stored outcome if answered by then, `missed` when overdue, else None.
        """
        if self.outcome is not None and self.answered_at is not None and self.answered_at <= at:
            return self.outcome
        return CheckpointOutcome.MISSED if self.due_at < at else None


@dataclass(frozen=True, slots=True)
class Eta:
    """When we expect service back: a point, its range and how sure; a versioned promise of its own."""

    best_at: datetime
    earliest_at: datetime
    latest_at: datetime
    confidence_percent: int
    basis: str
    stated_at: datetime
    version: int = 1
