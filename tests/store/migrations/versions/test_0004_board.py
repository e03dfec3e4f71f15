"""Boards: the pages read them and write nothing."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError


def test_the_pages_read_boards_and_change_none(reader: Connection) -> None:
    assert reader.execute(text("select count(*) from published.board")).scalar_one() == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text("insert into published.board values ('a', 'n', now(), '{}')"))
