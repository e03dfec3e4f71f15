"""Inbox: raw records and commands as they arrived; insert only for the pages, drained by the worker."""

from sqlalchemy import BigInteger, Column, Identity, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from intera.store.tables.parts import METADATA, instant

RECORD = Table(
    "record",
    METADATA,
    Column("record_id", BigInteger, Identity(always=True), primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("event_key", Text, nullable=False, server_default=""),
    Column("content_type", Text, nullable=False, server_default="application/json"),
    Column("body", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    instant("received_at", nullable=False),
    instant("recorded_at", nullable=False, is_now=True),
    Column("door_reason", Text),
    Column("door_detail", Text),
    schema="inbox",
)

PENDING = Table(
    "pending", METADATA, Column("record_id", BigInteger, primary_key=True, autoincrement=False), schema="inbox"
)

COMMAND = Table(
    "command",
    METADATA,
    Column("command_id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("incident_id", Text, nullable=False, server_default=""),
    Column("body", JSONB, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("actor_team_id", Text, nullable=False, server_default=""),
    Column("actor_role", Text, nullable=False),
    instant("submitted_at", nullable=False, is_now=True),
    schema="inbox",
)

PENDING_COMMAND = Table(
    "pending_command",
    METADATA,
    Column("command_seq", BigInteger, Identity(always=True), primary_key=True),
    Column("command_id", Uuid, nullable=False),
    schema="inbox",
)
