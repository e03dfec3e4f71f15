"""Pages and clients read counts and released words, as the pages' role."""

from sqlalchemy import text

from intera.model.publication import Channel, PublicationReach
from intera.store.changes import PublicationRow
from intera.store.database import driver
from intera.store.publications import write_publications
from intera.workflows.open_installation import Installation
from intera.workflows.read_told import find_message, find_status_feed, list_messages
from workflows.delivering import publication_of


def test_words_for_outsiders_are_read_newest_first_and_in_pages(installation: Installation) -> None:
    writer, reader = installation.writer_engine(), installation.reader_engine()
    with writer.begin() as connection:
        cursor = driver(connection).cursor()
        rows = [publication_of(number) for number in (1, 2, 3)]
        write_publications(cursor, [PublicationRow(one, PublicationReach(), one.texts) for one in rows])
        cursor.close()
    total, first = list_messages(reader, limit=2, offset=0)
    assert (total, len(first)) == (12, 2)
    seen = [one["id"] for offset in range(0, 12, 2) for one in list_messages(reader, limit=2, offset=offset)[1]]
    assert len(set(seen)) == 12
    assert find_message(reader, "INC-0000001/p1", Channel.MAIL.value) is not None
    assert find_message(reader, "INC-0000001/p1", Channel.PORTAL.value) is None
    assert [entry.text for entry in find_status_feed(reader).entries] == ["Words 3.", "Words 2.", "Words 1."]
    with reader.connect() as connection:
        assert connection.execute(text("select count(*) from published.delivery_count")).scalar_one() == 0
    writer.dispose()
    reader.dispose()
