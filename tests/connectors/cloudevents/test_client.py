"""Only a delivery signed with the secret gets in, and it comes apart into single events."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from intera.connectors.cloudevents.client import read_events, unpack, verify_signature
from intera.connectors.cloudevents.mapping import map_event
from intera.connectors.port import RawRecord
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

SOURCE = Source(SourceId("s"), "S", "cloudevents", RecordKind.PROBE)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 the example of the Standard Webhooks text
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
EVENT: dict[str, object] = {
    "specversion": "1.0",
    "id": "1",
    "source": "/a",
    "type": "org.intera.probe.v1",
    "time": "2026-03-01T10:00:00Z",
    "subject": "p",
    "data": {"state": "ok"},
}
STRUCTURED = {"Content-Type": "application/cloudevents+json; charset=UTF-8"}
BATCH = {"content-type": "application/cloudevents-batch+json"}
BINARY = {
    "Content-Type": "application/json",
    "CE-SpecVersion": "1.0",
    "ce-id": "1",
    "ce-source": "/a",
    "ce-type": "org.intera.probe.v1",
    "ce-time": "2026-03-01T10:00:00Z",
    "ce-subject": "Z%C3%BCrich",
}


def signed(body: bytes, *, at: datetime = AT, secret: str = SECRET) -> dict[str, str]:
    """Headers as a sender with the library makes them."""
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": Webhook(secret).sign("msg_1", at, body.decode()),
    }


def reason_of(headers: Mapping[str, str], body: bytes, *, secret: str = SECRET) -> RejectReason | None:
    """Why a delivery is refused, None when it is not."""
    refused = verify_signature(headers, body, secret, at=AT)
    return refused.reason if refused else None


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_a_signed_delivery_is_taken(text: str) -> None:
    assert verify_signature(signed(text.encode()), text.encode(), SECRET, at=AT) is None


def test_the_example_signature_of_the_standard_is_taken() -> None:
    # Source: Standard Webhooks 1.0 and its reference tests.
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    at = datetime.fromtimestamp(1614265330, UTC)
    assert verify_signature(headers, b'{"test": 2432232314}', SECRET, at=at) is None


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [
        (0, None),
        (300, None),
        (-300, None),
        (301, "STALE_DELIVERY"),
        (-301, "STALE_DELIVERY"),
        (10**9, "STALE_DELIVERY"),
    ],
)
def test_a_delivery_is_taken_within_five_minutes(seconds: int, reason: str | None) -> None:
    headers = signed(b"{}", at=AT + timedelta(seconds=seconds))
    assert reason_of(headers, b"{}") == (RejectReason[reason] if reason else None)


def test_one_good_signature_among_several_is_enough() -> None:
    headers = signed(b"{}")
    good = headers["Webhook-Signature"]
    assert reason_of({**headers, "Webhook-Signature": f"v1a,xx v1,AAAA {good}"}, b"{}") is None
    assert reason_of({**headers, "Webhook-Signature": "v1,x " * 50 + good}, b"{}") is RejectReason.BAD_SIGNATURE


@pytest.mark.parametrize(
    "changed",
    [
        {"Webhook-Id": "msg_2"},
        {"Webhook-Id": ""},
        {"Webhook-Id": "x" * 300},
        {"Webhook-Id": "a\nb"},
        {"Webhook-Timestamp": ""},
        {"Webhook-Timestamp": "nan"},
        {"Webhook-Timestamp": "1e9"},
        {"Webhook-Timestamp": "-5"},
        {"Webhook-Timestamp": "9" * 400},
        {"Webhook-Timestamp": "99999999999"},
        {"Webhook-Timestamp": "1772359201"},
        {"Webhook-Signature": ""},
        {"Webhook-Signature": "v1"},
        {"Webhook-Signature": "v1,\ud800é"},
        {"Webhook-Signature": "v2," + "A" * 43 + "="},
    ],
)
def test_a_changed_header_is_refused(changed: dict[str, str]) -> None:
    assert reason_of({**signed(b"{}"), **changed}, b"{}") is RejectReason.BAD_SIGNATURE


def test_a_changed_body_or_another_secret_is_refused() -> None:
    assert reason_of(signed(b"{}"), b"{ }") is RejectReason.BAD_SIGNATURE
    assert reason_of(signed(b"{}"), b"\xff") is RejectReason.BAD_SIGNATURE
    assert reason_of({}, b"{}") is RejectReason.BAD_SIGNATURE
    for secret in ("whsec_AAAA", "", "whsec_", "é", "!"):
        assert reason_of(signed(b"{}"), b"{}", secret=secret) is RejectReason.BAD_SIGNATURE


def test_a_structured_event_keeps_its_bytes() -> None:
    body = json.dumps(EVENT, indent=1).encode()
    (raw,) = unpack(STRUCTURED, body)
    assert raw == RawRecord(body, "/a|1", AT, "application/cloudevents+json")


def test_a_structured_body_that_is_no_event_is_kept_for_parking() -> None:
    (raw,) = unpack(STRUCTURED, b"{")
    assert isinstance(raw, RawRecord)
    assert raw.body == b"{"
    assert raw.event_key.startswith("sha256:")
    assert isinstance(map_event(raw.body, SOURCE), RejectedRecord)


def test_a_batch_comes_apart() -> None:
    found = unpack(BATCH, json.dumps([EVENT, 7, {**EVENT, "id": "2"}]).encode())
    assert [raw.event_key if isinstance(raw, RawRecord) else raw.reason for raw in found] == [
        "/a|1",
        RejectReason.MALFORMED,
        "/a|2",
    ]
    assert unpack(BATCH, b"[]") == []


def test_a_binary_event_is_the_structured_one_it_stands_for() -> None:
    (raw,) = unpack(BINARY, b'{"state": "ok"}')
    assert isinstance(raw, RawRecord)
    record = map_event(raw.body, SOURCE)
    assert isinstance(record, SourceRecord)
    assert (record.external_id, record.event_key, record.occurred_at) == ("Zürich", "/a|1", AT)
    assert unpack(dict(reversed(BINARY.items())), b'{"state": "ok"}') == [raw]


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({}, b"{}", RejectReason.MALFORMED),
        ({"content-type": "text/html"}, b"<html>", RejectReason.MALFORMED),
        ({"content-type": "application/cloudevents+json; charset=latin1"}, b"{}", RejectReason.BAD_ENCODING),
        (STRUCTURED, b"x" * 10_000_001, RejectReason.OVERSIZED),
        (BATCH, b"{}", RejectReason.MALFORMED),
        (BATCH, b"[NaN]", RejectReason.BAD_NUMBER),
        (BATCH, b"[" * 100_000, RejectReason.MALFORMED),
        ({**BINARY, "Content-Type": "text/plain"}, b"x", RejectReason.MALFORMED),
        ({**BINARY, "ce-id": "a\nb"}, b"{}", RejectReason.HOSTILE_TEXT),
        ({**BINARY, "ce-id": "%ff"}, b"{}", RejectReason.BAD_ENCODING),
        (BINARY, b"{", RejectReason.MALFORMED),
    ],
)
def test_what_cannot_be_unpacked_is_refused(headers: dict[str, str], body: bytes, reason: RejectReason) -> None:
    (refused,) = unpack(headers, body)
    assert isinstance(refused, RejectedRecord)
    assert refused.reason is reason


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*BINARY, "content-type"]), st.text()), st.binary())
def test_no_delivery_makes_it_raise(headers: dict[str, str], body: bytes) -> None:
    assert isinstance(unpack(headers, body), list)
    assert isinstance(verify_signature(headers, body, SECRET, at=AT), RejectedRecord)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(EVENT).encode() + b"\n\n" + json.dumps({**EVENT, "id": "2"}).encode(),
        b"\xef\xbb\xbf " + json.dumps([EVENT, {**EVENT, "id": "2"}], indent=2).encode(),
    ],
)
def test_a_file_holds_lines_or_a_batch(content: bytes) -> None:
    found = list(read_events(io.BytesIO(content), SOURCE))
    assert [raw.event_key for raw in found if isinstance(raw, RawRecord)] == ["/a|1", "/a|2"]


def test_a_file_may_be_one_event_over_several_lines() -> None:
    (raw,) = read_events(io.BytesIO(json.dumps(EVENT, indent=2).encode()), SOURCE)
    assert isinstance(raw, RawRecord)
    assert raw.event_key == "/a|1"
    (refused,) = read_events(io.BytesIO(b"[1"), SOURCE)
    assert isinstance(refused, RejectedRecord)
