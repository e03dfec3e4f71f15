"""Every courier in the list keeps the room's promises; a new one is picked up by itself.

What only a courier itself knows (its server, an address of it, what came in there) is a `Bench`, one line below.
"""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from couriers.servers import MailServer, Receiver, mail_serving, receiving
from intera.couriers import COURIERS, open_couriers
from intera.couriers.port import Arrival, Courier, CourierSetup, Message
from intera.model.publication import PUSH_CHANNELS, Channel

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
SECRET = "canary-5512"  # noqa: S105 - looked for in what is said
DEADLINE_S = 0.6
# A refused port: nothing can listen on it without being root.
NOWHERE = "127.0.0.1:1"
SLUGS = sorted(COURIERS)


@dataclass
class Bench:
    """One courier with a server of its kind: how to set it up, an address, and how many effects it had."""

    setup: CourierSetup
    address: str
    effect_count: Callable[[], int]
    # The same set-up leading to a place that: is not there, never answers, takes it and hangs up.
    absent: CourierSetup
    slow: CourierSetup | None = None
    lost: CourierSetup | None = None
    before: dict[str, Callable[[], None]] = field(default_factory=dict[str, Callable[[], None]])
    addresses: dict[str, str] = field(default_factory=dict[str, str])


def _mail_bench(server: MailServer) -> Bench:
    setup = CourierSetup(
        mail_url=server.url, mail_from="Status <status@intera.example>", sms_token=SECRET, deadline_s=DEADLINE_S
    )

    def stall() -> None:
        server.data_wait_s = 5.0

    def hang_up() -> None:
        server.is_hanging_up = True

    return Bench(
        setup,
        "ops@customer.example",
        lambda: len(server.raw),
        absent=replace(setup, mail_url=f"smtp://{NOWHERE}"),
        slow=setup,
        lost=setup,
        before={"slow": stall, "lost": hang_up},
    )


def _folder_bench(folder: Path) -> Bench:
    (folder / "file").write_text("", encoding="utf-8")
    setup = CourierSetup(mail_folder=folder / "mail", deadline_s=DEADLINE_S)
    return Bench(
        setup,
        "ops@customer.example",
        lambda: len(list((folder / "mail").glob("*.eml"))),
        absent=replace(setup, mail_folder=folder / "file" / "mail"),
    )


def _sms_bench(receiver: Receiver) -> Bench:
    setup = CourierSetup(sms_url=receiver.url(), sms_token=SECRET, deadline_s=DEADLINE_S)
    return Bench(
        setup,
        "+49301234567",
        lambda: sum(receiver.effects.values()),
        absent=replace(setup, sms_url=f"http://{NOWHERE}/"),
        slow=replace(setup, sms_url=receiver.url("/slow")),
        lost=replace(setup, sms_url=receiver.url("/lost")),
    )


def _chat_bench(receiver: Receiver) -> Bench:
    room = f"json://user:{SECRET}@127.0.0.1:{receiver.port}"
    setup = CourierSetup(chat_url=f"{room}/{{address}}", deadline_s=DEADLINE_S)
    return Bench(
        setup,
        "ok",
        lambda: len(receiver.heard),
        absent=replace(setup, chat_url=f"json://{NOWHERE}/{{address}}"),
        slow=setup,
        lost=setup,
        addresses={"slow": "slow", "lost": "lost"},
    )


def _webhook_bench(receiver: Receiver) -> Bench:
    setup = CourierSetup(key=b"k" * 32, is_private_allowed=True, deadline_s=DEADLINE_S)
    return Bench(
        setup,
        receiver.url(),
        lambda: sum(receiver.effects.values()),
        absent=setup,
        slow=setup,
        lost=setup,
        addresses={
            "absent": f"http://{NOWHERE}/",
            "slow": receiver.url("/slow"),
            "lost": receiver.url("/lost"),
        },
    )


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Bench]:
    """The courier's own bench."""
    slug: str = request.param
    with ExitStack() as stack:
        if slug == "mail":
            yield _mail_bench(stack.enter_context(mail_serving()))
        elif slug == "mail_folder":
            yield _folder_bench(tmp_path)
        else:
            made = {"sms": _sms_bench, "chat": _chat_bench, "webhook": _webhook_bench}
            yield made[slug](stack.enter_context(receiving()))


def each(test: Callable[..., None]) -> Callable[..., None]:
    """Runs a test for every courier in the list."""
    pairs = pytest.mark.parametrize(("slug", "bench"), [(slug, slug) for slug in SLUGS], indirect=["bench"], ids=SLUGS)
    return pairs(test)


_OPENED: list[Courier] = []


@pytest.fixture(autouse=True)
def closed() -> Generator[None]:
    """Every courier of a test gives back what it holds open."""
    yield
    while _OPENED:
        _OPENED.pop().close()


def opened(slug: str, setup: CourierSetup) -> Courier:
    """The courier, set up."""
    courier = COURIERS[slug][1](setup)
    assert courier is not None
    _OPENED.append(courier)
    return courier


def message(slug: str, address: str, *, number: int = 1, subject: str = "Mobile data in Coast") -> Message:
    """A text for one address."""
    return Message(
        delivery_id=f"dlv_{number:032x}",
        publication_id="INC-0000001/p1",
        incident_id="INC-0000001",
        recipient_id=f"r{number}",
        channel=COURIERS[slug][0],
        address=address,
        kind="update",
        language="en",
        subject=subject,
        body="Some customers in Coast cannot use mobile data.\n\nNext update by 15:30 CET. Größe, 漢字.",
        released_at=AT,
    )


