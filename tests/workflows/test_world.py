"""A worker's memory is what the database holds, or it is loaded again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.drive import feed_and_take, new_worker, scalars
from flows.judged import said
from flows.town import DESK, TESTS, after, says, town
from intera.model.ids import FingerprintId, IncidentId
from intera.model.operator import Operator
from intera.model.recurrence import ChangeKind
from intera.model.source import RecordKind
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.world import NoReferenceError, World, work_of

Load = Callable[[Installation, Operator], None]
COAST = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"]}


def test_nothing_can_be_judged_before_an_operator_is_loaded(worker: Worker) -> None:
    world = World()
    with pytest.raises(NoReferenceError, match="intera load"):
        _ = world.rules
    with worker.engine.connect() as connection, pytest.raises(NoReferenceError):
        world.refresh(connection, size=0, at=after(0))


def test_new_reference_data_are_used_from_the_next_batch_on(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **COAST)])
    load(installation, replace(town(), name="Renamed Telecom"))
    feed_and_take(installation, worker, [says(TESTS, "e2", 1, **COAST)])
    assert worker.world.rules.operator.name == "Renamed Telecom"
    assert worker.world.rules.version == 2


def test_what_another_worker_decided_meanwhile_is_seen(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **COAST)])
    other = new_worker(installation, worker.engine)
    feed_and_take(installation, other, [says(TESTS, "e2", 1, **COAST | {"failing_percent": 70})])
    [size] = scalars(worker.engine, "select size from internal.trail_head")
    [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
    assert isinstance(size, int)
    with worker.engine.connect() as connection:
        worker.world.refresh(connection, size=size, at=after(2))
        [loaded] = worker.world.cases(connection, [IncidentId(str(incident_id))]).values()
        assert loaded.case.incident.version == 2
        assert worker.world.cases(connection, [IncidentId("INC-NOTHERE")]) == {}


def test_an_incident_is_an_occurrence_of_its_newest_fingerprint_only(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **COAST)])
    [fingerprint_id] = scalars(worker.engine, "select fingerprint_id from internal.incident")
    first = FingerprintId(str(fingerprint_id))
    [occurrence] = worker.world.earlier(first)
    assert (occurrence.onset_at, occurrence.duration_s) == (after(0), -1)
    with worker.engine.connect() as connection:
        [loaded] = worker.world.cases(connection, [occurrence.incident_id]).values()
    worker.world.keep(
        loaded.case,
        loaded.signals,
        loaded.correlation_key,
        fingerprint_id=FingerprintId("other"),
        last_heard_at=after(1),
    )
    assert list(worker.world.earlier(first)) == []
    assert len(worker.world.earlier(FingerprintId("other"))) == 1


def test_a_work_without_its_span_is_none() -> None:
    signal = said(TESTS, 0)
    assert work_of(signal) is None
    work = work_of(replace(signal, onset_at=after(10), ended_at=after(20), title="Work"))
    assert work
    assert work.end_at - work.start_at == timedelta(minutes=10)
    assert work_of(replace(signal, onset_at=after(20), ended_at=after(10))) is None


def test_an_outside_feed_says_what_sort_of_thing_changed() -> None:
    plain = said(TESTS, 10, external_id="cut-1", region_refs=["coast"])
    cut = replace(plain, kind=RecordKind.PLANNED_WORK, onset_at=after(0), ended_at=after(60))
    work = work_of(replace(cut, facets=(("change_kind", "power"),), scope=replace(cut.scope, service_id="unspecified")))
    assert work is not None
    assert (work.kind, work.service_ids, work.region_ids) == (ChangeKind.POWER, (), ("coast",))
    odd = work_of(replace(cut, facets=(("change_kind", "moon"),)))
    assert odd is not None
    assert (odd.kind, odd.service_ids) == (ChangeKind.WORK, (cut.scope.service_id,))


def test_incidents_are_found_by_the_cause_their_sources_name(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    both = {"state": "open", "change_ref": "CHG-1"}
    feed_and_take(
        installation,
        worker,
        [says(DESK, "e1", 0, external_id="T1", **both), says(DESK, "e2", 1, external_id="T2", **both)],
    )
    ids = [
        IncidentId(str(one)) for one in scalars(worker.engine, "select incident_id from internal.incident order by 1")
    ]
    with worker.engine.connect() as connection:
        cases = worker.world.cases(connection, ids)
    first, second = (cases[one].case.incident for one in ids)
    assert [one.incident_id for one in worker.world.sharing_cause(first)] == [second.incident_id]
    assert worker.world.sharing_cause(replace(first, change_ref="")) == []
