"""What failed goes out again because a person asked, under the id it had, in a round of its own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from couriers.servers import receiving
from flows.commanding import NOVAK
from flows.town import town
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.decision import Plain
from intera.model.ids import IncidentId
from intera.model.operator import Operator
from intera.model.publication import Channel, PublicationKind
from intera.workflows.commands.given import CommandRefusedError, Given
from intera.workflows.deliver_publications import Sender, deliver_all
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.record_deliveries import record_deliveries
from intera.workflows.send_again import send_again
from workflows.delivering import listed, publication_of, put_recipients, reasons, release

ID = IncidentId("INC-0000001")
FIELDS: dict[str, Plain] = {"publication_id": "INC-0000001/p1", "which": "failed", "reason": "They mended it"}


def ask(worker: Worker, incident_id: IncidentId = ID, **changes: Plain) -> None:
    """A person asks."""
    with worker.door.open() as work:
        worker.world.refresh(work.connection, size=work.start_size, at=datetime.now(UTC))
        given = Given(FIELDS | changes, NOVAK, datetime.now(UTC), worker.world.rules.policies)
        send_again(work, worker.world, given, incident_id)
    worker.world.settle(work.end_size)


def test_what_failed_goes_out_again_and_is_recorded_again(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    with receiving() as receiver:
        couriers = open_couriers(CourierSetup(key=b"k" * 32, is_private_allowed=True))
        put_recipients(worker.engine, listed(Channel.WEBHOOK, [receiver.url("/ok"), receiver.url("/gone")]))
        release(worker.engine, publication_of())
        deliver_all(Sender(worker.engine, couriers))
        assert record_deliveries(worker.engine, worker.door, worker.world) == 1
        with pytest.raises(CommandRefusedError, match="no such publication"):
            ask(worker, IncidentId("INC-0000002"))
        with pytest.raises(CommandRefusedError, match="no such publication"):
            ask(worker, publication_id="INC-0000001/p7")
        ask(worker)
        assert sorted(reasons(worker.engine).values()) == ["sent", "waiting"]
        deliver_all(Sender(worker.engine, couriers))
        assert record_deliveries(worker.engine, worker.door, worker.world) == 1
        assert len(receiver.heard) == 1, "who was told is not told again"
        release(
            worker.engine, publication_of(2, kind=PublicationKind.WITHDRAWAL, about_id=publication_of().publication_id)
        )
        with pytest.raises(CommandRefusedError, match="corrected or withdrawn"):
            ask(worker)
    with worker.engine.connect() as connection:
        said = connection.execute(
            text("select summary from published.trail where kind = 'publication.deliver' order by entry_index")
        )
        assert list(said.scalars()) == [
            "Update told to 1 of 2: 1 failed",
            "Asked to send again to 1 recipients (failed)",
            "Update told to 1 of 2: 1 failed",
        ]
