"""Promises given, answered and moved: worked cases and what always holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.checkpoint import (
    AnsweredPromiseError,
    EmptyWordsError,
    OverduePromiseError,
    PastPromiseError,
    answer_by_lifecycle,
    answer_checkpoint,
    checkpoint_id_of,
    due_at_of,
    first_checkpoint,
    next_checkpoint,
    pull_forward,
    re_promise,
)
from intera.coordination.playbook import Playbook
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.incident import Incident, Lifecycle
from intera.model.verdict import Severity, Verdict

FOLDER = Path(__file__).parents[1] / "cases"
ANSWERED = yaml.safe_load((FOLDER / "coordination_checkpoints.yaml").read_text(encoding="utf-8"))
CADENCE = yaml.safe_load((FOLDER / "coordination_cadence.yaml").read_text(encoding="utf-8"))


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize("case", ANSWERED, ids=[case["name"] for case in ANSWERED])
def test_an_answer_ends_a_promise_as_the_worked_case_says(
    case: dict[str, Any], make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promise = make_checkpoint(due_at=at + _minutes(case["due"]))
    when = at + _minutes(case["answered"])
    answered = answer_checkpoint(promise, answer=" Two regions. ", has_news=case["news"], at=when)
    assert (answered.outcome, answered.answer, answered.answered_at) == (case["outcome"], "Two regions.", when)
    assert answered.outcome_at(when) == case["outcome"]


@pytest.mark.parametrize("case", CADENCE, ids=[case["name"] for case in CADENCE])
def test_a_promise_is_due_when_the_worked_case_says(case: dict[str, Any], playbook: Playbook) -> None:
    due_at = due_at_of(playbook, Severity[case["severity"]], at=datetime.fromisoformat(case["at"]))
    assert due_at == datetime.fromisoformat(case["due"])


@given(severity=st.sampled_from(Severity), seconds=st.integers(0, 10**7))
def test_a_promise_is_due_after_it_is_given_and_within_its_cadence(
    severity: Severity, seconds: int, playbook: Playbook, at: datetime
) -> None:
    given_at = at + timedelta(seconds=seconds)
    due_at = due_at_of(playbook, severity, at=given_at)
    assert given_at < due_at <= given_at + _minutes(playbook.cadence_min[severity])
    assert (due_at.minute % 5, due_at.second) == (0, 0)


def test_the_first_promise_is_the_owners_and_numbered_one(
    playbook: Playbook, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    promise = first_checkpoint(make_incident(), make_verdict(), playbook, at=at)
    assert promise is not None
    assert (promise.checkpoint_id, promise.team_id) == ("INC-4127/cp-1", "mobile-desk")
    assert (promise.promise, promise.due_at, promise.promised_at) == ("Scope known", at + _minutes(30), at)


def test_what_is_being_verified_is_promised_to_be_confirmed_or_closed(
    playbook: Playbook, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    verdict = make_verdict(severity=Severity.P3, is_provisional=True)
    promise = first_checkpoint(make_incident(), verdict, playbook, at=at)
    assert promise is not None
    assert promise.promise == "Confirm or close: is this customer-visible?"


@pytest.mark.parametrize("lifecycle", [Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED])
def test_nothing_is_promised_once_it_has_ended(
    lifecycle: Lifecycle,
    playbook: Playbook,
    make_incident: Callable[..., Incident],
    make_verdict: Callable[..., Verdict],
    at: datetime,
) -> None:
    assert first_checkpoint(make_incident(lifecycle=lifecycle), make_verdict(), playbook, at=at) is None


def test_a_kept_promise_is_followed_by_the_next_and_an_empty_one_by_itself(
    playbook: Playbook, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    said: list[str] = []
    made: list[Checkpoint] = []
    for has_news in (False, True, True, True, True):
        promise = next_checkpoint(make_incident(), make_verdict(), playbook, checkpoints=made, at=at)
        assert promise is not None
        assert next_checkpoint(make_incident(), make_verdict(), playbook, checkpoints=[*made, promise], at=at) is None
        said.append(promise.promise)
        made.append(answer_checkpoint(promise, answer="So far so good", has_news=has_news, at=at))
    last = "Service restored, or the expected time confirmed or moved"
    assert said == ["Scope known", "Scope known", "Way to restore chosen", last, last]
    assert [promise.checkpoint_id for promise in made] == [f"INC-4127/cp-{ordinal}" for ordinal in range(1, 6)]


def test_restored_service_is_promised_to_be_stable_for_as_long_as_its_worst_severity_asks(
    playbook: Playbook, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    incident = make_incident(lifecycle=Lifecycle.RESTORED, restored_at=at)
    verdict = make_verdict(severity=Severity.P3, worst_severity=Severity.P1, is_provisional=True)
    promise = next_checkpoint(incident, verdict, playbook, checkpoints=(), at=at + _minutes(5))
    assert promise is not None
    assert (promise.promise, promise.due_at) == ("Stable for 60 min, then close", at + _minutes(65))
    later = next_checkpoint(incident, verdict, playbook, checkpoints=(), at=at + _minutes(65))
    assert later is not None
    assert later.due_at > at + _minutes(65)


def test_an_answer_needs_words_and_is_given_once(make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    with pytest.raises(EmptyWordsError, match="answer"):
        answer_checkpoint(make_checkpoint(), answer="  ", has_news=True, at=at)
    answered = answer_checkpoint(make_checkpoint(), answer="Known", has_news=True, at=at)
    with pytest.raises(AnsweredPromiseError, match="cp-1 has ended already"):
        answer_checkpoint(answered, answer="Known", has_news=True, at=at)


def test_a_promise_moves_before_its_time_and_both_stay_on_record(
    make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promise = make_checkpoint()
    old, new = re_promise(
        promise, due_at=at + _minutes(40), promise="Scope of Lakes", at=promise.due_at, new_id="INC-4127/cp-2"
    )
    assert (old.outcome, old.replaced_by) == (CheckpointOutcome.RE_PROMISED, "INC-4127/cp-2")
    assert (old.due_at, old.promise) == (promise.due_at, promise.promise)
    assert (new.checkpoint_id, new.promise, new.due_at) == ("INC-4127/cp-2", "Scope of Lakes", at + _minutes(40))
    assert (new.outcome, new.promised_at, new.team_id) == (None, promise.due_at, promise.team_id)


def test_an_overdue_promise_can_only_be_answered(make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    promise = make_checkpoint()
    late = promise.due_at + timedelta(seconds=1)
    with pytest.raises(OverduePromiseError, match="can no longer be moved, only answered"):
        re_promise(promise, due_at=at + _minutes(90), promise="Later", at=late, new_id="INC-4127/cp-2")


def test_a_promise_moves_neither_into_the_past_nor_to_silence_nor_twice(
    make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promise = make_checkpoint()
    with pytest.raises(PastPromiseError):
        re_promise(promise, due_at=at, promise="Later", at=at, new_id="x")
    with pytest.raises(EmptyWordsError, match="promise"):
        re_promise(promise, due_at=at + _minutes(5), promise=" ", at=at, new_id="x")
    old, _ = re_promise(promise, due_at=at + _minutes(5), promise="Later", at=at, new_id="x")
    with pytest.raises(AnsweredPromiseError):
        re_promise(old, due_at=at + _minutes(5), promise="Later", at=at, new_id="y")


def test_a_risen_severity_pulls_a_far_promise_forward(
    playbook: Playbook, make_checkpoint: Callable[..., Checkpoint], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    far = make_checkpoint(due_at=at + _minutes(240))
    moved = pull_forward(far, make_verdict(), playbook, at=at, new_id="INC-4127/cp-2")
    assert moved is not None
    assert (moved[0].replaced_by, moved[1].due_at) == ("INC-4127/cp-2", at + _minutes(30))
    near = make_checkpoint(due_at=at + _minutes(10))
    assert pull_forward(near, make_verdict(), playbook, at=at, new_id="x") is None
    assert pull_forward(near, make_verdict(), playbook, at=at + _minutes(11), new_id="x") is None
    assert pull_forward(moved[0], make_verdict(), playbook, at=at, new_id="x") is None


@pytest.mark.parametrize("new", [Lifecycle.RESTORED, Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED])
def test_the_incidents_own_step_is_the_news_that_answers(
    new: Lifecycle, make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    ended = answer_checkpoint(make_checkpoint(), answer="Known", has_news=True, at=at)
    late, soon = make_checkpoint(due_at=at + _minutes(1)), make_checkpoint(due_at=at + _minutes(9))
    when = at + _minutes(5)
    answered = answer_by_lifecycle([ended, late, soon], old=Lifecycle.ACTIVE, new=new, at=when)
    outcomes = [promise.outcome for promise in answered]
    assert outcomes == [CheckpointOutcome.KEPT, CheckpointOutcome.KEPT_LATE, CheckpointOutcome.KEPT]
    assert answered[0] is ended
    assert all(promise.answer and promise.answered_at == when for promise in answered[1:])


@pytest.mark.parametrize("new", [Lifecycle.ACTIVE, Lifecycle.SUSPECTED])
def test_going_on_answers_nothing(new: Lifecycle, make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    promises = (make_checkpoint(),)
    assert answer_by_lifecycle(promises, old=Lifecycle.RESTORED, new=new, at=at) == promises
    assert answer_by_lifecycle(promises, old=Lifecycle.RESTORED, new=Lifecycle.RESTORED, at=at) == promises


def test_ids_are_the_same_for_everyone_who_counts() -> None:
    assert checkpoint_id_of("INC-4127", 3) == "INC-4127/cp-3"


MINUTES = st.integers(-500, 500)


@given(asked=MINUTES, new_due=MINUTES)
def test_an_overdue_promise_never_moves_and_a_snooze_always_leaves_both(
    asked: int, new_due: int, make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    """Whenever it is asked to move, and to whenever: it stands where it was, or ended and is replaced by another."""
    promise, when = make_checkpoint(), at + _minutes(asked)
    try:
        old, new = re_promise(promise, due_at=at + _minutes(new_due), promise="Later", at=when, new_id="cp-2")
    except OverduePromiseError:
        assert when > promise.due_at
        return
    except PastPromiseError:
        assert new_due <= asked
        return
    assert when <= promise.due_at
    assert (old.due_at, old.promise, old.outcome) == (promise.due_at, promise.promise, CheckpointOutcome.RE_PROMISED)
    assert (old.replaced_by, new.checkpoint_id, new.outcome) == ("cp-2", "cp-2", None)


@given(severity=st.sampled_from(Severity), late_min=st.integers(1, 10**4))
def test_no_risen_severity_moves_an_overdue_promise(
    severity: Severity,
    late_min: int,
    playbook: Playbook,
    make_checkpoint: Callable[..., Checkpoint],
    make_verdict: Callable[..., Verdict],
) -> None:
    promise = make_checkpoint()
    when = promise.due_at + _minutes(late_min)
    assert pull_forward(promise, make_verdict(severity=severity), playbook, at=when, new_id="cp-2") is None
