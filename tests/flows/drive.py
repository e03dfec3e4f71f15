"""Drives the line by hand: puts records in, takes them in, says what came of it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, text

from intera.store.inbox import ArrivedRecord, store_records, waiting_count
from intera.workflows.keep_working import BATCH, Worker
from intera.workflows.open_installation import Installation
from intera.workflows.take_in_records import take_in_records
from intera.workflows.world import World


def new_worker(installation: Installation, writer: Engine) -> Worker:
    """A worker that remembers nothing yet, as after a start."""
    return Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())


def put_in(installation: Installation, records: Sequence[ArrivedRecord]) -> None:
    """Stores records the way the pages' role does, committed."""
    reader = installation.reader_engine()
    with reader.begin() as connection:
        store_records(connection, records)
    reader.dispose()


def take_batch(worker: Worker, *, limit: int = BATCH) -> int:
    """Takes in the next batch; how many records that was."""
    return take_in_records(worker.door, worker.world, worker.incident_key, limit=limit).handled


def take_all(worker: Worker, *, limit: int = BATCH) -> int:
    """Takes in everything that waits, in batches; how many records that was."""
    handled = 0
    while True:
        taken = take_batch(worker, limit=limit)
        handled += taken
        if not taken:
            with worker.engine.connect() as connection:
                assert waiting_count(connection) == 0
            return handled


def feed_and_take(installation: Installation, worker: Worker, records: Sequence[ArrivedRecord], **how: int) -> int:
    """Puts records in and takes them all in."""
    put_in(installation, records)
    return take_all(worker, **how)


def scalars(engine: Engine, query: str, **given: object) -> list[object]:
    """The first column of a query's rows."""
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(text(query), given)]


def trail_lines(engine: Engine, kinds: Iterable[str] = ()) -> list[tuple[str, str, str]]:
    """Kind, summary and actor of each decision on the published trail, oldest first."""
    wanted = list(kinds)
    with engine.connect() as connection:
        rows = connection.execute(text("select kind, summary, actor from published.trail order by entry_index"))
        return [(row.kind, row.summary, row.actor) for row in rows if not wanted or row.kind in wanted]
