"""Killing the process at any moment loses no acknowledged record (issue 2, "Bad input")."""

import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine, text

from flows.drive import feed_and_take, new_worker, scalars, take_all
from flows.state_digest import differences, state_of, wipe
from flows.town import DESK, HEALTH, TESTS, says, town
from intera.model.operator import Operator
from intera.store.inbox import ArrivedRecord, store_records
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.verify_trail import verify_whole_trail

KILLS = int(os.environ.get("INTERA_TEST_KILLS", "25"))
WORKER = Path(__file__).with_name("killed_worker.py")
# Enough that the feeder never runs dry, however slow the machine.
PER_KILL_MAX = 400
PATIENCE_S = 30.0


def story(count: int) -> list[ArrivedRecord]:
    """So many records about two services and two places, half a minute apart."""
    records: list[ArrivedRecord] = []
    for number in range(count):
        source = (TESTS, HEALTH, TESTS, DESK)[number % 4]
        region = ("coast", "lakes")[number // 4 % 2]
        external_id = f"T{number // 40}" if source == DESK else region
        state = "open" if source == DESK else ("degraded", "degraded", "ok")[number // 30 % 3]
        service = "vpn" if number % 5 == 0 else "mobile"
        about = {"external_id": external_id, "state": state, "region_refs": [region], "service_ref": service}
        records.append(says(source, f"k{number}", number / 2, revision=number, **about))
    return records


class Nursery:
    """Starts workers one after the other and kills them."""

    def __init__(self, installation: Installation) -> None:
        """Loads the product once, in a process that opens nothing."""
        self._process = subprocess.Popen([sys.executable, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        pickle.dump(installation, self._in)

    def kill_one(self, when: Callable[[], None]) -> None:
        """Starts a worker and kills it when `when` returns."""
        self._in.write(b"\n")
        self._in.flush()
        number = int(self._out.readline())
        when()
        os.kill(number, signal.SIGKILL)
        assert int(self._out.readline()) == signal.SIGKILL

    def close(self) -> None:
        """Ends the process that started them."""
        self._in.close()
        self._out.close()
        assert self._process.wait(20) == 0


def kill_while_feeding(installation: Installation, records: Sequence[ArrivedRecord]) -> tuple[int, int]:
    """Feeds in small commits while workers are killed one after the other; how many records, how many kills."""
    chance = random.Random(17)
    acknowledged, killed = 0, 0
    is_over = threading.Event()
    writer = installation.writer_engine()

    def feed() -> None:
        nonlocal acknowledged
        reader = installation.reader_engine()
        while acknowledged < len(records) and not is_over.wait(0.04):
            chunk = records[acknowledged : acknowledged + chance.randrange(1, 7)]
            with reader.begin() as connection:
                store_records(connection, chunk)
            acknowledged += len(chunk)
        reader.dispose()

    def while_starting() -> None:
        time.sleep(chance.random() * 0.3)

    def at_work() -> None:
        """A moment after it has judged something, so while it judges, commits or pushes what follows."""
        before = _trail_size(writer)
        deadline = time.monotonic() + PATIENCE_S
        while _trail_size(writer) == before:
            assert time.monotonic() < deadline, "the worker judges nothing"
            time.sleep(0.01)
        time.sleep(chance.random() * 0.1)

    feeder = threading.Thread(target=feed)
    feeder.start()
    nursery = Nursery(installation)
    try:
        while killed < KILLS:
            nursery.kill_one(at_work if killed % 3 else while_starting)
            killed += 1
    finally:
        is_over.set()
        nursery.close()
        feeder.join()
        writer.dispose()
    return acknowledged, killed


def _trail_size(writer: Engine) -> object:
    return scalars(writer, "select size from internal.trail_head")[0]


def test_every_acknowledged_record_is_taken_exactly_once(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    records = story(KILLS * PER_KILL_MAX)
    acknowledged, killed = kill_while_feeding(installation, records)
    assert killed == KILLS
    assert acknowledged > KILLS
    # Killed workers did real work, and left some.
    taken_by_killed = scalars(worker.engine, "select count(*) from internal.seen_record")[0]
    assert isinstance(taken_by_killed, int)
    assert taken_by_killed > 0

    worker.door.catch_up()
    take_all(worker)

    assert scalars(worker.engine, "select count(*) from internal.seen_record") == [acknowledged]
    assert scalars(worker.engine, "select count(distinct record_id) from internal.fact") == [acknowledged]
    assert scalars(worker.engine, "select sum(taken_count)::int from internal.source_state") == [acknowledged]
    assert scalars(worker.engine, "select sum(duplicate_count + parked_count)::int from internal.source_state") == [0]
    report = verify_whole_trail(worker.engine, installation)
    assert report.is_intact, report
    with worker.engine.connect() as connection:
        size = connection.execute(text("select size from internal.trail_head")).scalar_one()
    assert installation.witness.size == size == report.entry_count
    found = state_of(worker.engine)
    wipe(installation)
    load(installation, town())
    undisturbed = new_worker(installation, worker.engine)
    feed_and_take(installation, undisturbed, records[:acknowledged])
    expected = state_of(worker.engine)
    assert found.digest == expected.digest, differences(expected, found)[:4]
