"""Access: people, sessions and tokens."""

from sqlalchemy import BigInteger, Boolean, Column, Identity, LargeBinary, Table, Text, UniqueConstraint, Uuid, text

from intera.store.tables.parts import METADATA, instant

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
    instant("created_at", nullable=False, is_now=True),
    UniqueConstraint("login", name="person_login_key"),
    schema="access",
)

SESSION = Table(
    "session",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("csrf_token", Text, nullable=False),
    instant("created_at", nullable=False, is_now=True),
    instant("seen_at", nullable=False, is_now=True),
    instant("expires_at", nullable=False),
    schema="access",
)

API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person_id", Uuid, nullable=False),
    instant("created_at", nullable=False, is_now=True),
    instant("expires_at"),
    schema="access",
)

SIGN_IN_ATTEMPT = Table(
    "sign_in_attempt",
    METADATA,
    Column("attempt_id", BigInteger, Identity(always=True), primary_key=True),
    Column("login_hash", LargeBinary, nullable=False),
    instant("at", nullable=False, is_now=True),
    Column("is_success", Boolean, nullable=False),
    schema="access",
)
