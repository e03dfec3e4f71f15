"""Notes that a page was read by a role: which kind of page, on which day of the domain clock, never by whom."""

from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Engine

from intera.store.clock import read_clock
from intera.store.database import UNREACHABLE
from intera.store.page_reads import note_read


def note_page_read(engine: Engine, *, role: str, page: str) -> None:
    """Notes one read; a database out of reach costs the count, never the page.

    Args:
        engine: of the pages' role.
        role: slug of the reader's role package.
        page: the page's address without what it is about, such as "/incidents/{incident_id}".
    """
    with suppress(*UNREACHABLE), engine.begin() as connection:
        note_read(connection, role=role, page=page, on_day=read_clock(connection).now(datetime.now(UTC)).date())
