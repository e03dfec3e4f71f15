"""Contracts tried before they go live."""

import json
from pathlib import Path

import pytest

from intera.workflows.contract_files import LIBRARY, ContractFileError
from intera.workflows.try_contracts import (
    UnknownSchemaError,
    found_at,
    lint_contracts,
    read_choices,
    read_facts_file,
    schema_named,
    tried,
    try_on_file,
    usable_file,
)

FACTS = """\
given:
  currency: USD
  mrc: "3000.00"
  period: {from: "2026-06-01T00:00", to: "2026-07-01T00:00"}
  outages: [{from: "2026-06-03T02:00", to: "2026-06-03T02:20"}]
"""


@pytest.mark.parametrize("linted", lint_contracts(LIBRARY), ids=lambda linted: linted.path.stem)
def test_every_contract_of_the_library_can_be_settled_and_proves_itself(linted: object) -> None:
    assert getattr(linted, "problems", None) == ()
    assert getattr(linted, "example_count", 0) >= 1


def test_an_example_that_is_not_met_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    example = '  - {id: one, facts: {mrc: "1"}, expect: {violated: true}}'
    text = f"extends: google_fiber_business\nid: mine\nexamples:\n{example}\n"
    path.write_text(text, encoding="utf-8")
    (linted,) = lint_contracts(path)
    assert [(each.rule, each.line, each.says) for each in linted.problems] == [
        ("example", 4, "says violated is true, but it comes to false")
    ]
    path.write_text("extends: google_fiber_business\nexamples:\n  - {id: one}\n", encoding="utf-8")
    assert "is not whole" in lint_contracts(path)[0].problems[0].says
    path.write_text("a: [\n", encoding="utf-8")
    assert lint_contracts(path)[0].problems[0].rule == "yaml"
    path.write_text("extends: nothing\n", encoding="utf-8")
    assert lint_contracts(path)[0].problems[0].rule == "extends"


def test_a_contract_is_tried_on_a_file_of_facts(tmp_path: Path) -> None:
    facts = tmp_path / "f.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    result = try_on_file(LIBRARY / "verizon_internet_dedicated.yaml", facts)
    assert found_at(result.document, "credit.payable") == "100.00"
    assert any("Violated:    yes" in line for line in result.lines)
    other = try_on_file(
        LIBRARY / "verizon_internet_dedicated.yaml", facts, period="2026-07", chosen={"unknown_time": "down"}
    )
    assert found_at(other.document, "violated") is False
    as_json = tmp_path / "f.json"
    as_json.write_text(
        json.dumps({"mrc": 3000, "outages": [{"from": "2026-06-03T02:00", "to": "2026-06-03T02:20"}]}), encoding="utf-8"
    )
    assert read_facts_file(as_json)["mrc"] == 3000
    assert tried is not None


def test_a_contract_that_cannot_be_settled_is_refused_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("extends: google_fiber_business\ncurrency: XAU\ntimezone: Nowhere\n", encoding="utf-8")
    with pytest.raises(ContractFileError) as refused:
        usable_file(path)
    assert len(str(refused.value).splitlines()) == 2


def test_readings_are_written_name_is_value() -> None:
    assert read_choices(["a=b", "c = d"]) == {"a": "b", "c": "d"}
    with pytest.raises(ContractFileError):
        read_choices(["a"])


def test_schemas_are_named() -> None:
    assert json.loads(schema_named("result"))["title"] == "INTERA settlement result"
    with pytest.raises(UnknownSchemaError):
        schema_named("weather")


def test_a_place_that_is_not_there_is_none() -> None:
    document = {"list": [{"name": "a", "x": 1}], "map": {"k": 2}}
    assert [found_at(document, path) for path in ("list.a.x", "list.0.x", "list.9.x", "list.b.x", "map.k.z")] == [
        1,
        1,
        None,
        None,
        None,
    ]
