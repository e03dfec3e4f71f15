"""Delivering: everybody concerned once, slow ones apart, withdrawn words stopped, failures tried again."""

import threading
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from couriers.servers import Receiver, mail_serving, receiving
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.publication import Channel, PublicationKind
from intera.workflows.deliver_pace import Pace
from intera.workflows.deliver_publications import Sender, deliver_all, expand_all, keep_delivering
from intera.workflows.open_installation import Installation
from workflows.delivering import deliver_to_the_end, listed, publication_of, put_recipients, reasons, release, states

CALLS = CourierSetup(key=b"k" * 32, is_private_allowed=True, deadline_s=15.0)


@pytest.fixture
def writer(installation: Installation) -> Generator[Engine]:
    """An engine of the worker's login."""
    engine = installation.writer_engine()
    yield engine
    engine.dispose()


@pytest.fixture
def receiver() -> Generator[Receiver]:
    """A server of somebody to be told."""
    with receiving() as found:
        yield found


def told_counts(writer: Engine) -> dict[tuple[str, str], int]:
    """What pages may know, by channel and state."""
    with writer.connect() as connection:
        rows = connection.execute(text("select channel, state, delivery_count from published.delivery_count"))
        return {(row.channel, row.state): row.delivery_count for row in rows}


def test_everybody_on_every_channel_is_told_once(writer: Engine, receiver: Receiver) -> None:
    with mail_serving() as server:
        setup = replace(
            CALLS, mail_url=server.url, mail_from="a@b.example", sms_url=receiver.url("/sms"),
            chat_url=f"json://127.0.0.1:{receiver.port}/{{address}}",
        )  # fmt: skip
        couriers = open_couriers(setup)
        put_recipients(
            writer,
            listed(Channel.MAIL, [f"u{number}@x.example" for number in range(20)])
            + listed(Channel.SMS, [f"+4930{number:07d}" for number in range(20)])
            + listed(Channel.WEBHOOK, [receiver.url(f"/hook{number}") for number in range(20)])
            + listed(Channel.CHAT, ["noc"]),
        )
        release(writer, publication_of())
        deliver_to_the_end(Sender(writer, couriers))
        assert states(writer) == {"sent": 61}
        assert sorted(mail["To"] for mail in server.mails) == sorted(f"u{number}@x.example" for number in range(20))
        assert len(receiver.heard) == 41
        assert told_counts(writer) == {(channel, "sent"): 20 for channel in ("mail", "sms", "webhook")} | {
            ("chat", "sent"): 1
        }
        deliver_all(Sender(writer, couriers))
        assert len(receiver.heard) == 41
        for courier in couriers.values():
            courier.close()


def test_one_that_never_answers_holds_up_nobody_else(writer: Engine, receiver: Receiver) -> None:
    slow = [f"http://127.0.0.{host}:{receiver.port}/slow" for host in range(2, 12)]
    quick = [receiver.url(f"/hook{number}") for number in range(60)]
    put_recipients(writer, listed(Channel.WEBHOOK, [*slow, *quick]))
    release(writer, publication_of())
    stop = threading.Event()
    couriers = open_couriers(replace(CALLS, deadline_s=4.0))
    thread = threading.Thread(target=keep_delivering, args=(Sender(writer, couriers), stop))
    began = time.monotonic()
    thread.start()
    while len(receiver.heard) < len(quick) and time.monotonic() - began < 15:
        time.sleep(0.02)
    took_s = time.monotonic() - began
    assert len(receiver.heard) == len(quick)
    assert took_s < 4.0, "they waited for those that never answer"
    stop.set()
    thread.join(20)
    found = states(writer)
    assert found["sent"] == len(quick)
    assert found["waiting"] == len(slow), "tried again later, with the reason"
    assert {why for why in reasons(writer).values() if why.startswith("waiting")} == {"waiting no_answer"}


def test_what_failed_for_now_is_tried_again_and_given_up_in_the_end(writer: Engine, receiver: Receiver) -> None:
    put_recipients(writer, listed(Channel.WEBHOOK, [receiver.url("/busy"), receiver.url("/gone"), receiver.url("/ok")]))
    release(writer, publication_of())
    pace = Pace(attempts_max=3, first_wait_s=0.05, longest_wait_s=0.1, hold_s=0.05)
    sender = Sender(writer, open_couriers(CALLS), pace)
    deadline = time.monotonic() + 10
    deliver_all(sender)
    while "waiting" in states(writer) and time.monotonic() < deadline:
        time.sleep(0.1)
        deliver_all(sender)
    assert reasons(writer) == {
        "webhook-000000": "failed server_error",
        "webhook-000001": "failed refused_by_server",
        "webhook-000002": "sent",
    }
    with writer.connect() as connection:
        tried = connection.execute(text("select recipient_id, attempt_count from internal.delivery order by 1"))
        assert [row.attempt_count for row in tried] == [3, 1, 1]


def test_a_withdrawal_stops_what_still_waits_and_tells_only_those_who_were_told(
    writer: Engine, receiver: Receiver
) -> None:
    put_recipients(writer, listed(Channel.WEBHOOK, [receiver.url(f"/hook{number}") for number in range(6)]))
    couriers = open_couriers(CALLS)
    first = publication_of()
    release(writer, first)
    expand_all(writer, couriers)
    one_only = Sender(writer, couriers, Pace(threads=2, each=2))
    with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        one_only.begin(connection)
        one_only.take_turns(timeout_s=0)
        one_only.close()
    assert states(writer) == {"sent": 2, "waiting": 4}
    release(writer, publication_of(2, kind=PublicationKind.WITHDRAWAL, about_id=first.publication_id))
    deliver_all(Sender(writer, couriers))
    assert states(writer) == {"sent": 4, "skipped": 8}
    assert len(receiver.heard) == 4
    with writer.connect() as connection:
        why = connection.execute(
            text("select publication_id, reason, count(*) from internal.delivery where state = 'skipped' group by 1, 2")
        )
        assert sorted(tuple(row) for row in why) == [
            ("INC-0000001/p1", "superseded", 4),
            ("INC-0000001/p2", "was_not_told", 4),
        ]
        ended = connection.execute(text("select publication_id, ended_kind from published.publication order by 1"))
        assert [tuple(row) for row in ended] == [("INC-0000001/p1", "withdrawal"), ("INC-0000001/p2", "")]


def test_two_senders_share_the_work_and_send_nothing_twice(writer: Engine, receiver: Receiver) -> None:
    count = 150
    put_recipients(writer, listed(Channel.SMS, [f"+4930{number:07d}" for number in range(count)]))
    release(writer, publication_of())
    couriers = open_couriers(CourierSetup(sms_url=receiver.url()))
    threads = [threading.Thread(target=deliver_all, args=(Sender(writer, couriers),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver_to_the_end(Sender(writer, couriers))
    assert states(writer) == {"sent": count}
    assert len(receiver.heard) == len(receiver.effects) == count


def test_a_courier_that_breaks_leaves_it_unsure(writer: Engine, tmp_path: Path) -> None:
    class Broken:
        name = "mail_folder"
        is_idempotent = True

        def lane(self, address: str) -> str:
            return address[:0] + "x"

        def send(self, message: object) -> object:
            raise RuntimeError(str(message)[:1])

        def close(self) -> None: ...

    del tmp_path
    put_recipients(writer, listed(Channel.MAIL, ["a@b.example"]))
    release(writer, publication_of())
    deliver_all(Sender(writer, {Channel.MAIL: Broken()}))  # type: ignore[dict-item]
    assert reasons(writer) == {"mail-000000": "unsure broken"}
