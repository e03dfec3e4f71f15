"""Reads are noted without a person, added up once, and the pages' login can do no more than note."""

from datetime import date

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from intera.store.page_reads import PageReads, add_up_reads, load_reads, note_read

DAY = date(2026, 11, 18)


def test_reads_are_added_up_once_by_role_page_and_day(owner: Connection) -> None:
    for role, page in (("noc", "/"), ("noc", "/"), ("care", "/")):
        note_read(owner, role=role, page=page, on_day=DAY)
    assert (add_up_reads(owner), add_up_reads(owner)) == (3, 0)
    note_read(owner, role="noc", page="/", on_day=DAY)
    add_up_reads(owner)
    assert load_reads(owner, since=DAY) == (PageReads("noc", "/", 3), PageReads("care", "/", 1))
    assert load_reads(owner, since=date(2026, 11, 19)) == ()


def test_the_pages_login_notes_and_reads_nothing_of_it(reader: Connection) -> None:
    note_read(reader, role="noc", page="/", on_day=DAY)
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text("select * from inbox.page_read"))


def test_the_worker_may_add_up(writer: Connection) -> None:
    assert add_up_reads(writer) == 0


def test_no_column_could_hold_a_person_or_a_time_of_day(owner: Connection) -> None:
    rows = owner.execute(
        text("select distinct column_name from information_schema.columns where table_name like 'page\\_read%'")
    )
    assert {row[0] for row in rows} == {"read_id", "role", "page", "on_day", "read_count"}
