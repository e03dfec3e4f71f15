"""What came of each thing stated: only ever added to, and never by the pages."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

ADD = text(
    "insert into internal.outcome (incident_id, kind, known_at, happened, body)"
    " values ('INC-1', 'k', now(), true, '{}')"
)


def test_the_worker_adds_and_changes_nothing(writer: Connection) -> None:
    writer.execute(ADD)
    for change in ("update internal.outcome set happened = false", "delete from internal.outcome"):
        with pytest.raises(ProgrammingError, match="permission denied"), writer.begin_nested():
            writer.execute(text(change))


def test_the_pages_do_not_read_it(reader: Connection) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text("select count(*) from internal.outcome"))
