"""Six kinds of return kept apart, with the count, the window and the problem behind it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.incident import Incident
from intera.model.recurrence import (
    Exclusion,
    Fingerprint,
    FollowUp,
    Occurrence,
    ProblemRecord,
    RecurrenceKind,
)
from intera.recurrence.classify import CHRONIC_FROM, Background, classify, fix_overdue_days
from intera.recurrence.expected import BaseRate

Incidents = Callable[..., Incident]
Occurrences = Callable[..., Occurrence]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "recurrence_classify.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime, case: dict[str, Any]
) -> None:
    incident = incident_of(
        problem_ref=case.get("problem_ref", ""),
        change_ref=case.get("change_ref", ""),
        reopen_count=case.get("reopened", 0),
    )
    earlier = [_earlier(occurrence_of, *said) for said in case["earlier"]]
    running = [occurrence_of(o.pop("days"), minutes=o.pop("minutes"), **o) for o in deepcopy(case.get("running", []))]
    background = Background(running, BaseRate(*case["pace"]) if "pace" in case else None)
    shared = replace(fingerprint, cause_class=case.get("cause", ""))
    at = onset + timedelta(hours=1)
    found = classify(incident, shared, earlier=earlier, problems=(), at=at, background=background)
    assert found.kind is RecurrenceKind(case["kind"])
    assert f"{found.nth} in {found.window_days} days" == case["said"]


def _earlier(
    occurrence_of: Occurrences, days: float, minutes: int, exclusion: str | None = None, cause: str = ""
) -> Occurrence:
    reason = Exclusion(exclusion) if exclusion else None
    return occurrence_of(days, minutes=minutes, exclusion=reason, cause_class=cause)


def test_a_duplicate_and_a_child_name_the_incident_they_belong_to(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    same = occurrence_of(0.02, minutes=60, name="INC-FIRST")
    other = occurrence_of(0.01, minutes=60, name="INC-PARENT", change_ref="CHG-7")
    later = occurrence_of(0.005, minutes=60, name="INC-LATER", change_ref="CHG-7")
    around = Background([later, other])
    duplicate = classify(incident_of(), fingerprint, earlier=[same], problems=(), at=onset)
    named = incident_of(change_ref="CHG-7")
    child = classify(named, fingerprint, earlier=(), problems=(), at=onset, background=around)
    first = classify(incident_of(), fingerprint, earlier=(), problems=(), at=onset, background=around)
    assert (duplicate.parent_id, child.parent_id, first.parent_id) == ("INC-FIRST", "INC-PARENT", "")


def test_a_pace_tells_how_many_others_were_to_be_expected(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    around = Background(base=BaseRate(60, 30, 300))
    earlier = [occurrence_of(days) for days in (10, 40, 80)]
    found = classify(incident_of(), fingerprint, earlier=earlier, problems=(), at=onset, background=around).expectation
    assert found is not None
    assert (found.observed_count, found.expected_count, found.is_more_than_chance) == (3, Fraction(2, 5), False)
    # Six in the 300 days before make it a lively pattern: (1 + 6 + 1) * 90 / 450.
    lively = [*earlier, *(occurrence_of(days) for days in (100, 140, 180, 220, 260, 300))]
    found = classify(incident_of(), fingerprint, earlier=lively, problems=(), at=onset, background=around).expectation
    assert found is not None
    assert found.expected_count == Fraction(8, 5)


def test_earlier_times_come_newest_first_and_itself_and_later_ones_are_left_out(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    earlier = [occurrence_of(27), occurrence_of(0, name="INC-NOW"), occurrence_of(-1), occurrence_of(16)]
    found = classify(incident_of(), fingerprint, earlier=earlier, problems=(), at=onset + timedelta(days=9))
    assert [o.incident_id for o in found.earlier] == ["INC-16", "INC-27"]
    assert found.nth == 3


def test_a_blank_start_is_judged_from_when_it_was_opened(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    incident = incident_of(onset_at=None, opened_at=onset)
    found = classify(incident, fingerprint, earlier=[occurrence_of(16)], problems=(), at=onset)
    assert found.kind is RecurrenceKind.REPEAT


def _problem(name: str, **changes: Any) -> ProblemRecord:  # noqa: ANN401 - any field of the record
    own = ProblemRecord(name, f"Fix {name}", "Mobile Planning", _day("2026-11-13"), "mobile-data")
    return replace(own, **changes)


def _day(written: str) -> datetime:
    return datetime.fromisoformat(f"{written}T12:00:00+00:00")


def test_a_return_takes_over_what_its_problem_says(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    agreed = (FollowUp("Move the window", "Mobile Planning", _day("2026-11-20")),)
    problem = _problem("PRB-1", playbook_ref="planned-work", follow_ups=agreed)
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(16)], problems=[problem], at=onset)
    assert (found.problem_playbook_ref, found.follow_ups, found.problem_fixed_at) == ("planned-work", agreed, None)


def test_a_return_after_a_fix_is_linked_to_it_and_nothing_is_overdue(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    fixed = _problem("PRB-1", is_done=True, done_at=_day("2026-11-10"))
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(16)], problems=[fixed], at=onset)
    assert (found.problem_id, found.problem_fixed_at, found.problem_due_at) == ("PRB-1", _day("2026-11-10"), None)
    assert found.is_after_fix


def test_a_fix_may_fail_after_longer_than_any_window_counts(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    fixed = _problem("PRB-1", fixed_at=_day("2026-07-01"))
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(150)], problems=[fixed], at=onset)
    assert (found.kind, found.problem_id, found.is_after_fix) == (RecurrenceKind.FIRST, "PRB-1", True)


def test_a_fix_made_after_it_began_did_not_fail_it(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    fixed = _problem("PRB-1", fixed_at=onset + timedelta(hours=2))
    at = onset + timedelta(days=1)
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(16)], problems=[fixed], at=at)
    assert (found.problem_id, found.problem_fixed_at, found.is_after_fix) == ("PRB-1", fixed.fixed_at, False)


def test_a_first_time_takes_no_problem_unless_its_source_names_one(
    incident_of: Incidents, fingerprint: Fingerprint, onset: datetime
) -> None:
    problems = [_problem("PRB-1")]
    first = classify(incident_of(), fingerprint, earlier=(), problems=problems, at=onset)
    named = classify(incident_of(problem_ref="PRB-1"), fingerprint, earlier=(), problems=problems, at=onset)
    unknown = classify(incident_of(problem_ref="PRB-7"), fingerprint, earlier=(), problems=problems, at=onset)
    assert (first.problem_id, named.problem_owner) == ("", "Mobile Planning")
    assert (unknown.problem_id, unknown.problem_owner) == ("PRB-7", "")


def test_an_overdue_fix_is_counted_in_whole_days(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime
) -> None:
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(16)], problems=[_problem("PRB-302")], at=onset)
    assert fix_overdue_days(found, at=onset) == 5
    assert fix_overdue_days(found, at=onset - timedelta(days=30)) == 0
    none_due = classify(incident_of(), fingerprint, earlier=(), problems=(), at=onset)
    assert fix_overdue_days(none_due, at=onset) == 0


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 3_000)), max_size=12), st.randoms(use_true_random=False))
def test_the_order_plays_no_part_and_the_kind_fits_the_count(
    incident_of: Incidents,
    occurrence_of: Occurrences,
    fingerprint: Fingerprint,
    onset: datetime,
    said: list[tuple[int, int]],
    random: Random,
) -> None:
    earlier = [occurrence_of(days, minutes=minutes, name=f"I{n}") for n, (days, minutes) in enumerate(said)]
    found = classify(incident_of(), fingerprint, earlier=earlier, problems=(), at=onset)
    random.shuffle(earlier)
    assert classify(incident_of(), fingerprint, earlier=earlier, problems=(), at=onset) == found
    assert found.nth >= 1
    if found.kind is RecurrenceKind.CHRONIC:
        assert (found.nth >= CHRONIC_FROM, found.window_days) == (True, 30)
    if found.kind in (RecurrenceKind.REPEAT, RecurrenceKind.CHRONIC):
        assert len(found.earlier) == found.nth - 1
    if found.kind is RecurrenceKind.FIRST:
        assert (found.nth, found.earlier) == (1, ())
