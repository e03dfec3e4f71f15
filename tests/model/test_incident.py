"""An incident's lifecycle: which way it may move, and when it still needs somebody."""

from datetime import UTC, datetime

import pytest

from intera.model.ids import IncidentId, ServiceId
from intera.model.incident import (
    OPEN_STATES,
    TMF656_STATES,
    TRANSITIONS,
    ForbiddenTransitionError,
    Incident,
    Lifecycle,
    check_transition,
)
from intera.model.signal import Scope

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
STEPS = {
    "suspected": "active restored closed cancelled merged",
    "active": "restored closed cancelled merged",
    "restored": "active closed cancelled merged",
    "closed": "active",
    "cancelled": "",
    "merged": "",
}
ALLOWED = {(Lifecycle(old), Lifecycle(new)) for old, news in STEPS.items() for new in news.split()}
PAIRS = [(old, new) for old in Lifecycle for new in Lifecycle]


@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair[0] == pair[1] or pair in ALLOWED])
def test_the_steps_of_the_lifecycle_are_open(old: Lifecycle, new: Lifecycle) -> None:
    check_transition(old, new)
    assert old == new or new in TRANSITIONS[old]


@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair[0] != pair[1] and pair not in ALLOWED])
def test_every_other_step_is_refused_with_both_states(old: Lifecycle, new: Lifecycle) -> None:
    with pytest.raises(ForbiddenTransitionError, match=f"from {old} to {new}") as caught:
        check_transition(old, new)
    assert (caught.value.old, caught.value.new) == (old, new)


@pytest.mark.parametrize("lifecycle", Lifecycle)
def test_it_needs_somebody_until_it_has_ended(lifecycle: Lifecycle) -> None:
    incident = Incident(IncidentId("INC-0000001"), lifecycle, Scope(ServiceId("mobile-data")), "", AT, AT)
    assert incident.is_open == (lifecycle.value in {"suspected", "active", "restored"})
    assert incident.is_open == (lifecycle in OPEN_STATES)


def test_every_state_has_a_name_at_the_edge() -> None:
    assert set(TMF656_STATES) == set(Lifecycle)
    assert set(TMF656_STATES.values()) <= {"submitted", "inProgress", "resolved", "closed", "cancelled"}
