"""The ledger over many incidents: open promises with their rung, scores of desks and services, follow-ups to do."""

from dataclasses import replace
from datetime import timedelta

from flows.commanding import CASE
from flows.judged import RULES
from flows.town import after
from intera.coordination.checkpoint import answer_checkpoint
from intera.coordination.escalation import raise_notes, take_on
from intera.model.case import Case
from intera.model.ids import FingerprintId
from intera.model.incident import Lifecycle
from intera.model.recurrence import FollowUp
from intera.workflows.measure_promises import SCORED_OVER, measure_promises
from intera.workflows.read_case_facts import CaseFacts, occurrence_of

DUE_AT = CASE.checkpoints[0].due_at
AT = DUE_AT + timedelta(minutes=20)


def _facts(*cases: Case) -> list[CaseFacts]:
    return [CaseFacts(1, case, occurrence_of(case, FingerprintId("FP-1"))) for case in cases]


def test_an_open_promise_says_how_far_up_the_ladder_it_is() -> None:
    (plain,) = measure_promises(_facts(CASE), at=AT).open
    assert plain.rung_name == ""
    notes = raise_notes(CASE, RULES.playbook, RULES.operator, at=AT)
    (climbed,) = measure_promises(_facts(replace(CASE, escalations=notes)), at=AT).open
    assert climbed.rung_name == "Duty manager"
    taken = take_on(notes, 1, by_team_id="business-desk", answer="Will call", at=AT)
    (held,) = measure_promises(_facts(replace(CASE, escalations=taken)), at=AT).open
    assert held.rung_name == ""


def test_what_ended_is_scored_by_desk_and_by_service_and_no_longer_open() -> None:
    kept = answer_checkpoint(CASE.checkpoints[0], answer="Known", has_news=True, at=after(9))
    found = measure_promises(_facts(replace(CASE, checkpoints=(kept,)), CASE), at=AT)
    assert [(score.key, score.kept, score.missed) for score in found.by_team] == [("mobile-desk", 1, 1)]
    assert [(score.key, score.ended_count) for score in found.by_service] == [("mobile", 2)]
    assert found.all is not None
    assert (found.all.kept_share.count, found.all.kept_share.total_count) == (1, 2)
    assert len(found.open) == 1
    assert measure_promises(_facts(CASE), at=AT + 2 * SCORED_OVER).all is None


def test_an_incident_that_is_over_has_follow_ups_and_no_open_promise() -> None:
    todo, done = FollowUp("Move it", follow_up_id="f1"), FollowUp("Move that", done_at=after(9), follow_up_id="f2")
    over = replace(CASE, incident=replace(CASE.incident, lifecycle=Lifecycle.CLOSED), follow_ups=(todo, done))
    found = measure_promises(_facts(over), at=AT)
    assert found.open == ()
    assert [one.follow_up for one in found.follow_ups] == [todo]
