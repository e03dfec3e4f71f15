"""A worker's memory is what the database holds, or it is loaded again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.drive import feed_and_take, new_worker, put_in, scalars
from flows.judged import said
from flows.town import DESK, TESTS, after, says, town
from intera.model.ids import FingerprintId, IncidentId
from intera.model.operator import Operator
from intera.model.recurrence import ChangeKind
from intera.model.source import RecordKind, ReportedState
from intera.store import loading
from intera.workflows import take_in_records
from intera.workflows.experience import outcome_order
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
    [occurrence] = worker.world.earlier(first, now_at=after(1))
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
    assert list(worker.world.earlier(first, now_at=after(1))) == []
    assert len(worker.world.earlier(FingerprintId("other"), now_at=after(1))) == 1


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


def test_a_work_that_was_taken_back_is_forgotten() -> None:
    world, told = World(), said(DESK, 0, external_id="W1", state="open")
    work = replace(told, kind=RecordKind.PLANNED_WORK, onset_at=after(60), ended_at=after(120))
    for newer in (replace(work, state=ReportedState.CANCELLED), replace(work, ended_at=None)):
        world.note_work(work)
        assert [one.work_id for one in world.works] == ["desk/W1"]
        world.note_work(newer)
        assert world.works == ()


def test_a_number_of_years_ago_is_not_given_again(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **COAST)])
    old = scalars(worker.engine, "select incident_id from internal.incident")
    feed_and_take(installation, worker, [says(TESTS, "e2", 1000 * 1440, **COAST)])
    fresh = World()
    with worker.engine.connect() as connection:
        fresh.refresh(connection, size=loading.trail_size(connection), at=after(1000 * 1440))
    assert set(old) <= fresh.numbers
    assert len(fresh.numbers) == 2
    # What a long-lived worker still knows and a fresh one does not, neither uses.
    fingerprint = FingerprintId(str(scalars(worker.engine, "select fingerprint_id from internal.incident limit 1")[0]))
    for world in (fresh, worker.world):
        assert len(world.earlier(fingerprint, now_at=after(1000 * 1440))) == 1
        assert world.base_before("mobile", after(0), now_at=after(1000 * 1440)) is None


def _remembered(world: World) -> list[object]:
    return [
        world._occurrences, world._fingerprints, world._by_reference, world._downtime,  # noqa: SLF001
        world._pace._services, world._returns._by_pattern, sorted(world._outcomes, key=outcome_order),  # noqa: SLF001
        world.works, world.strengths, world.health, world.numbers,
    ]  # fmt: skip


def test_nothing_of_a_batch_that_was_taken_back_is_remembered(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **COAST), says(DESK, "e2", 1, **COAST)])
    fresh = World()
    with worker.engine.connect() as connection:
        fresh.refresh(connection, size=loading.trail_size(connection), at=after(9))
    over = {**COAST, "state": "closed", "claimed_priority": 3}
    put_in(
        installation, [says(DESK, "e3", 5, **over), says(TESTS, "e4", 9, external_id="lakes", region_refs=["lakes"])]
    )
    with worker.door.rehearse() as work:
        size = work.start_size
        batch = take_in_records.claim_records(work.connection, 9)
        take_in_records._judge_batch(work, worker.world, worker.incident_key, batch)  # noqa: SLF001
    worker.world.forget()
    with worker.engine.connect() as connection:
        worker.world.refresh(connection, size=size, at=after(9))
    assert _remembered(worker.world) == _remembered(fresh)
