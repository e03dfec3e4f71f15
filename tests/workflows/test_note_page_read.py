"""A read is noted by role and day of the domain clock; a database out of reach costs the count alone."""

import time
from decimal import Decimal

from sqlalchemy import create_engine

from flows.drive import scalars
from flows.town import after
from intera.store.clock import Clock, set_clock
from intera.workflows.keep_working import Worker
from intera.workflows.note_page_read import note_page_read
from intera.workflows.open_installation import Installation


def test_a_read_is_noted_on_the_domain_clocks_day(installation: Installation, worker: Worker) -> None:
    with worker.engine.begin() as connection:
        set_clock(connection, Clock(after(0), after(0), Decimal(0)))
    reader = installation.reader_engine()
    note_page_read(reader, role="care", page="/")
    reader.dispose()
    assert scalars(worker.engine, "select role || page || on_day from inbox.page_read") == [f"care/{after(0).date()}"]


def test_nobody_waits_for_a_database_that_is_gone() -> None:
    gone = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    started = time.monotonic()
    note_page_read(gone, role="care", page="/")
    assert time.monotonic() - started < 5
