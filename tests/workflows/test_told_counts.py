"""What became of an incident's publications, as pages may know it."""

from pathlib import Path

from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.publication import Channel, PublicationKind
from intera.workflows.deliver_publications import Sender, deliver_all
from intera.workflows.open_installation import Installation
from intera.workflows.told_counts import told_counts
from workflows.delivering import listed, publication_of, put_recipients, release


def test_counts_and_what_no_longer_stands(installation: Installation, tmp_path: Path) -> None:
    writer, reader = installation.writer_engine(), installation.reader_engine()
    put_recipients(writer, listed(Channel.MAIL, ["a@x.example", "b@x.example"]))
    first = publication_of()
    release(writer, first)
    deliver_all(Sender(writer, open_couriers(CourierSetup(mail_folder=tmp_path))))
    with reader.connect() as connection:
        (one,), ended = told_counts(connection, "INC-0000001")
        assert (one.state, one.delivery_count, ended) == ("sent", 2, [])
        assert told_counts(connection, "INC-0000002") == ([], [])
    release(writer, publication_of(2, kind=PublicationKind.CORRECTION, about_id=first.publication_id))
    with reader.connect() as connection:
        assert told_counts(connection, "INC-0000001")[1] == [first.publication_id]
    writer.dispose()
    reader.dispose()
