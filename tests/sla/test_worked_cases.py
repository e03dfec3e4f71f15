"""Every worked case, to the second and the cent: carriers' contracts, traps, and each reading of an ambiguous text."""

from collections.abc import Mapping
from typing import Any

import pytest

from intera.sla.settlement.measures import unit_of
from sla.worked_case import Run, found_at, read_cases, runs_of, settled

CASES = [case for name in ("carriers", "traps", "changes", "vectors") for case in read_cases(name)]
RUNS = [run for case in CASES for run in runs_of(case)]


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_a_worked_case_is_right_to_the_second_and_the_cent(run: Run) -> None:
    document = settled(run)
    told = run.facts.get("figures", {})
    units = {each["metric"]: each["unit"] for each in document["figures"] if each["metric"] not in told}
    methods = {each["metric"]: each["method"].split("/")[0] for each in document["figures"]}
    assert all(unit == unit_of(methods[name]) for name, unit in units.items())
    said = {path: found_at(document, path) for path in run.expect}
    assert said == dict(run.expect)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_case_expects_something(case: Mapping[str, Any]) -> None:
    assert all(run.expect for run in runs_of(case))
