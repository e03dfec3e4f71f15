"""Chat rooms by Apprise: the recipient's room in the service's URL, and what is never sure."""

import json

import pytest

from couriers.sayings import saying
from couriers.servers import receiving
from intera.couriers.chat import ChatCourier, open_courier
from intera.couriers.port import Arrival, CourierSetup, CourierSetupError


def test_a_room_gets_subject_and_text() -> None:
    with receiving() as service:
        courier = ChatCourier(f"json://127.0.0.1:{service.port}/{{address}}")
        assert courier.send(saying(address="noc")).arrival is Arrival.SENT
        heard = service.heard[0]
    assert heard.path == "/noc"
    told = json.loads(heard.body)
    assert (told["title"], told["message"]) == ("Mobile data in Coast", saying().body)


def test_a_room_cannot_lead_elsewhere() -> None:
    with receiving() as service:
        courier = ChatCourier(f"json://127.0.0.1:{service.port}/{{address}}")
        courier.send(saying(address="x@127.0.0.1:1/../?format=html"))
        assert [heard.path.count("/") for heard in service.heard] == [1]


def test_what_is_not_confirmed_is_unsure() -> None:
    with receiving() as service:
        courier = ChatCourier(f"json://127.0.0.1:{service.port}/{{address}}")
        outcome = courier.send(saying(address="gone"))
    assert (outcome.arrival, outcome.reason) == (Arrival.UNSURE, "no_confirmation")


def test_a_url_apprise_does_not_know_is_refused_without_saying_it() -> None:
    with pytest.raises(CourierSetupError, match="INTERA_CHAT_URL") as refused:
        open_courier(CourierSetup(chat_url="nosuch://canary-token/{address}"))
    assert "canary" not in str(refused.value)
