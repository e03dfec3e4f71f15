"""Rules judged and remembered."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from intera.governance.facts import facts_of
from intera.governance.judgement import judge
from intera.governance.policy import Policy, parse_policy
from intera.governance.rules.port import Judged
from intera.model.impact import Impact


def test_every_rule_is_judged_in_the_policys_order(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    judgement = judge(policy, facts_of(mobile_data(), standing=None, at=at))
    assert [finding.name for finding in judgement.findings] == [rule.name for rule in policy.rules]
    assert [flag is Judged.MET for flag in judgement.flags] == [finding.is_met for finding in judgement.findings]


def test_facts_seen_before_are_a_look_up_except_for_the_clock(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    first = judge(policy, facts_of(mobile_data(minutes=74), standing=None, at=at))
    second = judge(policy, facts_of(mobile_data(minutes=75), standing=None, at=at))
    assert second.would_change is first.would_change
    changed = [a.rule_id for a, b in zip(first.findings, second.findings, strict=True) if a is not b]
    assert changed == ["lasts"]
    assert [finding.sees for finding in second.findings if finding.rule_id == "lasts"] == ["75 minutes"]


def test_two_policies_never_share_a_judgement(
    raw_policy: dict[str, Any], mobile_data: Callable[..., Impact], at: datetime
) -> None:
    stricter = {**raw_policy, "rules": {**raw_policy["rules"]}}
    widespread = stricter["rules"]["widespread"]
    stricter["rules"]["widespread"] = {**widespread, "params": {"customer_count": 90000, "region_count": 3}}
    facts = facts_of(mobile_data(), standing=None, at=at)
    assert judge(parse_policy(raw_policy), facts).outcome.shown.label == "P1"
    assert judge(parse_policy(stricter), facts).outcome.shown.label == "P2"
