"""Whom we tell, what was released to them, and what became of each sending (ADR-0020)."""

from sqlalchemy import BigInteger, Boolean, Column, Identity, Integer, LargeBinary, Table, Text, text

from intera.store.tables.parts import METADATA, instant

RECIPIENT_LIST = Table(
    "recipient_list",
    METADATA,
    Column("list_id", BigInteger, Identity(always=True), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("recipient_count", BigInteger, nullable=False),
    instant("known_at", nullable=False),
    Column("is_in_force", Boolean, nullable=False, server_default=text("false")),
    schema="internal",
)

RECIPIENT = Table(
    "recipient",
    METADATA,
    Column("list_id", BigInteger, primary_key=True, autoincrement=False),
    Column("recipient_id", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("audience", "channel", "address", "language")),
    Column("account_id", Text),
    Column("partner_code", Text),
    Column("service_ids", Text, nullable=False),
    Column("region_ids", Text, nullable=False),
    schema="internal",
)

UNSUBSCRIBED = Table(
    "unsubscribed",
    METADATA,
    Column("recipient_id", Text, primary_key=True),
    instant("at", nullable=False),
    schema="internal",
)

PUBLICATION = Table(
    "publication",
    METADATA,
    Column("publication_id", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("incident_id", "audience", "body", "reach")),
    instant("released_at", nullable=False),
    Column("list_id", BigInteger),
    Column("cursor", Text, nullable=False, server_default=""),
    Column("passed_over_count", BigInteger, nullable=False, server_default="0"),
    instant("expanded_at"),
    instant("finished_at"),
    Column("round", Integer, nullable=False, server_default="1"),
    schema="internal",
)

DELIVERY = Table(
    "delivery",
    METADATA,
    Column("delivery_id", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("publication_id", "recipient_id", "channel", "address")),
    *(Column(name, Text, nullable=False) for name in ("courier", "lane", "state")),
    *(Column(name, Text, nullable=False, server_default="") for name in ("reason", "detail")),
    Column("attempt_count", Integer, nullable=False, server_default="0"),
    instant("due_at", nullable=False),
    Column("claimant", Integer),
    instant("changed_at", nullable=False),
    Column("digest", Text, nullable=False, server_default=""),
    schema="internal",
)

PUBLISHED_PUBLICATION = Table(
    "publication",
    METADATA,
    Column("publication_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("incident_id", "audience", "kind", "language")),
    *(Column(name, Text, nullable=False) for name in ("subject", "body", "digest")),
    instant("released_at", nullable=False),
    instant("next_update_at"),
    Column("about_id", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default="") for name in ("ended_by", "ended_kind")),
    instant("ended_at"),
    schema="published",
)

PUBLISHED_DELIVERY_COUNT = Table(
    "delivery_count",
    METADATA,
    *(Column(name, Text, primary_key=True) for name in ("publication_id", "channel", "state", "reason")),
    *(Column(name, Text, nullable=False) for name in ("incident_id", "audience", "kind", "language")),
    instant("released_at", nullable=False),
    Column("delivery_count", BigInteger, nullable=False),
    instant("changed_at", nullable=False),
    schema="published",
)
