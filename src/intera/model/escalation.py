"""Who was told that a promise was not kept, on which evidence, and has anybody answered.

Source: PRODUCT U3, section 6 (one escalation ladder); issue 4, section 2.
"""

from dataclasses import dataclass
from datetime import datetime

from intera.model.ids import CheckpointId, EscalationId, IncidentId, TeamId


@dataclass(frozen=True, slots=True)
class Escalation:
    """One note up the ladder: the promise, the evidence, what is at stake, and who has to answer.

    `rung` counts from 1. `answered_at` is when the promise was answered, or a desk took the note on;
    then `answered_by` is that desk, and `answer` what it will do.
    """

    escalation_id: EscalationId
    incident_id: IncidentId
    checkpoint_id: CheckpointId
    rung: int
    rung_name: str
    team_id: TeamId
    raised_at: datetime
    promise: str
    promised_by: TeamId
    due_at: datetime
    stakes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    next_rung: str = ""
    next_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
