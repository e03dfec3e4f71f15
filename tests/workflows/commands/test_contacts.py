"""A contact names its channel, side and question, and holds nothing of a person's words."""

import pytest

from flows.commanding import code_of, given
from intera.model.contact import AskedBy, ContactAbout, ContactChannel
from intera.model.decision import DecisionKind
from intera.model.ids import IncidentId
from intera.workflows.commands.contacts import ABOUT_WORDS, CHANNEL_WORDS, record_contact

FIELDS = {"channel": "phone", "asked_by": "customer", "about": "when", "account_id": "acc-harbour"}


def test_a_contact_and_its_decision_say_the_same() -> None:
    contact, decision = record_contact(given(**FIELDS), "c1", IncidentId("INC-1"))
    assert (contact.channel, contact.asked_by, contact.about) == (
        ContactChannel.PHONE,
        AskedBy.CUSTOMER,
        ContactAbout.WHEN,
    )
    assert decision.kind is DecisionKind.CONTACT_RECORD
    assert decision.subject == "INC-1"
    assert decision.summary == "Contact by phone recorded: a customer asked about when it will work"
    assert decision.detail["account"] == "acc-harbour"


def test_without_an_incident_the_contact_is_its_own_subject() -> None:
    contact, decision = record_contact(given(**FIELDS | {"account_id": ""}), "c2", None)
    assert (contact.account_id, contact.incident_id, decision.subject) == (None, None, "contact/c2")


@pytest.mark.parametrize(("name", "typed"), [("channel", "pigeon"), ("asked_by", "me"), ("about", "")])
def test_a_choice_of_none_is_refused_with_those_there_are(name: str, typed: str) -> None:
    assert code_of(lambda: record_contact(given(**FIELDS | {name: typed}), "c3", None)) == "bad_choice"


def test_every_choice_has_its_word() -> None:
    assert set(CHANNEL_WORDS) == set(ContactChannel)
    assert set(ABOUT_WORDS) == set(ContactAbout)
