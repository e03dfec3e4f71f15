"""Chat rooms by Apprise: Slack, Teams, Matrix, Mattermost and the others it knows, by one URL.

A room has no key by which it tells a repetition, and Apprise does not say why a sending failed. So
what is not confirmed is unsure, and is not sent again unasked (ADR-0020).
"""

import hashlib
import logging
from typing import Any
from urllib.parse import quote

from intera.couriers.port import (
    DEADLINE_S,
    Arrival,
    Courier,
    CourierSetup,
    CourierSetupError,
    Message,
    Outcome,
    refuse_unsafe,
)

# Where in the URL a recipient's own room goes.
PLACE = "{address}"
_PLAIN_TEXT = "text"
# Apprise would log a room's URL, which holds its token.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


def _room() -> Any:  # noqa: ANN401 - apprise leaves its types half open
    import apprise  # noqa: PLC0415 - takes a second to load, and most installations have no chat

    return apprise.Apprise()


class ChatCourier:
    """Posts to the rooms of one chat service."""

    name = "chat"
    is_idempotent = False

    def __init__(self, url: str, *, deadline_s: float = DEADLINE_S) -> None:
        """Uses a service by its Apprise URL; `{address}` in it stands for a recipient's room."""
        self._url = url
        self._deadline_s = deadline_s

    def lane(self, address: str) -> str:
        """One lane: the service."""
        del address
        return "chat"

    def send(self, message: Message) -> Outcome:
        """Posts one message."""
        refused = refuse_unsafe(message)
        if refused is not None:
            return refused
        room = _room()
        if not room.add(self._url.replace(PLACE, quote(message.address, safe=""))):
            return Outcome(Arrival.REFUSED, "bad_target", "the chat service knows no such room")
        digest = hashlib.sha256(f"{message.subject}\n{message.body}".encode()).hexdigest()
        is_taken = room.notify(
            body=message.body, title=message.subject, body_format=_PLAIN_TEXT, timeout=self._deadline_s
        )
        if is_taken:
            return Outcome(Arrival.SENT, "", "", digest)
        return Outcome(Arrival.UNSURE, "no_confirmation", "the chat service did not confirm it", digest)

    def close(self) -> None:
        """Holds nothing open."""


def open_courier(setup: CourierSetup) -> Courier | None:
    """The courier of the chat service set up; None when there is none."""
    if not setup.chat_url:
        return None
    if not _room().add(setup.chat_url.replace(PLACE, "room")):
        raise CourierSetupError("INTERA_CHAT_URL", "is no URL Apprise knows; see its list of services")
    return ChatCourier(setup.chat_url, deadline_s=setup.deadline_s)
