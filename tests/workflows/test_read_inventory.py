"""An operator's inventory folder: tables, TM Forum records and a CRM's accounts, checked to the last row."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Tier
from intera.model.service import Region, Service
from intera.workflows.inventory_declaration import InventoryFileError
from intera.workflows.read_inventory import read_inventory

OPERATOR = Operator(
    "Town",
    "UTC",
    services=(
        Service(ServiceId("data"), "Data"),
        Service(ServiceId("fixed"), "Fixed Broadband", ("DSL", "Fiber optic")),
    ),
    regions=(Region(RegionId("coast"), "Coast"), Region(RegionId("lakes"), "Lakes")),
    partners=(Partner(PartnerCode("P-17"), "Meridian"),),
    accounts=(Account(AccountId("own"), "Own", Tier.VIP),),
)
DECLARED = """
files:
  - file: who.csv
    holds: accounts
    format: csv
    columns: {account_id: id, tier: tier, valid_until_at: until, valid_from_at: from}
  - {file: sites.csv, holds: sites, format: csv, columns: {site_id: id, region_id: region}}
  - file: lines.csv
    holds: product_instances
    format: csv
    columns: {product_instance_id: id, account_id: who, site_id: site}
    constants: {service_id: data}
"""
FILES = {
    "inventory.yaml": DECLARED,
    "who.csv": "id,tier,from,until\nA,business,,2026-05-01\nA,key,2026-05-01,\nB,consumer,,\n",
    "sites.csv": "id,region\nS-1,Coast\nS-2,lakes\n",
    "lines.csv": "id,who,site\n1,A,S-1\n2,B,S-2\n3,own,S-2\n",
}
PRODUCTS = [
    {"id": "p-1", "@type": "Product", "status": "active", "realizingService": [{"id": "s-1"}]},
    {
        "id": "p-2",
        "@type": "Product",
        "status": "active",
        "productOffering": {"name": "Data"},
        "billingAccount": {"id": "own"},
        "place": [{"id": "lakes"}],
    },
    {"id": "p-3", "@type": "Product", "status": "cancelled"},
]
SERVICES = [
    {
        "id": f"s-{number}",
        "@type": "Service",
        "state": "active",
        "serviceSpecification": {"name": "data"},
        "relatedParty": [{"id": "own", "role": "customer"}],
        "place": [{"id": "coast"}],
    }
    for number in (1, 2)
]


def write(folder: Path, **changes: str) -> Path:
    inside = folder / "inventory"
    inside.mkdir(exist_ok=True)
    for name, content in (FILES | {name.replace("_", "."): text for name, text in changes.items()}).items():
        (inside / name).write_text(content, encoding="utf-8")
    return folder


def lines(records: list[dict[str, object]]) -> str:
    return "\n".join(map(json.dumps, records))


def test_tables_of_accounts_sites_and_lines_come_together(tmp_path: Path) -> None:
    inventory = read_inventory(write(tmp_path), OPERATOR)
    assert inventory is not None
    assert [(one.account_id, one.tier.value) for one in inventory.accounts] == [
        ("A", "business"),
        ("A", "key"),
        ("B", "consumer"),
    ]
    found = [(one.product_instance_id, one.account_id, one.region_id) for one in inventory.product_instances()]
    assert found == [("1", "A", "coast"), ("2", "B", "lakes"), ("3", "own", "lakes")]
    assert inventory.summary() | {"sha256": ""} == {
        "accounts": 3,
        "left_out": 0,
        "product_instances": 3,
        "sha256": "",
    }


def test_without_a_folder_there_is_none(tmp_path: Path) -> None:
    assert read_inventory(tmp_path, OPERATOR) is None


def test_tm_forum_records_need_no_declaration_and_services_fill_in_products(tmp_path: Path) -> None:
    inside = tmp_path / "inventory"
    inside.mkdir()
    (inside / "products.jsonl.gz").write_bytes(gzip.compress(lines([*PRODUCTS]).encode()))
    (inside / "services.json").write_text(json.dumps(SERVICES), encoding="utf-8")
    inventory = read_inventory(tmp_path, OPERATOR)
    assert inventory is not None
    found = [(one.product_instance_id, one.region_id) for one in inventory.product_instances()]
    assert found == [("p-1", "coast"), ("p-2", "lakes"), ("s-2", "coast")], "s-1 is behind p-1, s-2 behind nothing"
    assert (inventory.instance_count, inventory.left_out_count) == (3, 1)


# Invented customers in the columns of IBM's public telco sample.
CRM = """customerID,tenure,PhoneService,InternetService,Contract,MonthlyCharges
0001-AA,70,Yes,Fiber optic,Two year,110.5
0002-BB,70,Yes,No,Two year,20.1
0003-CC,1,No,DSL,Month-to-month,29.85
0004-DD,30,Yes,DSL,One year,89.99
"""
CRM_DECLARED = """
files:
  - file: crm.csv
    holds: accounts
    format: csv
    columns: {account_id: customerID}
    tiers:
      - {tier: key, when: {Contract: Two year, tenure: {at_least: 48}, MonthlyCharges: {at_least: 100}}}
      - {tier: business, when: {Contract: {one_of: [One year, Two year]}, MonthlyCharges: {at_least: 80}}}
      - {tier: consumer}
  - file: crm.csv
    holds: product_instances
    format: csv
    columns: {product_instance_id: "{customerID}-internet", account_id: customerID, service_id: InternetService}
    only: {InternetService: {one_of: [DSL, Fiber optic]}}
