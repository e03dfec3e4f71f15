"""Text messages by a gateway: what it is told, and which numbers are none."""

import json

import pytest

from couriers.sayings import saying
from couriers.servers import receiving
from intera.couriers.port import Arrival, CourierSetup, CourierSetupError
from intera.couriers.sms import SmsCourier, is_number, open_courier


def test_the_gateway_is_told_the_number_the_text_and_a_key_for_repetitions() -> None:
    with receiving() as gateway:
        courier = SmsCourier(gateway.url(), "token")
        outcome = courier.send(saying(address="+49301234567", body="Störung. Nächstes Update 15:30 MEZ."))
        heard = gateway.heard[0]
    assert outcome.arrival is Arrival.SENT
    assert json.loads(heard.body) == {
        "id": "dlv_0011",
        "to": "+49301234567",
        "text": "Störung. Nächstes Update 15:30 MEZ.",
    }
    assert heard.headers["idempotency-key"] == "dlv_0011"
    assert heard.headers["authorization"] == "Bearer token"


@pytest.mark.parametrize(
    "address", ["", "49301234567", "+0301234567", "+49", "+49 30 123", "+" + "1" * 16, "+١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number(address: str) -> None:
    assert not is_number(address)


@pytest.mark.parametrize("url", ["gateway", "ftp://x.example", "https://", "https://user@x.example/", "http://["])
def test_what_is_no_gateway(url: str) -> None:
    with pytest.raises(CourierSetupError, match="INTERA_SMS_URL"):
        open_courier(CourierSetup(sms_url=url))
