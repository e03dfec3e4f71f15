"""Six kinds of return kept apart, with the count, the window and the problem behind it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.incident import Incident
from intera.model.recurrence import Fingerprint, Occurrence, ProblemRecord, RecurrenceKind
from intera.recurrence.classify import CHRONIC_FROM, classify, fix_overdue_days

Incidents = Callable[..., Incident]
Occurrences = Callable[..., Occurrence]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "recurrence_classify.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(
    incident_of: Incidents, occurrence_of: Occurrences, fingerprint: Fingerprint, onset: datetime, case: dict[str, Any]
) -> None:
    incident = incident_of(problem_ref=case.get("problem_ref", ""), reopen_count=case.get("reopened", 0))
    earlier = [occurrence_of(days, minutes=minutes) for days, minutes in case["earlier"]]
    found = classify(incident, fingerprint, earlier=earlier, problems=(), at=onset + timedelta(hours=1))
    assert found.kind is RecurrenceKind(case["kind"])
    assert f"{found.nth} in {found.window_days} days" == case["said"]


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
    fields: dict[str, Any] = {
        "problem_id": name,
        "title": f"Fix {name}",
        "owner": "Mobile Planning",
        "due_at": datetime.fromisoformat("2026-11-13T12:00:00+00:00"),
        "fingerprint_service_id": "mobile-data",
    }
    return ProblemRecord(**{**fields, **changes})


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([_problem("PRB-1", is_done=True)], ""),
        ([_problem("PRB-1", fingerprint_service_id="voice")], ""),
        ([_problem("PRB-1", region_ids=("north",))], ""),
        ([_problem("PRB-1", partner_code="P-17")], ""),
        ([_problem("PRB-1"), _problem("PRB-2", region_ids=("coast",))], "PRB-2"),
        ([_problem("PRB-1", due_at=None), _problem("PRB-2")], "PRB-2"),
        ([_problem("PRB-2"), _problem("PRB-1")], "PRB-1"),
    ],
)
def test_a_return_finds_the_open_problem_of_its_service_and_place(
    incident_of: Incidents,
    occurrence_of: Occurrences,
    fingerprint: Fingerprint,
    onset: datetime,
    problems: list[ProblemRecord],
    expected: str,
) -> None:
    found = classify(incident_of(), fingerprint, earlier=[occurrence_of(16)], problems=problems, at=onset)
    assert found.problem_id == expected


def test_a_partner_route_finds_its_own_problem(
    incident_of: Incidents, occurrence_of: Occurrences, onset: datetime
) -> None:
    route = Fingerprint("mobile-data", "", "P-17", "slow")
    problems = [_problem("PRB-1", partner_code="P-09"), _problem("PRB-2", partner_code="P-17")]
    found = classify(incident_of(), route, earlier=[occurrence_of(16)], problems=problems, at=onset)
    assert found.problem_id == "PRB-2"


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
