"""Incidents lived again: the same verdicts as then, by the same code, and as it turned out."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from flows.drive import feed_and_take
from flows.judged import RULES, judged, said
from flows.town import CARE, DESK, HEALTH, TESTS, after, says, town
from intera.model.case import Case
from intera.model.impact import ImpactRuling
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.verdict import Severity
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.relive_incidents import (
    RecordedIncident,
    Statement,
    in_truth,
    read_recorded,
    reading,
    relive,
    worst_met,
)

Load = Callable[[Installation, Operator], None]


def recorded(
    statements: Sequence[tuple[float, Signal]], *, until: float, ruling: ImpactRuling | None = None
) -> RecordedIncident:
    """An incident of these statements, known at these minutes, judged last at `until`."""
    last = judged([signal for _, signal in statements][:1], after(until))
    case = Case(last.incident, (), ruling=ruling)
    return RecordedIncident(case, tuple(Statement(after(minute), signal) for minute, signal in statements))


def lived(incident: RecordedIncident) -> list[tuple[float, str]]:
    """The severity shown, by minute."""
    return [
        ((one.at - after(0)).total_seconds() / 60, one.verdict.severity.label)
        for one in relive(incident, RULES.operator, RULES.policies)
    ]


def met(incident: RecordedIncident) -> str:
    """The worst severity met."""
    return worst_met(incident, RULES.operator, RULES.policies).label


WIDE = {"region_refs": ["coast", "lakes"], "onset_at": after(-60).isoformat()}


def test_each_statement_is_judged_as_the_line_judged_it_then() -> None:
    told = [
        (0, said(TESTS, 0, failing_percent=58, **WIDE)),
        (1, said(CARE, 1, external_id="all", contact_ratio_percent=340, **WIDE)),
        (9, said(HEALTH, 9, **WIDE)),
    ]
    now = relive(recorded(told, until=10), RULES.operator, RULES.policies)
    case: Case | None = None
    signals: list[Signal] = []
    then: list[tuple[datetime, Severity]] = []
    for minute, signal in told:
        signals.append(signal)
        case = judged(signals, after(minute), known=case)
        assert case.verdict is not None
        then.append((after(minute), case.verdict.severity))
    assert [(one.at, one.verdict.severity) for one in now] == then


def test_a_severity_falls_when_its_wait_is_over_though_nobody_speaks() -> None:
    told = [
        (0, said(TESTS, 0, failing_percent=58, **WIDE)),
        (0, said(CARE, 0, external_id="all", contact_ratio_percent=340, **WIDE)),
        (0, said(DESK, 0, external_id="t1", state="open", **WIDE)),
        (5, said(TESTS, 5, failing_percent=10, **WIDE)),
    ]
    assert lived(recorded(told, until=60)) == [(0, "P1"), (5, "P1"), (35, "P2")]
    # What ended before the wait was over never fell.
    assert lived(recorded(told, until=20)) == [(0, "P1"), (5, "P1")]


def test_in_truth_a_report_withdrawn_since_never_counted() -> None:
    told = [
        (0, said(DESK, 0, external_id="t1", state="open", claimed_priority=1, priority_confirmed=True)),
        (20, said(DESK, 20, external_id="t1", state="cancelled")),
    ]
    incident = recorded(told, until=30)
    assert next(severity for _, severity in lived(incident)) != "P4"
    assert lived(in_truth(incident)) == []
    assert met(in_truth(incident)) == "P4"


def test_in_truth_what_came_late_counts_from_when_it_happened_and_a_ruling_from_the_start() -> None:
    rejected = ImpactRuling(False, "A test line", "N", "mobile-desk", after(90))  # noqa: FBT003 - what a person said
    late = said(TESTS, 0, failing_percent=58, **WIDE)
    told = [(1, said(HEALTH, 1, **WIDE)), (80, late)]
    truth = in_truth(recorded(told, until=95, ruling=rejected))
    assert [statement.signal for statement in truth.statements] == [late, told[0][1]]
    assert {severity for _, severity in lived(truth)} == {"P4"}
    assert {severity for _, severity in lived(recorded(told, until=95))} != {"P4"}


def test_what_is_met_needs_its_confidence_at_some_statement() -> None:
    alone = [(0, said(HEALTH, 0, emergency_affected=True))]
    [first] = relive(recorded(alone, until=1), RULES.operator, RULES.policies)
    assert (first.verdict.severity, first.verdict.is_provisional) == (Severity.P1, True)
    assert met(recorded(alone, until=1)) != "P1"
    told = [
        (0, said(TESTS, 0, failing_percent=58, **WIDE)),
        (0, said(CARE, 0, external_id="all", contact_ratio_percent=340, **WIDE)),
        (9, said(TESTS, 9, failing_percent=5, **WIDE)),
    ]
    assert met(recorded(told, until=10)) == "P1"
    empty = RecordedIncident(recorded(told, until=10).case, ())
    assert met(empty) == "P4"


def test_what_is_recorded_is_read_with_each_series_cut_to_its_incident(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    about = {"external_id": "coast", "region_refs": ["coast"], "symptom_ref": "slow"}
    day = 60 * 24
    feed_and_take(
        installation,
        worker,
        [
            says(TESTS, "e1", 0, state="degraded", failing_percent=40, **about),
            says(DESK, "t1", 1, state="open", external_id="t1", region_refs=["coast"]),
            says(TESTS, "e2", 30, state="ok", **about),
            says(DESK, "t2", 31, state="closed", external_id="t1", region_refs=["coast"]),
            says(TESTS, "e3", 2 * day, state="degraded", failing_percent=70, **about),
        ],
    )
    with reading(installation) as connection:
        first, second = read_recorded(connection, since_at=after(-1))
        assert [statement.at for statement in first.statements] == [after(0), after(1), after(30), after(31)]
        assert [statement.signal.failing_percent for statement in second.statements] == [70]
        assert first.until_at == after(31)
        [late] = read_recorded(connection, since_at=after(day))
        assert late.case.incident.incident_id == second.case.incident.incident_id
        worst = min(one.verdict.severity for one in relive(first, town(), RULES.policies))
        assert first.case.verdict is not None
        assert first.case.verdict.worst_severity is worst


def test_a_reading_connection_cannot_write(installation: Installation) -> None:
    with reading(installation) as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text("delete from internal.fact"))
