"""Counterfactuals that are true when tried."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from intera.governance.facts import facts_of
from intera.governance.govern import govern
from intera.governance.judgement import judge
from intera.governance.policy import Policy
from intera.governance.what_would_change import flags_of, what_would_change
from intera.model.impact import Impact
from intera.model.verdict import Verdict


def _lines(verdict: Verdict) -> dict[str, tuple[str, str]]:
    return {line.condition: (line.effect, line.now) for line in verdict.would_change}


def test_the_mocks_p1_says_what_would_lower_it(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    lines = _lines(govern(mobile_data(), policy, previous=None, override=None, at=at))
    assert lines["if confidence drops below 60%"] == ("Falls to P2, held for verification", "91%")
    assert lines["if fewer than 20,000 customers in only 1 region are affected"] == (
        "Falls to P2 after 30 minutes",
        "about 41,200 customers in 2 regions",
    )
    assert lines["if only Coast is restored"] == ("Falls to P2 after 30 minutes", "Lakes 11,600 customers")
    assert lines["if only Lakes is restored, because Coast alone meets the rules"] == (
        "Stays P1",
        "Coast 29,600 customers",
    )


def test_a_held_p1_says_what_confidence_it_waits_for(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    lines = _lines(govern(mobile_data(confidence=65), policy, previous=None, override=None, at=at))
    assert lines["if confidence reaches 75%"] == ("Rises to P1", "65%")


def test_an_unconfirmed_claim_says_all_it_waits_for(
    policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    impact = make_impact(visibility="being_verified", confidence=45, seen_by=["ticket"], claimed_priority=1)
    lines = _lines(govern(impact, policy, previous=None, override=None, at=at))
    assert lines["if the ticket desk confirms the priority and confidence reaches 50%"][0] == "Rises to P2"


def test_two_reasons_for_one_severity_fall_together(
    policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    impact = make_impact(seen_by=["ticket"], vip=["Harbour Logistics"], partner="P-17", confidence=80, minutes=5)
    lines = _lines(govern(impact, policy, previous=None, override=None, at=at))
    assert lines["if no source shows harm to customers any more"][0] == "Falls to P4"
    assert "if no VIP account is affected" not in lines


def test_service_verified_clear_says_nothing(policy: Policy, mobile_data: Callable[..., Impact], at: datetime) -> None:
    facts = facts_of(mobile_data(harm="clear"), standing=None, at=at)
    judged = judge(policy, facts)
    assert what_would_change(policy, facts, judged.flags, outcome=judged.outcome) == ()


def test_flags_after_a_change_keep_what_the_clock_says(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    facts = facts_of(mobile_data(), standing=None, at=at)
    judged = judge(policy, facts)
    assert flags_of(policy, facts, judged.flags) == judged.flags


@given(
    told=st.fixed_dictionaries(
        {
            "confidence": st.integers(0, 100),
            "customers": st.integers(1, 40000).map(lambda count: (count, count, count)),
            "regions": st.fixed_dictionaries({"Coast": st.fixed_dictionaries({"failing": st.integers(0, 100)})}),
            "seen_by": st.lists(st.sampled_from(["probe", "ticket", "care_contacts"]), min_size=1, max_size=3),
            "minutes": st.just(5),
        }
    )
)
def test_a_confidence_line_is_true_when_tried(
    told: dict[str, Any], policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    first = govern(make_impact(**told), policy, previous=None, override=None, at=at)
    later = at + timedelta(minutes=1)
    for line in first.would_change:
        found = re.fullmatch(r"if confidence (reaches|drops below) (\d+)%", line.condition)
        if not found:
            continue
        confidence = int(found[2]) - (found[1] == "drops below")
        moved = make_impact(later, **{**told, "confidence": confidence, "minutes": 6})
        second = govern(moved, policy, previous=first, override=None, at=later)
        assert line.effect.split(",")[0].endswith(second.severity.label)
        assert line.is_lower is (second.severity > first.severity)
