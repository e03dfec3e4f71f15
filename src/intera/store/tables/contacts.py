"""Contacts and the accounts one can look up: kept inside, and as far as pages may know them."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Table, Text

from intera.store.tables.parts import METADATA, instant

_SAID = ("account_id", "incident_id", "channel", "asked_by", "about")

# Empty `account_id`: a customer not on file. Empty `incident_id`: about no incident we know of.
CONTACT = Table(
    "contact",
    METADATA,
    Column("contact_id", Text, primary_key=True),
    instant("at", nullable=False),
    *(Column(name, Text, nullable=False) for name in _SAID),
    schema="internal",
)

PUBLISHED_CONTACT = Table(
    "contact",
    METADATA,
    Column("row_id", BigInteger, Identity(always=True), primary_key=True),
    instant("at", nullable=False),
    *(Column(name, Text, nullable=False) for name in _SAID),
    schema="published",
)

PUBLISHED_CONTACT_COUNT = Table(
    "contact_count",
    METADATA,
    Column("incident_id", Text, primary_key=True),
    Column("hour_at", DateTime(timezone=True), primary_key=True),
    *(Column(name, Text, primary_key=True) for name in ("asked_by", "about", "channel")),
    Column("contact_count", BigInteger, nullable=False),
    schema="published",
)

# Accounts as Care and Sales may look them up; a wholesale partner goes by its code.
PUBLISHED_ACCOUNT = Table(
    "account",
    METADATA,
    Column("account_id", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("name", "folded", "tier")),
    schema="published",
)
