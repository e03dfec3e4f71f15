"""What waits: queued from the moment it is stored, taken in order, one instant never parted."""

import hashlib
from collections.abc import Generator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, text

from intera.model.decision import Plain
from intera.model.source import RejectReason
from intera.store.database import driver
from intera.store.inbox import (
    ArrivedRecord,
    WaitingCommand,
    claim_commands,
    claim_records,
    store_command,
    store_records,
    waiting_count,
)
from intera.workflows.open_installation import Installation
from store.samples import AT, ODD

NO_WAITING = text("set lock_timeout = '2s'")


@pytest.fixture
def pages(installation: Installation) -> Generator[Engine]:
    opened = installation.reader_engine()
    yield opened
    opened.dispose()


@pytest.fixture
def worker_side(installation: Installation) -> Generator[Engine]:
    opened = installation.writer_engine()
    yield opened
    opened.dispose()


def hand_in(pages: Engine, *seconds: int) -> None:
    """Stores one record per figure, received that many seconds after AT."""
    with pages.begin() as connection:
        at = [AT + timedelta(seconds=second) for second in seconds]
        store_records(connection, [ArrivedRecord("desk", f"{n}".encode(), one) for n, one in enumerate(at)])


def bodies(connection: Connection, limit: int, *, is_exact: bool = False) -> list[int]:
    return [int(record.body) for record in claim_records(connection, limit, is_exact=is_exact)]


def test_a_record_comes_out_as_it_went_in(pages: Engine, worker_side: Engine) -> None:
    body = bytes(range(256)) + ODD.encode() + b"\\."
    with pages.begin() as connection:
        refused = ArrivedRecord("desk", b"", AT, door_reason=RejectReason.OVERSIZED, door_detail=ODD)
        store_records(connection, [ArrivedRecord(ODD, body, AT, ODD, "text/csv"), refused])
    with worker_side.begin() as connection:
        first, second = claim_records(connection, 10)
        kind = connection.execute(text("select content_type from inbox.record where body <> ''")).scalar_one()
    assert (first.source_id, first.event_key, first.body, first.received_at) == (ODD, ODD, body, AT)
    assert first.digest == hashlib.sha256(body).digest()
    assert (first.door_reason, first.door_detail, kind) == (None, "", "text/csv")
    assert (second.door_reason, second.door_detail, second.event_key) == (RejectReason.OVERSIZED, ODD, "")


def test_storing_queues_and_tells_by_itself(pages: Engine, worker_side: Engine) -> None:
    with worker_side.connect().execution_options(isolation_level="AUTOCOMMIT") as listening:
        listening.execute(text("listen intera_inbox"))
        assert waiting_count(listening) == 0
        with pages.begin() as connection:
            store_records(connection, [])
            store_records(connection, [ArrivedRecord("desk", b"0", AT), ArrivedRecord("desk", b"1", AT)])
            assert waiting_count(listening) == 0
        assert waiting_count(listening) == 2
        assert [notice.channel for notice in driver(listening).notifies(timeout=5, stop_after=1)] == ["intera_inbox"]


def test_what_was_not_committed_was_never_there(pages: Engine, worker_side: Engine) -> None:
    with pages.connect() as connection:
        store_records(connection, [ArrivedRecord("desk", b"0", AT)])
        connection.rollback()
    with worker_side.connect() as connection:
        assert waiting_count(connection) == 0
        assert connection.execute(text("select count(*) from inbox.record")).scalar_one() == 0


CLAIMS: list[tuple[tuple[int, ...], int, list[int]]] = [
    ((), 3, []),
    ((1, 2), 3, [0, 1]),
    # Full: the last instant waits for the next batch, whether or not more of it follows.
    ((1, 2, 3), 3, [0, 1]),
    ((1, 2, 2, 2), 3, [0]),
    ((1, 1, 2, 3), 3, [0, 1]),
    # Not full: everything there is, so nothing of an instant is left.
    ((1, 2, 2), 4, [0, 1, 2]),
    # One instant alone fills the batch and goes on: it comes whole.
    ((1, 1, 1, 1, 1, 1, 1, 2), 3, [0, 1, 2, 3, 4, 5, 6]),
    ((1, 1, 1), 3, [0, 1, 2]),
    ((1, 2), 1, [0]),
    ((1, 1, 2), 1, [0, 1]),
]


def test_records_of_one_instant_are_never_parted(pages: Engine, worker_side: Engine) -> None:
    for seconds, limit, expected in CLAIMS:
        hand_in(pages, *seconds)
        with worker_side.begin() as connection:
            assert bodies(connection, limit) == expected, (seconds, limit)
            connection.execute(text("delete from inbox.pending"))


def test_an_exact_claim_parts_an_instant(pages: Engine, worker_side: Engine) -> None:
    hand_in(pages, 1, 1, 1, 2)
    with worker_side.begin() as connection:
        assert bodies(connection, 2, is_exact=True) == [0, 1]
        assert bodies(connection, 3, is_exact=True) == [0, 1, 2]


def test_what_another_worker_holds_is_passed_over_and_comes_back(pages: Engine, worker_side: Engine) -> None:
    hand_in(pages, 1, 2, 3, 4, 5)
    with worker_side.begin() as first:
        assert bodies(first, 2, is_exact=True) == [0, 1]
        with worker_side.begin() as second:
            second.execute(NO_WAITING)
            assert bodies(second, 9) == [2, 3, 4]
    with worker_side.begin() as third:
        assert bodies(third, 9) == [0, 1, 2, 3, 4]


def command(seq: int) -> WaitingCommand:
    body: dict[str, Plain] = {"text": ODD, "list": [1, None, True, {"deep": "\u2028"}], "number": 2**53}
    return WaitingCommand(UUID(int=seq), "owner.take", "INC-0000001", body, ODD, "noc", "service-assurance")


def test_commands_come_out_in_order_as_they_went_in_and_once(pages: Engine, worker_side: Engine) -> None:
    given = [command(seq) for seq in (3, 1, 2)]
    for one in given:
        with pages.begin() as connection:
            store_command(connection, one)
    with worker_side.begin() as connection:
        assert claim_commands(connection, 2) == given[:2]
    with worker_side.begin() as connection:
        assert claim_commands(connection, 9) == given[2:]
    with worker_side.begin() as connection:
        assert claim_commands(connection, 9) == []
        assert connection.execute(text("select count(*) from inbox.command")).scalar_one() == 3


def test_a_command_stays_when_the_worker_fails_and_is_held_meanwhile(pages: Engine, worker_side: Engine) -> None:
    with pages.begin() as connection:
        store_command(connection, command(1))
    with worker_side.connect() as first, worker_side.connect() as second:
        assert claim_commands(first, 9) == [command(1)]
        second.execute(NO_WAITING)
        assert claim_commands(second, 9) == []
        first.rollback()
        assert claim_commands(second, 9) == [command(1)]


def test_a_command_tells_the_worker(pages: Engine, worker_side: Engine) -> None:
    with worker_side.connect().execution_options(isolation_level="AUTOCOMMIT") as listening:
        listening.execute(text("listen intera_inbox"))
        with pages.begin() as connection:
            store_command(connection, WaitingCommand(uuid4(), "x", "", {}, "", "", ""))
        assert len(list(driver(listening).notifies(timeout=5, stop_after=1))) == 1
