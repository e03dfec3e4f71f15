"""Which tables are there, as SQLAlchemy Core sees them; the migrations create them.

Four schemas, each with its own database role (ADR-0007): `inbox` takes raw records and commands,
`internal` holds facts as received and every judgement, `published` holds what the declassifier
released per audience, `access` holds people's accounts and sessions.
"""

from intera.store.tables.access import API_TOKEN, PERSON, SESSION, SIGN_IN_ATTEMPT
from intera.store.tables.contacts import CONTACT, PUBLISHED_ACCOUNT, PUBLISHED_CONTACT, PUBLISHED_CONTACT_COUNT
from intera.store.tables.guard import GUARD_ANSWER, GUARD_QUESTION
from intera.store.tables.inbox import COMMAND, PENDING, PENDING_COMMAND, RECORD
from intera.store.tables.internal import (
    CHANGE_STRENGTH,
    CHECKPOINT,
    DOWNTIME,
    FACT,
    INCIDENT,
    OUTBOX,
    OUTCOME,
    PARKED_RECORD,
    REFERENCE,
    SEEN_RECORD,
    SIGNAL,
    SOURCE_STATE,
    TRAIL_CHECKPOINT,
    TRAIL_ENTRY,
    TRAIL_HEAD,
)
from intera.store.tables.inventory import INVENTORY_ACCOUNT, INVENTORY_INSTANCE
from intera.store.tables.page_reads import PAGE_READ, PAGE_READ_COUNT
from intera.store.tables.parts import METADATA
from intera.store.tables.publication import (
    DELIVERY,
    PUBLICATION,
    PUBLISHED_DELIVERY_COUNT,
    PUBLISHED_PUBLICATION,
    RECIPIENT,
    RECIPIENT_LIST,
    UNSUBSCRIBED,
)
from intera.store.tables.published import (
    COMMAND_OUTCOME,
    PUBLISHED_BOARD,
    PUBLISHED_CHECKPOINT,
    PUBLISHED_CLOCK,
    PUBLISHED_ESTIMATE,
    PUBLISHED_INCIDENT,
    PUBLISHED_PARKED,
    PUBLISHED_SETTING,
    PUBLISHED_SOURCE,
    PUBLISHED_TRAIL,
    PUBLISHED_TRAIL_CHECKPOINT,
)

__all__ = [
    "API_TOKEN",
    "CHANGE_STRENGTH",
    "CHECKPOINT",
    "COMMAND",
    "COMMAND_OUTCOME",
    "CONTACT",
    "DELIVERY",
    "DOWNTIME",
    "FACT",
    "GUARD_ANSWER",
    "GUARD_QUESTION",
    "INCIDENT",
    "INVENTORY_ACCOUNT",
    "INVENTORY_INSTANCE",
    "METADATA",
    "OUTBOX",
    "OUTCOME",
    "PAGE_READ",
    "PAGE_READ_COUNT",
    "PARKED_RECORD",
    "PENDING",
    "PENDING_COMMAND",
    "PERSON",
    "PUBLICATION",
    "PUBLISHED_ACCOUNT",
    "PUBLISHED_BOARD",
    "PUBLISHED_CHECKPOINT",
    "PUBLISHED_CLOCK",
    "PUBLISHED_CONTACT",
    "PUBLISHED_CONTACT_COUNT",
    "PUBLISHED_DELIVERY_COUNT",
    "PUBLISHED_ESTIMATE",
    "PUBLISHED_INCIDENT",
    "PUBLISHED_PARKED",
    "PUBLISHED_PUBLICATION",
    "PUBLISHED_SETTING",
    "PUBLISHED_SOURCE",
    "PUBLISHED_TRAIL",
    "PUBLISHED_TRAIL_CHECKPOINT",
    "RECIPIENT",
    "RECIPIENT_LIST",
    "RECORD",
    "REFERENCE",
    "SEEN_RECORD",
    "SESSION",
    "SIGNAL",
    "SIGN_IN_ATTEMPT",
    "SOURCE_STATE",
    "TRAIL_CHECKPOINT",
    "TRAIL_ENTRY",
    "TRAIL_HEAD",
    "UNSUBSCRIBED",
]
