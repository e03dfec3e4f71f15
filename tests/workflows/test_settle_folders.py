"""A month settled for every instance; the same statement twice is one result."""

import shutil
from pathlib import Path

import pytest

from intera.workflows.contract_files import LIBRARY, ContractFileError
from intera.workflows.settle_folders import (
    UnknownResultError,
    compare_contracts,
    explained,
    explained_lines,
    keep_result,
    kept_results,
    settle_folders,
)

DOWN = 'mrc: "3000.00"\noutages: [{from: 2026-06-20T02:00, to: 2026-06-20T02:20}]\n'


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    contracts, facts = tmp_path / "contracts", tmp_path / "facts"
    contracts.mkdir()
    facts.mkdir()
    shutil.copy(LIBRARY / "verizon_internet_dedicated.yaml", contracts)
    (facts / "a.yaml").write_text("instance: {id: A, offering: internet_dedicated}\n" + DOWN, encoding="utf-8")
    (facts / "b.yaml").write_text("instance: {id: B, offering: telepathy}\n" + DOWN, encoding="utf-8")
    return contracts, facts


def test_every_instance_is_settled_and_one_without_a_contract_is_named(folders: tuple[Path, Path]) -> None:
    first, second = settle_folders(*folders, period="2026-06")
    assert first.result is not None
    assert (first.instance, first.result.credit.payable) == ("A", "100.00")
    assert second.result is None
    assert "no contract is in force for B" in second.reason


def test_a_version_that_begins_in_the_middle_of_the_month_holds_from_then(folders: tuple[Path, Path]) -> None:
    later = (
        "extends: verizon_internet_dedicated\nversion: 2\neffective: {from: 2026-06-16}\n"
        "remedies: {unavailability: {each: {pay: 2 days}}}\n"
    )
    (folders[0] / "later.yaml").write_text(later, encoding="utf-8")
    results = [each.result for each in settle_folders(*folders, period="2026-06") if each.result is not None]
    assert [(each.contract, each.credit.payable) for each in results] == [
        ("verizon-internet-dedicated/1", "0.00"),
        ("verizon-internet-dedicated/2", "200.00"),
    ]


def test_nothing_is_overwritten_and_the_same_statement_is_kept_once(folders: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    for as_of in (None, None, "2026-06-10T00:00"):
        for each in settle_folders(*folders, period="2026-06", as_of=as_of):
            if each.result is not None:
                keep_result(out, each.result)
    assert len(kept_results(out)) == 2
    newest = explained(out, "A/2026-06-01/verizon-internet-dedicated/1")
    assert newest["known_at"] is not None
    first = explained(out, kept_results(out)[0])
    assert any("20 min" in line for line in explained_lines(first))
    with pytest.raises(UnknownResultError):
        explained(out, "B")


def test_two_contracts_are_compared_on_the_same_facts(folders: tuple[Path, Path]) -> None:
    before, after = LIBRARY / "verizon_internet_dedicated.yaml", LIBRARY / "cogent_on_net.yaml"
    rows, total = compare_contracts(before, after, folders[1], periods=["2026-06", "2026-07"])
    assert [(each.before, each.after, each.delta) for each in rows] == [("100.00", "33.33", "-66.67")] * 2
    assert total == "-133.34"
    with pytest.raises(ContractFileError):
        compare_contracts(before, LIBRARY / "orange_gttr.yaml", folders[1], periods=["2026-06"])


def test_a_folder_without_facts_is_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ContractFileError):
        list(settle_folders(folders[0], tmp_path / "nowhere", period="2026-06"))
