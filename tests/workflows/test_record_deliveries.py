"""What became of a publication is one entry of the trail, with a digest the ledger can be held against."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from flows.town import town
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.ids import PublicationId
from intera.model.operator import Operator
from intera.model.publication import Channel, Delivery, DeliveryState, PublicationKind
from intera.store.deliveries import DeliveryCount, read_ledger
from intera.workflows.deliver_publications import Sender, deliver_all
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.record_deliveries import ledger_digest, record_deliveries, summary_of
from intera.workflows.verify_trail import verify_whole_trail
from workflows.delivering import listed, publication_of, put_recipients, release


def test_a_publication_is_recorded_once_when_nothing_is_left_to_send(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    load(installation, town())
    couriers = open_couriers(CourierSetup(mail_folder=tmp_path / "mail"))
    addresses = [f"u{number}@x.example" for number in range(4)]
    put_recipients(worker.engine, listed(Channel.MAIL, addresses) + listed(Channel.SMS, ["+49301234567"]))
    release(worker.engine, publication_of())
    assert record_deliveries(worker.engine, worker.door, worker.world) == 0, "its recipients were not gone through yet"
    deliver_all(Sender(worker.engine, couriers))
    assert record_deliveries(worker.engine, worker.door, worker.world) == 1
    assert record_deliveries(worker.engine, worker.door, worker.world) == 0
    with worker.engine.connect() as connection:
        line = connection.execute(
            text("select incident_id, summary, basis from published.trail where kind = 'publication.deliver'")
        ).one()
        assert tuple(line) == ("INC-0000001", "Update told to 4 of 5: 1 skipped", "For customer, in en")
        body = connection.execute(
            text("select body from internal.trail_entry where kind = 'publication.deliver'")
        ).scalar_one()
        ledger = read_ledger(connection, "INC-0000001/p1")
    assert ledger_digest(ledger) in str(body)
    assert "x.example" not in str(body)
    assert all(len(digest) == 64 for one, digest in ledger if one.state is DeliveryState.SENT)
    assert verify_whole_trail(worker.engine, installation).is_intact


def test_a_task_nobody_asked_to_be_told_of_is_no_entry(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    release(worker.engine, replace(publication_of(), audience="desk-mobile-desk"), publication_of(2))
    deliver_all(Sender(worker.engine, {}))
    assert record_deliveries(worker.engine, worker.door, worker.world) == 2
    with worker.engine.connect() as connection:
        said = connection.execute(text("select summary from published.trail where kind = 'publication.deliver'"))
        assert list(said.scalars()) == ["Update concerned nobody on the list of recipients"]


def test_the_line_says_what_is_missing() -> None:
    def of(state: str, count: int) -> DeliveryCount:
        return DeliveryCount("mail", state, "", count)

    counts = [of("sent", 61), of("failed", 1), of("skipped", 2)]
    assert summary_of(PublicationKind.UPDATE, counts) == "Update told to 61 of 64: 1 failed, 2 skipped"
    assert summary_of(PublicationKind.CORRECTION, counts[:1]) == "Correction told to 61 of 61"
    assert summary_of(PublicationKind.WITHDRAWAL, []) == "Withdrawal concerned nobody on the list of recipients"


def test_any_change_of_the_ledger_changes_its_digest() -> None:
    one = Delivery(PublicationId("p1"), "r1", Channel.MAIL, DeliveryState.SENT, "", 1)
    seen = {
        ledger_digest([]),
        ledger_digest([(one, "a")]),
        ledger_digest([(one, "b")]),
        ledger_digest([(one, "a"), (one, "a")]),
    }
    assert len(seen) == 4
