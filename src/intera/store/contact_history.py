"""Which contacts were recorded since an instant, and do all roles read the same state of each incident?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.ids import AccountId, IncidentId


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of how many incidents on show every role reads the same state."""

    agreeing_count: int
    incident_count: int


def load_contacts(connection: Connection, *, since: datetime) -> tuple[Contact, ...]:
    """The contacts recorded since an instant, oldest first.

    Args:
        connection: the worker's.
        since: the earliest that counts.

    Returns:
        The contacts.
    """
    rows = connection.execute(
        text(
            "select contact_id, at, account_id, incident_id, channel, asked_by, about from internal.contact"
            " where at >= :since order by at, contact_id"
        ),
        {"since": since},
    )
    return tuple(
        Contact(
            contact_id=row.contact_id,
            at=row.at,
            channel=ContactChannel(row.channel),
            asked_by=AskedBy(row.asked_by),
            about=ContactAbout(row.about),
            account_id=AccountId(row.account_id) if row.account_id else None,
            incident_id=IncidentId(row.incident_id) if row.incident_id else None,
        )
        for row in rows
    )


def first_contact_at(connection: Connection) -> datetime | None:
    """When the first contact on record was; None where none was ever recorded."""
    first: datetime | None = connection.execute(text("select min(at) from internal.contact")).scalar_one()
    return first


def count_agreement(connection: Connection) -> Agreement:
    """Of how many open incidents every role's document was made from the same state of the case.

    Args:
        connection: the worker's.

    Returns:
        Both counts; an incident that only one role reads counts too.
    """
    row = connection.execute(
        text(
            "select count(*) filter (where versions = 1) as agreeing, count(*) as total from ("
            " select count(distinct version) as versions from published.incident where is_open group by incident_id"
            ") as by_incident"
        )
    ).one()
    return Agreement(int(row.agreeing), int(row.total))
