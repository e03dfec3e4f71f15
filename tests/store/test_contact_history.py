"""Contacts come back as they were kept, and roles agree where they were told of the same state."""

from datetime import timedelta

from sqlalchemy import Connection, text

from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.ids import AccountId, IncidentId
from intera.store.contact_history import count_agreement, first_contact_at, load_contacts
from intera.store.contacts import keep_contact
from store.samples import AT, INCIDENT_ID

ASKED = ContactAbout.WHAT_IS_HAPPENING
CONTACT = Contact("c1", AT, ContactChannel.PHONE, AskedBy.SALES, ASKED, AccountId("ACC-1"), INCIDENT_ID)
BARE = Contact("c2", AT + timedelta(hours=1), ContactChannel.CHAT, AskedBy.CUSTOMER, ContactAbout.OTHER)


def test_contacts_come_back_whole_and_in_order(writer: Connection) -> None:
    assert first_contact_at(writer) is None
    for one in (BARE, CONTACT):
        keep_contact(writer, one)
    assert load_contacts(writer, since=AT) == (CONTACT, BARE)
    assert load_contacts(writer, since=AT + timedelta(minutes=1)) == (BARE,)
    assert first_contact_at(writer) is not None


def _show(connection: Connection, audience: str, incident_id: str, version: int, *, is_open: bool = True) -> None:
    connection.execute(
        text(
            "insert into published.incident (audience, incident_id, is_open, version, at, card, body)"
            " values (:audience, :incident, :open, :version, :at, '{}', '{}')"
        ),
        {"audience": audience, "incident": incident_id, "open": is_open, "version": version, "at": AT},
    )


def test_roles_agree_where_every_document_is_of_one_version(writer: Connection) -> None:
    other = IncidentId("INC-0000002")
    _show(writer, "care", INCIDENT_ID, 3)
    _show(writer, "sales", INCIDENT_ID, 3)
    _show(writer, "care", other, 3)
    _show(writer, "sales", other, 4)
    _show(writer, "sales", "INC-0000003", 1, is_open=False)
    found = count_agreement(writer)
    assert (found.agreeing_count, found.incident_count) == (1, 2)
