"""Contacts and accounts: the pages read what is published of them and write nothing."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError


@pytest.mark.parametrize("table", ["published.contact", "published.contact_count", "published.account"])
def test_the_pages_read_what_is_published(reader: Connection, table: str) -> None:
    assert reader.execute(text(f"select count(*) from {table}")).scalar_one() == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text(f"delete from {table}"))


def test_the_pages_do_not_read_what_is_inside(reader: Connection) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text("select 1 from internal.contact"))
