"""Keeps working: takes in records, carries out commands, delivers the outbox, judges again, until told to stop.

Any number of workers may run: one leads, the others stand by and follow it at once when it ends.
Waiting is by NOTIFY, so an idle worker costs nothing and a record is judged within milliseconds of
its commit.
"""

import threading
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, Engine, text

from intera.store.database import UNREACHABLE, driver
from intera.store.unit_of_work import WriteDoor
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.judge_again import judge_again
from intera.workflows.record_deliveries import DELIVERED, record_deliveries
from intera.workflows.take_in_records import take_in_records
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()
# A person waits behind a batch, so it must end within a second.
BATCH = 2000
WAIT_S = 1.0
RETRY_S = 2.0
# What the recurring job says to the worker that leads.
SWEEP = "judge_again"
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


def keep_working(worker: Worker, stop: threading.Event) -> None:
    """Works until told to stop; while another worker leads, stands by to take over.

    Args:
        worker: the worker.
        stop: set to end it after the batch in hand.
    """
    while not stop.is_set():
        try:
            with worker.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if try_to_lead(connection):
                    worker.door.catch_up()
                    _lead(worker, connection, stop)
                else:
                    stop.wait(WAIT_S)
        except UNREACHABLE as error:
            # The database or a disk went away; nothing is lost, what was not committed still waits in the inbox.
            LOG.warning("out_of_reach", error=str(error).split("\n", maxsplit=1)[0])
            stop.wait(RETRY_S)
        except Exception:
            # A worker that gives up would leave everything waiting; it says why and tries again.
            LOG.exception("work_failed")
            stop.wait(RETRY_S)


def try_to_lead(connection: Connection) -> bool:
    """Whether this connection now leads: one worker decides, the others stand by.

    The lead ends with the connection, so a worker that dies is followed at once. One at a time,
    because a worker's memory is only good while nobody else decides.
    """
    return bool(connection.execute(text("select pg_try_advisory_lock(hashtext('intera.worker'))")).scalar_one())


def _lead(worker: Worker, connection: Connection, stop: threading.Event) -> None:
    connection.execute(text("listen intera_inbox"))
    listening = driver(connection)
    worker.relay()
    # Who led meanwhile may have taken in works, which add nothing to the trail a memory is known by.
    worker.world.forget()
    while not stop.is_set():
        try:
            busy = worker.drain()
        except NoReferenceError:
            busy = 0
        # Notifications sent while we worked are already waiting and end this at once.
        notices = list(listening.notifies(timeout=0 if busy else WAIT_S, stop_after=1))
        if any(notice.payload == SWEEP for notice in notices) and judge_again(worker.door, worker.world):
            worker.relay()
        is_told = any(notice.payload in (SWEEP, DELIVERED) for notice in notices)
        if is_told and record_deliveries(worker.engine, worker.door, worker.world):
            worker.relay()
