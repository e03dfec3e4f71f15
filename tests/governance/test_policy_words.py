"""A policy for people to read."""

import copy
from typing import Any

import pytest

from flows.town import town
from intera.governance.policy import Policy, parse_policy
from intera.governance.policy_words import say_policy, say_segment
from intera.governance.segment import parse_segment


def test_the_shipped_policy_is_said_clause_by_clause_with_its_terms(policy: Policy) -> None:
    words = say_policy(policy, town())
    assert (words.policy_id, words.version, words.is_for) == ("default", "8", "Every trouble")
    assert words.clause_text("3.1 VIP accounts").startswith("A trouble that harms customers and reaches a VIP")
    assert words.clause_text("9 Nothing") == ""
    assert words.override_clauses == (
        "8.1 Known to people, not to sources",
        "8.2 Special exposure",
        "8.3 Figures known to be wrong",
    )
    assert (words.override_shortest_min, words.override_longest_min) == (5, 480)
    assert words.override_terms == (
        "An override lasts from 5 minutes to 8 h and ends by itself.",
        "Raising to P1 and lowering from P1 take a second person, who answers within 60 minutes.",
    )


def test_every_finding_of_the_shipped_policy_has_words_for_its_clause(policy: Policy) -> None:
    words = say_policy(policy, town())
    assert all(words.clause_text(rule.clause) for rule in policy.rules)


def test_a_policy_without_words_still_names_its_clauses(raw_policy: dict[str, Any]) -> None:
    raw = copy.deepcopy(raw_policy)
    del raw["clauses"], raw["override"], raw["examples"]
    words = say_policy(parse_policy(raw), town())
    assert ("3.1", "") in words.clauses
    assert words.override_clauses == ()
    assert len(words.override_terms) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "Every trouble"),
        ({"services": ["vpn", "mobile"]}, "Troubles that affect Business VPN or Mobile Data"),
        ({"tiers": ["vip"], "regions": ["coast"]}, "Troubles that affect customers in Coast, and VIP accounts"),
        ({"partners": ["P-17"]}, "Troubles that affect partner P-17"),
        ({"wholesale": True}, "Troubles that affect a partner or wholesale account"),
        ({"wholesale": False}, "Troubles that affect no partner or wholesale account"),
    ],
)
def test_a_segment_is_said_in_names_people_use(raw: object, said: str) -> None:
    assert say_segment(parse_segment(raw), town()) == said
