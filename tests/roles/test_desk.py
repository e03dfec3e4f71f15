"""Pages get names and places, not partner names or hidden words."""

import json
from types import ModuleType

import yaml

from intera.governance.policy import parse_policy
from intera.governance.policy_words import PolicyWords, say_policy
from intera.roles.desk import read_desk, release_operator
from intera.roles.screen import HELD_BACK
from intera.workflows.rulebook import DEFAULT_POLICY


def _words(northmoor: ModuleType, **changed: object) -> PolicyWords:
    raw = yaml.safe_load(DEFAULT_POLICY.read_text(encoding="utf-8")) | changed
    return say_policy(parse_policy(raw), northmoor.operator())


def test_the_released_operator_holds_no_partner_name_account_or_hidden_word(northmoor: ModuleType) -> None:
    text = json.dumps(release_operator(northmoor.operator()))
    for word in ("Telenord", "Voyagel", "kilnmark", "Harbour", "Adeyemi"):
        assert word not in text


def test_a_desk_reads_back_what_was_released(northmoor: ModuleType) -> None:
    desk = read_desk(release_operator(northmoor.operator()), open_count=3)
    assert desk.team_name("mobile") == "Mobile Desk"
    assert desk.team_name("unknown") == "unknown"
    assert desk.route_counts["wholesale_voice"] == 24
    assert desk.agreement_count == 1
    assert desk.open_count == 3


def test_a_desk_knows_what_each_policy_asks_of_an_override(northmoor: ModuleType) -> None:
    words = _words(northmoor)
    terms = read_desk(release_operator(northmoor.operator(), [words])).severity_terms["default", words.version]
    assert terms.policy_name == "Severity policy"
    assert [label.split()[0] for label, _ in terms.clauses] == ["8.1", "8.2", "8.3"]
    assert all(text.startswith("A person may") for _, text in terms.clauses)
    assert (terms.shortest_min, terms.longest_min) == (5, 480)
    assert any("second person" in term for term in terms.terms)


def test_a_hidden_word_in_a_clause_is_held_back(northmoor: ModuleType) -> None:
    raw = yaml.safe_load(DEFAULT_POLICY.read_text(encoding="utf-8"))
    raw["clauses"]["8.2"]["text"] = "Trouble with kilnmark may be raised."
    words = _words(northmoor, clauses=raw["clauses"])
    terms = read_desk(release_operator(northmoor.operator(), [words])).severity_terms["default", words.version]
    assert dict(terms.clauses)["8.2 Special exposure"] == f"Trouble with {HELD_BACK} may be raised."


def test_a_desk_published_without_policies_has_no_terms(northmoor: ModuleType) -> None:
    released = release_operator(northmoor.operator())
    released.pop("policies")
    assert read_desk(released).severity_terms == {}
