"""Keeps working: takes in records, carries out commands, delivers the outbox, judges again, until told to stop.

Any number of workers may run; the write door lets one at a time decide. Waiting is by NOTIFY, so
an idle worker costs nothing and a record is judged within milliseconds of its commit.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from intera.store.database import driver
from intera.store.unit_of_work import WriteDoor
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.take_in_records import take_in_records
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()
BATCH = 2000
WAIT_S = 1.0
RETRY_S = 2.0
_RELAY = """
with mine as (select outbox_id, topic, key, version from internal.outbox where delivered_at is null
    order by outbox_id limit 500 for update skip locked),
said as (select pg_notify('intera_live', topic || ' ' || key || ' ' || version) from mine)
delete from internal.outbox o using mine where o.outbox_id = mine.outbox_id and (select count(*) from said) >= 0
"""


@dataclass(slots=True)
class Worker:
    """One worker: its engine, the write door and its memory."""

    engine: Engine
    door: WriteDoor
    incident_key: bytes
    world: World

    def drain(self) -> int:
        """Handles everything that waits once; how many records and commands that was."""
        handled = carry_out_commands(self.door, self.world)
        report = take_in_records(self.door, self.world, self.incident_key, limit=BATCH)
        if handled or report.handled:
            self.relay()
        return handled + report.handled

    def relay(self) -> None:
        """Tells listeners what changed; a row leaves the outbox in the transaction that tells."""
        with self.engine.begin() as connection:
            while connection.execute(text(_RELAY)).rowcount:
                pass


def keep_working(worker: Worker, stop: threading.Event, *, is_idle: Callable[[], None] | None = None) -> None:
    """Works until told to stop.

    Args:
        worker: the worker.
        stop: set to end it after the batch in hand.
        is_idle: called each time nothing waits.
    """
    worker.door.catch_up()
    while not stop.is_set():
        try:
            _work_while_connected(worker, stop, is_idle)
        except (OperationalError, psycopg.OperationalError) as error:
            # The database went away; nothing is lost, what was not committed still waits in the inbox.
            LOG.warning("database_lost", error=str(error).split("\n", maxsplit=1)[0])
            stop.wait(RETRY_S)


def _work_while_connected(worker: Worker, stop: threading.Event, is_idle: Callable[[], None] | None) -> None:
    with worker.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("listen intera_inbox"))
        listening = driver(connection)
        worker.relay()
        while not stop.is_set():
            try:
                busy = worker.drain()
            except NoReferenceError:
                busy = 0
            if busy:
                continue
            if is_idle:
                is_idle()
            # Notifications sent while we worked are already waiting and end this at once.
            for _ in listening.notifies(timeout=WAIT_S, stop_after=1):
                pass
