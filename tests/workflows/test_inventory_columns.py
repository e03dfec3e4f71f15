"""What a row of a table means, in the operator's words; a cell that leads nowhere is refused."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Tier
from intera.model.service import ProductInstance, Region, Service, Site
from intera.workflows import inventory_columns as columns
from intera.workflows.inventory_columns import BadRowError, words_of
from intera.workflows.inventory_declaration import Condition, InventoryFile, TierRule

OPERATOR = Operator(
    "Town",
    "Europe/Lisbon",
    services=(Service(ServiceId("data"), "Mobile Data", ("MBB",)),),
    regions=(Region(RegionId("coast"), "The Coast"),),
    partners=(Partner(PartnerCode("P-17"), "Meridian"),),
)
SPAN = (("valid_from_at", "from"), ("valid_until_at", "until"))
ROW = {
    "id": "1",
    "who": "A",
    "what": "mbb",
    "where": "the coast",
    "site": "S",
    "via": "meridian",
    "n": "7",
    "from": "2026-07-01",
    "until": "2026-08-01T00:00:00+02:00",
}
LINES = InventoryFile(
    "lines.csv",
    "product_instances",
    "csv",
    columns=(
        *(("product_instance_id", "id"), ("account_id", "who"), ("service_id", "what"), ("region_id", "where")),
        *(("site_id", "site"), ("partner_code", "via"), ("site_count", "n"), *SPAN),
    ),
)
ACCOUNTS = InventoryFile(
    "who.csv", "accounts", "csv", columns=(("account_id", "who"), ("tier", "t"), ("partner_code", "via"), *SPAN)
)


def test_names_of_other_systems_and_times_of_the_zone_are_understood() -> None:
    assert columns.read_product_instance(LINES, ROW, words_of(OPERATOR, LINES)) == ProductInstance(
        "1",
        AccountId("A"),
        ServiceId("data"),
        RegionId("coast"),
        PartnerCode("P-17"),
        7,
        "S",
        datetime(2026, 6, 30, 23, tzinfo=UTC),
        datetime(2026, 7, 31, 22, tzinfo=UTC),
    )


def test_empty_cells_are_open_and_nowhere() -> None:
    row = ROW | dict.fromkeys(("where", "site", "via", "n", "from", "until"), "")
    found = columns.read_product_instance(LINES, row, words_of(OPERATOR, LINES))
    assert found == ProductInstance("1", AccountId("A"), ServiceId("data"), None)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"what": "tv"}, "there is no service 'tv'; add it to services or correct the row"),
        ({"where": "moon"}, "there is no region 'moon'"),
        ({"via": "P-99"}, "there is no partner 'P-99'"),
        ({"id": " "}, "the product instance id '' is empty or cannot be kept"),
        ({"who": "a\x00b"}, "the account id"),
        ({"who": "x" * 300}, "the account id"),
        ({"n": "-1"}, "'-1' is no count of sites"),
        ({"n": "1" * 10}, "is no count of sites"),
        ({"from": "soon"}, "valid from: 'soon' is not a usable time"),
        ({"until": "2026-07-01"}, "not after its start"),
    ],
)
def test_a_cell_that_leads_nowhere_is_refused(change: dict[str, str], says: str) -> None:
    with pytest.raises(BadRowError) as caught:
        columns.read_product_instance(LINES, ROW | change, words_of(OPERATOR, LINES))
    assert says in str(caught.value)


def test_an_account_has_the_tier_its_row_says() -> None:
    found = columns.read_account(ACCOUNTS, ROW | {"t": "Wholesale", "from": ""}, words_of(OPERATOR, ACCOUNTS))
    until = datetime(2026, 7, 31, 22, tzinfo=UTC)
    assert found == Account(AccountId("A"), "A", Tier.WHOLESALE, PartnerCode("P-17"), None, until)
    with pytest.raises(BadRowError, match="'gold' is no tier; use one of vip, key, wholesale, business, consumer"):
        columns.read_account(ACCOUNTS, ROW | {"t": "gold"}, words_of(OPERATOR, ACCOUNTS))


def test_a_tier_follows_from_the_first_rule_a_row_meets() -> None:
    rules = (
        TierRule(Tier.VIP, (Condition("spend", at_least=Decimal(90)), Condition("years", at_least=Decimal(4)))),
        TierRule(Tier.CONSUMER, ()),
    )
    file = InventoryFile("crm.csv", "accounts", "csv", columns=(("account_id", "who"),), tiers=rules)
    rows = [{"who": "A", "spend": "90.5", "years": "4"}, {"who": "B", "spend": "90.5", "years": "3"}]
    found = [columns.read_account(file, row, words_of(OPERATOR, file)).tier for row in rows]
    assert found == [Tier.VIP, Tier.CONSUMER]


def test_a_site_lies_in_one_region() -> None:
    file = InventoryFile("s.csv", "sites", "csv", columns=(("site_id", "site"), ("region_id", "where"), *SPAN))
    assert columns.read_site(file, ROW | {"from": "", "until": ""}, words_of(OPERATOR, file)) == Site(
        "S", RegionId("coast")
    )
    with pytest.raises(BadRowError, match="the region '' is empty"):
        columns.read_site(file, ROW | {"where": ""}, words_of(OPERATOR, file))


def test_only_rows_that_are_meant_are_read() -> None:
    file = InventoryFile("a.csv", "accounts", "csv", only=(Condition("churn", one_of=frozenset({"no"})),))
    assert [columns.is_meant(file, {"churn": said}) for said in ("No", "Yes")] == [True, False]
    assert columns.is_meant(LINES, ROW)
