"""Contract files, their layers, and every problem with its file and line."""

from pathlib import Path

import pytest

from intera.workflows.contract_files import LIBRARY, ContractFileError, contract_paths, read_contract_file

BASE = """\
id: base
version: 1
currency: EUR
timezone: UTC
effective: {from: 2026-01-01}
metrics:
  uptime: {measure: availability.ticket_clock, unknown_time: up}
promises:
  uptime: {metric: uptime, target: {at_least: 99.9%}}
examples:
  - {id: one, facts: {}, expect: {violated: false}}
"""


def test_a_file_says_what_differs_from_another(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: base\nid: mine\npromises:\n  uptime: {target: {at_least: 99.5%}}\n", encoding="utf-8")
    file = read_contract_file(mine)
    assert file.is_usable
    assert file.text.terms is not None
    assert file.text.terms.id == "mine"
    assert "examples" not in file.data


def test_a_problem_is_told_with_the_file_and_line_that_hold_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.replace("timezone: UTC", "timezone: Nowhere"), encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "extends: base\nid: mine\n\npromises:\n  uptime:\n    target: {at_leest: 99.5%}\n", encoding="utf-8"
    )
    file = read_contract_file(mine)
    assert not file.is_usable
    assert [(each.file, each.line, each.rule) for each in file.problems] == [("mine.yaml", 6, "unknown-key")]
    mine.write_text("extends: base\nid: mine\n", encoding="utf-8")
    assert [(each.file, each.line, each.rule) for each in read_contract_file(mine).problems] == [
        ("base.yaml", 4, "unknown-zone")
    ]


def test_layers_that_are_not_there_or_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    for text in ("extends: nothing\n", "extends: mine\n"):
        mine.write_text(text, encoding="utf-8")
        with pytest.raises(ContractFileError):
            read_contract_file(mine)


def test_a_layer_may_come_from_the_library(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: cogent_on_net\nid: mine\nreadings: {part_hours: {take: started}}\n", encoding="utf-8")
    file = read_contract_file(mine)
    assert file.is_usable
    assert {each.name: each.taken for each in file.text.readings}["part_hours"] == "started"


def test_a_folder_without_contracts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractFileError):
        contract_paths(tmp_path)
    assert len(contract_paths(LIBRARY)) >= 12
