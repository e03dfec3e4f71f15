"""Which tables are there, as SQLAlchemy Core sees them; the migrations create them.

Four schemas, each with its own database role (ADR-0007): `inbox` takes raw records and commands,
`internal` holds facts as received and every judgement, `published` holds what the declassifier
released per audience, `access` holds people's accounts and sessions.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData()
# What is counted of a source, inside and as published.
_COUNTS = ("taken_count", "duplicate_count", "parked_count")


def _instant(name: str, *, nullable: bool = True, is_now: bool = False) -> Column[object]:
    default = func.clock_timestamp() if is_now else None
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=default)


# --- inbox: insert only for the pages, drained by the worker ------------------------------------

RECORD = Table(
    "record",
    METADATA,
    Column("record_id", BigInteger, Identity(always=True), primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("event_key", Text, nullable=False, server_default=""),
    Column("content_type", Text, nullable=False, server_default="application/json"),
    Column("body", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    _instant("received_at", nullable=False),
    _instant("recorded_at", nullable=False, is_now=True),
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
    _instant("submitted_at", nullable=False, is_now=True),
    schema="inbox",
)

PENDING_COMMAND = Table(
    "pending_command",
    METADATA,
    Column("command_seq", BigInteger, Identity(always=True), primary_key=True),
    Column("command_id", Uuid, nullable=False),
    schema="inbox",
)

# --- internal: facts as received, judgements, the trail -----------------------------------------

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
    _instant("at", nullable=False),
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
    _instant("true_from", nullable=False),
    _instant("true_until"),
    _instant("known_at", nullable=False),
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
    _instant("occurred_at", nullable=False),
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
    _instant("opened_at", nullable=False),
    _instant("ended_at"),
    _instant("last_heard_at", nullable=False),
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
    _instant("promised_at", nullable=False),
    _instant("due_at", nullable=False),
    _instant("answered_at"),
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
    _instant("known_at", nullable=False),
    schema="internal",
)

SOURCE_STATE = Table(
    "source_state",
    METADATA,
    Column("source_id", Text, primary_key=True),
    _instant("last_heard_at"),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in _COUNTS),
    Column("is_late", Boolean, nullable=False, server_default=text("false")),
    schema="internal",
)

# Spells of harm that count against a contract, per product instance; open while `end_at` is null.
DOWNTIME = Table(
    "downtime",
    METADATA,
    Column("product_instance_id", Text, primary_key=True),
    Column("incident_id", Text, primary_key=True),
    _instant("start_at", nullable=False),
    _instant("end_at"),
    schema="internal",
)

TRAIL_ENTRY = Table(
    "trail_entry",
    METADATA,
    Column("entry_index", BigInteger, primary_key=True, autoincrement=False),
    _instant("decided_at", nullable=False),
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
    _instant("signed_at", nullable=False, is_now=True),
    schema="internal",
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("outbox_id", BigInteger, Identity(always=True), primary_key=True),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    _instant("created_at", nullable=False, is_now=True),
    _instant("delivered_at"),
    schema="internal",
)

# --- published: what the declassifier released, per audience ------------------------------------

PUBLISHED_INCIDENT = Table(
    "incident",
    METADATA,
    Column("audience", Text, primary_key=True),
    Column("incident_id", Text, primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    _instant("at", nullable=False),
    # The short part "What matters now" reads, and the whole document.
    Column("card", Text, nullable=False),
    Column("body", Text, nullable=False),
    schema="published",
)

PUBLISHED_CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("checkpoint_id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("team_name", Text, nullable=False),
    Column("promise", Text, nullable=False),
    _instant("promised_at", nullable=False),
    _instant("due_at", nullable=False),
    _instant("answered_at"),
    Column("outcome", Text),
    schema="published",
)

PUBLISHED_TRAIL = Table(
    "trail",
    METADATA,
    Column("entry_index", BigInteger, primary_key=True, autoincrement=False),
    Column("incident_id", Text, nullable=False),
    _instant("at", nullable=False),
    *(Column(name, Text, nullable=False) for name in ("kind", "summary", "basis", "actor")),
    schema="published",
)

# What we believed of an incident's reach, each time it moved: the line of its chart.
PUBLISHED_ESTIMATE = Table(
    "estimate",
    METADATA,
    Column("incident_id", Text, primary_key=True),
    Column("at", DateTime(timezone=True), primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in ("low", "best", "high")),
    schema="published",
)

PUBLISHED_TRAIL_CHECKPOINT = Table(
    "trail_checkpoint",
    METADATA,
    Column("singleton", Boolean, primary_key=True, server_default=text("true")),
    Column("size", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    schema="published",
)

PUBLISHED_SOURCE = Table(
    "source",
    METADATA,
    Column("source_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("expected_every_s", Integer, nullable=False),
    _instant("last_heard_at"),
    *(Column(name, BigInteger, nullable=False) for name in _COUNTS),
    schema="published",
)

PUBLISHED_PARKED = Table(
    "parked",
    METADATA,
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("state", Text, nullable=False),
    _instant("at", nullable=False),
    schema="published",
)

PUBLISHED_SETTING = Table(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
    schema="published",
)

PUBLISHED_CLOCK = Table(
    "clock",
    METADATA,
    Column("singleton", Boolean, primary_key=True, server_default=text("true")),
    _instant("anchor_at", nullable=False),
    _instant("anchor_wall_at", nullable=False),
    Column("rate", Numeric, nullable=False),
    Column("label", Text, nullable=False),
    schema="published",
)

COMMAND_OUTCOME = Table(
    "command_outcome",
    METADATA,
    Column("command_id", Uuid, primary_key=True),
    Column("is_done", Boolean, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    _instant("at", nullable=False),
    schema="published",
)

# --- access: people, sessions, tokens ------------------------------------------------------------

PERSON = Table(
    "person",
    METADATA,
    Column("person_id", Uuid, primary_key=True),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("team_id", Text, nullable=False, server_default=""),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
    _instant("created_at", nullable=False, is_now=True),
    UniqueConstraint("login", name="person_login_key"),
    schema="access",
)

SESSION = Table(
    "session",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("csrf_token", Text, nullable=False),
    _instant("created_at", nullable=False, is_now=True),
    _instant("seen_at", nullable=False, is_now=True),
    _instant("expires_at", nullable=False),
    schema="access",
)

API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person_id", Uuid, nullable=False),
    _instant("created_at", nullable=False, is_now=True),
    _instant("expires_at"),
    schema="access",
)

SIGN_IN_ATTEMPT = Table(
    "sign_in_attempt",
    METADATA,
    Column("attempt_id", BigInteger, Identity(always=True), primary_key=True),
    Column("login_hash", LargeBinary, nullable=False),
    _instant("at", nullable=False, is_now=True),
    Column("is_success", Boolean, nullable=False),
    schema="access",
)
