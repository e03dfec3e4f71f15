"""What presses is told from cards alone, by the same rules as everywhere, at the reader's instant."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import FingerprintId
from intera.model.recurrence import Fingerprint, FollowUp, Recurrence, RecurrenceKind
from intera.recurrence.pressure import reasons_of
from intera.roles.material import Material
from intera.roles.pressing import pressing_words, reason_words, recurrence_on_card
from intera.roles.release_judgement import recurrence_of
from intera.roles.released import ReleasedRecurrence
from intera.roles.screen import screen_for

DAY = timedelta(days=1)


def _card(northmoor: ModuleType, recurrence: Recurrence) -> ReleasedRecurrence:
    operator = northmoor.operator()
    case = replace(northmoor.mobile_case(), recurrence=recurrence)
    card = recurrence_of(Material(case, operator, screen_for(operator.hidden_vocabulary), northmoor.NOW))
    assert card is not None
    return card


def _repeat(now: datetime, key: str = "FP-1", **but: object) -> Recurrence:
    owned = {"problem_owner": "mobile", "problem_due_at": now + 5 * DAY}
    plain = Recurrence(
        RecurrenceKind.REPEAT, FingerprintId(key), Fingerprint("mobile_data", "coast", "", "slow"), 3, 30
    )
    return replace(plain, **(owned | but))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("but", "words", "counted"),
    [
        ({}, "", ""),
        ({"kind": RecurrenceKind.FIRST, "problem_owner": ""}, "", ""),
        ({"problem_owner": ""}, "no owner", "1 without owner"),
        ({"due": -5}, "fix 5 days overdue", "1 fix is 5 days overdue"),
        ({"due": -1}, "fix 1 day overdue", "1 fix is 1 day overdue"),
        ({"problem_due_at": None}, "no day for a fix", ""),
        ({"follow": -2}, "follow-up overdue", "1 follow-up is overdue"),
        ({"fixed": -9, "is_after_fix": True, "problem_due_at": None}, "fix did not hold", "1 fix did not hold"),
    ],
)
def test_a_pattern_says_its_gravest_reason(
    northmoor: ModuleType, but: dict[str, object], words: str, counted: str
) -> None:
    now: datetime = northmoor.NOW
    for key, name in (("due", "problem_due_at"), ("fixed", "problem_fixed_at")):
        if key in but:
            but = {name: now + int(str(but[key])) * DAY, **{k: v for k, v in but.items() if k != key}}
    if "follow" in but:
        but = {"follow_ups": (FollowUp("Look", due_at=now - 2 * DAY),)}
    card = _card(northmoor, _repeat(now, "FP-1", **but))
    assert reason_words(card, now) == words
    assert pressing_words([card, card], now) == counted


def test_several_patterns_are_counted_and_the_gravest_two_said(northmoor: ModuleType) -> None:
    now: datetime = northmoor.NOW
    cards = [
        _card(northmoor, _repeat(now, "FP-1", problem_due_at=now - 2 * DAY)),
        _card(northmoor, _repeat(now, "FP-2", problem_due_at=now - 9 * DAY)),
        _card(northmoor, _repeat(now, "FP-3", problem_owner="")),
        _card(northmoor, _repeat(now, "FP-4", follow_ups=(FollowUp("Look", due_at=now - DAY),))),
    ]
    assert pressing_words(cards, now) == "1 without owner and 2 fixes are overdue, the longest by 9 days"


def test_what_falls_due_later_shows_without_a_new_release(northmoor: ModuleType) -> None:
    card = _card(northmoor, _repeat(northmoor.NOW))
    assert reason_words(card, northmoor.NOW) == ""
    assert reason_words(card, northmoor.NOW + 8 * DAY) == "fix 3 days overdue"


_DAYS = st.none() | st.integers(-3, 3)


@given(
    kind=st.sampled_from(RecurrenceKind), owner=st.sampled_from(["", "mobile"]), due=_DAYS, fixed=_DAYS, follow=_DAYS
)
def test_a_card_presses_for_the_reasons_of_the_recurrence(
    northmoor: ModuleType, *, kind: RecurrenceKind, owner: str, due: int | None, fixed: int | None, follow: int | None
) -> None:
    now: datetime = northmoor.NOW

    def day(number: int | None) -> datetime | None:
        return None if number is None else now + number * DAY

    whole = _repeat(
        now,
        kind=kind,
        problem_owner=owner,
        problem_due_at=day(due),
        problem_fixed_at=day(fixed),
        is_after_fix=fixed is not None and fixed < 0,
        follow_ups=(FollowUp("Look", due_at=day(follow)), FollowUp("Done", due_at=now - DAY, done_at=now - DAY)),
    )
    assert reasons_of(recurrence_on_card(_card(northmoor, whole)), at=now) == reasons_of(whole, at=now)
