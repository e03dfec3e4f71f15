"""Killing a sender between a sending and the note of it: one effect each (issue 4, "Numbers").

A call and a text message go out again with the id they had, and their receiver tells the repetition.
A mail is not sent again unasked: it is unsure, and a person is shown so.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import text

from couriers.servers import mail_serving, receiving
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.publication import Channel
from intera.workflows.deliver_pace import Pace
from intera.workflows.deliver_publications import Sender, expand_all
from intera.workflows.open_installation import Installation
from workflows.delivering import deliver_to_the_end, listed, publication_of, put_recipients, release, states

KILLS = int(os.environ.get("INTERA_TEST_KILLS", "50"))
REAL_KILLS = max(5, KILLS // 10)
SENDER = Path(__file__).with_name("killed_sender.py")
ONE_AT_A_TIME = Pace(threads=1, each=1)


def die_after_sending(sender: Sender) -> int:
    """Takes in hand and sends, then goes away with its connection as if killed; how many were sent and not noted."""
    with sender.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        sender.begin(connection)
        sender.recover()
        sender.take_turns(timeout_s=0)
        sent = [future.result() for future in sender.in_hand]
        # A pooled connection would keep the lock a killed process loses.
        connection.invalidate()
    return len(sent)


def test_a_thousand_senders_that_die_before_they_can_note_it(installation: Installation) -> None:
    writer = installation.writer_engine()
    with receiving() as gateway:
        couriers = open_couriers(CourierSetup(sms_url=gateway.url()))
        put_recipients(writer, listed(Channel.SMS, [f"+4930{number:08d}" for number in range(KILLS)]))
        release(writer, publication_of())
        expand_all(writer, couriers)
        interrupted = sum(die_after_sending(Sender(writer, couriers, ONE_AT_A_TIME)) for _ in range(KILLS))
        deliver_to_the_end(Sender(writer, couriers))
        assert interrupted == KILLS
        # Each of them went out again, and nobody was told twice.
        assert len(gateway.heard) == 2 * KILLS
        assert list(gateway.effects.values()) == [1] * KILLS
        assert states(writer) == {"sent": KILLS}
        assert len({heard.body for heard in gateway.heard}) == KILLS
    writer.dispose()


def test_a_mail_nobody_could_note_is_unsure_and_not_sent_again(installation: Installation) -> None:
    writer, kills = installation.writer_engine(), max(10, KILLS // 10)
    with mail_serving() as server:
        couriers = open_couriers(CourierSetup(mail_url=server.url, mail_from="status@intera.example"))
        put_recipients(writer, listed(Channel.MAIL, [f"u{number}@x.example" for number in range(kills + 5)]))
        release(writer, publication_of())
        expand_all(writer, couriers)
        for _ in range(kills):
            assert die_after_sending(Sender(writer, couriers, ONE_AT_A_TIME)) == 1
        deliver_to_the_end(Sender(writer, couriers))
        assert Counter(mail["To"] for mail in server.mails).most_common(1)[0][1] == 1
        assert len(server.raw) == kills + 5
        assert states(writer) == {"unsure": kills, "sent": 5}
        for courier in couriers.values():
            courier.close()
    writer.dispose()


def test_processes_killed_for_real(installation: Installation) -> None:
    writer = installation.writer_engine()
    with receiving() as gateway:
        setup = CourierSetup(sms_url=gateway.url(), key=b"k" * 32, is_private_allowed=True)
        count = REAL_KILLS * 8
        put_recipients(
            writer,
            listed(Channel.SMS, [f"+4930{number:08d}" for number in range(count)])
            + listed(Channel.WEBHOOK, [gateway.url(f"/hook{number}") for number in range(count)]),
        )
        release(writer, publication_of())
        process = subprocess.Popen([sys.executable, str(SENDER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin
        assert process.stdout
        pickle.dump((installation, setup), process.stdin)
        for number in range(REAL_KILLS):
            process.stdin.write(b"%d\n" % number)
            process.stdin.flush()
            assert int(process.stdout.readline()) == signal.SIGKILL
        process.stdin.close()
        process.stdout.close()
        assert process.wait(20) == 0

        with writer.connect() as connection:
            in_hand = connection.execute(text("select count(*) from internal.delivery where state = 'sending'"))
            assert in_hand.scalar_one() > 0, "the last one died with something in hand"
        deliver_to_the_end(Sender(writer, open_couriers(setup)))
        assert states(writer) == {"sent": 2 * count}
        assert len(gateway.effects) == 2 * count
        assert set(gateway.effects.values()) == {1}
        assert len(gateway.heard) > 2 * count, "some went out twice under one id"
    writer.dispose()
