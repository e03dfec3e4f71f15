"""Signed calls to a recipient's own system, by the Standard Webhooks scheme; the same call has one id for ever.

Source: Standard Webhooks specification (webhook-id, webhook-timestamp, webhook-signature).
"""

import hashlib
import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

from intera.couriers.http_post import Post, post
from intera.couriers.port import DEADLINE_S, Arrival, Courier, CourierSetup, Message, Outcome, refuse_unsafe
from intera.couriers.target import BadTargetError, UnknownHostError, find_target, split_target


def webhook_secret(key: bytes, recipient_id: str) -> str:
    """The secret our calls to a recipient are signed with, to be told to that recipient only.

    Args:
        key: the installation's key, 32 bytes.
        recipient_id: whose.

    Returns:
        "whsec_" and base64; the same recipient always gets the same.
    """
    digest = hmac.new(key, f"recipient/{recipient_id}".encode(), hashlib.sha256).digest()
    return "whsec_" + b64encode(digest).decode()


def payload_of(message: Message) -> bytes:
    """What a call carries: the event as JSON, the same bytes at each attempt."""
    data = {
        "publication_id": message.publication_id,
        "incident_id": message.incident_id,
        "kind": message.kind,
        "about_id": message.about_id or None,
        "language": message.language,
        "subject": message.subject,
        "text": message.body,
        "released_at": message.released_at.isoformat(),
        "next_update_at": message.next_update_at.isoformat() if message.next_update_at else None,
    }
    event = {"type": f"publication.{message.kind}", "timestamp": message.released_at.isoformat(), "data": data}
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class WebhookCourier:
    """Calls recipients' systems; they tell a repetition by `webhook-id`."""

    name = "webhook"
    is_idempotent = True

    def __init__(self, key: bytes, *, is_private_allowed: bool = False, deadline_s: float = DEADLINE_S) -> None:
        """Signs with secrets drawn from the key."""
        self._key = key
        self._is_private_allowed = is_private_allowed
        self._deadline_s = deadline_s

    def lane(self, address: str) -> str:
        """A lane for each host, so that one that does not answer holds up nobody else."""
        try:
            parts = split_target(address, is_private_allowed=True)
        except BadTargetError:
            return "webhook"
        return f"webhook {parts.hostname}:{parts.port or ''}"

    def send(self, message: Message) -> Outcome:
        """Makes one call."""
        refused = refuse_unsafe(message)
        if refused is not None:
            return refused
        body = payload_of(message)
        try:
            target = find_target(message.address, is_private_allowed=self._is_private_allowed)
        except BadTargetError as error:
            return Outcome(Arrival.REFUSED, "bad_target", f"the address {error}")
        except UnknownHostError as error:
            return Outcome(Arrival.TRY_AGAIN, "unknown_host", str(error)[:300])
        at = datetime.now(UTC)
        signed = Webhook(webhook_secret(self._key, message.recipient_id)).sign(message.delivery_id, at, body.decode())
        headers = {
            "host": target.host_header,
            "content-type": "application/json",
            "user-agent": "INTERA-Service-Assurance",
            "webhook-id": message.delivery_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signed,
        }
        outcome = post(Post(target.url, body, headers, server_name=target.host), deadline_s=self._deadline_s)
        digest = hashlib.sha256(body).hexdigest()
        return Outcome(outcome.arrival, outcome.reason, outcome.detail, digest)

    def close(self) -> None:
        """Holds nothing open."""


def open_courier(setup: CourierSetup) -> Courier | None:
    """The courier of signed calls; None without a key to sign with."""
    if not setup.key:
        return None
    return WebhookCourier(setup.key, is_private_allowed=setup.is_private_allowed, deadline_s=setup.deadline_s)
