"""Which problem stands behind a pattern: named, open, or the last one fixed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import FingerprintId
from intera.model.incident import Incident
from intera.model.recurrence import Fingerprint, ProblemRecord, Recurrence, RecurrenceKind
from intera.recurrence.problem_link import find_problem, is_about, link_problem

PATTERN = Fingerprint("mobile-data", "coast+lakes", "", "slow", "power")
ROUTE = Fingerprint("mobile-data", "", "P-17", "slow")


def _on(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def _problem(name: str, **changes: Any) -> ProblemRecord:  # noqa: ANN401 - any field of the record
    return replace(ProblemRecord(name, f"Fix {name}", "Mobile Planning", _on(13), "mobile-data"), **changes)


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([_problem("PRB-1", fingerprint_service_id="voice")], ""),
        ([_problem("PRB-1", region_ids=("north",))], ""),
        ([_problem("PRB-1", partner_code="P-17")], ""),
        ([_problem("PRB-1", symptom_class="outage")], ""),
        ([_problem("PRB-1", cause_class="software")], ""),
        ([_problem("PRB-1", symptom_class="slow", cause_class="power")], "PRB-1"),
        ([_problem("PRB-1"), _problem("PRB-2", region_ids=("coast",))], "PRB-2"),
        ([_problem("PRB-1", due_at=None), _problem("PRB-2")], "PRB-2"),
        ([_problem("PRB-2"), _problem("PRB-1")], "PRB-1"),
        ([_problem("PRB-1", is_done=True), _problem("PRB-2")], "PRB-2"),
        ([_problem("PRB-1", is_done=True)], "PRB-1"),
        ([_problem("PRB-1", done_at=_on(1)), _problem("PRB-2", fixed_at=_on(3))], "PRB-2"),
        ([_problem("PRB-1", done_at=_on(1)), _problem("PRB-2", is_done=True)], "PRB-1"),
    ],
)
def test_a_return_finds_the_problem_of_its_pattern(problems: list[ProblemRecord], expected: str) -> None:
    found = find_problem("", PATTERN, problems, is_return=True)
    assert (found.problem_id if found else "") == expected


def test_a_partner_route_finds_its_own_problem() -> None:
    problems = [_problem("PRB-1", partner_code="P-09"), _problem("PRB-2", partner_code="P-17")]
    found = find_problem("", ROUTE, problems, is_return=True)
    assert found is not None
    assert found.problem_id == "PRB-2"


def test_what_the_source_names_comes_first_and_a_first_time_takes_nothing_else() -> None:
    problems = [_problem("PRB-1"), _problem("PRB-9", fingerprint_service_id="voice")]
    named = find_problem("PRB-9", PATTERN, problems, is_return=False)
    assert named is not None
    assert named.problem_id == "PRB-9"
    assert find_problem("PRB-7", PATTERN, problems, is_return=False) is None
    assert find_problem("", PATTERN, problems, is_return=False) is None


def test_a_recurrence_judged_earlier_takes_over_what_its_problem_says_now(incident_of: Callable[..., Incident]) -> None:
    incident = incident_of()
    judged = Recurrence(RecurrenceKind.REPEAT, FingerprintId("FP-1"), PATTERN, nth=3, window_days=60)
    owned = link_problem(judged, incident, [_problem("PRB-1")])
    fixed = link_problem(owned, incident, [_problem("PRB-1", fixed_at=_on(20))])
    failed = link_problem(owned, incident, [_problem("PRB-1", fixed_at=_on(10))])
    assert (owned.problem_owner, owned.problem_due_at, owned.nth) == ("Mobile Planning", _on(13), 3)
    assert (fixed.problem_due_at, fixed.problem_fixed_at, fixed.is_after_fix) == (None, _on(20), False)
    assert failed.is_after_fix
    assert link_problem(failed, incident, []) == judged


def test_a_first_time_links_only_what_its_source_names(incident_of: Callable[..., Incident]) -> None:
    first = Recurrence(RecurrenceKind.FIRST, FingerprintId("FP-1"), PATTERN, nth=1, window_days=30)
    assert link_problem(first, incident_of(), [_problem("PRB-1")]) == first
    named = link_problem(first, incident_of(problem_ref="PRB-7"), [_problem("PRB-1")])
    assert (named.problem_id, named.problem_owner) == ("PRB-7", "")


def test_a_cause_not_known_yet_fits_every_problem() -> None:
    unknown = replace(PATTERN, cause_class="")
    assert is_about(_problem("PRB-1", cause_class="software"), unknown)
    assert not is_about(_problem("PRB-1", cause_class="software"), PATTERN)


@given(
    st.lists(
        st.builds(
            _problem,
            st.sampled_from(["PRB-1", "PRB-2", "PRB-3"]),
            is_done=st.booleans(),
            region_ids=st.sampled_from([(), ("coast",), ("north",)]),
        ),
        max_size=4,
        unique_by=lambda problem: problem.problem_id,
    )
)
def test_the_order_of_the_records_plays_no_part(problems: list[ProblemRecord]) -> None:
    found = find_problem("", PATTERN, problems, is_return=True)
    assert find_problem("", PATTERN, problems[::-1], is_return=True) == found
    if found is not None and found.has_fix:
        assert all(problem.has_fix for problem in problems if is_about(problem, PATTERN))
