"""A person's word on impact stands beside what the sources say."""

from flows.commanding import CASE, NOVAK, code_of, given
from flows.town import after
from intera.model.decision import DecisionKind
from intera.workflows.commands.impact import confirm_impact, reject_impact


def test_a_confirmation_is_kept_with_who_and_when() -> None:
    changed, decision = confirm_impact(CASE, given())
    assert decision.kind is DecisionKind.IMPACT_CONFIRM
    assert changed.ruling is not None
    assert changed.ruling.is_confirmed
    assert (decision.actor, decision.at) == (NOVAK, after(5))


def test_a_rejection_says_why() -> None:
    assert code_of(lambda: reject_impact(CASE, given(reason="no"))) == "too_short"
    changed, decision = reject_impact(CASE, given(reason="Nobody noticed"))
    assert (decision.kind, decision.basis) == (DecisionKind.IMPACT_REJECT, "Nobody noticed")
    assert changed.ruling is not None
    assert not changed.ruling.is_confirmed
