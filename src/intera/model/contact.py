"""Who asked us about what, over which channel: a contact, without a word about the person.

Source: PRODUCT E7 (each point at which the customer is contacted carries the same words), M1.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import AccountId, IncidentId


class ContactChannel(StrEnum):
    """Over which channel somebody reached us."""

    CHAT = "chat"
    EMAIL = "email"
    PHONE = "phone"
    PORTAL = "portal"
    SHOP = "shop"


class AskedBy(StrEnum):
    """From which side the question came; never which person."""

    CARE = "care"
    CUSTOMER = "customer"
    PARTNER = "partner"
    SALES = "sales"


class ContactAbout(StrEnum):
    """What was asked."""

    CREDIT = "credit"
    OTHER = "other"
    WHAT_IS_HAPPENING = "what_is_happening"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: when, about which incident and account if known, over which channel, from which side, about what.

    It holds no free text, and nothing about the person who asked or the one who answered.
    """

    contact_id: str
    at: datetime
    channel: ContactChannel
    asked_by: AskedBy
    about: ContactAbout
    account_id: AccountId | None = None
    incident_id: IncidentId | None = None
