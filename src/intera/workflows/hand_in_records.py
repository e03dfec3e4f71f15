"""Hands in what a source sends over HTTP: checked at the door, stored raw, acknowledged after the commit."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from intera.connectors.cloudevents.client import unpack, verify_signature
from intera.connectors.port import MAX_RECORD_BYTES
from intera.model.source import RejectedRecord, RejectReason
from intera.store import published
from intera.store.clock import read_clock
from intera.store.inbox import ArrivedRecord, store_records

CLOUDEVENT_TYPES = ("application/cloudevents+json", "application/cloudevents-batch+json")
LINES_TYPE = "application/x-ndjson"
RECORDS_MAX = 10_000
DELIVERY_BYTES_MAX = MAX_RECORD_BYTES


class UnknownSourceError(LookupError):
    """Nobody declared this source."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of a delivery: how many records were stored to be judged, how many set aside and why.

    `refused` is set when the whole delivery was turned away.
    """

    stored: int
    parked: int
    refused: RejectedRecord | None = None


def source_secret(door_key: bytes, source_id: str) -> str:
    """The secret a source signs its deliveries with, in Standard Webhooks form.

    Args:
        door_key: the installation's key, 32 bytes.
        source_id: the source.

    Returns:
        "whsec_" and base64; the same source always gets the same.

    Source: Standard Webhooks, secrets of 24 to 64 bytes, one per endpoint.
    """
    digest = hmac.new(door_key, f"source/{source_id}".encode(), hashlib.sha256).digest()
    return "whsec_" + b64encode(digest).decode()


def declared_sources(engine: Engine) -> list[str]:
    """The ids of the sources that may hand in records, sorted."""
    with engine.connect() as connection:
        return sorted(source.health.source_id for source in published.read_sources(connection))


def hand_in(
    engine: Engine, door_key: bytes, source_id: str, *, headers: Mapping[str, str], body: bytes | None
) -> HandedIn:
    """Stores a delivery in the inbox; what cannot be taken is stored with its reason, so that it is seen.

    Args:
        engine: of the pages' role, which may put records in.
        door_key: what sources' secrets are drawn from.
        source_id: who sends.
        headers: the request's headers, names in lower case.
        body: the request's body; None when it was too large to read.

    Returns:
        What became of it, after the commit.

    Raises:
        UnknownSourceError: no such source.
    """
    with engine.begin() as connection:
        if source_id not in {source.health.source_id for source in published.read_sources(connection)}:
            raise UnknownSourceError(source_id)
        at = read_clock(connection).now(datetime.now(UTC))
        if body is None:
            refused = RejectedRecord(RejectReason.OVERSIZED, "a delivery may have 10 MB; send it in parts")
            return _refuse(connection, source_id, refused, at, body=b"")
        wrong = verify_signature(headers, body, source_secret(door_key, source_id), at=datetime.now(UTC))
        if wrong is not None:
            # Who cannot sign cannot fill the disk either: the reason is kept, the body is not.
            return _refuse(connection, source_id, wrong, at, body=b"")
        records = _unpack(source_id, headers, body, at)
        if len(records) > RECORDS_MAX:
            refused = RejectedRecord(
                RejectReason.OVERSIZED, f"a delivery may hold {RECORDS_MAX:,} records; send it in parts"
            )
            return _refuse(connection, source_id, refused, at, body=body)
        store_records(connection, records)
    parked = sum(1 for record in records if record.door_reason is not None)
    return HandedIn(len(records) - parked, parked)


def _refuse(connection: Connection, source_id: str, refused: RejectedRecord, at: datetime, *, body: bytes) -> HandedIn:
    record = ArrivedRecord(
        source_id, body, at, refused.event_key, door_reason=refused.reason, door_detail=refused.detail
    )
    store_records(connection, [record])
    return HandedIn(0, 1, refused)


def _unpack(source_id: str, headers: Mapping[str, str], body: bytes, at: datetime) -> list[ArrivedRecord]:
    content_type = headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type in CLOUDEVENT_TYPES or "ce-specversion" in headers:
        found: list[ArrivedRecord] = []
        for item in unpack(headers, body):
            if isinstance(item, RejectedRecord):
                # The delivery is kept once, with the first item that cannot be used.
                kept = b"" if any(one.door_reason for one in found) else body
                found.append(
                    ArrivedRecord(source_id, kept, at, item.event_key, door_reason=item.reason, door_detail=item.detail)
                )
            else:
                found.append(ArrivedRecord(source_id, item.body, at, item.event_key, item.content_type))
        return found
    if content_type == LINES_TYPE:
        lines = [line for line in body.split(b"\n") if line.strip()]
        return [ArrivedRecord(source_id, line, at) for line in lines]
    return [ArrivedRecord(source_id, body, at)]
