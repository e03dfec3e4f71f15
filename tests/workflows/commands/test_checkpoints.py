"""A promise is given, answered and moved by people; one past its time is only answered."""

from datetime import timedelta

from flows.commanding import CASE, NOVAK, code_of, given
from flows.judged import RULES
from flows.town import after
from intera.model.checkpoint import CheckpointOutcome
from intera.model.decision import DecisionKind, Plain
from intera.workflows.commands.checkpoints import keep_checkpoint, move_checkpoint, set_checkpoint
from intera.workflows.commands.given import Given

OPEN = next(one for one in CASE.checkpoints if one.outcome is None)
NEW: dict[str, Plain] = {"checkpoint_id": OPEN.checkpoint_id, "reason": "Crew is late"}


def test_a_promise_has_words_and_a_time_ahead() -> None:
    changed, decision = set_checkpoint(CASE, given(promise="Scope known", due_at=after(30).isoformat()))
    assert decision.kind is DecisionKind.CHECKPOINT_PROMISE
    assert (changed.checkpoints[-1].promise, changed.checkpoints[-1].due_at) == ("Scope known", after(30))
    assert (
        code_of(lambda: set_checkpoint(CASE, given(promise="Scope known", due_at=after(5).isoformat()))) == "bad_time"
    )


def test_an_answer_ends_the_promise() -> None:
    fields: dict[str, Plain] = {"checkpoint_id": OPEN.checkpoint_id, "answer": "Only Coast is hit"}
    changed, _ = keep_checkpoint(CASE, given(**fields, has_news="1"))
    answered = next(one for one in changed.checkpoints if one.checkpoint_id == OPEN.checkpoint_id)
    assert answered.outcome is CheckpointOutcome.KEPT
    assert code_of(lambda: keep_checkpoint(changed, given(**fields))) == "already_answered"
    assert code_of(lambda: keep_checkpoint(CASE, given(**fields | {"checkpoint_id": "none"}))) == "unknown_checkpoint"


def test_a_promise_moves_before_its_time_and_never_after() -> None:
    changed, decision = move_checkpoint(CASE, given(**NEW, due_at=after(60).isoformat()))
    assert decision.kind is DecisionKind.CHECKPOINT_RE_PROMISE
    assert changed.checkpoints[-1].due_at == after(60)
    late = OPEN.due_at + timedelta(minutes=1)
    fields = {**NEW, "due_at": (late + timedelta(minutes=30)).isoformat()}
    assert code_of(lambda: move_checkpoint(CASE, Given(fields, NOVAK, late, RULES.policies))) == "overdue"
