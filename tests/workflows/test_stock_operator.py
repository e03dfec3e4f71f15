"""The inventory in force is at the operator's hand, with what its own document lists."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from intera.impact.reach import Place, accounts_in_reach, living_there
from intera.model.ids import AccountId, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance, Region, Service
from intera.store.database import DatabaseRole
from intera.store.inventory import save_inventory
from intera.store.reference import save_reference
from intera.workflows.open_installation import Installation
from intera.workflows.stock_operator import INVENTORY, load_stocked_reference

AT = datetime(2026, 11, 18, tzinfo=UTC)
DATA, COAST = ServiceId("data"), RegionId("coast")
OWN = Account(AccountId("own"), "Own", Tier.BUSINESS)
KEY = Account(AccountId("key"), "Key", Tier.KEY)
DOCUMENT = Operator(
    "Town",
    "UTC",
    services=(Service(DATA, "Data"),),
    regions=(Region(COAST, "Coast"),),
    accounts=(OWN,),
    product_instances=(ProductInstance("1", OWN.account_id, DATA, COAST),),
)


@pytest.fixture
def writer(installation: Installation) -> Iterator[Connection]:
    """The worker's connection; nothing is committed."""
    engine = installation.engine(DatabaseRole.WRITER, pool_size=1)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def save(connection: Connection, rule_data: dict[str, object], *lines: ProductInstance) -> None:
    version = save_reference(connection, DOCUMENT, rule_data=rule_data, at=AT)
    save_inventory(connection, version, accounts=[KEY] if lines else [], product_instances=lines)


def test_before_the_first_load_there_is_none(writer: Connection) -> None:
    assert load_stocked_reference(writer) is None


def test_without_an_inventory_the_document_stands_alone(writer: Connection) -> None:
    save(writer, {})
    reference = load_stocked_reference(writer)
    assert reference is not None
    assert reference.operator == DOCUMENT
    assert reference.operator.inventory is None


def test_rows_of_the_document_and_of_the_inventory_are_reached_together(writer: Connection) -> None:
    lines = [ProductInstance(str(n), KEY.account_id, DATA, COAST) for n in range(2, 12)]
    save(writer, {INVENTORY: {"product_instances": 10}}, *lines)
    reference = load_stocked_reference(writer)
    assert reference is not None
    operator = reference.operator
    assert operator == DOCUMENT, "the document itself does not change"
    assert operator.inventory is not None
    assert (operator.inventory.instance_count, operator.inventory.account_count) == (11, 2)
    assert living_there(operator, Place(DATA, COAST, None), at=AT) == 11
    found = accounts_in_reach(operator, DATA, region_ids=(COAST,), partner_code=None, at=AT)
    assert [account.name for account in found] == ["Key", "Own"]
