"""What must a connector do, and what may it use: everything a plugin imports besides the model.

A raw record lands unparsed in the inbox and is turned into the product's words later, so a connector
has two halves: `read` splits what arrives into single records, `map` turns one of them into a
`SourceRecord`. Both are pure over their arguments, and what they cannot take comes back as a
`RejectedRecord`: no bytes make them raise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Protocol

from intera.connectors.checked_record import FIELD_NAMES, TIME_FIELDS, build_record
from intera.connectors.instants import find_zone, parse_epoch, parse_format, parse_iso, parse_local
from intera.connectors.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_ITEMS_PER_RECORD,
    MAX_RECORD_BYTES,
    MAX_REF_CHARS,
    MAX_WHOLE_NUMBER,
)
from intera.connectors.plain_text import check_ref, check_text, is_key, keep_internal
from intera.connectors.refusal import RefusedError, quoted
from intera.connectors.splitting import read_document, read_lines, read_rows
from intera.connectors.strict_json import dump_json, load_cells, load_json, load_object
from intera.model.source import RejectedRecord, Source, SourceRecord

__all__ = [
    "FIELD_NAMES",
    "JSON_TYPE",
    "MAX_DOCUMENT_BYTES",
    "MAX_ITEMS_PER_RECORD",
    "MAX_RECORD_BYTES",
    "MAX_REF_CHARS",
    "MAX_WHOLE_NUMBER",
    "TIME_FIELDS",
    "Connector",
    "RawRecord",
    "RefusedError",
    "build_record",
    "check_ref",
    "check_text",
    "digest_key",
    "dump_json",
    "find_zone",
    "is_key",
    "keep_internal",
    "load_cells",
    "load_json",
    "load_object",
    "parse_epoch",
    "parse_format",
    "parse_iso",
    "parse_local",
    "quoted",
    "read_document",
    "read_lines",
    "read_rows",
]

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it arrived.

    `body` is the record's own bytes, or the compact JSON of one row. `event_key` names this one
    statement: the same key with the same bytes is a repeat, with other bytes a conflict.
    `occurred_at` is the replay clock, None when it cannot be told before mapping.
    """

    body: bytes
    event_key: str
    occurred_at: datetime | None
    content_type: str = JSON_TYPE


class Connector(Protocol):
    """How the records of one kind of system come in."""

    @property
    def slug(self) -> str:
        """Its name in settings and in the store."""
        ...

    @property
    def title(self) -> str:
        """Its name for people."""
        ...

    def read(self, stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
        """Every single record of a file or body, in the order it holds them."""
        ...

    def map(self, body: bytes, source: Source) -> SourceRecord | RejectedRecord:
        """What one raw record says, in the product's words."""
        ...


def digest_key(body: bytes) -> str:
    """The event key of a record that names itself by nothing else.

    Args:
        body: the raw record.

    Returns:
        "sha256:" and 64 hex digits: the same bytes are the same statement.
    """
    return f"sha256:{sha256(body).hexdigest()}"
