"""Signed calls: the published vector, the receiver's own library, and where they may lead."""

import json
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from couriers.sayings import AT, saying
from couriers.servers import Receiver, receiving
from intera.couriers.port import Arrival
from intera.couriers.webhook import WebhookCourier, payload_of, webhook_secret

KEY = bytes(range(32))


def call(receiver: Receiver, **changes: object) -> tuple[Arrival, dict[str, str], bytes]:
    """What a receiver hears of one call."""
    courier = WebhookCourier(KEY, is_private_allowed=True)
    outcome = courier.send(saying(address=receiver.url(), **changes))
    return outcome.arrival, dict(receiver.heard[-1].headers), receiver.heard[-1].body


def test_the_published_vector() -> None:
    """Source: the reference test of Standard Webhooks, "sign function works"."""
    signed = Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", datetime.fromtimestamp(1614265330, UTC), '{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_verifies_it_with_its_secret_and_nobody_elses() -> None:
    with receiving() as receiver:
        arrival, headers, body = call(receiver)
    assert arrival is Arrival.SENT
    assert headers["webhook-id"] == "dlv_0011"
    told = Webhook(webhook_secret(KEY, "ops-1")).verify(body, headers)
    assert told == json.loads(payload_of(saying()))
    for wrong in (webhook_secret(KEY, "ops-2"), webhook_secret(bytes(32), "ops-1")):
        with pytest.raises(WebhookVerificationError):
            Webhook(wrong).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(webhook_secret(KEY, "ops-1")).verify(body.replace(b"Coast", b"Lakes"), headers)


def test_the_event_says_what_was_released_and_what_it_is_about() -> None:
    told = json.loads(payload_of(saying(kind="withdrawal", about_id="INC-0000001/p0", next_update_at=AT)))
    assert told["type"] == "publication.withdrawal"
    assert told["timestamp"] == "2026-11-18T13:32:00+00:00"
    assert told["data"]["about_id"] == "INC-0000001/p0"
    assert told["data"]["next_update_at"] == "2026-11-18T13:32:00+00:00"
    assert "ops@customer.example" not in json.dumps(told)


def test_a_repetition_has_the_same_id_and_bytes() -> None:
    with receiving() as receiver:
        first, again = call(receiver), call(receiver)
        assert (first[1]["webhook-id"], first[2]) == (again[1]["webhook-id"], again[2])
        assert receiver.effects == {"dlv_0011": 1}


@pytest.mark.parametrize(
    "address", ["http://example.com/", "https://127.0.0.1/", "https://localhost/", "mail@x.example"]
)
def test_our_own_network_is_not_called_unless_allowed(address: str) -> None:
    outcome = WebhookCourier(KEY).send(saying(address=address))
    assert (outcome.arrival, outcome.reason) == (Arrival.REFUSED, "bad_target")


def test_each_host_has_a_lane_of_its_own() -> None:
    courier = WebhookCourier(KEY)
    assert courier.lane("https://a.example/x") == courier.lane("https://a.example/y")
    assert courier.lane("https://a.example/x") != courier.lane("https://b.example/x")
    assert courier.lane("nonsense") == "webhook"
