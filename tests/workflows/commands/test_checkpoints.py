"""A promise is given, answered and moved by people; one past its time is only answered."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given as given_values
from hypothesis import strategies as st

from flows.commanding import CASE, NOVAK, code_of, given
from flows.judged import RULES
from flows.town import after
from intera.model.checkpoint import CheckpointOutcome
from intera.model.decision import DecisionKind, Plain
from intera.workflows.commands.checkpoints import keep_checkpoint, move_checkpoint, set_checkpoint
from intera.workflows.commands.given import CommandRefusedError, Given
from workflows.delivering import publication_of

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


def test_a_promise_is_made_to_an_audience_we_know() -> None:
    fields: dict[str, Plain] = {"promise": "Partners told", "due_at": after(30).isoformat()}
    changed, decision = set_checkpoint(CASE, given(**fields, audience="partner"))
    assert changed.checkpoints[-1].audience == decision.detail["audience"] == "partner"
    assert code_of(lambda: set_checkpoint(CASE, given(**fields, audience="the press"))) == "bad_audience"


def test_what_was_told_outside_is_kept_by_words_and_moved_by_none() -> None:
    told = replace(publication_of(), released_at=OPEN.promised_at, next_update_at=OPEN.due_at)
    outside = replace(OPEN, audience="customer")
    case = replace(CASE, checkpoints=(outside,), publications=(told,))
    answer: dict[str, Plain] = {"checkpoint_id": OPEN.checkpoint_id, "answer": "Only Coast is hit"}
    assert code_of(lambda: keep_checkpoint(case, given(**answer))) == "kept_by_words"
    fields: dict[str, Plain] = {**NEW, "due_at": after(60).isoformat()}
    assert code_of(lambda: move_checkpoint(case, given(**fields))) == "told_already"
    # Promised within the house and told to nobody yet, it may still be moved.
    changed, _ = move_checkpoint(replace(case, publications=()), given(**fields))
    assert changed.checkpoints[-1].due_at == after(60)


@given_values(due_min=st.integers(-100, 100), asked_min=st.integers(-100, 10**4))
def test_a_snooze_always_leaves_an_entry_and_an_overdue_promise_stays_where_it_was(
    due_min: int, asked_min: int
) -> None:
    """Whatever is asked: the promise stands unmoved, or is ended beside its successor with a decision that says so."""
    promise = replace(OPEN, due_at=after(5 + due_min))
    case = replace(CASE, checkpoints=tuple(promise if one is OPEN else one for one in CASE.checkpoints))
    try:
        changed, decision = move_checkpoint(case, given(**NEW, due_at=after(asked_min).isoformat()))
    except CommandRefusedError:
        return
    assert due_min >= 0
    old = next(one for one in changed.checkpoints if one.checkpoint_id == promise.checkpoint_id)
    assert (old.due_at, old.outcome) == (promise.due_at, CheckpointOutcome.RE_PROMISED)
    assert old.replaced_by == changed.checkpoints[-1].checkpoint_id
    assert decision.kind is DecisionKind.CHECKPOINT_RE_PROMISE
    assert decision.detail["from"] == promise.due_at.isoformat()
