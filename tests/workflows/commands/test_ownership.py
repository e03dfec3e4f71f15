"""An incident gets an owner."""

from flows.commanding import CASE, NOVAK, given
from flows.town import after
from intera.model.decision import DecisionKind
from intera.workflows.commands.ownership import take_ownership


def test_taking_ownership_keeps_who_and_when() -> None:
    changed, decision = take_ownership(CASE, given())
    assert (changed.incident.owner_person, changed.incident.owner_accepted_at) == ("R. Novak", after(5))
    assert (decision.kind, decision.at, decision.actor) == (DecisionKind.OWNER_TAKE, after(5), NOVAK)
    assert CASE.incident.owner_person == ""
