"""A name that stands for nothing is told with those that stand for something."""

from intera.sla.linting.contract import usable_contract
from intera.sla.linting.names import lint_names, unknown
from sla.worked_case import contract_data


def test_the_names_there_are_told() -> None:
    assert unknown(("a",), "clock", "x", ("c", "d")).sentence == "there is no clock 'x'; the contract has c, d"
    assert unknown(("a",), "clock", "x", ()).sentence == "there is no clock 'x'; the contract has none"
    terms = usable_contract(contract_data("openreach_care")).terms
    assert terms is not None
    assert list(lint_names(terms)) == []
