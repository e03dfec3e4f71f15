"""What does a released document hold of ownership, escalations, follow-ups and closing."""

from typing import TypedDict


class ReleasedEscalation(TypedDict):
    """One note up the ladder: the promise that was missed, the evidence, what is at stake, who has to answer."""

    number: int
    checkpoint_id: str
    rung: int
    rung_name: str
    team: str
    raised_at: str
    promise: str
    promised_by: str
    due_at: str
    stakes: list[str]
    evidence: list[str]
    next_rung: str
    next_at: str | None
    answered_at: str | None
    answered_by: str
    answer: str


class ReleasedAgreed(TypedDict):
    """One follow-up of an incident: its desk, its day, and what came of it."""

    id: str
    title: str
    owner: str
    due_at: str | None
    done_at: str | None
    outcome: str


class ReleasedCriterion(TypedDict):
    """One closure criterion as it was judged; `met_from_at` is when time alone meets it."""

    name: str
    sees: str
    needs: str
    is_met: bool
    met_from_at: str | None


class ReleasedClosure(TypedDict):
    """Whether an incident may be closed, and how a person closed or reopened it; `overridden` is what was not met."""

    criteria: list[ReleasedCriterion]
    ruled_at: str | None
    ruled_by: str
    reason: str
    overridden: list[str]
    earlier_closed_at: list[str]


class ReleasedHandOver(TypedDict):
    """One change of the owning desk, with what the next one must know."""

    from_team: str
    to_team: str
    at: str
    note: str


class ReleasedEtaStep(TypedDict):
    """One earlier version of the ETA."""

    version: int
    best_at: str
    stated_at: str
    basis: str
