"""Is this delivery really from its sender, and which single events does it hold.

Source: CloudEvents 1.0 HTTP protocol binding sections 3.1 to 3.3; Standard Webhooks 1.0.
"""

import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, cast
from urllib.parse import unquote

from standardwebhooks.webhooks import Webhook

from intera.connectors.cloudevents.mapping import clock_of, event_key_of
from intera.connectors.port import (
    JSON_TYPE,
    MAX_DOCUMENT_BYTES,
    MAX_RECORD_BYTES,
    MAX_REF_CHARS,
    RawRecord,
    RefusedError,
    digest_key,
    dump_json,
    is_key,
    load_json,
    quoted,
    read_document,
)
from intera.model.source import RejectedRecord, RejectReason, Source

STRUCTURED_TYPE = "application/cloudevents+json"
BATCH_TYPE = "application/cloudevents-batch+json"

# Source: Standard Webhooks 1.0, "Timestamp": five minutes is the tolerance its libraries use.
_TOLERANCE = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TIMESTAMP_CHARS = 11
_MAX_SIGNATURES = 10
_ATTRIBUTE_PREFIX = "ce-"


def verify_signature(headers: Mapping[str, str], body: bytes, secret: str, *, at: datetime) -> RejectedRecord | None:
    """Nothing when a delivery is signed with the secret and fresh; else why it is refused.

    The signature is looked at first, so "stale" is only ever said of a delivery that was signed.

    Args:
        headers: the request's; names in any case. Needs webhook-id, webhook-timestamp and
            webhook-signature.
        body: the request's exact bytes.
        secret: the source's, base64 with or without its "whsec_" prefix.
        at: when it arrived, aware.

    Returns:
        None, or the refusal.
    """
    try:
        _check_signature({name.lower(): value for name, value in headers.items()}, body, secret, at=at)
    except RefusedError as refusal:
        return refusal.rejected()
    return None


def _check_signature(headers: Mapping[str, str], body: bytes, secret: str, *, at: datetime) -> None:
    delivery_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (0 < len(delivery_id) <= MAX_REF_CHARS and delivery_id.isprintable()):
        raise _unsigned("The delivery has no usable webhook-id; send all three webhook headers.")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP_CHARS):
        raise _unsigned("The delivery has no usable webhook-timestamp; send whole seconds since 1970.")
    sent_at = _EPOCH + timedelta(seconds=int(timestamp))
    expected = _sign(secret, delivery_id, sent_at, body)
    # Every candidate is compared in full, so the time taken tells nothing about which one came close.
    candidates = headers.get("webhook-signature", "").split(" ")[:_MAX_SIGNATURES]
    matches = sum(hmac.compare_digest(expected, candidate.encode("utf-8", "replace")) for candidate in candidates)
    if matches == 0:
        raise _unsigned(
            "The delivery's signature does not match; sign id, timestamp and body with the source's secret."
        )
    if abs(at - sent_at) > _TOLERANCE:
        raise RefusedError(
            RejectReason.STALE_DELIVERY,
            "The delivery was signed more than 5 minutes from now; check the clock and sign anew.",
        )


def _sign(secret: str, delivery_id: str, sent_at: datetime, body: bytes) -> bytes:
    # The library's own check reads the machine's clock; its signing is pure, so the check is made here.
    try:
        return Webhook(secret).sign(delivery_id, sent_at, body.decode("utf-8")).encode()
    except UnicodeDecodeError:
        raise _unsigned("The delivery is not UTF-8, so its signature cannot be checked.") from None
    except Exception:  # noqa: BLE001 the library names no common error for a secret it cannot use
        raise _unsigned("The secret kept for this source is not usable; set a new one.") from None


def _unsigned(detail: str) -> RefusedError:
    return RefusedError(RejectReason.BAD_SIGNATURE, detail)


def unpack(headers: Mapping[str, str], body: bytes) -> list[RawRecord | RejectedRecord]:
    """The single events of one HTTP delivery.

    Args:
        headers: the request's; names in any case.
        body: the request's bytes.

    Returns:
        One raw record an event: a structured event keeps its own bytes, a batch is split, a binary
        one becomes the structured event it stands for. A refusal where that cannot be done.
    """
    try:
        return list(_unpacked({name.lower(): value for name, value in headers.items()}, body))
    except RefusedError as refusal:
        return [refusal.rejected()]


