"""What is a courier: it takes one message to one address and says honestly what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from intera.model.publication import Channel

# No single sending may take longer, however slowly the other side answers.
DEADLINE_S = 20.0
# What ends a line somewhere, or moves what stands on it.
CONTROL = frozenset(chr(code) for code in (*range(32), 127, 0x85, 0x2028, 0x2029))


class Arrival(StrEnum):
    """What a courier knows of one sending; `unsure` may have arrived."""

    REFUSED = "refused"
    SENT = "sent"
    TRY_AGAIN = "try_again"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Message:
    """One text for one address.

    `delivery_id` is the same each time the same delivery is sent, so that a receiver can tell a
    repetition. `about_id` is the earlier publication a correction or a withdrawal is about, and
    `about_delivery_id` the delivery by which this recipient was told of it.
    """

    delivery_id: str
    publication_id: str
    incident_id: str
    recipient_id: str
    channel: Channel
    address: str
    kind: str
    language: str
    subject: str
    body: str
    released_at: datetime
    next_update_at: datetime | None = None
    about_id: str = ""
    about_delivery_id: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sending: the state, a reason as a slug, what the other side said, and what was sent.

    `digest` is SHA-256, in hex, over the bytes handed over; empty when none were. `detail` is for
    our own people only.
    """

    arrival: Arrival
    reason: str = ""
    detail: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CourierSetup:
    """What couriers need to know of this installation; an empty value leaves its courier out.

    `key` is what the recipients' signing secrets are drawn from, `deadline_s` when a sending is given up.
    """

    mail_url: str = ""
    mail_from: str = ""
    mail_unsubscribe: str = ""
    mail_folder: Path | None = None
    sms_url: str = ""
    sms_token: str = field(default="", repr=False)
    chat_url: str = field(default="", repr=False)
    is_private_allowed: bool = False
    key: bytes = field(default=b"", repr=False)
    deadline_s: float = DEADLINE_S


def refuse_unsafe(message: Message) -> Outcome | None:
    """Why a message is not sent at all: its subject would break out of the line it stands in; None when it is fine."""
    if any(sign in CONTROL for sign in message.subject):
        return Outcome(
            Arrival.REFUSED, "unsafe", "the subject holds a line break or a control character; it was not sent"
        )
    return None


class CourierSetupError(ValueError):
    """A courier cannot be set up."""

    def __init__(self, name: str, why: str) -> None:
        """Names the setting and what to do; the value may hold a password and is not repeated."""
        super().__init__(f"{name}: {why}")
        self.name = name


class Courier(Protocol):
    """Takes messages of one kind; several threads may send by the same one."""

    @property
    def name(self) -> str:
        """Its name in the list of couriers."""
        ...

    @property
    def is_idempotent(self) -> bool:
        """Whether the same delivery sent twice has one effect, because the other side can tell it by its id."""
        ...

    def lane(self, address: str) -> str:
        """Who is troubled by a sending to this address: one that fails must not hold up another."""
        ...

    def send(self, message: Message) -> Outcome:
        """Sends one message and waits until it is known what became of it, no longer than its deadline."""
        ...

    def close(self) -> None:
        """Gives back what it holds open; it may still send afterwards."""
        ...
