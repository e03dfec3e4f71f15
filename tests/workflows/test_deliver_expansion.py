"""Recipients are gone through in chunks: killed in between, nobody is left out or written twice."""

from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.publication import Channel, PublicationReach
from intera.store.clock import Clock, set_clock
from intera.workflows import deliver_expansion
from intera.workflows.deliver_couriers import Couriers
from intera.workflows.deliver_expansion import expand_chunk
from intera.workflows.open_installation import Installation
from workflows.delivering import listed, publication_of, put_recipients, reasons, release, states


@pytest.fixture
def writer(installation: Installation) -> Generator[Engine]:
    """An engine of the worker's login."""
    engine = installation.writer_engine()
    yield engine
    engine.dispose()


@pytest.fixture
def couriers(tmp_path: Path) -> Couriers:
    """Mail into a folder, and signed calls."""
    return open_couriers(CourierSetup(mail_folder=tmp_path, key=b"k"))


def test_a_chunk_that_dies_is_gone_through_again_whole(
    writer: Engine, couriers: Couriers, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_recipients(writer, listed(Channel.MAIL, [f"u{number}@x.example" for number in range(25)]))
    release(writer, publication_of())
    tried = 0

    def die(*_: object, **__: object) -> None:
        raise RuntimeError

    real = deliver_expansion.publish_counts
    while True:
        tried += 1
        with monkeypatch.context() as broken:
            broken.setattr(deliver_expansion, "publish_counts", die)
            if tried <= 3:
                with pytest.raises(RuntimeError):
                    expand_chunk(writer, couriers, chunk=10)
        assert deliver_expansion.publish_counts is real
        if expand_chunk(writer, couriers, chunk=10) is None:
            break
    assert states(writer) == {"waiting": 25}
    with writer.connect() as connection:
        names = connection.execute(text("select recipient_id from internal.delivery")).scalars()
        assert Counter(names).most_common(1)[0][1] == 1


def test_a_list_put_in_force_meanwhile_counts_from_the_next_publication_on(writer: Engine, couriers: Couriers) -> None:
    put_recipients(writer, listed(Channel.MAIL, [f"u{number}@x.example" for number in range(15)]))
    release(writer, publication_of())
    expand_chunk(writer, couriers, chunk=10)
    put_recipients(writer, listed(Channel.MAIL, ["new@x.example"]))
    while expand_chunk(writer, couriers, chunk=10):
        pass
    assert states(writer) == {"waiting": 15}


def test_each_who_is_not_told_has_a_reason_and_an_address_is_told_once(writer: Engine, couriers: Couriers) -> None:
    put_recipients(
        writer,
        [
            *listed(Channel.MAIL, ["a@x.example", "a@x.example", "b@x.example"]),
            *listed(Channel.SMS, ["+49301234567"]),
            *(replace(one, audience="partner") for one in listed(Channel.WEBHOOK, ["https://x.example/"])),
        ],
    )
    release(writer, publication_of())
    while expand_chunk(writer, couriers, chunk=2):
        pass
    assert reasons(writer) == {
        "mail-000000": "waiting",
        "mail-000001": "skipped duplicate_address",
        "mail-000002": "waiting",
        "sms-000000": "skipped no_courier",
    }
    with writer.connect() as connection:
        passed = connection.execute(text("select passed_over_count from internal.publication")).scalar_one()
        assert passed == 1


def test_a_played_history_reaches_nobody_outside(writer: Engine, couriers: Couriers) -> None:
    now = datetime.now(UTC)
    with writer.begin() as connection:
        set_clock(connection, Clock(now, now, Decimal(1), "Example operator"))
    put_recipients(writer, listed(Channel.MAIL, ["a@x.example"]) + listed(Channel.WEBHOOK, ["https://x.example/"]))
    release(writer, publication_of(), reach=PublicationReach(languages=("en",)))
    expand_chunk(writer, couriers)
    assert reasons(writer) == {"mail-000000": "waiting", "webhook-000000": "skipped played_history"}
