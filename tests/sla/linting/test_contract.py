"""A problem in a value that a reading put there stands where the reading is asked for."""

from intera.sla.language.layers import layered
from intera.sla.linting.contract import read_contract
from sla.worked_case import contract_data


def test_a_problem_stands_where_a_person_wrote_it() -> None:
    terms = {
        "clocks": {"c": {"steps": "$pipeline"}},
        "readings": {"pipeline": {"take": "a", "choices": {"a": [{"minimum": {"at_least": "soon"}}]}}},
    }
    problems = read_contract(layered(contract_data("plain"), terms)).problems
    assert [(each.rule, each.place) for each in problems] == [("unreadable", "clocks.c.steps")]


def test_worked_examples_are_no_terms() -> None:
    assert read_contract({**contract_data("plain"), "examples": [{"anything": 1}]}).problems == ()
