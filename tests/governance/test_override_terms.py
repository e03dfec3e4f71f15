"""When an override takes a second person."""

import pytest

from intera.governance.clauses import parse_clauses
from intera.governance.override_terms import OverrideTerms, parse_override
from intera.governance.policy_reader import PolicyError
from intera.model.verdict import Severity

CLAUSES = parse_clauses({"8.1": {"title": "Known to people", "text": "T."}})


def test_without_terms_nobody_is_asked_and_a_day_is_the_longest() -> None:
    terms = parse_override(None, CLAUSES)
    assert terms == OverrideTerms()
    assert (terms.shortest_min, terms.longest_min) == (5, 1440)
    assert not terms.takes_two(stood=Severity.P1, wanted=Severity.P4)


def test_a_severity_named_includes_every_worse_one() -> None:
    terms = parse_override({"second_person": ["raise_to P2", "lower_from P1"]}, CLAUSES)
    asked = {
        (stood.label, wanted.label)
        for stood in Severity
        for wanted in Severity
        if terms.takes_two(stood=stood, wanted=wanted)
    }
    raised = {("P2", "P1"), ("P3", "P1"), ("P4", "P1"), ("P3", "P2"), ("P4", "P2")}
    assert asked == raised | {("P1", "P2"), ("P1", "P3"), ("P1", "P4")}


def test_terms_name_their_clauses_in_full() -> None:
    terms = parse_override(
        {"clauses": ["8.1"], "shortest_min": 10, "longest_min": 60, "answer_within_min": 15}, CLAUSES
    )
    assert terms == OverrideTerms(("8.1 Known to people",), None, None, 10, 60, 15)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({"longest": 240}, "override.longest"),
        ({"longest_min": "4 h"}, "override.longest_min"),
        ({"shortest_min": 60, "longest_min": 30}, "override.longest_min"),
        ({"clauses": ["9.9"]}, "override.clauses"),
        ({"second_person": ["raise P1"]}, "override.second_person"),
        ({"second_person": ["raise_to P5"]}, "override.second_person"),
    ],
)
def test_terms_that_cannot_be_read_are_refused(raw: object, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_override(raw, CLAUSES)
    assert refused.value.key == key
