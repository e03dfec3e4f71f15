"""What was released and to whom: the worker changes only what became of it, the pages read only what is published."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError


@pytest.mark.parametrize("table", ["published.publication", "published.delivery_count"])
def test_the_pages_read_what_is_published_and_change_nothing(reader: Connection, table: str) -> None:
    assert reader.execute(text(f"select count(*) from {table}")).scalar_one() == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text(f"delete from {table}"))


@pytest.mark.parametrize(
    "statement",
    [
        "update internal.publication set body = ''",
        "update internal.delivery set address = ''",
        "update internal.delivery set recipient_id = ''",
        "delete from internal.publication",
        "delete from internal.delivery",
        "update internal.recipient set address = ''",
        "delete from internal.unsubscribed",
    ],
)
def test_the_worker_does_not_change_what_was_released_or_to_whom(writer: Connection, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        writer.execute(text(statement))
