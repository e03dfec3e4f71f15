"""Open, overdue and kept promises."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.checkpoint import answer_checkpoint, re_promise
from intera.coordination.ledger import PromiseScore, TeamPromises, kept_today, next_open, overdue, score_promises
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.share import wilson


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


SCORES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "coordination_score.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SCORES, ids=[case["name"] for case in SCORES])
def test_a_score_is_as_the_worked_case_says(
    case: dict[str, Any], make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promises = [
        make_checkpoint(
            checkpoint_id=f"INC-1/cp-{number}",
            due_at=at + timedelta(minutes=one["due"]),
            answered_at=None if one.get("answered") is None else at + timedelta(minutes=one["answered"]),
            outcome=CheckpointOutcome(one["outcome"]) if "outcome" in one else None,
        )
        for number, one in enumerate(case["promises"])
    ]
    (score,) = score_promises(
        [("desk", one) for one in promises], since_at=at, at=at + timedelta(minutes=case["at"])
    ) or (None,)
    if score is None:
        assert case["kept"] is None
        return
    assert (score.kept, score.kept_late, score.missed, score.empty, score.re_promised) == tuple(case["counts"])
    assert [score.kept_share.count, score.kept_share.total_count] == case["kept"]
    low, high = score.kept_share.low_ratio, score.kept_share.high_ratio
    assert [str(low), str(high)] == case["interval"]


OUTCOMES = st.sampled_from([one for one in CheckpointOutcome if one is not CheckpointOutcome.MISSED])
ENDED = st.lists(st.tuples(st.sampled_from(["a-desk", "b-desk"]), OUTCOMES, st.integers(0, 99)), max_size=30)


@given(ended=ENDED, seed=st.randoms())
def test_a_score_is_of_desks_whoever_answered_and_in_whatever_order(
    ended: list[tuple[str, CheckpointOutcome, int]],
    seed: Random,
    make_checkpoint: Callable[..., Checkpoint],
    at: datetime,
) -> None:
    promises = [
        (
            desk,
            make_checkpoint(checkpoint_id=f"{desk}/{number}", answered_at=at + timedelta(minutes=minutes), outcome=how),
        )
        for number, (desk, how, minutes) in enumerate(ended)
    ]

    def score(found: list[tuple[str, Checkpoint]]) -> object:
        return score_promises(found, since_at=at, at=at + timedelta(minutes=100))

    whole = score(promises)
    # Who answered, in which words, for whom and on which incident makes no difference: there is no person in it.
    others = [(desk, replace(one, answer="R. Novak says so", incident_id="INC-9")) for desk, one in promises]
    seed.shuffle(others)
    assert score(others) == whole
    for one in score_promises(promises, since_at=at, at=at + timedelta(minutes=100)):
        own = [promise.outcome for desk, promise in promises if desk == one.key]
        assert one.kept_share == wilson(own.count(CheckpointOutcome.KEPT), len(own) - one.re_promised)


def test_nothing_of_a_promise_or_a_score_names_a_person() -> None:
    names = {field.name for noun in (Checkpoint, PromiseScore, TeamPromises) for field in fields(noun)}
    assert not {name for name in names if "person" in name or "user" in name or "actor" in name}
