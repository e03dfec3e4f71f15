"""What a source sends over HTTP is checked at the door and stored raw before it is acknowledged."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from standardwebhooks.webhooks import Webhook

from flows.drive import scalars
from flows.town import DESK, TESTS, after, event, town
from intera.model.source import RejectReason
from intera.store.changes import SourceCount
from intera.workflows.hand_in_records import HandedIn, UnknownSourceError, hand_in, source_secret
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation

STRUCTURED = "application/cloudevents+json"
GOOD = event(TESTS, "e1", after(0), external_id="coast", state="degraded", service_ref="mobile")


def headers_for(key: bytes, body: bytes, *, source_id: str = TESTS, age: timedelta = timedelta()) -> dict[str, str]:
    sent_at = datetime.now(UTC) - age
    signature = Webhook(source_secret(key, source_id)).sign("delivery-1", sent_at, body.decode())
    return {
        "content-type": STRUCTURED,
        "webhook-id": "delivery-1",
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": signature,
    }


@pytest.fixture
def reader(installation: Installation, worker: Worker) -> Iterator[Engine]:
    with worker.door.open() as work:
        work.count([SourceCount(source.source_id, source.name, source.kind, 0, None) for source in town().sources])
    engine = installation.reader_engine()
    yield engine
    engine.dispose()


def test_a_signed_delivery_is_stored_byte_for_byte(installation: Installation, reader: Engine, worker: Worker) -> None:
    key = installation.door_key
    assert hand_in(reader, key, TESTS, headers=headers_for(key, GOOD), body=GOOD) == HandedIn(1, 0)
    assert [bytes(body) for body in scalars(worker.engine, "select body from inbox.record")] == [GOOD]  # type: ignore[call-overload]
    assert scalars(worker.engine, "select count(*) from inbox.pending") == [1]


def test_a_batch_is_split_and_what_is_no_event_is_set_aside(
    installation: Installation, reader: Engine, worker: Worker
) -> None:
    key = installation.door_key
    body = json.dumps([json.loads(GOOD), "no event", json.loads(GOOD) | {"id": "e2"}]).encode()
    headers = headers_for(key, body) | {"content-type": "application/cloudevents-batch+json; charset=utf-8"}
    assert hand_in(reader, key, TESTS, headers=headers, body=body) == HandedIn(2, 1)
    reasons = "select coalesce(door_reason, 'none') from inbox.record order by record_id"
    assert scalars(worker.engine, reasons) == ["none", "malformed", "none"]


def test_lines_are_one_record_each_and_anything_else_is_one_record(
    installation: Installation, reader: Engine, worker: Worker
) -> None:
    key = installation.door_key
    body = b'{"a": 1}\n\n{"a": 2}\n'
    headers = headers_for(key, body) | {"content-type": "application/x-ndjson"}
    assert hand_in(reader, key, TESTS, headers=headers, body=body).stored == 2
    headers = headers_for(key, body) | {"content-type": "text/plain"}
    assert hand_in(reader, key, TESTS, headers=headers, body=body).stored == 1
    assert scalars(worker.engine, "select count(*) from inbox.record") == [3]


def _wrong(key: bytes) -> list[tuple[dict[str, str], bytes, RejectReason]]:
    good = headers_for(key, GOOD)
    return [
        (headers_for(b"another key, 32 bytes long......", GOOD), GOOD, RejectReason.BAD_SIGNATURE),
        (headers_for(key, GOOD, source_id=DESK), GOOD, RejectReason.BAD_SIGNATURE),
        (good, GOOD.replace(b"degraded", b"ok"), RejectReason.BAD_SIGNATURE),
        ({}, GOOD, RejectReason.BAD_SIGNATURE),
        (good | {"webhook-timestamp": "9" * 400}, GOOD, RejectReason.BAD_SIGNATURE),
        (good, b"\xff\xfe", RejectReason.BAD_SIGNATURE),
        (headers_for(key, GOOD, age=timedelta(minutes=6)), GOOD, RejectReason.STALE_DELIVERY),
        (headers_for(key, GOOD, age=-timedelta(minutes=6)), GOOD, RejectReason.STALE_DELIVERY),
    ]


def test_what_is_not_signed_is_refused_and_only_its_reason_is_kept(
    installation: Installation, reader: Engine, worker: Worker
) -> None:
    key = installation.door_key
    wrong = _wrong(key)
    for headers, body, reason in wrong:
        handed_in = hand_in(reader, key, TESTS, headers=headers, body=body)
        assert (handed_in.stored, handed_in.parked) == (0, 1)
        assert handed_in.refused
        assert handed_in.refused.reason is reason
    assert scalars(worker.engine, "select sum(length(body))::int from inbox.record") == [0]
    assert scalars(worker.engine, "select count(*) from inbox.record where door_reason is not null") == [len(wrong)]


def test_a_delivery_too_large_to_read_is_refused(installation: Installation, reader: Engine, worker: Worker) -> None:
    handed_in = hand_in(reader, installation.door_key, TESTS, headers={}, body=None)
    assert handed_in.refused
    assert handed_in.refused.reason is RejectReason.OVERSIZED
    assert scalars(worker.engine, "select door_reason from inbox.record") == ["oversized"]


def test_an_unknown_source_is_not_listened_to(installation: Installation, reader: Engine, worker: Worker) -> None:
    for name in ("nobody", "unknown", "'; drop table inbox.record"):
        with pytest.raises(UnknownSourceError):
            hand_in(reader, installation.door_key, name, headers=headers_for(installation.door_key, GOOD), body=GOOD)
    assert scalars(worker.engine, "select count(*) from inbox.record") == [0]


def test_each_source_has_a_secret_of_its_own(installation: Installation) -> None:
    key = installation.door_key
    assert source_secret(key, TESTS) == source_secret(key, TESTS) != source_secret(key, DESK)
    assert source_secret(key, TESTS).startswith("whsec_")
