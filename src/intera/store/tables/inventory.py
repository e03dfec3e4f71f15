"""Internal tables of the inventory: accounts and product instances too many for the reference document.

A row is in force from the version of the reference data that brought it until the one that no
longer had it (ADR-0018).
"""

from sqlalchemy import BigInteger, Column, Identity, LargeBinary, Table, Text

from intera.store.tables.parts import METADATA, instant


def _in_force() -> tuple[Column[object], ...]:
    return (
        Column("row_id", BigInteger, Identity(always=True), primary_key=True),
        Column("from_version", BigInteger, nullable=False),
        Column("until_version", BigInteger),
        Column("digest", LargeBinary, nullable=False),
    )


INVENTORY_ACCOUNT = Table(
    "inventory_account",
    METADATA,
    *_in_force(),
    *(Column(name, Text, nullable=False) for name in ("account_id", "name", "tier")),
    Column("partner_code", Text),
    instant("valid_from_at"),
    instant("valid_until_at"),
    schema="internal",
)

INVENTORY_INSTANCE = Table(
    "inventory_instance",
    METADATA,
    *_in_force(),
    *(Column(name, Text, nullable=False) for name in ("product_instance_id", "account_id", "service_id")),
    *(Column(name, Text) for name in ("region_id", "partner_code")),
    Column("site_count", BigInteger, nullable=False),
    Column("site_id", Text),
    instant("valid_from_at"),
    instant("valid_until_at"),
    schema="internal",
)
