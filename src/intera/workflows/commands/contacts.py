"""Somebody asked: a contact goes on record, with or without an incident.

A contact moves no judgement, so no case is judged anew for it; it is a decision on the trail and
rows of its own, in one transaction.
"""

from enum import StrEnum
from typing import TypeVar

from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.decision import Decision, DecisionKind, Plain
from intera.model.ids import AccountId, IncidentId
from intera.workflows.commands.given import CommandRefusedError, Given

RECORD_CONTACT = "record_contact"
CHANNEL_WORDS = {
    ContactChannel.CHAT: "chat",
    ContactChannel.EMAIL: "e-mail",
    ContactChannel.PHONE: "phone",
    ContactChannel.PORTAL: "portal",
    ContactChannel.SHOP: "shop",
}
ABOUT_WORDS = {
    ContactAbout.CREDIT: "a credit",
    ContactAbout.OTHER: "something else",
    ContactAbout.WHAT_IS_HAPPENING: "what is happening",
    ContactAbout.WHEN: "when it will work",
}
_BY_WORDS = {
    AskedBy.CARE: "Care",
    AskedBy.CUSTOMER: "a customer",
    AskedBy.PARTNER: "a partner",
    AskedBy.SALES: "Sales",
}
_Choice = TypeVar("_Choice", bound=StrEnum)


def record_contact(given: Given, contact_id: str, incident_id: IncidentId | None) -> tuple[Contact, Decision]:
    """The contact as given and the decision that records it.

    Args:
        given: `channel`, `asked_by`, `about`, and `account_id` where the account is known.
        contact_id: its name, one for each contact.
        incident_id: which incident it was about; None for none we know of.

    Returns:
        Both. The decision names no person who asked and carries no words of theirs.

    Raises:
        CommandRefusedError: a choice is none of ours.
    """
    contact = Contact(
        contact_id=contact_id,
        at=given.at,
        channel=_choice(given, "channel", ContactChannel),
        asked_by=_choice(given, "asked_by", AskedBy),
        about=_choice(given, "about", ContactAbout),
        account_id=AccountId(given.text("account_id")) or None,
        incident_id=incident_id,
    )
    detail: dict[str, Plain] = {
        "contact": contact.contact_id,
        "channel": contact.channel.value,
        "asked_by": contact.asked_by.value,
        "about": contact.about.value,
        "account": contact.account_id or "",
    }
    summary = (
        f"Contact by {CHANNEL_WORDS[contact.channel]} recorded: {_BY_WORDS[contact.asked_by]} asked about"
        f" {ABOUT_WORDS[contact.about]}"
    )
    subject = incident_id or f"contact/{contact.contact_id}"
    decision = Decision(DecisionKind.CONTACT_RECORD, given.at, given.actor, subject, summary, detail=detail)
    return contact, decision


def _choice(given: Given, name: str, choices: type[_Choice]) -> _Choice:
    typed = given.text(name)
    try:
        return choices(typed)
    except ValueError:
        known = ", ".join(choices)
        raise CommandRefusedError("bad_choice", f"Choose the {name.replace('_', ' ')}: {known}.") from None
