"""Every defect is refused with its rule and its place; the contract without it is not."""

from collections.abc import Mapping
from typing import Any

import pytest

from intera.sla.language.layers import layered
from intera.sla.language.problem import UnusableContractError
from intera.sla.linting.contract import read_contract, usable_contract
from sla.worked_case import contract_data, read_cases

CASES = read_cases("lint")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_defect_is_named_with_its_rule_and_place(case: Mapping[str, Any]) -> None:
    text = read_contract(layered(contract_data("plain"), case["terms"]))
    assert (case["rule"], case["place"]) in {(each.rule, each.place) for each in text.problems}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_contract_with_a_defect_is_not_settled(case: Mapping[str, Any]) -> None:
    with pytest.raises(UnusableContractError):
        usable_contract(layered(contract_data("plain"), case["terms"]))


def test_the_plain_contract_has_no_problem() -> None:
    assert read_contract(contract_data("plain")).problems == ()


def test_every_sentence_says_what_to_do() -> None:
    for case in CASES:
        for problem in read_contract(layered(contract_data("plain"), case["terms"])).problems:
            assert len(problem.sentence.split()) > 4
            assert not problem.sentence.endswith(".")
