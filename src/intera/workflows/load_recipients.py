"""Puts a list of recipients in force by one decision; the same list again does nothing.

The rows come in beside the list in force, outside the write door, so that nobody waits while a
hundred thousand of them do.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from intera.model.decision import SYSTEM, Decision, DecisionKind, Plain
from intera.model.publication import Recipient
from intera.store import recipients
from intera.store.clock import read_clock
from intera.store.codec import encode
from intera.store.recipients import RecipientCount
from intera.store.reference import load_reference
from intera.store.unit_of_work import WriteDoor
from intera.workflows.recipient_files import (
    UNKNOWN,
    ReadRecipients,
    RecipientFileError,
    SetAside,
    names_of,
    read_recipient_file,
)
from intera.workflows.record_judgement import ruled
from intera.workflows.world import NoReferenceError

# So many rows set aside are named on the trail; the count is of all.
NAMED_MAX = 100


@dataclass(frozen=True, slots=True)
class LoadedRecipients:
    """The list in force: its number, how many are on it, which rows were set aside, and whether it is new."""

    list_id: int
    count: int
    set_aside: tuple[SetAside, ...]
    is_new: bool


def load_recipients(
    engine: Engine, door: WriteDoor, path: Path, *, is_private_allowed: bool = False
) -> LoadedRecipients:
    """Puts the recipients of a file in force.

    Args:
        engine: of the worker.
        door: the write door.
        path: a `.csv` or `.yaml` file.
        is_private_allowed: whether calls into our own network are allowed.

    Returns:
        What came of it.

    Raises:
        RecipientFileError: the file is no list, or no row of it can be used; nothing was changed.
        NoReferenceError: load the operator first; rows refer to its services, places and partners.
    """
    with engine.connect() as connection:
        reference = load_reference(connection)
        if reference is None:
            raise NoReferenceError
        operator = reference.operator
        read = read_recipient_file(path, names_of(operator, is_private_allowed=is_private_allowed))
        _set_unknown_accounts_aside(connection, read, frozenset(one.account_id for one in operator.accounts))
        known = recipients.list_in_force(connection)
    listed = tuple(read.by_row.values())
    if not listed and read.set_aside:
        raise RecipientFileError(path.name, f"none of its rows can be used; {read.set_aside[0].text}")
    digest = hashlib.sha256("\n".join(encode(one) for one in listed).encode()).digest()
    aside = tuple(read.set_aside)
    if known is not None and known[1] == digest:
        return LoadedRecipients(known[0], len(listed), aside, is_new=False)
    with engine.begin() as connection:
        at = read_clock(connection).now(datetime.now(UTC))
        list_id = recipients.bring_recipients(connection, listed, digest=digest, at=at)
    with door.open() as work:
        at = read_clock(work.connection).now(datetime.now(UTC))
        recipients.put_in_force(work.connection, list_id)
        recipients.forget_lists(work.connection)
        work.decide(ruled(_decision(list_id, listed, aside, digest, at), operator))
    return LoadedRecipients(list_id, len(listed), aside, is_new=True)


def _set_unknown_accounts_aside(connection: Connection, read: ReadRecipients, declared: frozenset[str]) -> None:
    """A typing error in an account would leave somebody untold without a word."""
    rows = {row: one.account_id for row, one in read.by_row.items() if one.account_id not in declared}
    asked = sorted({account_id for account_id in rows.values() if account_id})
    known = recipients.known_accounts(connection, asked) if asked else frozenset[str]()
    for row, account_id in rows.items():
        if account_id and account_id not in known:
            read.put_aside(row, "account_id", UNKNOWN)


def _decision(
    list_id: int, listed: Sequence[Recipient], aside: Sequence[SetAside], digest: bytes, at: datetime
) -> Decision:
    counts = Counter(f"{one.audience} by {one.channel}" for one in listed)
    detail: dict[str, Plain] = {
        "sha256": digest.hex(),
        "recipients": len(listed),
        "by_channel": [[name, count] for name, count in sorted(counts.items())],
        "set_aside": len(aside),
        "set_aside_rows": [one.text for one in aside[:NAMED_MAX]],
    }
    rest = f", {len(aside):,} rows set aside" if aside else ""
    return Decision(
        kind=DecisionKind.RECIPIENTS_LOAD,
        at=at,
        actor=SYSTEM,
        subject=f"recipients/{list_id}",
        summary=f"{len(listed):,} recipients loaded{rest}",
        detail=detail,
    )


def count_listed(engine: Engine) -> list[RecipientCount]:
    """How many recipients the list in force has, by audience and channel."""
    with engine.connect() as connection:
        return recipients.count_recipients(connection)


def leave_list(engine: Engine, door: WriteDoor, recipient_id: str) -> None:
    """Notes that a recipient wants to be told no more; a list loaded later does not undo it.

    Args:
        engine: of the worker.
        door: the write door.
        recipient_id: who.

    Raises:
        LookupError: there is no such recipient.
        NoReferenceError: no operator is loaded.
    """
    with engine.connect() as connection:
        reference = load_reference(connection)
        if not recipients.is_recipient(connection, recipient_id):
            raise LookupError(f"there is no recipient {recipient_id} on the list in force")
    if reference is None:
        raise NoReferenceError
    with door.open() as work:
        at = read_clock(work.connection).now(datetime.now(UTC))
        recipients.unsubscribe(work.connection, recipient_id, at)
        # Who it was is not on the trail, which is never forgotten.
        decision = Decision(DecisionKind.RECIPIENTS_LOAD, at, SYSTEM, "recipients", "A recipient left the list")
        work.decide(ruled(decision, reference.operator))
