"""What has arrived and waits: raw records and commands, acknowledged once they are committed here.

Nothing is parsed on the way in. The pages' role may insert and nothing else (ADR-0007).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from sqlalchemy import Connection, insert, text

from intera.model.decision import Plain
from intera.model.source import RejectReason
from intera.store import tables
from intera.store.database import driver
from intera.store.staging import insert_rows

_NAMES = ("source_id", "event_key", "content_type", "body", "digest", "received_at", "door_reason", "door_detail")


@dataclass(frozen=True, slots=True)
class ArrivedRecord:
    """A raw record at the door; `door_reason` is set when the door already knows it cannot be taken."""

    source_id: str
    body: bytes
    received_at: datetime
    event_key: str = ""
    content_type: str = "application/json"
    door_reason: RejectReason | None = None
    door_detail: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A raw record taken from the queue."""

    record_id: int
    source_id: str
    event_key: str
    body: bytes
    digest: bytes
    received_at: datetime
    door_reason: RejectReason | None
    door_detail: str


@dataclass(frozen=True, slots=True)
class WaitingCommand:
    """A person's command taken from the queue."""

    command_id: UUID
    kind: str
    incident_id: str
    body: dict[str, Plain]
    actor_name: str
    actor_team_id: str
    actor_role: str


def store_records(connection: Connection, records: Sequence[ArrivedRecord]) -> None:
    """Puts raw records in the inbox; they are safe when the caller's transaction commits.

    Args:
        connection: a connection of the pages' role.
        records: the records; bodies are kept byte for byte.
    """
    rows = [
        (
            record.source_id,
            record.event_key,
            record.content_type,
            record.body,
            hashlib.sha256(record.body).digest(),
            record.received_at,
            record.door_reason.value if record.door_reason else None,
            record.door_detail or None,
        )
        for record in records
    ]
    cursor = driver(connection).cursor()
    insert_rows(cursor, tables.RECORD, _NAMES, rows)
    cursor.close()


def store_command(connection: Connection, command: WaitingCommand) -> None:
    """Puts a person's command in the inbox; a worker carries it out.

    Args:
        connection: a connection of the pages' role.
        command: the command with the person it is from.
    """
    connection.execute(
        insert(tables.COMMAND).values(
            command_id=command.command_id,
            kind=command.kind,
            incident_id=command.incident_id,
            body=command.body,
            actor_name=command.actor_name,
            actor_team_id=command.actor_team_id,
            actor_role=command.actor_role,
        )
    )


_CLAIM = """
with mine as (select record_id from inbox.pending where record_id > %(beyond)s order by record_id limit %(limit)s
    for update skip locked)
select r.record_id, r.source_id, r.event_key, r.body, r.digest, r.received_at, r.door_reason, r.door_detail
from mine join inbox.record r using (record_id) order by r.record_id
"""


def claim_records(connection: Connection, limit: int, *, is_exact: bool = False) -> list[WaitingRecord]:
    """The next records of the queue, in the order they arrived, held until the transaction ends.

    Statements of one instant are always judged together: when the queue goes on, those of the last
    instant stay for the next batch, and an instant larger than a batch comes whole.

    Args:
        connection: the worker's connection.
        limit: how many at most, 1 or more; only an instant that is larger alone goes beyond it.
        is_exact: give exactly the first `limit` records, wherever that parts an instant.

    Returns:
        The records; an empty list when none waits.
    """
    records = _claim(connection, limit, beyond=0)
    if is_exact or len(records) < limit:
        return records
    last = records[-1].received_at
    if records[0].received_at != last:
        while records[-1].received_at == last:
            records.pop()
        return records
    while more := _claim(connection, limit, beyond=records[-1].record_id):
        same = list(takewhile(lambda record: record.received_at == last, more))
        records += same
        if len(same) < limit:
            break
    return records


def _claim(connection: Connection, limit: int, *, beyond: int) -> list[WaitingRecord]:
    cursor = driver(connection).cursor(binary=True)
    cursor.execute(_CLAIM, {"limit": limit, "beyond": beyond})
    records = [
        WaitingRecord(row[0], row[1], row[2], row[3], row[4], row[5], _reason(row[6]), row[7] or "")
        for row in cursor.fetchall()
    ]
    cursor.close()
    return records


def _reason(stored: str | None) -> RejectReason | None:
    return RejectReason(stored) if stored else None


def claim_commands(connection: Connection, limit: int) -> list[WaitingCommand]:
    """The next commands, oldest first, taken off the queue when the transaction commits.

    Args:
        connection: the worker's connection.
        limit: how many at most.

    Returns:
        The commands.
    """
    rows = connection.execute(
        text(
            "with mine as (delete from inbox.pending_command where command_seq in (select command_seq"
            " from inbox.pending_command order by command_seq limit :limit for update skip locked)"
            " returning command_seq, command_id)"
            " select c.command_id, c.kind, c.incident_id, c.body, c.actor_name, c.actor_team_id, c.actor_role"
            " from mine join inbox.command c using (command_id) order by mine.command_seq"
        ),
        {"limit": limit},
    )
    return [WaitingCommand(*row) for row in rows]


def waiting_count(connection: Connection) -> int:
    """How many records wait."""
    return int(connection.execute(text("select count(*) from inbox.pending")).scalar_one())
