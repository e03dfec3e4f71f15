"""What a declaration says of its files, and each way it can be wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from intera.model.party import Tier
from intera.workflows.inventory_declaration import Condition, InventoryFileError, read_declaration

CRM: dict[str, Any] = {
    "file": "crm.csv",
    "holds": "accounts",
    "format": "csv",
    "columns": {"account_id": "customerID", "name": "{customerID} ({Contract})"},
    "only": {"Churn": "No"},
    "tiers": [
        {"tier": "key", "when": {"Contract": {"one_of": ["Two year"]}, "MonthlyCharges": {"at_least": 100}}},
        {"tier": "business", "when": {"tenure": {"at_least": 12, "below": 24}}},
        {"tier": "consumer"},
    ],
}


def declare(folder: Path, *files: dict[str, Any], beside: tuple[str, ...] = ()) -> Path:
    for name in (*(str(file.get("file")) for file in files), *beside):
        (folder / name).write_text("", encoding="utf-8")
    (folder / "inventory.yaml").write_text(yaml.safe_dump({"files": list(files)}), encoding="utf-8")
    return folder


def test_a_table_says_which_column_is_which_field_and_by_which_rules_a_tier_follows(tmp_path: Path) -> None:
    (file,) = read_declaration(declare(tmp_path, CRM))
    row = {"customerID": " 7 ", "Contract": "Two year", "MonthlyCharges": "100", "tenure": "3", "Churn": "No"}
    assert file.cells(row) == {"account_id": "7", "name": "7 (Two year)"}
    assert file.wanted_columns() == set(row)
    assert [rule.tier for rule in file.tiers] == [Tier.KEY, Tier.BUSINESS, Tier.CONSUMER]
    assert all(condition.passes(row) for condition in file.tiers[0].conditions)
    assert not file.tiers[0].conditions[1].passes(row | {"MonthlyCharges": "99.99"})


@pytest.mark.parametrize(("value", "passes"), [("12", True), ("23.9", True), ("24", False), ("", False), ("x", False)])
def test_a_bound_holds_from_included_to_not_and_never_for_what_is_no_number(
    tmp_path: Path, value: str, *, passes: bool
) -> None:
    (file,) = read_declaration(declare(tmp_path, CRM))
    assert file.tiers[1].conditions[0].passes({"tenure": value}) is passes


def test_texts_are_compared_in_any_case() -> None:
    assert Condition("a", one_of=frozenset({"two year"})).passes({"a": " Two YEAR "})
    assert not Condition("a", one_of=frozenset({"two year"})).passes({})


def test_sites_and_accounts_are_read_before_what_refers_to_them_and_tm_forum_needs_no_word(tmp_path: Path) -> None:
    lines = {
        "file": "a.csv",
        "holds": "product_instances",
        "format": "csv",
        "columns": {"product_instance_id": "id", "account_id": "who"},
        "constants": {"service_id": "data"},
    }
    sites = {"file": "z.csv", "holds": "sites", "format": "csv", "columns": {"site_id": "s", "region_id": "r"}}
    products = {"file": "p.jsonl", "format": "tmf637", "zone": "Europe/Lisbon"}
    found = read_declaration(declare(tmp_path, lines, CRM, products, sites, beside=("more.jsonl.gz", ".hidden")))
    assert [(file.name, file.format) for file in found] == [
        ("z.csv", "csv"),
        ("crm.csv", "csv"),
        ("a.csv", "csv"),
        ("p.jsonl", "tmf637"),
        ("more.jsonl.gz", "tmf"),
    ]


def test_no_folder_is_no_inventory(tmp_path: Path) -> None:
    assert read_declaration(tmp_path / "inventory") == ()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"owner": "x"}, r"files\[0\].owner: is not known here; use one of file"),
    ({"holds": "devices"}, r"holds: write one of accounts, product_instances, sites"),
    ({"format": "xml"}, r"format: write one of csv, tmf637, tmf638"),
    ({"columns": {"account_id": "a", "colour": "b"}}, r"columns.colour: is no field of accounts; use one of"),
    ({"columns": {}}, r"columns.account_id: is missing; say which column holds it"),
    ({"columns": "a"}, r"columns: is no mapping"),
    ({"tiers": []}, r"columns.tier: is missing"),
    ({"tiers": "key"}, r"tiers: is no list"),
    ({"tiers": [{"tier": "gold"}]}, r"tiers\[0\]: give tier, one of vip, key"),
    ({"tiers": [{"tier": "key", "when": {"a": "b"}}]}, r"tiers\[0\]: leaves accounts without a tier"),
    ({"tiers": [{"tier": "key", "when": {"a": {"above": 1}}}]}, r"when.a: use one of at_least, below, one_of"),
    ({"tiers": [{"tier": "key", "when": {"a": {"below": "x"}}}]}, r"when.a.below: 'x' is no number"),
    ({"columns": {"account_id": "a", "tier": "t"}}, r"tiers: belong to accounts without a column for the tier"),
    ({"delimiter": ";;"}, r"delimiter: is not one character"),
    ({"zone": "Mars/Base"}, r"zone: 'Mars/Base' is no time zone"),
    ({"only": ["a"]}, r"only: is no mapping"),
]


@pytest.mark.parametrize(("change", "says"), WRONG)
def test_a_wrong_key_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    with pytest.raises(InventoryFileError, match=says):
        read_declaration(declare(tmp_path, CRM | change))


def test_a_file_must_be_there_inside_the_folder_and_declared(tmp_path: Path) -> None:
    folder = declare(tmp_path, CRM, beside=("notes.txt",))
    with pytest.raises(InventoryFileError, match=r"notes.txt: is not declared; describe it in inventory.yaml"):
        read_declaration(folder)
    for name in ("gone.csv", "../crm.csv", ""):
        (folder / "inventory.yaml").write_text(yaml.safe_dump({"files": [CRM | {"file": name}]}), encoding="utf-8")
        with pytest.raises(InventoryFileError, match=r"files\[0\].file: there is no"):
            read_declaration(folder)


@pytest.mark.parametrize(
    ("written", "says"), [("file: []", "file is not known"), ("files: 1", "no list"), ("files: [1]", "no mapping")]
)
def test_a_declaration_of_another_shape_is_refused(tmp_path: Path, written: str, says: str) -> None:
    (tmp_path / "inventory.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(InventoryFileError, match=says):
        read_declaration(tmp_path)
