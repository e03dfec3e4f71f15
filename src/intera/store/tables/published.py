"""Published: what the one declassifier released, per audience."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, Numeric, Table, Text, Uuid, text

from intera.store.tables.parts import COUNTS, METADATA, instant

PUBLISHED_INCIDENT = Table(
    "incident",
    METADATA,
    Column("audience", Text, primary_key=True),
    Column("incident_id", Text, primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    instant("at", nullable=False),
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
    instant("promised_at", nullable=False),
    instant("due_at", nullable=False),
    instant("answered_at"),
    Column("outcome", Text),
    schema="published",
)

PUBLISHED_TRAIL = Table(
    "trail",
    METADATA,
    Column("entry_index", BigInteger, primary_key=True, autoincrement=False),
    Column("incident_id", Text, nullable=False),
    instant("at", nullable=False),
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
    instant("last_heard_at"),
    *(Column(name, BigInteger, nullable=False) for name in COUNTS),
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
    instant("at", nullable=False),
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
    instant("anchor_at", nullable=False),
    instant("anchor_wall_at", nullable=False),
    Column("rate", Numeric, nullable=False),
    Column("label", Text, nullable=False),
    schema="published",
)

# Pages of figures over many incidents, made anew as they change.
PUBLISHED_BOARD = Table(
    "board",
    METADATA,
    Column("audience", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    instant("at", nullable=False),
    Column("body", Text, nullable=False),
    schema="published",
)

COMMAND_OUTCOME = Table(
    "command_outcome",
    METADATA,
    Column("command_id", Uuid, primary_key=True),
    Column("is_done", Boolean, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    instant("at", nullable=False),
    schema="published",
)
