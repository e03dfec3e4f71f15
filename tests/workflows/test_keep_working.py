"""One worker leads, another follows it at once; what changed is told once."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import text

from flows.drive import new_worker, put_in, scalars
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.store.database import DatabaseRole
from intera.workflows import keep_working as module
from intera.workflows.keep_working import SWEEP, Worker, keep_working, try_to_lead
from intera.workflows.open_installation import Installation

Load = Callable[[Installation, Operator], None]
PATIENCE_S = 20.0


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


@contextmanager
def working(worker: Worker) -> Generator[threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(target=keep_working, args=(worker, stop))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


def failing(number: int) -> list[object]:
    return [says(TESTS, f"e{number}", number, external_id="coast", state="degraded", region_refs=["coast"])]


def taken(worker: Worker) -> int:
    [count] = scalars(worker.engine, "select count(*) from internal.seen_record")
    assert isinstance(count, int)
    return count


def end_leader(installation: Installation) -> None:
    """Cuts the connection that holds the lead, as a crashed process or a failing network would."""
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    query = (
        "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database"
        " where l.locktype = 'advisory' and l.granted and d.datname = current_database()"
        " and l.objid = (hashtext('intera.worker')::bigint & 4294967295)::oid"
    )
    with owner.begin() as connection:
        assert connection.execute(text(query)).scalars().all() == [True]
    owner.dispose()


@pytest.fixture
def other(installation: Installation) -> Iterator[Worker]:
    writer = installation.writer_engine()
    yield new_worker(installation, writer)
    writer.dispose()


def test_a_second_worker_stands_by_and_takes_over(
    installation: Installation, worker: Worker, other: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.05)
    monkeypatch.setattr(module, "RETRY_S", 0.3)
    load(installation, town())
    with working(worker), working(other):
        put_in(installation, failing(0))  # type: ignore[arg-type]
        wait_for(lambda: taken(worker) == 1)
        for number in (1, 2):
            end_leader(installation)
            put_in(installation, failing(number))  # type: ignore[arg-type]
            wait_for(lambda number=number: taken(worker) == number + 1)
    assert scalars(worker.engine, "select count(*) from internal.incident") == [1]


def test_only_one_connection_leads_and_the_next_follows_when_it_ends(worker: Worker) -> None:
    with worker.engine.connect() as first, worker.engine.connect() as second:
        assert try_to_lead(first)
        assert not try_to_lead(second)
        first.invalidate()
        wait_for(lambda: try_to_lead(second))


def test_a_record_that_waits_for_its_operator_is_taken_once_there_is_one(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.05)
    put_in(installation, failing(0))  # type: ignore[arg-type]
    with working(worker):
        time.sleep(0.2)
        assert taken(worker) == 0
        load(installation, town())
        wait_for(lambda: taken(worker) == 1)


def test_a_worker_goes_on_after_an_error_it_did_not_expect(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.05)
    monkeypatch.setattr(module, "WAIT_S", 0.05)
    load(installation, town())
    put_in(installation, failing(0))  # type: ignore[arg-type]
    errors: list[Exception] = [ZeroDivisionError(), OSError("no space left"), psycopg.OperationalError("gone")]
    real = module.take_in_records

    def troubled(*given: object, **limit: object) -> object:
        if errors:
            raise errors.pop()
        return real(*given, **limit)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "take_in_records", troubled)
    with working(worker):
        wait_for(lambda: taken(worker) == 1)
    assert not errors


def test_a_sweep_is_done_when_asked_for(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.5)
    load(installation, town())
    swept = threading.Event()
    monkeypatch.setattr(module, "judge_again", lambda *_: swept.set())
    with working(worker):
        deadline = time.monotonic() + PATIENCE_S
        while not swept.wait(0.1):
            assert time.monotonic() < deadline
            with worker.engine.begin() as connection:
                connection.execute(text(f"select pg_notify('intera_inbox', '{SWEEP}')"))


def test_what_changed_is_told_once_without_its_content(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    reader = installation.logins.reader.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(reader, autocommit=True) as listener:
        listener.execute("listen intera_live")
        put_in(installation, failing(0))  # type: ignore[arg-type]
        assert worker.drain() == 1
        [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
        told = [notice.payload for notice in listener.notifies(timeout=1)]
        assert sorted(told) == sorted([f"incident {incident_id} 1", "source tests 0"])
        worker.relay()
        assert list(listener.notifies(timeout=0.2)) == []
        assert scalars(worker.engine, "select count(*) from internal.outbox") == [0]
        assert worker.drain() == 0
