"""Whom we tell: lists of recipients, kept inside; the one put in force last counts.

A list is brought in beside the one in force and put in force by one small change, so that the write
door is never held while a hundred thousand rows come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.ids import AccountId, PartnerCode
from intera.model.publication import Channel, Recipient
from intera.store import tables
from intera.store.database import driver
from intera.store.staging import Row, insert_rows

_NAMES = (
    *("list_id", "recipient_id", "audience", "channel", "address", "language"),
    *("account_id", "partner_code", "service_ids", "region_ids"),
)


@dataclass(frozen=True, slots=True)
class RecipientCount:
    """How many recipients of one audience are reached by one channel."""

    audience: str
    channel: str
    recipient_count: int


def bring_recipients(connection: Connection, recipients: Sequence[Recipient], *, digest: bytes, at: datetime) -> int:
    """Brings a list in beside the one in force; nothing changes by that.

    Args:
        connection: the worker's.
        recipients: every recipient, each id once.
        digest: SHA-256 of what the list was read from.
        at: the instant on the domain clock.

    Returns:
        The number of the list.
    """
    list_id = int(
        connection.execute(
            text(
                "insert into internal.recipient_list (digest, recipient_count, known_at)"
                " values (:digest, :count, :at) returning list_id"
            ),
            {"digest": digest, "count": len(recipients), "at": at},
        ).scalar_one()
    )
    cursor = driver(connection).cursor()
    insert_rows(cursor, tables.RECIPIENT, _NAMES, [_row(list_id, one) for one in recipients])
    cursor.close()
    return list_id


def put_in_force(connection: Connection, list_id: int) -> None:
    """Makes a list the one that counts; inside a unit of work, beside the decision that says so."""
    connection.execute(text("update internal.recipient_list set is_in_force = false where is_in_force"))
    connection.execute(
        text("update internal.recipient_list set is_in_force = true where list_id = :list"), {"list": list_id}
    )


def list_in_force(connection: Connection) -> tuple[int, bytes] | None:
    """The number and digest of the list that counts; None before the first."""
    row = connection.execute(
        text("select list_id, digest from internal.recipient_list where is_in_force")
    ).one_or_none()
    return (int(row.list_id), bytes(row.digest)) if row else None


def forget_lists(connection: Connection) -> int:
    """Removes lists that count no more and that no publication still goes through; how many.

    Their addresses are personal data, kept no longer than they are needed.
    """
    query = (
        "select list_id from internal.recipient_list l where not is_in_force"
        " and list_id < (select list_id from internal.recipient_list where is_in_force)"
        " and not exists (select from internal.publication p where p.list_id = l.list_id and p.expanded_at is null)"
    )
    old = list(connection.execute(text(query)).scalars())
    for table in ("recipient", "recipient_list"):
        connection.execute(text(f"delete from internal.{table} where list_id = any(:old)"), {"old": old})  # noqa: S608 - our own names
    return len(old)


def read_recipients(connection: Connection, list_id: int, *, after: str, limit: int) -> list[Recipient]:
    """The next recipients of a list, in order of their id.

    Args:
        connection: the worker's.
        list_id: the list.
        after: only those with a greater id.
        limit: how many at most.

    Returns:
        The recipients; none at the end.
    """
    rows = connection.execute(
        text(
            "select recipient_id, audience, channel, address, language, account_id, partner_code, service_ids,"
            " region_ids from internal.recipient where list_id = :list and recipient_id > :after"
            " order by recipient_id limit :limit"
        ),
        {"list": list_id, "after": after, "limit": limit},
    )
    return [
        Recipient(
            recipient_id=row.recipient_id,
            audience=row.audience,
            channel=Channel(row.channel),
            address=row.address,
            language=row.language,
            account_id=None if row.account_id is None else AccountId(row.account_id),
            partner_code=None if row.partner_code is None else PartnerCode(row.partner_code),
            service_ids=tuple(row.service_ids.split()),
            region_ids=tuple(row.region_ids.split()),
        )
        for row in rows
    ]


def count_recipients(connection: Connection) -> list[RecipientCount]:
    """How many recipients the list in force has, by audience and channel."""
    rows = connection.execute(
        text(
            "select audience, channel, count(*) as how_many from internal.recipient r"
            " join internal.recipient_list l using (list_id) where l.is_in_force"
            " group by audience, channel order by audience, channel"
        )
    )
    return [RecipientCount(row.audience, row.channel, int(row.how_many)) for row in rows]


def is_recipient(connection: Connection, recipient_id: str) -> bool:
    """Whether the list in force has a recipient of this id."""
    query = (
        "select exists (select from internal.recipient join internal.recipient_list l using (list_id)"
        " where l.is_in_force and recipient_id = :id)"
    )
    return bool(connection.execute(text(query), {"id": recipient_id}).scalar_one())


def unsubscribe(connection: Connection, recipient_id: str, at: datetime) -> None:
    """Notes that somebody wants to be told no more; a list loaded later does not undo it."""
    connection.execute(
        text(
            "insert into internal.unsubscribed (recipient_id, at) values (:id, :at)"
            " on conflict (recipient_id) do nothing"
        ),
        {"id": recipient_id, "at": at},
    )


def unsubscribed_among(connection: Connection, recipient_ids: Sequence[str]) -> frozenset[str]:
    """Which of these want to be told no more."""
    rows = connection.execute(
        text("select recipient_id from internal.unsubscribed where recipient_id = any(:ids)"),
        {"ids": list(recipient_ids)},
    )
    return frozenset(rows.scalars())


def known_accounts(connection: Connection, account_ids: Sequence[str]) -> frozenset[str]:
    """Which of these accounts the inventory in force has."""
    query = (
        "select distinct account_id from internal.inventory_account"
        " where until_version is null and account_id = any(:ids)"
    )
    return frozenset(connection.execute(text(query), {"ids": list(account_ids)}).scalars())


def accounts_served(
    connection: Connection, account_ids: Sequence[str], *, service_ids: Sequence[str], region_ids: Sequence[str]
) -> frozenset[str]:
    """Which of these accounts have a product on these services and regions, by the inventory in force.

    Args:
        connection: the worker's.
        account_ids: those asked about.
        service_ids: the services.
        region_ids: the regions with all inside them; none means everywhere.

    Returns:
        Their ids.
    """
    if not account_ids:
        return frozenset()
    rows = connection.execute(
        text(
            "select distinct account_id from internal.inventory_instance where until_version is null"
            " and account_id = any(:accounts) and service_id = any(:services)"
            " and (:everywhere or region_id is null or region_id = any(:regions))"
        ),
        {
            "accounts": list(account_ids),
            "services": list(service_ids),
            "regions": list(region_ids),
            "everywhere": not region_ids,
        },
    )
    return frozenset(rows.scalars())


def _row(list_id: int, one: Recipient) -> Row:
    scope = (one.account_id, one.partner_code, " ".join(one.service_ids), " ".join(one.region_ids))
    return (list_id, one.recipient_id, one.audience, one.channel.value, one.address, one.language, *scope)
