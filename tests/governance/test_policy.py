"""The shipped policy, and bad ones refused."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from intera.governance.policy import Policy, PolicyError, parse_policy, parse_rule
from intera.model.verdict import Severity


def test_the_shipped_policy_parses(policy: Policy) -> None:
    assert (policy.ref, policy.name) == ("default 8", "Severity policy")
    assert (policy.effective_from_at, policy.effective_until_at) == (datetime(2026, 1, 1, tzinfo=UTC), None)
    assert policy.segment.is_everything
    assert [level.severity for level in policy.levels] == list(Severity)
    gates = [None if level.gate is None else policy.rules[level.gate].rule_id for level in policy.levels]
    assert gates == ["sure_p1", "sure_p2", None, None]
    assert [policy.rules[index].rule_id for index in policy.clock_rules] == ["lasts"]


def test_needs_are_said_with_the_policys_own_figures(policy: Policy) -> None:
    needs = {rule.rule_id: rule.needs for rule in policy.rules}
    assert needs["widespread"] == "20,000 customers, or 2 regions"
    assert needs["vip"] == "1 VIP makes it P2 at least"
    assert needs["sure_p1"] == "75% to raise, 60% to keep"


def _set(raw: Any, path: str, value: object) -> None:  # noqa: ANN401 - any level of a YAML file
    *parents, last = path.split("/")
    for parent in parents:
        raw = raw[int(parent)] if isinstance(raw, list) else raw[parent]
    if value is ...:
        del raw[last]
    else:
        raw[int(last) if isinstance(raw, list) else last] = value


@pytest.mark.parametrize(
    ("path", "value", "key", "remedy"),
    [
        ("name", ..., "name", "write it as text"),
        ("version", None, "version", "write it as text"),
        ("effective_from", "soon", "effective_from", "must be a date"),
        ("effective_from", ..., "effective_from", "write the date it takes effect"),
        ("effective_from", datetime(2026, 1, 1), "effective_from", "has no zone"),  # noqa: DTZ001 - the point of it
        ("effective_until", "2026-01-01", "effective_until", "would never be in force"),
        ("precedence", 1, "precedence", "belongs to a policy with a segment"),
        (
            "rules/lasts/params",
            {"duration": 30},
            "rules.lasts.params.duration",
            "has no unit; write it as duration_min",
        ),
        (
            "rules/lasts/params",
            {"duration_s": 1800},
            "rules.lasts.params.duration_s",
            "in another unit; write it as dur",
        ),
        ("rules/widespread/params/count_from", "high", "rules.widespread.params.count_from", "use low or best"),
        ("rules/vip/clause", "3.9", "rules.vip.clause", "is no clause of this policy"),
        ("rules/vip/clause", 3.1, "rules.vip.clause", "write it in quotes"),
        ("severities/P1/clause", "9", "severities.P1.clause", "is no clause of this policy"),
        ("examples/0/facts/colour", "red", "examples[0].facts.colour", "delete it"),
        ("examples/0/severity", "P0", "examples[0].severity", "use P1, P2, P3 or P4"),
        ("colour", "red", "colour", "delete it"),
        ("rules/vip/rule", "vips", "rules.vip.rule", "use one of customers_can_see_it"),
        ("rules/vip/params/tier", "gold", "rules.vip.params.tier", "use one of vip"),
        ("rules/vip/params/count", 1, "rules.vip.params.count", "use tier, account_count"),
        ("rules/vip/params/account_count", ..., "rules.vip.params.account_count", "the rule tier_affected needs it"),
        ("rules/unusable/params/failing_percent", 150, "rules.unusable.params.failing_percent", "from 0 to 100"),
        ("rules/unusable/params/failing_percent", 0.5, "rules.unusable.params.failing_percent", "a whole number"),
        ("rules/unusable/params/failing_percent", True, "rules.unusable.params.failing_percent", "a whole number"),
        ("rules/lasts/needs", "{minutes} minutes", "rules.lasts.needs", "use {duration_min}"),
        ("rules/emergency/needs", "{x}", "rules.emergency.needs", "use no slot"),
        ("rules/lasts/because", "", "rules.lasts.because", "write it as text"),
        ("rules/sure_p1/params/keep_percent", 80, "rules.sure_p1.params.keep_percent", "must not be harder"),
        ("rules/sure_p1/params/severity", "P7", "rules.sure_p1.params.severity", "use P1, P2, P3 or P4"),
        ("severities/P2", ..., "severities.P2", "says what each"),
        ("severities/P5", {}, "severities.P5", "use P1, P2, P3, P4"),
        ("severities/P1/all", ["seen"], "severities.P1.all", "not one of the policy's rules"),
        ("severities/P1/all", ["visible", "visible"], "severities.P1.all", "delete one"),
        ("severities/P1/all", "visible", "severities.P1.all", "must be a list"),
        ("severities/P1/gate", "sure_p2", "severities.P1.gate", "whose severity is P1"),
        ("severities/P1/gate", "visible", "severities.P1.gate", "must be a confidence_gate"),
        ("severities/P4/all", ["visible"], "severities.P4", "delete its conditions"),
        ("severities/P3/all", [], "severities.P3", "list rules under all"),
        ("floors/0/when", [], "floors[0].when", "list the rules"),
        ("floors/0/at_least", 2, "floors[0].at_least", "use P1, P2, P3 or P4"),
        ("hold/wait_min", 0, "hold.wait_min", "1 or more"),
        ("hold/when", None, "hold.when", "list the rules"),
        ("floors", None, "rules.vip", "decides nothing"),
        ("internal_only", None, "internal_only.clause", "write it as text"),
    ],
)
def test_a_bad_policy_is_refused_with_its_key_and_what_to_do(
    path: str, value: object, key: str, remedy: str, raw_policy: dict[str, Any]
) -> None:
    raw = copy.deepcopy(raw_policy)
    _set(raw, path, value)
    with pytest.raises(PolicyError) as refused:
        parse_policy(raw)
    assert refused.value.key == key
    assert remedy in str(refused.value)
    assert str(refused.value).startswith(f"severity policy default, {key}: ")


def test_a_policy_may_do_without_hold_and_floors(raw_policy: dict[str, Any]) -> None:
    raw = copy.deepcopy(raw_policy)
    del raw["hold"], raw["floors"], raw["rules"]["lasts"], raw["rules"]["vip"]
    parsed = parse_policy(raw)
    assert (parsed.hold, parsed.floors, parsed.clock_rules) == (None, (), ())


def test_a_rule_is_read_by_itself() -> None:
    rule = parse_rule(
        {"rule": "emergency_calling", "name": "N", "because": "b", "needs": "n", "clause": "c"}, rule_id="sos"
    )
    assert (rule.rule_id, rule.rule.slug) == ("sos", "emergency_calling")


def test_a_rule_of_the_policy_names_its_clause_in_full_and_the_words_are_found(policy: Policy) -> None:
    vip = next(rule for rule in policy.rules if rule.rule_id == "vip")
    clause = policy.find_clause(vip.clause)
    assert vip.clause == "3.1 VIP accounts"
    assert clause is not None
    assert clause.text == "A trouble that harms customers and reaches a VIP account has at least severity P2."
    assert policy.find_clause("9.9 Nothing") is None


def test_every_clause_of_the_shipped_policy_is_used_and_says_something(policy: Policy) -> None:
    used = {rule.clause for rule in policy.rules} | {level.clause for level in policy.levels}
    used |= {policy.internal_only_clause, *policy.override.clauses}
    assert {clause.label for clause in policy.clauses.values()} == used
    assert all(clause.text.endswith(".") for clause in policy.clauses.values())


def test_an_older_policy_without_clauses_examples_and_id_still_parses(raw_policy: dict[str, Any]) -> None:
    raw = copy.deepcopy(raw_policy)
    for key in ("id", "clauses", "examples", "override"):
        del raw[key]
    del raw["rules"]["widespread"]["params"]["count_from"]
    parsed = parse_policy(raw)
    assert (parsed.ref, parsed.examples, parsed.override.takes_two(stood=Severity.P1, wanted=Severity.P3)) == (
        "policy 8",
        (),
        False,
    )
    assert parsed.find_clause("3.1") is None


def test_a_policy_is_in_force_from_its_first_instant_until_just_before_its_end(raw_policy: dict[str, Any]) -> None:
    raw = copy.deepcopy(raw_policy) | {"effective_until": "2026-07-01T00:00:00+02:00"}
    parsed = parse_policy(raw)
    assert parsed.is_in_force(datetime(2026, 1, 1, tzinfo=UTC))
    assert not parsed.is_in_force(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert parsed.is_in_force(datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC))
    assert not parsed.is_in_force(datetime(2026, 6, 30, 22, tzinfo=UTC))
