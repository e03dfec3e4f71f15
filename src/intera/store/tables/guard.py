"""Words put to the language guard, and what it found in them: both gone within a minute."""

from sqlalchemy import Column, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from intera.store.tables.parts import METADATA, instant

GUARD_QUESTION = Table(
    "guard_question",
    METADATA,
    Column("question_id", Uuid, primary_key=True),
    instant("asked_at", nullable=False, is_now=True),
    *(Column(name, Text, nullable=False) for name in ("incident_id", "audience", "language", "words")),
    schema="inbox",
)

# Places, reasons and safe forms; never the words themselves.
GUARD_ANSWER = Table(
    "guard_answer",
    METADATA,
    Column("question_id", Uuid, primary_key=True),
    instant("answered_at", nullable=False, is_now=True),
    Column("body", JSONB, nullable=False),
    schema="published",
)
