"""A fix holds only when enough was expected and nothing came; one return shows that it did not."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import IncidentId
from intera.model.recurrence import Exclusion, FixState, Occurrence, ProblemRecord
from intera.recurrence.fix import HOLDS_BELOW, fix_verdict, say_fix

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "recurrence_fix.yaml").read_text("utf-8"))
FIXED_AT = datetime(2026, 7, 11, tzinfo=UTC)
# The rule of three: no fewer expected can make staying away tell at 95 percent.
LEAST_EXPECTED = Fraction(299, 100)


def _on(written: str) -> datetime:
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=UTC) + timedelta(hours="T" not in written and 12)


def _occurrence(said: str | list[Any]) -> Occurrence:
    day, exclusion, cause = [*([said] if isinstance(said, str) else said), None, ""][:3]
    reason = Exclusion(exclusion) if exclusion else None
    return Occurrence(IncidentId(f"INC-{day}"), _on(day), 3600, exclusion=reason, cause_class=cause)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    problem = ProblemRecord(
        "PRB-1",
        "Fix it",
        "Desk",
        None,
        "mobile-data",
        is_done=case.get("is_done", False),
        cause_class=case.get("cause", ""),
        fixed_at=_on(case["fixed"]) if "fixed" in case else None,
    )
    occurrences = [_occurrence(said) for said in [*case["before"], *case.get("after", [])]]
    found = fix_verdict(problem, occurrences, at=_on(case["at"]))
    assert found.state is FixState(case["state"])
    assert say_fix(found) == case["said"]


def test_the_numbers_can_be_worked_out_by_hand() -> None:
    # Four events in the forty days from the first to the fix, then a hundred days: 4 * 100 / 40
    # expected, and (40 / 140) ** 4 = 0.0067 to have none.
    problem = ProblemRecord("PRB-1", "Fix it", "Desk", None, "mobile-data", done_at=_on("07-11"))
    occurrences = [_occurrence(day) for day in ("06-01", "06-11", "06-21", "07-01")]
    found = fix_verdict(problem, occurrences, at=_on("10-19"))
    assert (found.expected_count, found.none_ratio) == (Fraction(10), Fraction(7, 1000))


def test_the_day_it_tells_is_the_first_on_which_it_holds() -> None:
    problem = ProblemRecord("PRB-1", "Fix it", "Desk", None, "mobile-data", fixed_at=_on("07-11"))
    occurrences = [_occurrence(day) for day in ("06-01", "06-11", "06-21", "07-01")]
    tells_at = fix_verdict(problem, occurrences, at=_on("07-12")).tells_at
    assert tells_at is not None
    assert fix_verdict(problem, occurrences, at=tells_at).state is FixState.HOLDING
    assert fix_verdict(problem, occurrences, at=tells_at - timedelta(days=1)).state is FixState.TOO_EARLY


SAID = st.lists(st.tuples(st.integers(-500, 400), st.integers(0, 5000)), max_size=12)


@given(SAID, st.integers(0, 400), st.randoms(use_true_random=False))
def test_holding_is_never_said_when_too_few_were_expected(
    said: list[tuple[int, int]], days: int, random: Random
) -> None:
    problem = ProblemRecord("PRB-1", "Fix it", "Desk", None, "mobile-data", fixed_at=FIXED_AT)
    occurrences = [
        Occurrence(IncidentId(f"I{n}"), FIXED_AT + timedelta(days=day, minutes=n), minutes * 60)
        for n, (day, minutes) in enumerate(said)
    ]
    at = FIXED_AT + timedelta(days=days)
    found = fix_verdict(problem, occurrences, at=at)
    random.shuffle(occurrences)
    assert fix_verdict(problem, occurrences, at=at) == found
    if found.state is FixState.HOLDING:
        assert found.expected_count >= LEAST_EXPECTED
        assert found.none_ratio <= HOLDS_BELOW
    if found.state is FixState.DID_NOT_HOLD:
        assert found.returned_at is not None
        assert FIXED_AT < found.returned_at <= at
    assert (found.state is FixState.DID_NOT_HOLD) == (found.returned_incident_id != "")


@given(SAID, st.integers(0, 400), st.integers(0, 400))
def test_once_a_fix_did_not_hold_no_later_day_says_otherwise(said: list[tuple[int, int]], days: int, more: int) -> None:
    problem = ProblemRecord("PRB-1", "Fix it", "Desk", None, "mobile-data", fixed_at=FIXED_AT)
    occurrences = [
        Occurrence(IncidentId(f"I{n}"), FIXED_AT + timedelta(days=day, minutes=n), minutes * 60)
        for n, (day, minutes) in enumerate(said)
    ]
    then = fix_verdict(problem, occurrences, at=FIXED_AT + timedelta(days=days))
    later = fix_verdict(problem, occurrences, at=FIXED_AT + timedelta(days=days + more))
    if then.state is FixState.DID_NOT_HOLD:
        assert later == then
