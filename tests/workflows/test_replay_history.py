"""A history is fed in its own order, instant by instant, on its own clock."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from flows.drive import scalars
from flows.town import DESK, after, event, town
from intera.model.ids import SourceId
from intera.model.source import RejectReason
from intera.store.clock import read_clock
from intera.store.inbox import ArrivedRecord
from intera.workflows import replay_history as module
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.replay_file import UCI
from intera.workflows.replay_history import chunks, end_replay, feed, read_history, reject, wait_until_waiting

DESK_SOURCE = town().sources_by_id[SourceId(DESK)]


def lines(*minutes: float, broken_after: int | None = None) -> io.BytesIO:
    found = [event(DESK, f"e{n}", after(minute), external_id="T", state="open") for n, minute in enumerate(minutes)]
    if broken_after is not None:
        found.insert(broken_after + 1, b"[1, 2")
    return io.BytesIO(b"\n".join(found))


def test_records_come_in_order_of_their_own_time_and_unreadable_ones_where_they_stood() -> None:
    history = read_history(lines(5, 1, 3, broken_after=1), DESK_SOURCE)
    assert [record.received_at for record in history.records] == [after(1), after(1), after(3), after(5)]
    refused = [record for record in history.records if record.door_reason is not None]
    assert len(refused) == history.parked


def test_until_leaves_out_what_happened_then_or_later() -> None:
    history = read_history(lines(1, 2, 3), DESK_SOURCE, until=after(2))
    assert [record.received_at for record in history.records] == [after(1)]


def test_a_csv_history_is_read_by_its_own_connector() -> None:
    rows = b"number,incident_state,sys_updated_at,opened_at\nINC1,New,29/2/2016 01:23,29/2/2016 01:16\n"
    [record] = read_history(io.BytesIO(rows), UCI).records
    assert record.received_at == datetime(2016, 2, 29, 1, 23, tzinfo=UTC)


def test_chunks_never_part_an_instant() -> None:
    records = [ArrivedRecord(DESK, b"", after(minute)) for minute in (0, 1, 1, 1, 2, 3)]
    assert [[record.received_at for record in chunk] for chunk in chunks(records, 2)] == [
        [after(0), after(1), after(1), after(1)],
        [after(2), after(3)],
    ]


def test_a_record_the_door_refuses_keeps_its_reason_only() -> None:
    record = reject(DESK, RejectReason.OVERSIZED, "11 MB", after(0))
    assert (record.body, record.door_reason, record.door_detail) == (b"", RejectReason.OVERSIZED, "11 MB")


@pytest.fixture
def engines(installation: Installation, worker: Worker) -> Iterator[tuple[Engine, Engine]]:
    reader = installation.reader_engine()
    yield reader, worker.engine
    reader.dispose()


def test_the_clock_follows_the_history_and_stands_at_its_end(engines: tuple[Engine, Engine]) -> None:
    reader, writer = engines
    told: list[tuple[int, datetime]] = []
    records = read_history(lines(1, 2, 3), DESK_SOURCE).records
    feed(reader, writer, records, speed=None, label="Replay", progress=lambda *now: told.append(now))
    assert told == [(3, after(3))]
    end_replay(writer, after(9), "Replay")
    with writer.connect() as connection:
        clock = read_clock(connection)
    assert (clock.now(datetime.now(UTC)), clock.label) == (after(9), "Replay")
    assert scalars(writer, "select count(*) from inbox.pending") == [3]
    feed(reader, writer, [], speed=None, label="Replay", progress=lambda *_: told.append((0, after(0))))
    assert len(told) == 1


def test_at_a_speed_it_waits_for_its_time(engines: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = engines
    slept: list[float] = []
    monkeypatch.setattr(module.time, "sleep", slept.append)
    monkeypatch.setattr(module.time, "monotonic", lambda: 100.0)
    records = read_history(lines(0, 1, 3), DESK_SOURCE).records
    feed(reader, writer, records, speed=Decimal(60), label="Replay", progress=_nothing)
    assert slept == [1.0, 3.0]
    with writer.connect() as connection:
        assert read_clock(connection).rate == Decimal(60)


def _nothing(_fed: int, _at: datetime) -> None:
    """Nobody watches."""


def test_the_feeder_waits_while_too_much_waits(
    engines: tuple[Engine, Engine], worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = engines
    feed(reader, writer, read_history(lines(1, 2), DESK_SOURCE).records, speed=None, label="", progress=_nothing)
    looked: list[float] = []

    def drained(seconds: float) -> None:
        looked.append(seconds)
        with worker.engine.begin() as connection:
            connection.exec_driver_sql("delete from inbox.pending")

    monkeypatch.setattr(module.time, "sleep", drained)
    wait_until_waiting(writer, 1)
    assert len(looked) == 1
