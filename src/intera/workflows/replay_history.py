"""Feeds a history through the same intake as live records, on the history's own clock.

The log is sorted by its own time and handed in instant by instant; the domain clock follows, so
that the cockpit afterwards shows the state at that moment.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import BinaryIO

from sqlalchemy import Engine, text

from intera.connectors import CONNECTORS
from intera.connectors.port import RawRecord
from intera.model.source import RejectedRecord, RejectReason, Source
from intera.store.clock import Clock, set_clock
from intera.store.inbox import ArrivedRecord, store_records, waiting_count

CHUNK = 4000
# How far the feeder may run ahead of the worker, in records.
AHEAD_MAX = 50_000
POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class History:
    """A history ready to be fed: records in order of time, and those that told no time."""

    records: Sequence[ArrivedRecord]
    parked: int


def read_history(stream: BinaryIO, source: Source, *, until: datetime | None = None) -> History:
    """A history in the order of its own clock.

    Args:
        stream: the file.
        source: whose export it is; names the connector.
        until: leave out what happened at or after this instant.

    Returns:
        The records, each received at its own time; a record that cannot be read comes right after
        the one before it, so that it is parked where it stood.
    """
    connector = CONNECTORS[source.connector]
    records: list[ArrivedRecord] = []
    parked = 0
    last_at = datetime(1990, 1, 1, tzinfo=UTC)
    for raw in connector.read(stream, source):
        if isinstance(raw, RejectedRecord):
            parked += 1
            records.append(
                ArrivedRecord(
                    source.source_id,
                    raw.detail.encode(),
                    last_at,
                    raw.event_key,
                    door_reason=raw.reason,
                    door_detail=raw.detail,
                )
            )
            continue
        last_at = raw.occurred_at or last_at
        if until is None or last_at < until:
            records.append(_arrived(raw, source, last_at))
    records.sort(key=lambda record: record.received_at)
    return History(records, parked)


def _arrived(raw: RawRecord, source: Source, at: datetime) -> ArrivedRecord:
    return ArrivedRecord(source.source_id, raw.body, at, raw.event_key, raw.content_type)


def reject(source_id: str, reason: RejectReason, detail: str, at: datetime) -> ArrivedRecord:
    """A record the door itself sets aside, kept with its reason only."""
    return ArrivedRecord(source_id, b"", at, door_reason=reason, door_detail=detail)


def chunks(records: Sequence[ArrivedRecord], size: int) -> Iterator[list[ArrivedRecord]]:
    """Records in chunks of about `size`, never parting those of one instant."""
    chunk: list[ArrivedRecord] = []
    for _, group in groupby(records, key=lambda record: record.received_at):
        chunk.extend(group)
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def feed(
    reader: Engine,
    writer: Engine,
    records: Sequence[ArrivedRecord],
    *,
    speed: Decimal | None,
    label: str,
    progress: Callable[[int, datetime], None],
) -> None:
    """Feeds records to the inbox, as fast as they are worked off or at a multiple of their own pace.

    Args:
        reader: the engine of the role that may put records in.
        writer: the worker's engine, for the domain clock and the length of the queue.
        records: in order of time.
        speed: how many seconds of history pass in one second; None for as fast as possible.
        label: what the clock is called on screen.
        progress: called with how many were fed and up to when.
    """
    fed = 0
    if not records:
        return
    start_at, started = records[0].received_at, time.monotonic()
    if speed is not None:
        _set(writer, start_at, speed, label)
    for chunk in chunks(records, CHUNK if speed is None else 1):
        at = chunk[-1].received_at
        if speed is not None:
            wait_s = float((at - start_at).total_seconds()) / float(speed) - (time.monotonic() - started)
            if wait_s > 0:
                time.sleep(wait_s)
        with reader.begin() as connection:
            store_records(connection, chunk)
        fed += len(chunk)
        if speed is None:
            _set(writer, at, Decimal(0), label)
            wait_until_waiting(writer, AHEAD_MAX)
        progress(fed, at)


def _set(writer: Engine, at: datetime, rate: Decimal, label: str) -> None:
    with writer.begin() as connection:
        set_clock(connection, Clock(at, datetime.now(UTC), rate, label))


def wait_until_waiting(writer: Engine, most: int) -> None:
    """Returns once no more than `most` records wait."""
    while True:
        with writer.connect() as connection:
            if waiting_count(connection) <= most:
                return
        time.sleep(POLL_S)


def end_replay(writer: Engine, at: datetime, label: str) -> None:
    """Stops the domain clock at an instant and tells every page to look again."""
    _set(writer, at, Decimal(0), label)
    with writer.begin() as connection:
        connection.execute(text("select pg_notify('intera_live', 'clock - 0')"))
