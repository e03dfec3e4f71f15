"""Mail by a real SMTP server: what arrives, what each of its answers means, connections kept and given up."""

import hashlib
from collections.abc import Generator

import pytest

from couriers.sayings import saying
from couriers.servers import MailServer, mail_serving
from intera.couriers import mail
from intera.couriers.mail import MailCourier, read_server
from intera.couriers.mail_message import read_sender
from intera.couriers.port import Arrival, CourierSetup, CourierSetupError

SENDER = read_sender(CourierSetup(mail_from="status@northmoor.example"))


@pytest.fixture
def server() -> Generator[MailServer]:
    """An SMTP server."""
    with mail_serving() as found:
        yield found


@pytest.fixture
def courier(server: MailServer) -> Generator[MailCourier]:
    """A courier that hands mail over there."""
    found = MailCourier(read_server(server.url), SENDER, deadline_s=2.0)
    yield found
    found.close()


def test_the_very_bytes_that_were_hashed_arrive(server: MailServer, courier: MailCourier) -> None:
    outcome = courier.send(saying())
    assert outcome.arrival is Arrival.SENT
    assert hashlib.sha256(server.raw[0]).hexdigest() == outcome.digest
    # Lines that begin with a full stop are the ones SMTP doubles on the way.
    assert server.mails[0].get_content().replace("\r\n", "\n").strip() == saying().body


def test_a_connection_is_used_again(server: MailServer, courier: MailCourier) -> None:
    for number in range(5):
        assert courier.send(saying(delivery_id=f"dlv_{number}")).arrival is Arrival.SENT
    assert (len(server.raw), server.connection_count) == (5, 1)


def test_a_connection_that_died_meanwhile_costs_no_mail(server: MailServer, courier: MailCourier) -> None:
    assert courier.send(saying()).arrival is Arrival.SENT
    server.is_hanging_up = True
    assert courier.send(saying(delivery_id="dlv_2")).arrival is Arrival.UNSURE
    server.is_hanging_up = False
    assert courier.send(saying(delivery_id="dlv_3")).arrival is Arrival.SENT


def test_an_idle_connection_is_given_up(
    server: MailServer, courier: MailCourier, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier.send(saying())
    monkeypatch.setattr(mail, "IDLE_S", 0.0)
    courier.send(saying(delivery_id="dlv_2"))
    assert server.connection_count == 2


@pytest.mark.parametrize(
    ("answer", "arrival"),
    [("550 no such user", Arrival.REFUSED), ("450 try later", Arrival.TRY_AGAIN), ("421 closing", Arrival.TRY_AGAIN)],
)
def test_what_a_server_says_of_an_address(
    server: MailServer, courier: MailCourier, answer: str, arrival: Arrival
) -> None:
    server.rcpt_says = answer
    outcome = courier.send(saying())
    assert (outcome.arrival, outcome.reason) == (arrival, "refused_by_server")
    assert not server.raw


@pytest.mark.parametrize(
    ("answer", "arrival"), [("554 spam", Arrival.REFUSED), ("452 no room", Arrival.TRY_AGAIN), ("250 OK", Arrival.SENT)]
)
def test_what_a_server_says_of_a_text(server: MailServer, courier: MailCourier, answer: str, arrival: Arrival) -> None:
    server.data_says = answer
    assert courier.send(saying()).arrival is arrival


def test_where_mail_is_handed_over() -> None:
    found = read_server("smtp+starttls://us%40er:p%3Aw@mail.example")
    assert (found.host, found.port, found.user, found.password) == ("mail.example", 587, "us@er", "p:w")
    assert read_server("smtps://mail.example:4650").port == 4650


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://x:99999", "smtp://u:canary@mail.example"]
)
def test_a_server_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(CourierSetupError, match="INTERA_MAIL_URL") as refused:
        read_server(url)
    assert "canary" not in str(refused.value)
