"""The published schemas hold for every file there is, and point an editor at what is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from intera.sla.schemas import SCHEMAS, contract_schema, facts_schema, result_schema
from intera.workflows.contract_files import LIBRARY
from intera.workflows.strict_yaml import read_strict_yaml
from sla.worked_case import CASES, read_cases, runs_of, settled

PUBLISHED = Path(__file__).parents[2] / "docs" / "schemas"
CONTRACT, FACTS, RESULT = (Draft202012Validator(make()) for make in (contract_schema, facts_schema, result_schema))
FILES = [*sorted(LIBRARY.glob("*.yaml")), *sorted((CASES / "contracts").glob("*.yaml"))]
RUNS = [
    run for name in ("carriers", "traps", "changes", "vectors") for case in read_cases(name) for run in runs_of(case)
]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_one_made_from_the_classes(name: str) -> None:
    published = json.loads((PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    assert published == SCHEMAS[name]()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_with_a_contract_of_the_library(path: Path) -> None:
    assert [each.message for each in CONTRACT.iter_errors(read_strict_yaml(path).data)] == []


@pytest.mark.parametrize("run", RUNS[::5], ids=lambda run: run.name)
def test_a_result_is_what_its_schema_says(run: Any) -> None:  # noqa: ANN401 -- a run of a worked case
    assert [each.message for each in RESULT.iter_errors(settled(run))] == []


def test_an_editor_finds_nothing_wrong_with_the_facts_of_the_cases() -> None:
    refused = {run.name for run in RUNS if not FACTS.is_valid(dict(run.facts))}
    assert refused == set()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"timezon": "UTC"}, []),
        ({"version": "one"}, ["version"]),
        ({"period": {"kind": "fortnight"}}, ["period", "kind"]),
        ({"metrics": {"uptime": {"unknown_time": "up"}}}, ["metrics", "uptime"]),
        (
            {"promises": {"uptime": {"metric": "uptime", "target": {"at_least": 99.9}}}},
            ["promises", "uptime", "target", "at_least"],
        ),
        ({"caps": {"at_most": "30%"}}, ["caps"]),
    ],
)
def test_an_editor_points_at_what_is_wrong(change: Mapping[str, object], place: list[str]) -> None:
    data = {**read_strict_yaml(CASES / "contracts" / "plain.yaml").data, **change}
    assert place in [list(deepest(each)) for each in CONTRACT.iter_errors(data)]


def deepest(error: Any) -> Any:  # noqa: ANN401 -- an error of the validator
    """The place an editor underlines: the deepest the branches of an error reach."""
    places = [error.absolute_path, *(deepest(each) for each in error.context or ())]
    return max(places, key=len)


def test_an_extending_contract_need_not_say_everything() -> None:
    assert CONTRACT.is_valid({"extends": "plain", "id": "mine"})
    assert not CONTRACT.is_valid({"id": "mine"})
