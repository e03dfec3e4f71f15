"""What was sent as TM Forum clients read it: one message a publication and channel, its receivers as a group.

Who the receivers are is not told: an address is personal data, and stays in the ledger.
Source: TMF681 Communication Management 4.0.0 (CommunicationMessage, CommunicationMessageStateType).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from intera.model.decision import Plain
from intera.model.narrative import NarrativeStatus
from intera.model.publication import Channel, DeliveryState, SkipReason
from intera.roles.coverage import ToldCount
from intera.roles.released_words import ReleasedWording
from intera.roles.say_forms import forms_of
from intera.roles.status_feed import ReleasedText

BASE = "/tmf-api/communicationManagement/v4"
PATH = f"{BASE}/communicationMessage"
# What TMF681 calls a channel; its own examples are SMS, Email, Mobile app push notification.
_TYPES = {
    Channel.CHAT: "Chat",
    Channel.MAIL: "Email",
    Channel.PARTNER_NOTICE: "PartnerNotice",
    Channel.SMS: "SMS",
    Channel.WEBHOOK: "Webhook",
}
_NOT_OVER = (DeliveryState.WAITING, DeliveryState.SENDING)

Message = dict[str, Plain]


def message_id(publication_id: str, channel: str) -> str:
    """The id a message goes by: no slash in it, so that it is one part of an address."""
    return f"{publication_id.replace('/', '.')}.{channel}"


def split_message_id(text: str) -> tuple[str, str]:
    """The publication and channel a message id names; what is none names nothing that exists."""
    name, _, channel = text.rpartition(".")
    return name.replace(".", "/"), channel


def messages_of(words: Iterable[ReleasedText], counts: Sequence[ToldCount]) -> list[Message]:
    """Released words as communication messages.

    Args:
        words: in the order they are listed.
        counts: what became of their deliveries.

    Returns:
        Plain JSON of the shape `CommunicationMessage`.
    """
    return [_message(one, [c for c in counts if _belongs(c, one)]) for one in words]


def _belongs(counted: ToldCount, one: ReleasedText) -> bool:
    return (counted.publication_id, counted.channel) == (one.publication_id, one.channel)


def _message(one: ReleasedText, counts: Sequence[ToldCount]) -> Message:
    name = message_id(one.publication_id, one.channel)
    state = state_of(counts)
    message: Message = {
        "id": name,
        "href": f"{PATH}/{name}",
        "subject": one.subject,
        "content": one.body,
        "description": f"{one.kind} for {one.audience}",
        "logFlag": True,
        "messageType": _TYPES[Channel(one.channel)],
        "sendTime": one.released_at.isoformat(),
        "state": state,
        "sender": {"id": "intera", "name": "Service status", "@type": "Sender"},
        "receiver": [{"id": one.audience, "name": _group(one, counts), "@type": "Receiver"}],
        "characteristic": _characteristics(one, counts),
        "@type": "CommunicationMessage",
    }
    if state == "completed" and counts:
        message["sendTimeComplete"] = max(counted.changed_at or one.released_at for counted in counts).isoformat()
    return message


def state_of(counts: Sequence[ToldCount]) -> str:
    """Where a message stands as TMF681 says it.

    Args:
        counts: of its deliveries.

    Returns:
        `initial` before its recipients were gone through, `inProgress` while some wait, `completed` once
        somebody was told and nobody waits, `failed` where all who were tried failed, `cancelled` where
        nobody was to be told.
    """
    by_state = Counter[str]()
    for one in counts:
        by_state[one.state] += one.delivery_count
    if not by_state:
        return "initial"
    if any(by_state[state] for state in _NOT_OVER):
        return "inProgress"
    if by_state[DeliveryState.SENT] or by_state[DeliveryState.UNSURE]:
        return "completed"
    return "failed" if by_state[DeliveryState.FAILED] else "cancelled"


def _group(one: ReleasedText, counts: Sequence[ToldCount]) -> str:
    total = sum(counted.delivery_count for counted in counts)
    return f"{total} recipients of {one.audience}"


def _characteristics(one: ReleasedText, counts: Sequence[ToldCount]) -> list[Plain]:
    sent = sum(c.delivery_count for c in counts if c.state == DeliveryState.SENT)
    shared = sum(c.delivery_count for c in counts if c.reason == SkipReason.DUPLICATE_ADDRESS)
    found = {
        "incidentId": one.incident_id,
        "publicationId": one.publication_id,
        "kind": one.kind,
        "language": one.language,
        "aboutPublicationId": one.about_id,
        "endedBy": one.ended_kind,
        "nextUpdateAt": one.next_update_at.isoformat() if one.next_update_at else "",
        "digest": one.digest,
        "receiverCount": str(sum(c.delivery_count for c in counts)),
        "toldCount": str(sent + shared),
    }
    return [{"name": name, "value": value, "valueType": "string"} for name, value in found.items() if value]


def channel_of(message_type: str) -> str | None:
    """The channel a `messageType` means; None when we have none of that name."""
    return next((channel.value for channel, name in _TYPES.items() if name.casefold() == message_type.casefold()), None)


def approved_words(document: Mapping[str, Plain], narrative_id: str, channel: str) -> str | None:
    """The words of an approved narrative in the form of one channel.

    Args:
        document: the incident's, as released to the reader.
        narrative_id: which.
        channel: which form.

    Returns:
        The body; None when there are no such words, they are not approved or do not fit the channel.
    """
    words = cast("ReleasedWording | None", document.get("words"))
    for speech in words["speeches"] if words else ():
        if speech["id"] == narrative_id and speech["status"] == NarrativeStatus.APPROVED:
            forms = (form for form in forms_of(speech) if form.channel == channel and not form.problem)
            return next(("\n\n".join(form.paragraphs) for form in forms), None)
    return None
