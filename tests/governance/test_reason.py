"""One plain sentence and its clause."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from intera.governance.facts import facts_of
from intera.governance.judgement import judge
from intera.governance.policy import Policy
from intera.governance.reason import clause_of, reason_of
from intera.model.impact import Impact


@pytest.mark.parametrize(
    ("told", "reason", "clause"),
    [
        (
            {},
            "P1 because customers can see it, many customers or regions are affected and service is unusable for most.",
            "2 Visible, widespread and unusable",
        ),
        (
            {"confidence": 65},
            "P2 for now: P1 is being verified, confidence is 65% (75% to raise, 60% to keep).",
            "5.1 Confidence for P1",
        ),
        (
            {"emergency": True, "confidence": 10},
            "P1 because emergency calling is affected; it is still being verified.",
            "1.1 Emergency calling",
        ),
        ({"visibility": "internal_only"}, "P4 because customers do not notice it.", "A Customers do not notice it"),
        ({"seen_by": []}, "P4 because nothing shows harm to customers.", "7 No harm to customers shown"),
        (
            {"regions": {}, "customers": None, "vip": [], "claimed_priority": 2},
            "P3 for now: P2 is being verified, because the priority on the ticket is not confirmed.",
            "2.0 Harm to customers",
        ),
        (
            {"customers": (0, 30000, 60000), "regions": {"Coast": {"failing": 70}}},
            "P2 for now: P1 is being verified, because how many customers are affected is not verified.",
            "2.3 Unusable for most",
        ),
    ],
)
def test_the_reason_is_one_plain_sentence_and_the_clause_the_one_that_decided(
    told: dict[str, Any], reason: str, clause: str, policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    facts = facts_of(mobile_data(**told), standing=None, at=at)
    outcome = judge(policy, facts).outcome
    assert reason_of(policy, facts, outcome) == reason
    assert clause_of(policy, facts, outcome) == clause
