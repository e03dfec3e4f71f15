"""What became of each sending: claimed by one sender at a time, marked when it is known, counted for the pages.

A sender marks a delivery as in hand and commits before it sends. It holds an advisory lock of its own
number while it lives, so that what a killed one had in hand is found at once (ADR-0020).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.ids import PublicationId
from intera.model.publication import Channel, Delivery, DeliveryState
from intera.store import tables
from intera.store.database import driver
from intera.store.staging import insert_rows

_CLASS = "intera.sender"
_NAMES = (
    *("delivery_id", "publication_id", "recipient_id", "channel", "address", "courier", "lane", "state", "reason"),
    *("due_at", "changed_at"),
)
# Looked through for lanes that are free; more would only be slower.
_CANDIDATES = 400
_CLAIM = f"""
with candidate as (
    select delivery_id, lane, due_at from internal.delivery
    where state = 'waiting' and courier = :courier and due_at <= :now and lane <> all(:held)
    order by due_at, delivery_id limit {_CANDIDATES}
), ranked as (
    select delivery_id, row_number() over (partition by lane order by due_at, delivery_id) as place from candidate
), mine as (
    select d.delivery_id from internal.delivery d join ranked r using (delivery_id)
    left join unnest(cast(:lanes as text[]), cast(:busy as bigint[])) as b (lane, busy) on b.lane = d.lane
    where r.place + coalesce(b.busy, 0) <= :each and d.state = 'waiting' order by r.place, d.delivery_id limit :limit
    for update of d skip locked
)
update internal.delivery d set state = 'sending', attempt_count = d.attempt_count + 1, claimant = :claimant,
    changed_at = :at
from mine where mine.delivery_id = d.delivery_id
returning d.delivery_id, d.publication_id, d.recipient_id, d.channel, d.address, d.courier, d.lane, d.attempt_count
"""  # noqa: S608 - our own numbers

_MARK = """
update internal.delivery d set state = m.state, reason = m.reason, detail = m.detail, digest = m.digest,
    due_at = coalesce(m.due_at, d.due_at), claimant = null, changed_at = %s
