"""A desk takes a missed promise on."""

from dataclasses import replace
from datetime import timedelta

from flows.commanding import CASE, code_of, given
from flows.judged import RULES
from flows.town import after
from intera.coordination.escalation import raise_notes
from intera.model.decision import DecisionKind
from intera.workflows.commands.escalations import take_on_escalation

OVERDUE = replace(CASE, checkpoints=tuple(replace(one, due_at=after(1)) for one in CASE.checkpoints))
RAISED = replace(
    OVERDUE, escalations=raise_notes(OVERDUE, RULES.playbook, RULES.operator, at=after(1) + timedelta(minutes=2))
)


def test_who_takes_it_on_says_what_will_be_done() -> None:
    changed, decision = take_on_escalation(RAISED, given(number="1", answer="Will call the crew"))
    (note,) = changed.escalations
    assert (note.answered_by, note.answered_at, note.answer) == ("mobile-desk", after(5), "Will call the crew")
    assert decision.kind is DecisionKind.ESCALATION_ANSWER
    assert decision.summary == "Escalation to Owner team lead taken on: Will call the crew"
    assert changed.checkpoints == RAISED.checkpoints
    again = code_of(lambda: take_on_escalation(changed, given(number="1", answer="Will call again")))
    assert again == "already_answered"


def test_what_is_not_there_or_says_nothing_is_refused() -> None:
    assert code_of(lambda: take_on_escalation(CASE, given(number="1", answer="Will call"))) == "unknown_escalation"
    assert code_of(lambda: take_on_escalation(RAISED, given(number="one", answer="Will call"))) == "bad_number"
    assert code_of(lambda: take_on_escalation(RAISED, given(number="1", answer="ok"))) == "too_short"
