"""Worked examples of a policy, read."""

from typing import Any

import pytest

from intera.governance.policy_example import parse_examples
from intera.governance.policy_reader import PolicyError
from intera.model.impact import CountRange, EvidenceKind, HarmLevel, Visibility
from intera.model.party import Tier
from intera.model.verdict import Severity

EXAMPLE: dict[str, Any] = {
    "name": "Half the coast",
    "facts": {
        "seen_by": ["ticket", "probe", "ticket"],
        "confidence_percent": 80,
        "customer_count": [1, 2, 3],
        "regions": {"Lakes": {"is_without_service": True}, "Coast": {"customer_count": 2, "failing_percent": 51}},
        "account_count": {"vip": 2, "key": 0},
        "partner_code": "P-17",
        "emergency_affected": False,
        "standing": "P2",
        "duration_min": 31,
    },
    "severity": "P2",
    "clause": "3.1 VIP",
    "held": "P1",
}


def test_what_is_written_is_what_the_rules_will_see() -> None:
    [example] = parse_examples([EXAMPLE], {})
    facts = example.facts
    assert (example.name, example.severity, example.held, example.is_provisional) == (
        "Half the coast",
        Severity.P2,
        Severity.P1,
        None,
    )
    assert facts.kinds == (EvidenceKind.PROBE, EvidenceKind.TICKET)
    assert [(region.name, region.failing_percent, region.is_without_service) for region in facts.regions] == [
        ("Coast", 51, False),
        ("Lakes", None, True),
    ]
    assert facts.customers == CountRange(1, 2, 3)
    assert [(tier.tier, tier.account_count) for tier in facts.tiers] == [(Tier.VIP, 2)]
    assert (facts.emergency_affected, facts.standing, facts.duration_min) == (False, Severity.P2, 31)


def test_what_is_left_out_is_not_known() -> None:
    [example] = parse_examples([{"name": "N", "severity": "P4", "clause": "7"}], {})
    facts = example.facts
    assert (facts.visibility, facts.harm) == (Visibility.CUSTOMER_VISIBLE, HarmLevel.DEGRADED)
    assert (facts.customers, facts.emergency_affected, facts.claimed_priority, facts.duration_min) == (None,) * 4
    assert parse_examples(None, {}) == ()


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"rain": True}, "rain"),
        ({"confidence": 80}, "confidence"),
        ({"confidence_percent": "80%"}, "confidence_percent"),
        ({"seen_by": ["alarms"]}, "seen_by"),
        ({"visibility": "visible"}, "visibility"),
        ({"customer_count": [3, 2, 1]}, "customer_count"),
        ({"customer_count": [1, 2]}, "customer_count"),
        ({"customer_count": -1}, "customer_count"),
        ({"regions": {"Coast": {"failing": 5}}}, "regions.Coast.failing"),
        ({"account_count": {"gold": 1}}, "account_count"),
        ({"emergency_affected": 1}, "emergency_affected"),
        ({"standing": 2}, "standing"),
    ],
)
def test_an_unknown_or_unreadable_fact_is_refused_by_its_place(facts: dict[str, Any], key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_examples([EXAMPLE, EXAMPLE | {"facts": facts}], {})
    assert refused.value.key == f"examples[1].facts.{key}"
