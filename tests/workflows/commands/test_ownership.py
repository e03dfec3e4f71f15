"""An incident gets an owner, and goes from one desk to another."""

from dataclasses import replace
from datetime import timedelta

from flows.commanding import CASE, NOVAK, code_of, given
from flows.town import after
from intera.model.decision import DecisionKind
from intera.model.incident import HandOver
from intera.workflows.commands.ownership import hand_over, take_ownership

TO: dict[str, str] = {"team": "business-desk", "note": "It is the VPN after all"}


def test_taking_ownership_keeps_who_and_when() -> None:
    changed, decision = take_ownership(CASE, given())
    assert (changed.incident.owner_person, changed.incident.owner_accepted_at) == ("R. Novak", after(5))
    assert (decision.kind, decision.at, decision.actor) == (DecisionKind.OWNER_TAKE, after(5), NOVAK)
    assert CASE.incident.owner_person == ""


def test_a_hand_over_names_the_desk_and_whom_to_ask_there() -> None:
    changed, decision = hand_over(CASE, given(**TO, person="M. Hale"))
    incident = changed.incident
    assert (incident.owner_team_id, incident.owner_person) == ("business-desk", "M. Hale")
    assert incident.hand_overs == (HandOver("mobile-desk", "business-desk", after(5), "It is the VPN after all"),)
    assert (decision.kind, decision.summary) == (DecisionKind.OWNER_HAND_OVER, "Handed over to Business Desk")
    assert decision.detail == {"owner_team": "business-desk", "from_team": "mobile-desk"}
    assert hand_over(CASE, given(**TO))[0].incident.owner_person == ""


def test_what_is_promised_goes_with_it_and_what_was_missed_stays_with_the_desk_that_missed_it() -> None:
    changed, _ = hand_over(CASE, given(**TO))
    assert {one.team_id for one in changed.checkpoints if one.outcome is None} == {"business-desk"}
    missed = tuple(replace(one, due_at=after(5) - timedelta(seconds=1)) for one in CASE.checkpoints)
    changed, _ = hand_over(replace(CASE, checkpoints=missed), given(**TO))
    assert {one.team_id for one in changed.checkpoints} == {"mobile-desk"}


def test_a_hand_over_needs_another_desk_and_what_it_must_know() -> None:
    assert code_of(lambda: hand_over(CASE, given(**TO | {"team": "nobody"}))) == "unknown_team"
    assert code_of(lambda: hand_over(CASE, given(**TO | {"team": "mobile-desk"}))) == "same_team"
    assert code_of(lambda: hand_over(CASE, given(**TO | {"note": "go"}))) == "too_short"