from unnest(%s::text[], %s::integer[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
    as m (delivery_id, attempt_count, state, reason, detail, digest, due_at)
where d.delivery_id = m.delivery_id and d.attempt_count = m.attempt_count
    and (d.state = 'sending' and d.claimant = %s or d.state = 'unsure')
"""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery to be written: waiting, or skipped with its reason."""

    recipient_id: str
    channel: Channel
    address: str
    courier: str
    lane: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sender can take in hand for one courier: not of which lanes, how many of one lane and of all.

    `busy` says how many of a lane it has in hand already.
    """

    courier: str
    held: Collection[str]
    busy: Mapping[str, int]
    each: int
    limit: int


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery this sender has in hand."""

    delivery_id: str
    publication_id: PublicationId
    recipient_id: str
    channel: Channel
    address: str
    courier: str
    lane: str
    attempt_count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a delivery; `due_at`, on the wall clock, is set when it waits for another attempt."""

    delivery_id: str
    attempt_count: int
    state: DeliveryState
    reason: str = ""
    detail: str = ""
    digest: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """How many deliveries of a publication by one channel are in one state for one reason."""

    channel: str
    state: str
    reason: str
    delivery_count: int


def delivery_id_of(publication_id: str, recipient_id: str) -> str:
    """The id a delivery goes by, at our side and the other: the same for the same publication and recipient."""
    return "dlv_" + hashlib.sha256(f"{publication_id}\n{recipient_id}".encode()).hexdigest()[:32]


def add_deliveries(
    connection: Connection, publication_id: str, rows: Sequence[DeliveryRow], *, due_at: datetime, at: datetime
) -> None:
    """Writes the deliveries of a chunk of recipients; an address is kept only where something will be sent.

    Args:
        connection: the worker's.
        publication_id: what is told.
        rows: one for each recipient it concerns.
        due_at: from when on they may be sent, on the wall clock.
        at: the instant on the domain clock.
    """
    found = [
        (
            delivery_id_of(publication_id, one.recipient_id),
            publication_id,
            one.recipient_id,
            one.channel.value,
            "" if one.reason else one.address,
            one.courier,
            one.lane,
            (DeliveryState.SKIPPED if one.reason else DeliveryState.WAITING).value,
            one.reason,
            due_at,
            at,
        )
        for one in rows
    ]
    cursor = driver(connection).cursor()
    insert_rows(cursor, tables.DELIVERY, _NAMES, found)
    cursor.close()


def addresses_taken(connection: Connection, publication_id: str, addresses: Sequence[str]) -> set[tuple[str, str]]:
    """Which of these addresses the publication goes to already, each with its channel."""
    rows = connection.execute(
        text(
            "select channel, address from internal.delivery where publication_id = :id and state <> 'skipped'"
            " and address = any(:addresses)"
        ),
        {"id": publication_id, "addresses": list(addresses)},
    )
    return {(row.channel, row.address) for row in rows}


def untold_among(connection: Connection, publication_id: str, recipient_ids: Sequence[str]) -> set[str]:
    """Which of these certainly never got a publication: it does not concern them, was skipped or failed."""
    rows = connection.execute(
        text(
            "select recipient_id from internal.delivery where publication_id = :id and recipient_id = any(:ids)"
            " and state not in ('skipped', 'failed')"
        ),
        {"id": publication_id, "ids": list(recipient_ids)},
    )
    return set(recipient_ids) - set(rows.scalars())


def hold_claimant(connection: Connection, claimant: int) -> None:
    """Shows that a sender lives for as long as this connection does.

    Args:
        connection: the sender's own, in autocommit.
        claimant: its number.
    """
    connection.execute(text(f"select pg_advisory_lock(hashtext('{_CLASS}'), :mine)"), {"mine": claimant})


def let_go_claimant(connection: Connection, claimant: int) -> None:
    """Shows that a sender lives no more, though its connection may go back to a pool."""
    connection.execute(text(f"select pg_advisory_unlock(hashtext('{_CLASS}'), :mine)"), {"mine": claimant})


def claim_deliveries(
    connection: Connection,
    claimant: int,
    wanted: Wanted,
    *,
    now: datetime,
    at: datetime,
) -> list[ClaimedDelivery]:
    """Takes deliveries that wait in hand; they are this sender's once the transaction commits.

    Args:
        connection: the worker's, in a transaction.
        claimant: the sender's number.
        wanted: which, and how many.
        now: the wall clock.
        at: the domain clock.

    Returns:
        The deliveries; none when nothing waits.
    """
    given = {
        "courier": wanted.courier,
        "held": sorted(wanted.held),
        "lanes": list(wanted.busy),
        "busy": list(wanted.busy.values()),
        "each": wanted.each,
        "limit": wanted.limit,
        "now": now,
        "at": at,
        "claimant": claimant,
    }
    return [
        ClaimedDelivery(
            row.delivery_id,
            PublicationId(row.publication_id),
            row.recipient_id,
            Channel(row.channel),
            row.address,
            row.courier,
            row.lane,
            row.attempt_count,
        )
        for row in connection.execute(text(_CLAIM), given)
    ]


def mark_deliveries(connection: Connection, claimant: int, marks: Sequence[Mark], *, at: datetime) -> None:
    """Notes what became of deliveries in hand; one that somebody took for lost meanwhile is put right by the truth.

    Args:
        connection: the worker's, in a transaction.
        claimant: the sender that had them in hand.
        marks: what became of them.
        at: the domain clock.
    """
    if marks:
        given = [
            (one.delivery_id, one.attempt_count, one.state.value, one.reason, one.detail, one.digest, one.due_at)
            for one in marks
        ]
        columns = [list(column) for column in zip(*given, strict=True)]
        cursor = driver(connection).cursor()
        cursor.execute(_MARK, (at, *columns, claimant))
        cursor.close()


def recover_deliveries(
    connection: Connection, repeatable: Collection[str], *, now: datetime, at: datetime
) -> dict[str, int]:
    """Frees what senders that live no more had in hand: sent again where that has one effect, else unsure.

    Args:
        connection: the worker's, in a transaction.
        repeatable: couriers whose other side tells a repetition.
        now: the wall clock.
        at: the domain clock.

    Returns:
        How many, by the state they are in now.
    """
    rows = connection.execute(
        text("select distinct claimant from internal.delivery where state = 'sending' and claimant is not null")
    )
    # The lock is taken for this transaction only: two who look at once do not free the same ones twice.
    dead = [
        claimant
        for claimant in rows.scalars()
        if connection.execute(
            text(f"select pg_try_advisory_xact_lock(hashtext('{_CLASS}'), :one)"), {"one": claimant}
        ).scalar_one()
    ]
    if not dead:
        return {}
    freed = connection.execute(
        text(
            "update internal.delivery set claimant = null, changed_at = :at, due_at = :now,"
            " state = case when courier = any(:repeatable) then 'waiting' else 'unsure' end,"
            " reason = case when courier = any(:repeatable) then '' else 'interrupted' end"
            " where state = 'sending' and claimant = any(:dead) returning state"
        ),
        {"dead": dead, "repeatable": sorted(repeatable), "now": now, "at": at},
    )
    states = list(freed.scalars())
    return {state: states.count(state) for state in sorted(set(states))}


def change_courier(connection: Connection, channel: str, courier: str) -> None:
    """Gives what waits on a channel to the courier that serves it now, after the operator set up another."""
    connection.execute(
        text(
            "update internal.delivery set courier = :courier, lane = :courier"
            " where state = 'waiting' and channel = :channel and courier <> :courier"
        ),
        {"channel": channel, "courier": courier},
    )


def send_again(
    connection: Connection, publication_id: str, *, channel: str, states: Collection[str], now: datetime, at: datetime
) -> int:
    """Puts deliveries that failed or are unsure back to waiting, because a person asked for it; how many.

    Args:
        connection: inside a unit of work.
        publication_id: which publication.
        channel: only this channel; empty for all.
        states: those to send again.
        now: the wall clock.
        at: the domain clock.
    """
    done = connection.execute(
        text(
            "update internal.delivery set state = 'waiting', reason = '', detail = '', attempt_count = 0,"
            " due_at = :now, changed_at = :at where publication_id = :id and state = any(:states)"
            " and (:channel = '' or channel = :channel)"
        ),
        {"id": publication_id, "states": sorted(states), "channel": channel, "now": now, "at": at},
    )
    return int(done.rowcount)


def read_ledger(connection: Connection, publication_id: str) -> list[tuple[Delivery, str]]:
    """Every delivery of a publication in order of its recipient's id, each with the digest of what was sent."""
    rows = connection.execute(
        text(
            "select publication_id, recipient_id, channel, state, reason, attempt_count, changed_at, digest"
            ' from internal.delivery where publication_id = :id order by recipient_id collate "C"'
        ),
        {"id": publication_id},
    )
    return [
        (
            Delivery(
                PublicationId(row.publication_id),
                row.recipient_id,
                Channel(row.channel),
                DeliveryState(row.state),
                row.reason,
                row.attempt_count,
                row.changed_at,
            ),
            row.digest,
        )
        for row in rows
    ]


def count_deliveries(connection: Connection, publication_id: str) -> list[DeliveryCount]:
    """How many deliveries of a publication stand where, by channel, state and reason."""
    rows = connection.execute(
        text(
            "select channel, state, reason, count(*) as how_many from internal.delivery where publication_id = :id"
            " group by channel, state, reason order by channel, state, reason"
        ),
        {"id": publication_id},
    )
    return [DeliveryCount(row.channel, row.state, row.reason, int(row.how_many)) for row in rows]
