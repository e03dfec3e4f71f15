"""What desks are told of outside the cockpit: by the playbook's word, once, to their own recipients only."""

from dataclasses import replace
from datetime import timedelta

from flows.commanding import CASE
from flows.judged import RULES
from intera.coordination.escalation import raise_notes
from intera.coordination.playbook import TaskNotice
from intera.model.case import Case
from intera.model.publication import PUSH_CHANNELS
from intera.store.changes import PublicationRow
from intera.workflows.task_notices import desk_audience, task_notices

DUE_AT = CASE.checkpoints[0].due_at
RAISED = replace(CASE, escalations=raise_notes(CASE, RULES.playbook, RULES.operator, at=DUE_AT + timedelta(minutes=1)))


def _told(before: Case, after: Case, *wanted: TaskNotice) -> tuple[PublicationRow, ...]:
    rules = replace(RULES, playbook=replace(RULES.playbook, task_notices=frozenset(wanted)))
    return task_notices(before, after, rules)


def test_a_new_escalation_is_told_to_the_desk_that_has_to_answer_it() -> None:
    (row,) = _told(CASE, RAISED, TaskNotice.ESCALATED)
    notice = row.publication
    assert (notice.audience, notice.publication_id) == (
        desk_audience("mobile-desk"),
        f"{CASE.incident.incident_id}/esc-1/task",
    )
    assert {text.channel for text in notice.texts} <= PUSH_CHANNELS
    body = notice.texts[0].body
    assert notice.texts[0].subject == f"{CASE.incident.incident_id}: escalated to Owner team lead"
    assert CASE.checkpoints[0].promise in body
    assert "it goes to Duty manager at" in body
    assert row.outward == ()


def test_a_new_promise_is_told_to_the_desk_that_gave_it_where_the_playbook_says_so() -> None:
    without = replace(CASE, checkpoints=())
    (row,) = _told(without, CASE, TaskNotice.PROMISED)
    assert row.publication.audience == "desk-mobile-desk"
    assert "by 18 Nov 2026" in row.publication.texts[0].subject
    assert _told(without, CASE, TaskNotice.ESCALATED) == ()


def test_what_was_told_is_not_told_again_and_a_promise_of_no_desk_to_nobody() -> None:
    assert _told(RAISED, RAISED, *TaskNotice) == ()
    assert _told(RAISED, replace(RAISED, escalations=(*RAISED.escalations,)), *TaskNotice) == ()
    ownerless = replace(RAISED, escalations=tuple(replace(note, team_id="") for note in RAISED.escalations))
    assert _told(CASE, ownerless, *TaskNotice) == ()
    assert _told(CASE, RAISED) == ()


def test_a_long_promise_still_fits_the_subject_of_a_mail() -> None:
    long = replace(CASE, checkpoints=(replace(CASE.checkpoints[0], promise="Lakes restored " * 40),))
    (row,) = _told(replace(CASE, checkpoints=()), long, TaskNotice.PROMISED)
    assert {len(text.subject) for text in row.publication.texts} == {200}
