"""Open, overdue and kept promises."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.checkpoint import answer_checkpoint, re_promise
from intera.coordination.ledger import TeamPromises, kept_today, next_open, overdue
from intera.model.checkpoint import Checkpoint


def _due(make_checkpoint: Callable[..., Checkpoint], at: datetime, minutes: int, **told: object) -> Checkpoint:
    return make_checkpoint(checkpoint_id=f"INC-1/cp-{minutes}", due_at=at + timedelta(minutes=minutes), **told)


def test_the_longest_overdue_comes_first_and_due_now_is_not_overdue(
    make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promises = [_due(make_checkpoint, at, minutes) for minutes in (20, 5, 10, 15)]
    found = overdue(promises, at + timedelta(minutes=15))
    assert [promise.checkpoint_id for promise in found] == ["INC-1/cp-5", "INC-1/cp-10"]


def test_what_was_answered_late_was_overdue_until_then(
    make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promise = _due(make_checkpoint, at, 5)
    answered = answer_checkpoint(promise, answer="Known", has_news=True, at=at + timedelta(minutes=9))
    assert overdue([answered], at + timedelta(minutes=8)) == (answered,)
    assert overdue([answered], at + timedelta(minutes=9)) == ()


def test_people_wait_for_the_open_promise_due_first(make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    first, second = _due(make_checkpoint, at, 5), _due(make_checkpoint, at, 10)
    done = answer_checkpoint(first, answer="Known", has_news=True, at=at + timedelta(minutes=1))
    assert next_open([second, first], at) is first
    assert next_open([second, done], at + timedelta(minutes=2)) is second
    assert next_open([second, done], at) is done
    later = _due(make_checkpoint, at, 3, promised_at=at + timedelta(minutes=1))
    assert next_open([later], at) is None
    assert next_open([], at) is None


def test_promises_are_counted_by_team_for_the_day(make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    now_at = at + timedelta(minutes=30)
    on_time = at + timedelta(minutes=4)

    def answer(promise: Checkpoint, when: datetime, *, has_news: bool = True) -> Checkpoint:
        return answer_checkpoint(promise, answer="Known", has_news=has_news, at=when)

    other = _due(make_checkpoint, at, 5, team_id="a-desk")
    moved, _ = re_promise(other, due_at=now_at + timedelta(minutes=9), promise="Later", at=on_time, new_id="x")
    promises = [
        answer(_due(make_checkpoint, at, 5), on_time),
        answer(_due(make_checkpoint, at, 5), on_time),
        answer(_due(make_checkpoint, at, 5), at + timedelta(minutes=6)),
        answer(_due(make_checkpoint, at, 5), on_time, has_news=False),
        _due(make_checkpoint, at, 10),
        _due(make_checkpoint, at, 40),
        _due(make_checkpoint, at, -100),
        moved,
    ]
    assert kept_today(promises, day_start_at=at, at=now_at) == (
        TeamPromises("a-desk", re_promised=1),
        TeamPromises("mobile-desk", kept=2, kept_late=1, missed=1, empty=1),
    )


@given(order=st.permutations([3, 5, 5, 8]))
def test_order_of_arrival_does_not_matter(
    order: list[int], make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promises = [_due(make_checkpoint, at, minutes) for minutes in order]
    assert [promise.due_at for promise in overdue(promises, at + timedelta(minutes=9))] == [
        at + timedelta(minutes=minutes) for minutes in (3, 5, 5, 8)
    ]
