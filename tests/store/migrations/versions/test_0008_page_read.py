"""Reads: the pages add to them and read none; what is noted names no person."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError


@pytest.mark.parametrize("table", ["inbox.page_read", "internal.page_read_count"])
def test_the_pages_read_no_reads(reader: Connection, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text(f"select count(*) from {table}"))


def test_the_worker_changes_no_read_it_did_not_add_up(writer: Connection) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        writer.execute(text("update inbox.page_read set role = 'x'"))
