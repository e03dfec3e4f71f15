"""Sending again is a decision with a reason, and what may arrive twice is accepted first."""

import pytest

from flows.commanding import code_of, given
from intera.model.decision import DecisionKind, Plain
from intera.model.ids import IncidentId
from intera.model.publication import DeliveryState
from intera.workflows.commands.deliveries import decide_again, read_again

ID = IncidentId("INC-0000001")
GOOD: dict[str, Plain] = {"publication_id": "INC-0000001/p1", "which": "failed", "reason": "They mended it"}


def test_what_is_meant_is_read_and_decided_with_its_reason() -> None:
    asked = given(**GOOD | {"channel": "mail"})
    again = read_again(asked)
    assert (again.publication_id, again.channel, tuple(again.states)) == (
        "INC-0000001/p1",
        "mail",
        (DeliveryState.FAILED,),
    )
    decision = decide_again(asked, again, ID, 3)
    assert decision.kind is DecisionKind.PUBLICATION_DELIVER
    assert decision.summary == "Asked to send again to 3 recipients (failed by mail)"
    assert (decision.basis, decision.subject, decision.actor.name) == ("They mended it", ID, "R. Novak")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"which": ""}, "bad_choice"),
        ({"which": "sent"}, "bad_choice"),
        ({"which": "unsure"}, "may_be_twice"),
        ({"which": "both"}, "may_be_twice"),
        ({"channel": "fax"}, "unknown_channel"),
        ({"reason": "no"}, "too_short"),
        ({"publication_id": ""}, "too_short"),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, Plain], code: str) -> None:
    assert code_of(lambda: read_again(given(**GOOD | changes))) == code


def test_unsure_ones_go_out_once_that_is_accepted_and_nothing_is_no_decision() -> None:
    asked = given(**GOOD | {"which": "both", "accepts_twice": "1"})
    assert set(read_again(asked).states) == {DeliveryState.FAILED, DeliveryState.UNSURE}
    assert code_of(lambda: decide_again(asked, read_again(asked), ID, 0)) == "nothing_to_send"
