"""Repeats that nobody owns, that are late or whose fix failed rise, and hold up closure where data says so."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import FingerprintId
from intera.model.recurrence import Fingerprint, FollowUp, Recurrence, RecurrenceKind
from intera.recurrence.pressure import RETURNS, ClosureNeeds, PressureReason, blocks_closure, press, reasons_of


def _on(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


NOW = _on(18)
OWNED = Recurrence(
    kind=RecurrenceKind.REPEAT,
    fingerprint_id=FingerprintId("FP-1"),
    fingerprint=Fingerprint("mobile-data", "coast", "", "slow"),
    nth=3,
    window_days=30,
    problem_id="PRB-1",
    problem_title="Move the window",
    problem_owner="Mobile Planning",
    problem_due_at=_on(30),
)
UNOWNED = replace(OWNED, problem_id="", problem_title="", problem_owner="", problem_due_at=None)


@pytest.mark.parametrize(
    ("recurrence", "words"),
    [
        (UNOWNED, "3 times in 30 days: nobody owns it"),
        (replace(OWNED, problem_due_at=_on(13)), "3 times in 30 days: fix 5 days overdue, owner Mobile Planning"),
        (replace(OWNED, problem_due_at=_on(17)), "3 times in 30 days: fix 1 day overdue, owner Mobile Planning"),
        (replace(OWNED, problem_due_at=None), "3 times in 30 days: no day for a fix, owner Mobile Planning"),
        (
            replace(OWNED, problem_due_at=None, problem_fixed_at=_on(3), is_after_fix=True),
            "3 times in 30 days: the fix of 3 Nov did not hold, owner Mobile Planning",
        ),
        (
            replace(OWNED, follow_ups=(FollowUp("Ask the partner", "Wholesale", _on(10)),)),
            "3 times in 30 days: 1 follow-up overdue, owner Mobile Planning",
        ),
        (
            replace(OWNED, kind=RecurrenceKind.REOPEN, nth=1, problem_due_at=_on(13)),
            "Opened again: fix 5 days overdue, owner Mobile Planning",
        ),
    ],
)
def test_the_words_say_what_presses_and_who_owns_it(recurrence: Recurrence, words: str) -> None:
    assert [pressed.words for pressed in press([recurrence], at=NOW)] == [words]


@pytest.mark.parametrize(
    "recurrence",
    [
        OWNED,
        replace(UNOWNED, kind=RecurrenceKind.FIRST, nth=1),
        replace(UNOWNED, kind=RecurrenceKind.DUPLICATE),
        replace(UNOWNED, kind=RecurrenceKind.CHILD),
        replace(OWNED, follow_ups=(FollowUp("Ask", "Wholesale", _on(10), _on(12)), FollowUp("Look"))),
        replace(OWNED, follow_ups=(FollowUp("Ask", "Wholesale", _on(19)),)),
        replace(OWNED, problem_due_at=None, problem_fixed_at=_on(17)),
        replace(UNOWNED, problem_fixed_at=_on(17)),
    ],
)
def test_what_is_owned_and_in_time_or_no_return_does_not_press(recurrence: Recurrence) -> None:
    assert press([recurrence], at=NOW) == ()


def test_a_follow_up_done_later_was_overdue_before() -> None:
    late = replace(OWNED, follow_ups=(FollowUp("Ask", "Wholesale", _on(10), _on(16)),))
    assert reasons_of(late, at=_on(15)) == (PressureReason.FOLLOW_UP_OVERDUE,)
    assert reasons_of(late, at=_on(17)) == ()


def test_the_gravest_comes_first() -> None:
    failed = replace(
        OWNED, fingerprint_id=FingerprintId("FP-2"), problem_due_at=None, problem_fixed_at=_on(3), is_after_fix=True
    )
    chronic = replace(UNOWNED, fingerprint_id=FingerprintId("FP-3"), kind=RecurrenceKind.CHRONIC)
    late = replace(OWNED, fingerprint_id=FingerprintId("FP-4"), problem_due_at=_on(13))
    later = replace(OWNED, fingerprint_id=FingerprintId("FP-5"), problem_due_at=_on(1))
    found = press([late, UNOWNED, later, chronic, failed], at=NOW)
    assert [pressed.fingerprint_id for pressed in found] == ["FP-2", "FP-3", "FP-1", "FP-5", "FP-4"]
    assert found[3].overdue_days == 17


def test_a_pattern_speaks_once_with_its_highest_count() -> None:
    assert [pressed.nth for pressed in press([UNOWNED, replace(UNOWNED, nth=4), UNOWNED], at=NOW)] == [4]


NEEDS = ClosureNeeds(
    frozenset({RecurrenceKind.REPEAT, RecurrenceKind.CHRONIC}),
    frozenset({PressureReason.UNOWNED, PressureReason.FIX_DID_NOT_HOLD}),
)


@pytest.mark.parametrize(
    ("recurrence", "needs", "expected"),
    [
        (None, NEEDS, None),
        (OWNED, NEEDS, None),
        (UNOWNED, ClosureNeeds(), None),
        (UNOWNED, NEEDS, "3 times in 30 days: nobody owns it; name the desk that will end it"),
        (replace(UNOWNED, kind=RecurrenceKind.REOPEN), NEEDS, None),
        (replace(OWNED, problem_due_at=_on(13)), NEEDS, None),
        (
            replace(UNOWNED, problem_fixed_at=_on(3), is_after_fix=True),
            NEEDS,
            "3 times in 30 days: its fix did not hold; open the problem again or name a new one",
        ),
    ],
)
def test_closure_is_held_up_only_where_data_says_so(
    recurrence: Recurrence | None, needs: ClosureNeeds, expected: str | None
) -> None:
    assert blocks_closure(recurrence, needs, at=NOW) == expected


RECURRENCES = st.builds(
    lambda number, **fields: replace(OWNED, fingerprint_id=FingerprintId(f"FP-{number}"), **fields),
    st.integers(1, 4),
    kind=st.sampled_from(RecurrenceKind),
    nth=st.integers(1, 6),
    problem_owner=st.sampled_from(["", "Desk"]),
    problem_due_at=st.sampled_from([None, _on(1), _on(30)]),
    problem_fixed_at=st.sampled_from([None, _on(3)]),
    is_after_fix=st.booleans(),
)


@given(st.lists(RECURRENCES, max_size=8), st.randoms(use_true_random=False))
def test_the_order_plays_no_part_and_nothing_that_presses_is_lost(
    recurrences: list[Recurrence], random: Random
) -> None:
    found = press(recurrences, at=NOW)
    random.shuffle(recurrences)
    assert press(recurrences, at=NOW) == found
    pressing = {one.fingerprint_id for one in recurrences if reasons_of(one, at=NOW)}
    assert [pressed.fingerprint_id for pressed in found] == list(dict.fromkeys(p.fingerprint_id for p in found))
    assert {pressed.fingerprint_id for pressed in found} == pressing
    assert all(pressed.kind in RETURNS and pressed.words for pressed in found)
