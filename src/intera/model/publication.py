"""What left the building: which words, in which form, to whom, and did it arrive.

Source: PRODUCT U2, O4, O5; issue 4, section 6.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import AccountId, IncidentId, NarrativeId, PartnerCode, PublicationId, RegionId, ServiceId


class Channel(StrEnum):
    """In which form words are told; a push channel goes to recipients, the others are read where they stand."""

    CARE_SCRIPT = "care_script"
    CHAT = "chat"
    MAIL = "mail"
    PARTNER_NOTICE = "partner_notice"
    PHONE_WALL = "phone_wall"
    PORTAL = "portal"
    SALES_NOTE = "sales_note"
    SMS = "sms"
    WEBHOOK = "webhook"


PUSH_CHANNELS = frozenset({Channel.CHAT, Channel.MAIL, Channel.PARTNER_NOTICE, Channel.SMS, Channel.WEBHOOK})


class PublicationKind(StrEnum):
    """Whether words are new, put an earlier publication right, or take it back."""

    CORRECTION = "correction"
    UPDATE = "update"
    WITHDRAWAL = "withdrawal"


class DeliveryState(StrEnum):
    """Where one sending to one recipient stands; `unsure` may have arrived and is not sent again unasked."""

    FAILED = "failed"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    UNSURE = "unsure"
    WAITING = "waiting"


class SkipReason(StrEnum):
    """Why a recipient a publication concerns is not told."""

    DUPLICATE_ADDRESS = "duplicate_address"
    NO_COURIER = "no_courier"
    NO_WORDS_FOR_CHANNEL = "no_words_for_channel"
    NO_WORDS_IN_LANGUAGE = "no_words_in_language"
    PLAYED_HISTORY = "played_history"
    SUPERSEDED = "superseded"
    UNSUBSCRIBED = "unsubscribed"
    WAS_NOT_TOLD = "was_not_told"


@dataclass(frozen=True, slots=True)
class ChannelText:
    """The words of one narrative in the form of one channel.

    `subject` is empty where the channel has none. `cut_parts` are the parts of the text left out to fit.
    """

    channel: Channel
    subject: str
    body: str
    cut_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Words that were released, exactly as they read; a later correction or withdrawal is one of its own.

    `digest` is SHA-256, in hex, over the exact bytes of every channel text. `about_id` is the earlier
    publication that a correction or a withdrawal is about.
    """

    publication_id: PublicationId
    incident_id: IncidentId
    narrative_id: NarrativeId
    kind: PublicationKind
    audience: str
    language: str
    texts: tuple[ChannelText, ...]
    digest: str
    released_at: datetime
    next_update_at: datetime | None = None
    about_id: str = ""


@dataclass(frozen=True, slots=True)
class PublicationReach:
    """Whom a publication may concern, as known when it was released.

    `languages` are those in which the same words were released together, its own among them.
    """

    service_ids: tuple[ServiceId, ...] = ()
    region_ids: tuple[RegionId, ...] = ()
    account_ids: tuple[AccountId, ...] = ()
    partner_code: PartnerCode | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who asked to be told, by which channel, of what: an address with its scope.

    Empty `service_ids` and `region_ids` mean all. `account_id` ties it to an account: it is told only of
    incidents in reach of that account; a partner's recipient only of incidents on that partner's routes.
    """

    recipient_id: str
    audience: str
    channel: Channel
    address: str
    language: str = "en"
    account_id: AccountId | None = None
    partner_code: PartnerCode | None = None
    service_ids: tuple[str, ...] = ()
    region_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending to one recipient: its state, why, and how often it was tried."""

    publication_id: PublicationId
    recipient_id: str
    channel: Channel
    state: DeliveryState
    reason: str = ""
    attempt_count: int = 0
    changed_at: datetime | None = None