def read_events(stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
    """Every event of a file.

    Args:
        stream: JSON lines of structured events, or one JSON text (an event, or a batch).
        source: not needed for reading; events say everything themselves.

    Yields:
        One raw record an event, or a refusal.
    """
    del source
    try:
        body = read_document(stream, MAX_DOCUMENT_BYTES)
        if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            yield from _batch(body, MAX_DOCUMENT_BYTES)
            return
    except RefusedError as refusal:
        yield refusal.rejected()
        return
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) > 1 and not lines[0].rstrip().endswith(b"}"):
        # The first line is not a whole event: one event written over several lines.
        lines = [body]
    for line in lines:
        yield _structured(line)


def _unpacked(headers: Mapping[str, str], body: bytes) -> Iterator[RawRecord | RejectedRecord]:
    if len(body) > MAX_RECORD_BYTES:
        raise RefusedError(
            RejectReason.OVERSIZED, f"The delivery is longer than {MAX_RECORD_BYTES:,} bytes; send smaller batches."
        )
    media_type, _, parameters = headers.get("content-type", "").lower().partition(";")
    media_type = media_type.strip()
    if "charset" in parameters and "utf-8" not in parameters and "utf8" not in parameters:
        raise RefusedError(RejectReason.BAD_ENCODING, "The delivery is not declared as UTF-8; send it as UTF-8.")
    if media_type == BATCH_TYPE:
        yield from _batch(body, MAX_RECORD_BYTES)
    elif media_type == STRUCTURED_TYPE:
        yield _structured(body)
    elif "ce-specversion" in headers:
        yield _binary(headers, media_type, body)
    else:
        raise RefusedError(
            RejectReason.MALFORMED,
            f"The content type {quoted(media_type)} is no CloudEvent; send {STRUCTURED_TYPE}, {BATCH_TYPE}, "
            "or the event's attributes as ce- headers.",
        )


def _structured(body: bytes) -> RawRecord:
    try:
        event = load_json(body)
    except RefusedError:
        # Kept as it came, so that what was parked can be looked at; mapping gives the reason.
        event = None
    return _raw(event, body)


def _batch(body: bytes, max_bytes: int) -> Iterator[RawRecord | RejectedRecord]:
    events = load_json(body, max_bytes=max_bytes)
    if not isinstance(events, list):
        raise RefusedError(RejectReason.MALFORMED, "A batch is one JSON list of events; this one is not.")
    for event in cast("list[object]", events):
        if isinstance(event, dict):
            found = cast("dict[str, object]", event)
            yield _raw(found, dump_json(found))
        else:
            yield RejectedRecord(
                RejectReason.MALFORMED, f"A batch holds events, each one JSON object; {quoted(event)} is not."
            )


def _binary(headers: Mapping[str, str], media_type: str, body: bytes) -> RawRecord:
    if media_type != JSON_TYPE and not media_type.endswith("+json"):
        raise RefusedError(
            RejectReason.MALFORMED, f"The event's data are {quoted(media_type)}; send them as {JSON_TYPE}."
        )
    event: dict[str, object] = {
        name.removeprefix(_ATTRIBUTE_PREFIX): _attribute(value)
        for name, value in sorted(headers.items())
        if name.startswith(_ATTRIBUTE_PREFIX)
    }
    event["datacontenttype"] = JSON_TYPE
    event["data"] = load_json(body)
    return _raw(event, dump_json(event))


def _attribute(value: str) -> str:
    # Source: CloudEvents HTTP binding section 3.1.3.2, header values are percent-encoded UTF-8.
    if not value.isprintable():
        raise RefusedError(RejectReason.HOSTILE_TEXT, "A ce- header holds control characters; percent-encode it.")
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise RefusedError(RejectReason.BAD_ENCODING, "A ce- header is not percent-encoded UTF-8.") from None


def _raw(event: object, body: bytes) -> RawRecord:
    attributes = cast("dict[str, object]", event) if isinstance(event, dict) else {}
    key = event_key_of(attributes)
    return RawRecord(body, key if is_key(key) else digest_key(body), clock_of(attributes), STRUCTURED_TYPE)
