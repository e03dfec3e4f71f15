"""What does one CloudEvent say, in the product's words.

Source: CloudEvents 1.0 section 3 (context attributes); record.schema.json beside this file.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from intera.connectors.port import (
    RefusedError,
    build_record,
    check_ref,
    load_json,
    load_object,
    parse_iso,
    quoted,
)
from intera.model.source import RecordKind, RejectedRecord, RejectReason, Source, SourceRecord

_SPEC_VERSION = "1.0"
_TYPES: Mapping[str, RecordKind] = {f"org.intera.{kind.value}.v1": kind for kind in RecordKind}
# The event's own attributes say these two; data that repeat one could contradict it.
_SAID_OUTSIDE = ("occurred_at",)


def event_key_of(event: Mapping[str, object]) -> str:
    """What names one event among all senders: its source and id together.

    Args:
        event: the structured event.

    Returns:
        The key, empty when either is not a text.
    """
    source, event_id = event.get("source"), event.get("id")
    if isinstance(source, str) and isinstance(event_id, str) and source and event_id:
        return f"{source}|{event_id}"
    return ""


def clock_of(event: Mapping[str, object]) -> datetime | None:
    """When the event says it happened, None when it gives no usable time.

    Args:
        event: the structured event.

    Returns:
        Aware UTC, or None.
    """
    time = event.get("time")
    try:
        return parse_iso(time) if isinstance(time, str) else None
    except RefusedError:
        return None


def map_event(body: bytes, source: Source) -> SourceRecord | RejectedRecord:
    """What one event says, in the product's words.

    Args:
        body: one structured event.
        source: whose event it is.

    Returns:
        The record, or why it was refused.
    """
    try:
        return _record(load_object(body), source)
    except RefusedError as refusal:
        return refusal.rejected()


def _record(event: Mapping[str, object], source: Source) -> SourceRecord:
    version = _attribute(event, "specversion")
    if version != _SPEC_VERSION:
        raise RefusedError(
            RejectReason.MALFORMED, f"The event's specversion is {quoted(version)}; send CloudEvents {_SPEC_VERSION}."
        )
    type_name = _attribute(event, "type")
    kind = _TYPES.get(type_name)
    if kind is None:
        raise RefusedError(
            RejectReason.UNKNOWN_KIND, f"The event's type is {quoted(type_name)}; use one such as org.intera.probe.v1."
        )
    key = f"{_attribute(event, 'source')}|{_attribute(event, 'id')}"
    values = dict(_data(event))
    for name in _SAID_OUTSIDE:
        if name in values:
            raise RefusedError(
                RejectReason.MALFORMED, f"The event's data repeat {name}; say it in the event's time only."
            )
    values["occurred_at"] = _attribute(event, "time")
    if "external_id" not in values and "subject" in event:
        values["external_id"] = _attribute(event, "subject")
    return build_record(values, source, event_key=key, kind=kind)


def _attribute(event: Mapping[str, object], name: str) -> str:
    value = event.get(name)
    if value is None or value == "":
        raise RefusedError(RejectReason.MISSING_FIELD, f"The event has no {name}; send it.")
    if not isinstance(value, str):
        raise RefusedError(RejectReason.MALFORMED, f"The event's {name} must be text; {quoted(value)} is not.")
    return check_ref(value, name)


def _data(event: Mapping[str, object]) -> Mapping[str, object]:
    data = event.get("data")
    if data is None and "data_base64" in event:
        data = load_json(_decoded(event["data_base64"]))
    if not isinstance(data, dict):
        raise RefusedError(
            RejectReason.MISSING_FIELD if data is None else RejectReason.MALFORMED,
            "The event's data must be one JSON object of record fields; see record.schema.json.",
        )
    return cast("dict[str, object]", data)


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(cast("str", text), validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise RefusedError(
            RejectReason.BAD_ENCODING, "The event's data_base64 is not base64; send data as JSON."
        ) from None
