"""A missed promise climbs the ladder with each sweep, whoever sweeps, until a person answers it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from flows.drive import feed_and_take, new_worker, scalars, trail_lines
from flows.town import HEALTH, TESTS, says, town
from intera.model.decision import Plain
from intera.model.ids import IncidentId
from intera.model.operator import Operator
from intera.store import published
from intera.store.clock import Clock, set_clock
from intera.store.inbox import WaitingCommand, store_command
from intera.workflows import record_judgement
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation

Load = Callable[[Installation, Operator], None]
RAISED = ["escalation.raise"]
ABOUT = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"]}


def _open(installation: Installation, worker: Worker, load: Load) -> tuple[IncidentId, datetime]:
    """One incident with an open promise: its id, and when that is due."""
    load(installation, town())
    records = [says(TESTS, "e1", 0, failing_percent=58, **ABOUT), says(HEALTH, "e2", 0, **ABOUT)]
    feed_and_take(installation, worker, records)
    (incident_id,) = scalars(worker.engine, "select incident_id from internal.incident")
    (due,) = scalars(worker.engine, "select body::json->'checkpoints'->0->>'due_at' from internal.incident")
    return IncidentId(str(incident_id)), datetime.fromisoformat(str(due))


def _sweep(worker: Worker, at: datetime) -> list[str]:
    judge_again(worker.door, worker.world, at=at)
    return [summary.split(":")[0] for _, summary, _ in trail_lines(worker.engine, RAISED)]


def _give(
    installation: Installation, worker: Worker, incident_id: str, kind: str, at: datetime, **fields: Plain
) -> str:
    with worker.engine.begin() as connection:
        set_clock(connection, Clock(at, datetime.now(UTC), Decimal(0), "Test"))
    command = WaitingCommand(uuid4(), kind, incident_id, fields, "R. Novak", "business-desk", "service_assurance")
    reader = installation.reader_engine()
    with reader.begin() as connection:
        store_command(connection, command)
    carry_out_commands(worker.door, worker.world)
    with reader.connect() as connection:
        outcome = published.read_outcome(connection, command.command_id)
    reader.dispose()
    assert outcome is not None
    return outcome.code or "done"


def test_the_ladder_is_climbed_by_any_worker_and_each_rung_once(
    installation: Installation, worker: Worker, load: Load
) -> None:
    _, due_at = _open(installation, worker, load)
    assert _sweep(worker, due_at) == []
    first = _sweep(worker, due_at + timedelta(seconds=15))
    assert first == ["Escalated to Owner team lead"]
    assert _sweep(worker, due_at + timedelta(seconds=30)) == first
    other = new_worker(installation, worker.engine)
    other.door.catch_up()
    assert _sweep(other, due_at + timedelta(minutes=14)) == first
    assert _sweep(other, due_at + timedelta(minutes=15)) == [*first, "Escalated to Duty manager"]
    assert _sweep(other, due_at + timedelta(minutes=60))[2:] == ["Escalated to Head of Service Assurance"]
    assert len(_sweep(other, due_at + timedelta(hours=9))) == 3
    # The desk that has to answer is told outside the cockpit too, once a note, and nobody outside sees it.
    assert scalars(worker.engine, "select count(*) from internal.publication where audience = 'desk-mobile-desk'") == [
        3
    ]
    assert scalars(worker.engine, "select count(*) from published.publication") == [0]


def test_taken_on_it_climbs_no_further_and_the_promise_still_waits(
    installation: Installation, worker: Worker, load: Load
) -> None:
    incident_id, due_at = _open(installation, worker, load)
    _sweep(worker, due_at + timedelta(minutes=1))
    later = due_at + timedelta(minutes=5)
    given = {"number": "1", "answer": "Will call the crew"}
    assert _give(installation, worker, incident_id, "take_on_escalation", later, **given) == "done"
    assert _give(installation, worker, incident_id, "take_on_escalation", later, **given) == "already_answered"
    assert len(_sweep(worker, due_at + timedelta(hours=2))) == 1
    reader = installation.reader_engine()
    with reader.connect() as connection:
        document = published.read_document(connection, "service_assurance", incident_id)
    reader.dispose()
    assert document is not None
    (note,) = document["escalations"]  # type: ignore[misc]
    assert (note["answered_by"], note["answer"]) == ("Business Desk", "Will call the crew")  # type: ignore[index]
    (promise,) = document["checkpoints"]  # type: ignore[misc]
    assert promise["outcome"] is None  # type: ignore[index]


def test_answering_the_promise_ends_its_escalation(installation: Installation, worker: Worker, load: Load) -> None:
    incident_id, due_at = _open(installation, worker, load)
    _sweep(worker, due_at + timedelta(minutes=1))
    given = {"checkpoint_id": f"{incident_id}/cp-1", "answer": "It is customer-visible", "has_news": True}
    assert _give(installation, worker, incident_id, "keep_checkpoint", due_at + timedelta(minutes=5), **given) == "done"
    assert len(_sweep(worker, due_at + timedelta(minutes=20))) == 1


def test_a_judgement_that_breaks_hides_no_missed_promise(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, due_at = _open(installation, worker, load)

    def judge(*_given: object, **_at: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(record_judgement, "judge", judge)
    assert _sweep(worker, due_at + timedelta(minutes=1)) == ["Escalated to Owner team lead"]
