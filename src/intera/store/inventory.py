"""Where are the accounts and product instances that are too many for the reference document.

Each load is compared with what is in force, row by row: what is new is added, what is gone is
ended, and what is the same stays (ADR-0018). Rows go in and out by COPY.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Table

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance
from intera.store import tables
from intera.store.database import driver

_DIGEST_BYTES = 16
_BESIDE = ("row_id", "from_version", "until_version", "digest")


def save_inventory(
    connection: Connection, version: int, *, accounts: Iterable[Account], product_instances: Iterable[ProductInstance]
) -> int:
    """Puts an inventory in force with a version of the reference data; none at all ends the one before.

    Args:
        connection: the worker's connection, inside a unit of work.
        version: the version of the reference data it belongs to.
        accounts: every account, each row once.
        product_instances: every product instance, each row once; read once, as a stream.

    Returns:
        How many rows were added or ended; 0 when it is the same inventory.
    """
    account_rows = (
        (one.account_id, one.name, one.tier.value, one.partner_code, one.valid_from_at, one.valid_until_at)
        for one in accounts
    )
    instance_rows = (
        (
            one.product_instance_id,
            one.account_id,
            one.service_id,
            one.region_id,
            one.partner_code,
            one.site_count,
            one.site_id,
            one.valid_from_at,
            one.valid_until_at,
        )
        for one in product_instances
    )
    changed = _replace(connection, tables.INVENTORY_ACCOUNT, version, account_rows)
    return changed + _replace(connection, tables.INVENTORY_INSTANCE, version, instance_rows)


def load_accounts(connection: Connection) -> Iterator[Account]:
    """The accounts of the inventory in force; read to the end, since the connection waits meanwhile."""
    for row in _in_force(connection, tables.INVENTORY_ACCOUNT):
        account_id, name, tier, partner_code, valid_from_at, valid_until_at = row
        yield Account(
            AccountId(account_id),
            name,
            Tier(tier),
            None if partner_code is None else PartnerCode(partner_code),
            valid_from_at,
            valid_until_at,
        )


def load_product_instances(connection: Connection) -> Iterator[ProductInstance]:
    """The product instances of the inventory in force; read to the end, since the connection waits meanwhile."""
    for row in _in_force(connection, tables.INVENTORY_INSTANCE):
        yield ProductInstance(
            row[0],
            AccountId(row[1]),
            ServiceId(row[2]),
            None if row[3] is None else RegionId(row[3]),
            None if row[4] is None else PartnerCode(row[4]),
            *row[5:],
        )


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in _BESIDE]


def _named(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _table(table: Table) -> sql.Composed:
    return sql.SQL("{}.{}").format(sql.Identifier(str(table.schema)), sql.Identifier(table.name))


def _digest(row: Sequence[Any]) -> bytes:
    """The row in sixteen bytes: an unchanged row is found by one comparison, blanks and all."""
    text = "\x1f".join("" if value is None else str(value) for value in row)
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()


def _replace(connection: Connection, table: Table, version: int, rows: Iterable[Sequence[Any]]) -> int:
    cursor = driver(connection).cursor()
    names = ["digest", *_columns(table)]
    parts = {
        "stage": sql.Identifier(f"stage_{table.name}"),
        "table": _table(table),
        "names": _named(names),
        "version": sql.Literal(version),
    }
    cursor.execute(
        sql.SQL("create temp table {stage} on commit drop as select {names} from {table} with no data").format(**parts)
    )
    with cursor.copy(sql.SQL("copy {stage} ({names}) from stdin").format(**parts)) as copy:
        for row in rows:
            copy.write_row((_digest(row), *row))
    cursor.execute(sql.SQL("analyze {stage}").format(**parts))
    cursor.execute(
        sql.SQL(
            "update {table} t set until_version = {version} where until_version is null"
            " and not exists (select 1 from {stage} s where s.digest = t.digest)"
        ).format(**parts)
    )
    ended = cursor.rowcount
    cursor.execute(
        sql.SQL(
            "insert into {table} (from_version, {names}) select {version}, {names} from {stage} s"
            " where not exists (select 1 from {table} t where t.until_version is null and t.digest = s.digest)"
        ).format(**parts)
    )
    added = cursor.rowcount
    cursor.execute(sql.SQL("drop table {stage}").format(**parts))
    return ended + added


def _in_force(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    cursor = driver(connection).cursor()
    query = sql.SQL("copy (select {names} from {table} where until_version is null) to stdout").format(
        names=_named(_columns(table)), table=_table(table)
    )
    kinds = {"valid_from_at": "timestamptz", "valid_until_at": "timestamptz", "site_count": "int8"}
    with cursor.copy(query) as copy:
        copy.set_types([kinds.get(name, "text") for name in _columns(table)])
        yield from copy.rows()
