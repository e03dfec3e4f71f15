"""Puts on the trail what became of a publication once nothing of it is left to send.

The worker that leads does it, since its memory is only good while nobody else decides. Who was told is
not in the entry: it holds counts, and one digest over the whole ledger with the digest of each
message's exact bytes, so that the ledger can be held against it later.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection, Engine, text

from intera.model.decision import SYSTEM, Decision, DecisionKind, Plain
from intera.model.publication import Delivery, DeliveryState, PublicationKind
from intera.store import deliveries, publications
from intera.store.clock import read_clock
from intera.store.deliveries import DeliveryCount
from intera.store.publications import OpenPublication
from intera.store.unit_of_work import UnitOfWork, WriteDoor
from intera.workflows.record_judgement import ruled
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()
# A person waits behind a batch, so it must end within a second.
BATCH = 20
# What a sender says to the worker that leads once something may be finished.
DELIVERED = "delivered"
_SAYS = {
    PublicationKind.UPDATE: "Update",
    PublicationKind.CORRECTION: "Correction",
    PublicationKind.WITHDRAWAL: "Withdrawal",
}
# In the order they are told, with what each is called; those that are told come first.
_STATES = {
    DeliveryState.FAILED: "failed",
    DeliveryState.UNSURE: "not known to have arrived",
    DeliveryState.SKIPPED: "skipped",
}


def record_deliveries(engine: Engine, door: WriteDoor, world: World) -> int:
    """Records what became of every publication that is done.

    Args:
        engine: of the worker.
        door: the write door.
        world: the worker's memory.

    Returns:
        How many publications were recorded.
    """
    recorded = 0
    while recorded < BATCH:
        with engine.connect() as connection:
            if not publications.is_any_finished(connection):
                break
        try:
            with door.open() as work:
                done = _record_next(work, world)
            world.settle(work.end_size)
        except NoReferenceError:
            break
        except BaseException:
            world.forget()
            raise
        if not done:
            break
        recorded += 1
    return recorded


def _record_next(work: UnitOfWork, world: World) -> bool:
    at = read_clock(work.connection).now(datetime.now(UTC))
    world.refresh(work.connection, size=work.start_size, at=at)
    found = publications.claim_finished(work.connection)
    if found is None:
        return False
    counts = deliveries.count_deliveries(work.connection, found.publication.publication_id)
    if counts or not found.publication.audience.startswith(publications.OWN_DESKS):
        # A notice to a desk of ours that nobody asked to be told of is no news.
        decision = _decision(work.connection, found, counts, at)
        work.decide(ruled(decision, world.rules.operator), found.publication.incident_id)
    publications.note_finished(work.connection, found.publication.publication_id, at)
    work.announce("incident", found.publication.incident_id, 0)
    LOG.info(
        "told", publication_id=found.publication.publication_id, **{one.state: one.delivery_count for one in counts}
    )
    return True


def _decision(
    connection: Connection, found: OpenPublication, counts: Sequence[DeliveryCount], at: datetime
) -> Decision:
    publication = found.publication
    detail: dict[str, Plain] = {
        "publication": publication.publication_id,
        "digest": publication.digest,
        "round": found.round,
        "deliveries": [[one.channel, one.state, one.reason, one.delivery_count] for one in counts],
        "not_concerned": found.passed_over_count,
        "ledger_sha256": ledger_digest(deliveries.read_ledger(connection, publication.publication_id)),
    }
    return Decision(
        kind=DecisionKind.PUBLICATION_DELIVER,
        at=at,
        actor=SYSTEM,
        subject=publication.incident_id,
        summary=summary_of(publication.kind, counts),
        basis=f"For {publication.audience}, in {publication.language}",
        detail=detail,
    )


def summary_of(kind: PublicationKind, counts: Iterable[DeliveryCount]) -> str:
    """What became of a publication, in one line: "Update told to 61 of 64: 1 failed, 2 skipped".

    Args:
        kind: of the publication.
        counts: of its deliveries.

    Returns:
        The line; nobody on the list is said too.
    """
    by_state: dict[str, int] = {}
    for one in counts:
        by_state[one.state] = by_state.get(one.state, 0) + one.delivery_count
    total, what = sum(by_state.values()), _SAYS[kind]
    if not total:
        return f"{what} concerned nobody on the list of recipients"
    rest = [f"{by_state[state]:,} {words}" for state, words in _STATES.items() if by_state.get(state)]
    told = by_state.get(DeliveryState.SENT, 0)
    return f"{what} told to {told:,} of {total:,}" + (f": {', '.join(rest)}" if rest else "")


def ledger_digest(ledger: Iterable[tuple[Delivery, str]]) -> str:
    """SHA-256, in hex, over a ledger in order of its recipients' ids: a line each, apart by tabs.

    Args:
        ledger: each delivery with the digest of the bytes sent.

    Returns:
        64 hex digits.
    """
    seen = hashlib.sha256()
    for one, digest in ledger:
        told = (one.recipient_id, one.channel.value, one.state.value, one.reason, str(one.attempt_count), digest)
        seen.update("\t".join(told).encode() + b"\n")
    return seen.hexdigest()


def say_delivered(connection: Connection) -> None:
    """Tells the worker that leads that something may be finished."""
    connection.execute(text(f"select pg_notify('intera_inbox', '{DELIVERED}')"))
