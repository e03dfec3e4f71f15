"""The inventory in the database: what is new is added, what is gone is ended, what is the same stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance
from intera.store.inventory import load_accounts, load_product_instances, save_inventory
from store.samples import AT, ODD

RAIL = Account(AccountId("rail"), ODD, Tier.KEY)
CARRIER = Account(AccountId("carrier"), "Carrier", Tier.WHOLESALE, PartnerCode("P-17"), AT, AT + timedelta(days=1))
LINE = ProductInstance("line", RAIL.account_id, ServiceId("data"), RegionId("coast"))
ROUTE = ProductInstance(
    ODD,
    CARRIER.account_id,
    ServiceId("voice"),
    None,
    PartnerCode("P-17"),
    site_count=7,
    site_id="a\tb\\c",
    valid_from_at=AT,
    valid_until_at=AT + timedelta(microseconds=1),
)
MOVED = replace(LINE, region_id=RegionId("lakes"))


def save(writer: Connection, version: int, accounts: Sequence[Account], lines: Sequence[ProductInstance]) -> int:
    return save_inventory(writer, version, accounts=accounts, product_instances=lines)


def test_what_goes_in_comes_out_to_the_last_letter(writer: Connection) -> None:
    assert save(writer, 1, [RAIL, CARRIER], [LINE, ROUTE]) == 4
    assert sorted(load_accounts(writer), key=lambda one: one.account_id) == [CARRIER, RAIL]
    assert sorted(load_product_instances(writer), key=lambda one: one.account_id) == [ROUTE, LINE]


def test_the_same_again_changes_nothing_and_one_change_costs_two_rows(writer: Connection) -> None:
    save(writer, 1, [RAIL, CARRIER], [LINE, ROUTE])
    assert save(writer, 2, [CARRIER, RAIL], [ROUTE, LINE]) == 0
    assert save(writer, 3, [RAIL, CARRIER], [MOVED, ROUTE]) == 2
    assert {one.region_id for one in load_product_instances(writer)} == {"lakes", None}
    rows = writer.execute(
        text("select region_id, from_version, until_version from internal.inventory_instance order by row_id")
    ).all()
    assert sorted(map(tuple, rows), key=str) == [("coast", 1, 3), ("lakes", 3, None), (None, 1, None)]


def test_what_comes_back_is_in_force_again(writer: Connection) -> None:
    for version, lines in enumerate(([LINE], [], [LINE]), start=1):
        save(writer, version, [RAIL], lines)
        assert list(load_product_instances(writer)) == lines
    assert save(writer, 4, [], []) == 2
    assert list(load_accounts(writer)) == []


@pytest.mark.parametrize("table", ["inventory_account", "inventory_instance"])
def test_the_worker_ends_rows_and_does_nothing_else_to_them(writer: Connection, table: str) -> None:
    save(writer, 1, [RAIL], [LINE])
    for change in ("set account_id = 'x'", "set from_version = 9"):
        with pytest.raises(ProgrammingError, match="permission denied"), writer.begin_nested():
            writer.execute(text(f"update internal.{table} {change}"))
    with pytest.raises(ProgrammingError, match="permission denied"), writer.begin_nested():
        writer.execute(text(f"delete from internal.{table}"))
    assert writer.execute(text(f"update internal.{table} set until_version = 2")).rowcount == 1


@pytest.mark.parametrize("table", ["inventory_account", "inventory_instance"])
def test_neither_pages_nor_sign_in_see_a_single_row(reader: Connection, access: Connection, table: str) -> None:
    for login in (reader, access):
        with pytest.raises(ProgrammingError, match="permission denied"), login.begin_nested():
            login.execute(text(f"select 1 from internal.{table}"))
