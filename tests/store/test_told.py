"""Pages know counts and words for outsiders, and nothing of who is told."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from intera.model.publication import Channel, PublicationReach
from intera.store import deliveries, told
from intera.store.changes import PublicationRow
from intera.store.database import driver
from intera.store.deliveries import DeliveryRow
from intera.store.publications import write_publications
from workflows.delivering import AT, publication_of

ONE = publication_of()


def kept(writer: Connection) -> None:
    """A publication with two deliveries, counted."""
    cursor = driver(writer).cursor()
    write_publications(cursor, [PublicationRow(ONE, PublicationReach(), ONE.texts[:2])])
    cursor.close()
    rows = [
        DeliveryRow("a", Channel.MAIL, "a@b.example", "mail", "x"),
        DeliveryRow("b", Channel.MAIL, "b@b.example", "", "", "unsubscribed"),
    ]
    deliveries.add_deliveries(writer, ONE.publication_id, rows, due_at=AT, at=AT)
    told.publish_counts(writer, ONE, at=AT)
    told.publish_counts(writer, ONE, at=AT)


def test_counts_are_made_anew_each_time(writer: Connection) -> None:
    kept(writer)
    found = told.read_told(writer, "INC-0000001")
    assert [(one.state, one.reason, one.delivery_count) for one in found] == [
        ("skipped", "unsubscribed", 1),
        ("waiting", "", 1),
    ]
    assert told.count_told(writer, [ONE.publication_id]) == found
    assert told.read_told(writer, "INC-\x00") == []


def test_notices_are_read_by_audience_and_channel(writer: Connection) -> None:
    kept(writer)
    assert told.count_notices(writer, audiences=["customer"], channels=["portal", "mail"]) == 2
    found = told.read_notices(writer, audiences=["customer"], channels=["portal"], limit=5)
    assert [(one.publication_id, one.body) for one in found] == [(ONE.publication_id, "Words 1.")]
    assert told.find_notice(writer, ONE.publication_id, "portal") == found[0]
    assert told.find_notice(writer, ONE.publication_id, "sms") is None
    assert told.ended_publications(writer, "INC-0000001") == []


@pytest.mark.parametrize("table", ["recipient", "recipient_list", "delivery", "publication", "unsubscribed"])
def test_who_is_told_is_not_for_pages(reader: Connection, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        reader.execute(text(f"select * from internal.{table}"))
