"""Text messages by a gateway that is called over HTTP and tells a repetition by its Idempotency-Key.

The gateway is posted `{"id", "to", "text"}` as JSON with a bearer token, and answers 2xx once it has
taken the message over. An operator whose gateway speaks otherwise puts a small adapter in front.

Source: draft-ietf-httpapi-idempotency-key-header.
"""

import hashlib
import json
from urllib.parse import urlsplit

from intera.couriers.http_post import Post, post
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

# ITU-T E.164: a plus sign, then at most fifteen digits.
_DIGITS = range(7, 16)


def is_number(address: str) -> bool:
    """Whether a text is a telephone number with its country code, as "+49301234567"."""
    digits = address.removeprefix("+")
    return (
        address.startswith("+")
        and digits.isascii()
        and digits.isdigit()
        and len(digits) in _DIGITS
        and digits[0] != "0"
    )


class SmsCourier:
    """Posts messages to one gateway."""

    name = "sms"
    is_idempotent = True

    def __init__(self, url: str, token: str = "", *, deadline_s: float = DEADLINE_S) -> None:
        """Uses the gateway at a URL the operator itself set up, wherever that is."""
        self._url = url
        self._token = token
        self._deadline_s = deadline_s

    def lane(self, address: str) -> str:
        """One lane: the gateway."""
        del address
        return "sms"

    def send(self, message: Message) -> Outcome:
        """Hands one message to the gateway."""
        refused = refuse_unsafe(message)
        if refused is not None:
            return refused
        if not is_number(message.address):
            return Outcome(Arrival.REFUSED, "bad_target", "the address is no number such as +49301234567")
        said = {"id": message.delivery_id, "to": message.address, "text": message.body}
        body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        headers = {"content-type": "application/json", "idempotency-key": message.delivery_id}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        outcome = post(Post(self._url, body, headers), deadline_s=self._deadline_s)
        return Outcome(outcome.arrival, outcome.reason, outcome.detail, hashlib.sha256(body).hexdigest())

    def close(self) -> None:
        """Holds nothing open."""


def open_courier(setup: CourierSetup) -> Courier | None:
    """The courier of the gateway set up; None when there is none."""
    if not setup.sms_url:
        return None
    try:
        parts = urlsplit(setup.sms_url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_good = False
    if not is_good:
        raise CourierSetupError("INTERA_SMS_URL", "is no gateway; write https://host/path, the token apart from it")
    return SmsCourier(setup.sms_url, setup.sms_token, deadline_s=setup.deadline_s)
