"""What is an incident of ours, and which way may it move.

Source: PRODUCT section 6, incident lifecycle; ITIL incident; TMF656 at the edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import IncidentId
from intera.model.signal import Scope


class Lifecycle(StrEnum):
    """Where an incident stands."""

    SUSPECTED = "suspected"
    ACTIVE = "active"
    RESTORED = "restored"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


# suspected -> active -> restored -> closed; cancelled and merged end it too; reopen is
# closed -> active. Restored falls back to active when harm returns before closure.
TRANSITIONS: Mapping[Lifecycle, frozenset[Lifecycle]] = {
    Lifecycle.SUSPECTED: frozenset(
        {Lifecycle.ACTIVE, Lifecycle.RESTORED, Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED}
    ),
    Lifecycle.ACTIVE: frozenset({Lifecycle.RESTORED, Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED}),
    Lifecycle.RESTORED: frozenset({Lifecycle.ACTIVE, Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED}),
    Lifecycle.CLOSED: frozenset({Lifecycle.ACTIVE}),
    Lifecycle.CANCELLED: frozenset(),
    Lifecycle.MERGED: frozenset(),
}

OPEN_STATES = frozenset({Lifecycle.SUSPECTED, Lifecycle.ACTIVE, Lifecycle.RESTORED})

# The TMF656 v4 ServiceProblem states our lifecycle is shown as at the edge.
TMF656_STATES: Mapping[Lifecycle, str] = {
    Lifecycle.SUSPECTED: "submitted",
    Lifecycle.ACTIVE: "inProgress",
    Lifecycle.RESTORED: "resolved",
    Lifecycle.CLOSED: "closed",
    Lifecycle.CANCELLED: "cancelled",
    Lifecycle.MERGED: "closed",
}


class ForbiddenTransitionError(ValueError):
    """An incident was asked to move where its lifecycle does not lead."""

    def __init__(self, old: Lifecycle, new: Lifecycle) -> None:
        """Carries both states."""
        super().__init__(f"an incident cannot go from {old} to {new}")
        self.old = old
        self.new = new


def check_transition(old: Lifecycle, new: Lifecycle) -> None:
    """Raises when an incident may not move from one state to the other.

    Args:
        old: the state it is in.
        new: the state it is asked to take; staying put is always allowed.

    Raises:
        ForbiddenTransitionError: the lifecycle has no such step.
    """
    if old != new and new not in TRANSITIONS[old]:
        raise ForbiddenTransitionError(old, new)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One change of the owning team by a person's decision: from which desk to which, and what the next must know."""

    from_team_id: str
    to_team_id: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosingRuling:
    """A person's word that an incident is closed, or is open again; it holds until a later statement says otherwise.

    `unmet` names the closure criteria that were not met and were overridden, with the reason given.
    """

    is_closed: bool
    at: datetime
    team_id: str = ""
    reason: str = ""
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One trouble as customers would count it, with the signals that make it up.

    `onset_at` is when harm began and stays None while nobody said so; `opened_at` is when we
    first knew. `earlier_closed_at` are when it was closed before it was opened again, oldest first,
    as are `hand_overs`. `closing` is a person's word that it is closed, or open again, while it holds.
    """

    incident_id: IncidentId
    lifecycle: Lifecycle
    scope: Scope
    title: str
    opened_at: datetime
    updated_at: datetime
    onset_at: datetime | None = None
    restored_at: datetime | None = None
    closed_at: datetime | None = None
    owner_team_id: str = ""
    owner_person: str = ""
    owner_accepted_at: datetime | None = None
    problem_ref: str = ""
    change_ref: str = ""
    reopen_count: int = 0
    version: int = 1
    earlier_closed_at: tuple[datetime, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    closing: ClosingRuling | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody."""
        return self.lifecycle in OPEN_STATES
