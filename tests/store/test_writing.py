"""What waits in a unit of work becomes rows: the case, its promises, what was released, the harm it counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import CheckpointId, IncidentId, TeamId
from intera.model.impact import CountRange
from intera.model.incident import Lifecycle
from intera.model.measurement import Downtime
from intera.store.changes import CaseRow, Estimate, Released, SourceCount
from intera.store.codec import decode_case, decode_checkpoint
from intera.store.database import driver
from intera.store.writing import Waiting, write_cases, write_counts, write_evidence
from store.samples import AT, INCIDENT_ID, ODD, case_of, ended, row_of

HOUR = timedelta(hours=1)


def write(connection: Connection, *rows: CaseRow) -> None:
    # To the staging tables each write is a transaction of its own, as in a unit of work.
    connection.execute(text("discard temp"))
    write_cases(driver(connection).cursor(), list(rows))


def asked(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def test_a_case_is_kept_with_what_it_is_looked_up_by(writer: Connection) -> None:
    case = replace(case_of(title=ODD, version=3), peak_customers=CountRange(1, 40, 90))
    write(writer, row_of(case))
    columns = "lifecycle, is_open, opened_at, ended_at, last_heard_at, customers_best, version, body"
    ((*head, body),) = asked(writer, f"select {columns} from internal.incident")
    assert head == ["active", True, AT, None, AT, 40, 3]
    assert decode_case(body) == case


def test_it_ended_when_service_was_back_and_else_when_it_was_closed(writer: Connection) -> None:
    closed = ended(case_of(), AT + 2 * HOUR)
    back = replace(closed, incident=replace(closed.incident, restored_at=AT + HOUR))
    for case, at in ((closed, AT + 2 * HOUR), (back, AT + HOUR)):
        write(writer, row_of(case))
        assert asked(writer, "select is_open, ended_at from internal.incident") == [(False, at)]


def test_promises_are_kept_inside_and_shown_without_their_answer(writer: Connection) -> None:
    promise = Checkpoint(CheckpointId("CP-1"), INCIDENT_ID, ODD, AT + HOUR, TeamId("noc"), AT)
    answered = replace(promise, answered_at=AT + HOUR, answer="to us only", outcome=CheckpointOutcome.KEPT)
    for one in (promise, answered):
        write(writer, row_of(replace(case_of(), checkpoints=(one,))))
    ((body,),) = asked(writer, "select body from internal.checkpoint")
    assert decode_checkpoint(body) == answered
    shown = asked(writer, "select * from published.checkpoint")
    assert shown == [("CP-1", INCIDENT_ID, "noc", ODD, AT, AT + HOUR, AT + HOUR, "kept")]


def test_what_was_released_replaces_what_was_shown_per_audience(writer: Connection) -> None:
    first = replace(row_of(case_of()), released={"a": Released(ODD, "A1"), "b": Released("b", "B1")})
    later = replace(row_of(ended(case_of(version=2), AT + HOUR)), released={"a": Released("a", ODD)})
    write(writer, first)
    write(writer, later)
    assert asked(writer, "select audience, is_open, version, at, card, body from published.incident order by 1") == [
        ("a", False, 2, AT + HOUR, "a", ODD),
        ("b", True, 1, AT, "b", "B1"),
    ]


def downtime(connection: Connection) -> list[tuple[Any, ...]]:
    return asked(connection, "select product_instance_id, incident_id, end_at from internal.downtime order by 1, 2")


def counting(case_id: str, spells: Sequence[Downtime]) -> CaseRow:
    return replace(row_of(replace(case_of(IncidentId(case_id)), downtime=tuple(spells))), counts_downtime=True)


def test_harm_is_counted_anew_with_each_judgement_and_can_be_taken_back(writer: Connection) -> None:
    other = counting("INC-2", [Downtime("PI-1", AT)])
    write(writer, counting("INC-1", [Downtime("PI-1", AT), Downtime("PI-2", AT, AT + HOUR)]), other)
    assert downtime(writer) == [("PI-1", "INC-1", None), ("PI-1", "INC-2", None), ("PI-2", "INC-1", AT + HOUR)]
    write(writer, counting("INC-1", [Downtime("PI-2", AT)]))
    assert downtime(writer) == [("PI-1", "INC-2", None), ("PI-2", "INC-1", None)]
    write(writer, counting("INC-1", []))
    assert downtime(writer) == [("PI-1", "INC-2", None)]


def test_a_change_that_counts_no_harm_leaves_it_alone(writer: Connection) -> None:
    write(writer, counting("INC-1", [Downtime("PI-1", AT)]))
    write(writer, row_of(case_of(IncidentId("INC-1"))))
    assert downtime(writer) == [("PI-1", "INC-1", None)]


def test_of_two_estimates_at_one_instant_the_last_stays(writer: Connection) -> None:
    first, second = Estimate(AT, 1, 2, 3), Estimate(AT, 4, 5, 6)
    write(writer, replace(row_of(case_of()), estimates=(first, second, Estimate(AT + HOUR, 0, 0, 0))))
    write(writer, replace(row_of(case_of()), estimates=(Estimate(AT + HOUR, 7, 8, 9),)))
    assert asked(writer, "select at, low, best, high from published.estimate order by at") == [
        (AT, 4, 5, 6),
        (AT + HOUR, 7, 8, 9),
    ]


def test_many_cases_at_once(writer: Connection) -> None:
    lifecycles = list(Lifecycle)
    rows = [row_of(ended(case_of(IncidentId(f"INC-{n}")), AT, lifecycles[n % len(lifecycles)])) for n in range(200)]
    write(writer, *rows)
    assert asked(writer, "select count(*), count(distinct lifecycle) from internal.incident") == [(200, 6)]


def test_nothing_waiting_writes_nothing(writer: Connection) -> None:
    write_evidence(driver(writer).cursor(), Waiting())
    write(writer)
    assert asked(writer, "select count(*) from internal.incident") == [(0,)]


def test_counts_add_up_and_the_last_time_heard_never_goes_back(writer: Connection) -> None:
    write_counts(writer, [SourceCount("desk", "Desk", "ticket", 60, AT, 1, 2, 3)])
    write_counts(writer, [SourceCount("desk", "Service desk", "ticket", 90, AT - HOUR, 10, 20, 30)])
    write_counts(writer, [SourceCount("desk", "Service desk", "ticket", 90, None)])
    counts = "last_heard_at, taken_count, duplicate_count, parked_count"
    for table in ("internal.source_state", "published.source"):
        assert asked(writer, f"select {counts} from {table}") == [(AT, 11, 22, 33)]
    assert asked(writer, "select name, expected_every_s from published.source") == [("Service desk", 90)]