@each
def test_it_serves_a_channel_that_is_sent_and_is_named_as_in_the_list(slug: str, bench: Bench) -> None:
    courier = opened(slug, bench.setup)
    assert COURIERS[slug][0] in PUSH_CHANNELS
    assert courier.name == slug
    assert courier.lane(bench.address)


@each
def test_it_is_left_out_where_it_is_not_set_up(slug: str, bench: Bench) -> None:
    del bench
    assert COURIERS[slug][1](CourierSetup()) is None
    assert open_couriers(CourierSetup()) == {}


@each
def test_what_was_sent_arrived_once_and_its_digest_is_told(slug: str, bench: Bench) -> None:
    outcome = opened(slug, bench.setup).send(message(slug, bench.address))
    assert outcome.arrival is Arrival.SENT, outcome
    assert len(bytes.fromhex(outcome.digest)) == 32
    assert bench.effect_count() == 1


@each
def test_the_same_delivery_again_is_the_same_bytes_and_has_one_effect_where_it_says_so(slug: str, bench: Bench) -> None:
    courier = opened(slug, bench.setup)
    first, again = (courier.send(message(slug, bench.address)) for _ in range(2))
    assert first.arrival is again.arrival is Arrival.SENT
    assert first.digest == again.digest
    assert bench.effect_count() == (1 if courier.is_idempotent else 2)


@each
def test_another_delivery_has_another_effect(slug: str, bench: Bench) -> None:
    courier = opened(slug, bench.setup)
    for number in (1, 2):
        assert courier.send(message(slug, bench.address, number=number)).arrival is Arrival.SENT
    assert bench.effect_count() == 2


@each
def test_nobody_there_is_never_called_sent(slug: str, bench: Bench) -> None:
    courier = opened(slug, bench.absent)
    outcome = courier.send(message(slug, bench.addresses.get("absent", bench.address)))
    expected = Arrival.UNSURE if slug == "chat" else Arrival.TRY_AGAIN
    assert outcome.arrival is expected
    assert outcome.reason
    assert bench.effect_count() == 0


@each
def test_a_server_that_never_answers_is_given_up_in_time(slug: str, bench: Bench) -> None:
    if bench.slow is None:
        assert slug == "mail_folder"
        return
    bench.before.get("slow", lambda: None)()
    courier = opened(slug, bench.slow)
    began = time.monotonic()
    outcome = courier.send(message(slug, bench.addresses.get("slow", bench.address)))
    assert time.monotonic() - began < DEADLINE_S * 3
    assert outcome.arrival is (Arrival.TRY_AGAIN if courier.is_idempotent else Arrival.UNSURE)
    assert outcome.reason in ("no_answer", "no_confirmation")


@each
def test_taken_without_a_word_is_sent_again_only_where_that_has_one_effect(slug: str, bench: Bench) -> None:
    if bench.lost is None:
        assert slug == "mail_folder"
        return
    bench.before.get("lost", lambda: None)()
    courier = opened(slug, bench.lost)
    outcome = courier.send(message(slug, bench.addresses.get("lost", bench.address)))
    assert outcome.arrival is (Arrival.TRY_AGAIN if courier.is_idempotent else Arrival.UNSURE)
    assert bench.effect_count() == 1


@each
@pytest.mark.parametrize("subject", ["Hi\r\nBcc: x@y.example", "Hi\nX: y", "Hi\x00", "Hi\u2028x", "Hi\x85x", "Hi\x7f"])
def test_a_subject_that_would_break_its_line_is_refused(slug: str, bench: Bench, subject: str) -> None:
    outcome = opened(slug, bench.setup).send(message(slug, bench.address, subject=subject))
    assert (outcome.arrival, outcome.reason) == (Arrival.REFUSED, "unsafe")
    assert bench.effect_count() == 0


@each
def test_an_address_of_another_kind_is_refused_before_anything_goes_out(slug: str, bench: Bench) -> None:
    if slug == "chat":
        return  # any text may be a room's name
    for address in ("", "nonsense", "a@b\r\nBcc: c@d.example", "ftp://x.example/", "+49 30 1234567"):
        outcome = opened(slug, bench.setup).send(message(slug, address))
        assert outcome.arrival is Arrival.REFUSED, (address, outcome)
    assert bench.effect_count() == 0


@each
def test_no_secret_is_in_what_it_says(slug: str, bench: Bench) -> None:
    said = [opened(slug, setup).send(message(slug, bench.address)) for setup in (bench.setup, bench.absent)]
    assert SECRET not in repr((bench.setup, bench.absent, said))


@each
def test_several_threads_may_send_by_the_same_one(slug: str, bench: Bench) -> None:
    courier = opened(slug, bench.setup)
    arrivals: list[Arrival] = []

    def send(number: int) -> None:
        arrivals.append(courier.send(message(slug, bench.address, number=number)).arrival)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert arrivals == [Arrival.SENT] * 8
    assert bench.effect_count() == 8


def test_mail_goes_to_the_server_where_there_is_one_and_else_into_the_folder(tmp_path: Path) -> None:
    both = CourierSetup(mail_url="smtp://localhost", mail_from="a@b.example", mail_folder=tmp_path)
    assert open_couriers(both)[Channel.MAIL].name == "mail"
    assert open_couriers(replace(both, mail_url=""))[Channel.MAIL].name == "mail_folder"