"""


def test_a_crm_gives_accounts_whose_tier_follows_from_declared_rules(tmp_path: Path) -> None:
    inside = tmp_path / "inventory"
    inside.mkdir()
    (inside / "inventory.yaml").write_text(CRM_DECLARED, encoding="utf-8")
    (inside / "crm.csv").write_text(CRM, encoding="utf-8")
    inventory = read_inventory(tmp_path, OPERATOR)
    assert inventory is not None
    assert Counter(one.tier for one in inventory.accounts) == {Tier.KEY: 1, Tier.BUSINESS: 1, Tier.CONSUMER: 2}
    found = list(inventory.product_instances())
    assert [one.product_instance_id for one in found] == ["0001-AA-internet", "0003-CC-internet", "0004-DD-internet"]
    assert {(one.service_id, one.region_id) for one in found} == {("fixed", None)}, (
        "no region is known, none is made up"
    )


WRONG = [
    ({"lines_csv": "id,who,site\n1,A,S-1\n2,C,S-1\n"}, "lines.csv row 3: there is no account 'C'"),
    ({"lines_csv": "id,who,site\n1,A,S-9\n"}, "lines.csv row 2: there is no site 'S-9'"),
    (
        {"lines_csv": "id,who,site\n1,A,S-1\n2,A,S-1\n1,A,S-2\n"},
        "lines.csv row 4: gives a product instance a second time for the same time (lines.csv row 2)",
    ),
    ({"who_csv": "id,tier,from,until\nA,gold,,\n"}, "who.csv row 2: 'gold' is no tier"),
    ({"who_csv": "id,tier,from,until\nA,key,2026-05-01,2026-04-01\n"}, "who.csv row 2: is valid until"),
    ({"who_csv": "id,tier,from,until\nA,key,,\nA,vip,,\n"}, "who.csv row 3: account 'A' is there twice"),
    ({"who_csv": "id,tier,from,until\nown,key,,\n"}, "account 'own' stands in the operator's own data too"),
    ({"sites_csv": "id,region\nS-1,moon\nS-2,lakes\n"}, "sites.csv row 2: there is no region 'moon'"),
    ({"sites_csv": "id,region\nS-1,coast\nS-1,lakes\nS-2,lakes\n"}, "sites.csv row 3: site 'S-1' is there twice"),
    ({"more_jsonl": lines([{**SERVICES[0], "state": "odd"}])}, "more.jsonl row 1: 'odd' is no state"),
    ({"more_jsonl": lines([SERVICES[0], SERVICES[0]])}, "more.jsonl row 2: service 's-1' is there twice"),
]


@pytest.mark.parametrize(("changes", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_row_that_leads_nowhere_is_named(tmp_path: Path, changes: dict[str, str], says: str) -> None:
    with pytest.raises(InventoryFileError) as caught:
        read_inventory(write(tmp_path, **changes), OPERATOR)
    assert says in str(caught.value)


def test_many_wrong_rows_are_told_in_one_sentence_and_counted(tmp_path: Path) -> None:
    rows = "".join(f"{number},nobody-{number},S-1\n" for number in range(500))
    with pytest.raises(InventoryFileError) as caught:
        read_inventory(write(tmp_path, lines_csv=f"id,who,site\n{rows}"), OPERATOR)
    said = str(caught.value)
    assert said.startswith("inventory, lines.csv row 2: there is no account 'nobody-0'")
    assert "499 more rows are refused, next lines.csv row 3" in said
    assert len(said) < 400


def test_files_that_change_between_judging_and_reading_are_refused(tmp_path: Path) -> None:
    inventory = read_inventory(write(tmp_path), OPERATOR)
    assert inventory is not None
    write(tmp_path, lines_csv="id,who,site\n1,A,S-2\n")
    with pytest.raises(InventoryFileError, match="inventory: changed while it was read; load it again"):
        list(inventory.product_instances())


def test_the_declaration_is_part_of_what_is_loaded(tmp_path: Path) -> None:
    first = read_inventory(write(tmp_path), OPERATOR)
    declared = yaml.safe_load(DECLARED)
    declared["files"][2]["constants"]["service_id"] = "fixed"
    second = read_inventory(write(tmp_path, inventory_yaml=yaml.safe_dump(declared)), OPERATOR)
    assert first is not None
    assert second is not None
    assert first.digest != second.digest
