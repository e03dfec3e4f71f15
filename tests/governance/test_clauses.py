"""The words that bind, by number."""

import pytest

from intera.governance.clauses import clause_at, find_clause, parse_clauses
from intera.governance.policy_reader import PolicyError

RAW = {"2.1": {"title": "Seen", "text": "Two kinds of\n  source report it."}, 3: {"title": "Some", "text": "T."}}


def test_a_clause_is_found_by_its_number_or_its_label() -> None:
    clauses = parse_clauses(RAW)
    assert clauses["2.1"].text == "Two kinds of source report it."
    assert clauses["2.1"].label == "2.1 Seen"
    assert find_clause(clauses, "2.1") == find_clause(clauses, "2.1 Seen") == clauses["2.1"]
    assert find_clause(clauses, "2.2") is None
    assert find_clause(clauses, "") is None
    assert clause_at({"clause": 3}, "k", clauses) == "3 Some"
    assert parse_clauses(None) == {}


def test_a_policy_without_clauses_may_name_them_in_any_words() -> None:
    assert clause_at({"clause": "2.1 Seen"}, "k", {}) == "2.1 Seen"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({2.1: {"title": "A", "text": "B"}}, "clauses.2.1"),
        ({"2": {"title": "A"}}, "clauses.2.text"),
        ({"2": {"title": "A", "text": "B", "words": "C"}}, "clauses.2.words"),
        ({"2": "A"}, "clauses.2"),
    ],
)
def test_a_clause_without_its_words_is_refused(raw: object, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_clauses(raw)
    assert refused.value.key == key


@pytest.mark.parametrize("named", ["2.2", "2.1 Other", None])
def test_a_clause_that_is_not_there_is_refused(named: object) -> None:
    with pytest.raises(PolicyError, match=r"rules\.vip\.clause"):
        clause_at({"clause": named}, "rules.vip", parse_clauses(RAW))
