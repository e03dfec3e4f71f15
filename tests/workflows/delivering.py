"""Publications and recipients put straight into the tables, and what became of the deliveries."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from intera.model.ids import IncidentId, NarrativeId, PublicationId
from intera.model.publication import (
    Channel,
    ChannelText,
    Publication,
    PublicationKind,
    PublicationReach,
    Recipient,
)
from intera.store.changes import PublicationRow
from intera.store.database import driver
from intera.store.publications import write_publications
from intera.store.recipients import bring_recipients, put_in_force
from intera.workflows.deliver_publications import Sender, deliver_all

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
PUSHED = (Channel.MAIL, Channel.SMS, Channel.CHAT, Channel.WEBHOOK)


def publication_of(
    number: int = 1, *, kind: PublicationKind = PublicationKind.UPDATE, about_id: str = "", language: str = "en"
) -> Publication:
    """Words for customers on every channel."""
    texts = tuple(ChannelText(one, "Mobile data in Coast", f"Words {number}.") for one in (Channel.PORTAL, *PUSHED))
    return Publication(
        PublicationId(f"INC-0000001/p{number}"),
        IncidentId("INC-0000001"),
        NarrativeId("INC-0000001/n1"),
        kind,
        "customer",
        language,
        texts,
        "d" * 64,
        AT,
        about_id=about_id,
    )


def listed(channel: Channel, addresses: Sequence[str], **scope: object) -> list[Recipient]:
    """Recipients of one channel, one for each address."""
    return [
        Recipient(f"{channel}-{number:06d}", "customer", channel, address, **scope)  # type: ignore[arg-type]
        for number, address in enumerate(addresses)
    ]


def put_recipients(engine: Engine, recipients: Sequence[Recipient]) -> None:
    """Puts a list in force."""
    with engine.begin() as connection:
        put_in_force(connection, bring_recipients(connection, recipients, digest=b"d" * 32, at=AT))


def release(engine: Engine, *publications: Publication, reach: PublicationReach | None = None) -> None:
    """Keeps publications as the case they are about would."""
    with engine.begin() as connection:
        cursor = driver(connection).cursor()
        for one in publications:
            words = reach or PublicationReach(languages=(one.language,))
            write_publications(cursor, [PublicationRow(one, words, one.texts[:1])])
        cursor.close()


def deliver_to_the_end(sender: Sender, *, seconds: float = 60.0) -> None:
    """Delivers until nothing waits: a machine under load may make a sending late, and late ones are tried again."""
    deadline = time.monotonic() + seconds
    deliver_all(sender)
    while states(sender.engine).get("waiting") and time.monotonic() < deadline:
        time.sleep(0.5)
        deliver_all(sender)


def states(engine: Engine) -> Mapping[str, int]:
    """How many deliveries stand where."""
    with engine.connect() as connection:
        return Counter(connection.execute(text("select state from internal.delivery")).scalars())


def reasons(engine: Engine) -> Mapping[str, str]:
    """Why, by recipient."""
    with engine.connect() as connection:
        rows = connection.execute(text("select recipient_id, state, reason from internal.delivery"))
        return {row.recipient_id: f"{row.state} {row.reason}".strip() for row in rows}
