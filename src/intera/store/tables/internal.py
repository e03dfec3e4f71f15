"""Internal: facts as received, every judgement, and the trail."""

from sqlalchemy import BigInteger, Boolean, Column, Identity, LargeBinary, Table, Text, text

from intera.store.tables.parts import COUNTS, METADATA, instant

SEEN_RECORD = Table(
    "seen_record",
    METADATA,
    Column("source_id", Text, primary_key=True),
    Column("event_key", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("record_id", BigInteger, nullable=False),
    schema="internal",
)

PARKED_RECORD = Table(
    "parked_record",
    METADATA,
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False),
    Column("event_key", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("state", Text, nullable=False),
    instant("at", nullable=False),
    schema="internal",
)

# Bitemporal and append-only: when it was true, when it was known. For one subject and attribute
# the row with the newest `known_at` whose span holds the asked instant wins (ADR-0004).
FACT = Table(
    "fact",
    METADATA,
    Column("fact_id", BigInteger, Identity(always=True), primary_key=True),
    Column("subject", Text, nullable=False),
    Column("attribute", Text, nullable=False),
    Column("value", Text, nullable=False),
    instant("true_from", nullable=False),
    instant("true_until"),
    instant("known_at", nullable=False),
    Column("record_id", BigInteger),
    schema="internal",
)

SIGNAL = Table(
    "signal",
    METADATA,
    Column("signal_id", Text, primary_key=True),
    # Empty while it belongs to no incident; a series has one row per incident it spoke of.
    Column("incident_id", Text, primary_key=True),
    Column("correlation_key", Text, nullable=False),
    instant("occurred_at", nullable=False),
    Column("body", Text, nullable=False),
    schema="internal",
)

INCIDENT = Table(
    "incident",
    METADATA,
    Column("incident_id", Text, primary_key=True),
    Column("correlation_key", Text, nullable=False),
    Column("fingerprint_id", Text, nullable=False),
    Column("lifecycle", Text, nullable=False),
    Column("is_open", Boolean, nullable=False),
    instant("opened_at", nullable=False),
    instant("ended_at"),
    instant("last_heard_at", nullable=False),
    Column("customers_best", BigInteger),
    Column("version", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    schema="internal",
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("checkpoint_id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("team_id", Text, nullable=False),
    instant("promised_at", nullable=False),
    instant("due_at", nullable=False),
    instant("answered_at"),
    Column("outcome", Text),
    Column("body", Text, nullable=False),
    schema="internal",
)

REFERENCE = Table(
    "reference",
    METADATA,
    Column("reference_id", BigInteger, Identity(always=True), primary_key=True),
    Column("operator_name", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("policies", Text, nullable=False),
    instant("known_at", nullable=False),
    schema="internal",
)

SOURCE_STATE = Table(
    "source_state",
    METADATA,
    Column("source_id", Text, primary_key=True),
    instant("last_heard_at"),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in COUNTS),
    Column("is_late", Boolean, nullable=False, server_default=text("false")),
    schema="internal",
)

# Spells of harm that count against a contract, per product instance; open while `end_at` is null.
DOWNTIME = Table(
    "downtime",
    METADATA,
    Column("product_instance_id", Text, primary_key=True),
    Column("incident_id", Text, primary_key=True),
    instant("start_at", nullable=False),
    instant("end_at"),
    schema="internal",
)

# What came of each thing stated of an incident: what the product learns from, in the order it became known.
OUTCOME = Table(
    "outcome",
    METADATA,
    Column("outcome_id", BigInteger, Identity(always=True), primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    instant("known_at", nullable=False),
    Column("happened", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    schema="internal",
)

CHANGE_STRENGTH = Table(
    "change_strength",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("hit_count", BigInteger, nullable=False),
    Column("start_count", BigInteger, nullable=False),
    Column("placebo_hit_count", BigInteger, nullable=False),
    Column("placebo_count", BigInteger, nullable=False),
    schema="internal",
)

TRAIL_ENTRY = Table(
    "trail_entry",
    METADATA,
    Column("entry_index", BigInteger, primary_key=True, autoincrement=False),
    instant("decided_at", nullable=False),
    *(Column(name, Text, nullable=False) for name in ("kind", "subject", "body")),
    Column("leaf_hash", LargeBinary, nullable=False),
    schema="internal",
)

TRAIL_HEAD = Table(
    "trail_head",
    METADATA,
    Column("singleton", Boolean, primary_key=True, server_default=text("true")),
    Column("size", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    schema="internal",
)

TRAIL_CHECKPOINT = Table(
    "trail_checkpoint",
    METADATA,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    instant("signed_at", nullable=False, is_now=True),
    schema="internal",
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("outbox_id", BigInteger, Identity(always=True), primary_key=True),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    instant("created_at", nullable=False, is_now=True),
    instant("delivered_at"),
    schema="internal",
)
