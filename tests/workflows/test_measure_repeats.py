"""Patterns that came back, with problem, fix and pressure, and the rate of both windows."""

from dataclasses import replace
from datetime import timedelta

from flows.judged import INCIDENT_ID, judged, said
from flows.town import HEALTH, TESTS, after, town
from intera.model.ids import FingerprintId, IncidentId
from intera.model.recurrence import FixState, ProblemRecord
from intera.workflows.measure_repeats import measure_repeats
from intera.workflows.read_case_facts import CaseFacts, occurrence_of

DAY = timedelta(days=1)
NOW = after(0) + 80 * DAY
FOUND = judged([said(TESTS, 0, failing_percent=50), said(HEALTH, 1)], after(1))


def _facts(number: int, days_ago: float, *, key: str = "FP-1") -> CaseFacts:
    opened_at = NOW - days_ago * DAY
    incident = replace(
        FOUND.incident,
        incident_id=IncidentId(f"{INCIDENT_ID}{number}"),
        opened_at=opened_at,
        restored_at=opened_at + timedelta(hours=1),
    )
    assert FOUND.recurrence is not None
    case = replace(FOUND, incident=incident, recurrence=replace(FOUND.recurrence, fingerprint_id=FingerprintId(key)))
    return CaseFacts(1, case, occurrence_of(case, FingerprintId(key)))


def test_a_pattern_needs_two_events_and_the_windows_do_not_mix() -> None:
    facts = [_facts(1, 100), _facts(2, 75), _facts(3, 5), _facts(4, 3, key="FP-2")]
    found = measure_repeats(facts, town(), at=NOW)
    assert [pattern.fingerprint_id for pattern in found.patterns] == ["FP-1"]
    # The first event of the window is a repeat of one before it.
    assert (found.rate.repeat_count, found.rate.event_count) == (1, 3)
    assert (found.rate_before.repeat_count, found.rate_before.event_count) == (0, 1)


def test_a_pattern_nobody_owns_presses() -> None:
    facts = [_facts(1, 20), _facts(2, 5)]
    (pattern,) = measure_repeats(facts, town(), at=NOW).patterns
    assert pattern.problem is None
    assert pattern.newest_id == f"{INCIDENT_ID}2"


def test_a_fixed_pattern_is_watched_even_when_it_came_once() -> None:
    service_id = FOUND.incident.scope.service_id
    fixed = ProblemRecord("PRB-1", "Fix", "mobile-desk", None, service_id, is_done=True, fixed_at=NOW - 10 * DAY)
    operator = replace(town(), problems=(fixed,))
    (pattern,) = measure_repeats([_facts(1, 5)], operator, at=NOW).patterns
    assert pattern.fix is not None
    assert pattern.fix.state is FixState.DID_NOT_HOLD
