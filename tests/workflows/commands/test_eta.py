"""A desk states when service is expected back: in order, ahead, with a basis, every version kept."""

from dataclasses import replace

import pytest

from flows.commanding import CASE, code_of, given
from flows.town import after
from intera.model.decision import DecisionKind, Plain
from intera.model.incident import Lifecycle
from intera.workflows.commands.eta import state_eta_by_desk

SAID: dict[str, Plain] = {
    "earliest_at": after(60).isoformat(),
    "best_at": after(90).isoformat(),
    "latest_at": after(120).isoformat(),
    "confidence": "Medium",
    "basis": "The crew is on the way",
}


def test_what_a_desk_states_is_the_next_version_and_the_last_stays() -> None:
    first, decision = state_eta_by_desk(CASE, given(**SAID))
    assert first.eta is not None
    assert first.eta == first.eta_stated
    assert (first.eta.version, first.eta.confidence_percent) == (1, 60)
    assert first.eta.basis == "Stated by Mobile Desk: The crew is on the way"
    assert (decision.kind, decision.summary) == (DecisionKind.ETA_STATE, "Service expected back about 14:30 CET")
    second, decision = state_eta_by_desk(first, given(**SAID | {"best_at": after(100).isoformat(), "confidence": "85"}))
    assert second.eta is not None
    assert (second.eta.version, second.eta.confidence_percent) == (2, 85)
    assert second.eta_history == (first.eta,)
    assert decision.summary == "Service expected back about 14:40 CET, moved from 14:30 CET"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"best_at": after(5).isoformat()}, "bad_time"),
        ({"latest_at": after(80).isoformat()}, "bad_time"),
        ({"earliest_at": after(95).isoformat()}, "bad_time"),
        ({"latest_at": after(60 * 24 * 31).isoformat()}, "bad_time"),
        ({"best_at": "soon"}, "bad_time"),
        ({"basis": "ok"}, "too_short"),
        ({"confidence": "Certain"}, "bad_confidence"),
        ({"confidence": "101"}, "bad_number"),
        ({"confidence": ""}, "too_short"),
    ],
)
def test_what_cannot_be_an_eta_is_refused(fields: dict[str, Plain], code: str) -> None:
    assert code_of(lambda: state_eta_by_desk(CASE, given(**SAID | fields))) == code


def test_once_service_is_back_there_is_nothing_to_expect() -> None:
    back = replace(CASE, incident=replace(CASE.incident, lifecycle=Lifecycle.RESTORED))
    assert code_of(lambda: state_eta_by_desk(back, given(**SAID))) == "not_troubled"
