"""The severity of an incident over time: worked cases and what always holds."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.governance.govern import govern
from intera.governance.policy import Policy, parse_policy
from intera.model.impact import Impact
from intera.model.verdict import Override, Severity, Verdict

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "governance_severity.yaml").read_text(encoding="utf-8"))


def _standing(severity: Severity, at: datetime) -> Verdict:
    return Verdict(
        severity=severity,
        is_provisional=False,
        clause="",
        reason="",
        policy_version="7",
        decided_at=at - timedelta(minutes=20),
        findings=(),
        would_change=(),
        worst_severity=severity,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_shipped_policy_says_what_the_worked_case_says(
    case: dict[str, Any], policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    previous = _standing(Severity[case["before"]], at) if "before" in case else None
    verdict = govern(make_impact(**case["now"]), policy, previous=previous, override=None, at=at)
    then = case["then"]
    held = None if verdict.held_severity is None else verdict.held_severity.label
    assert (verdict.severity.label, verdict.is_provisional, held) == (
        then["severity"],
        then["provisional"],
        then.get("held"),
    )
    assert verdict.clause.startswith(then["clause"])
    assert verdict.reason.startswith(then["severity"])
    assert verdict.reason.endswith(".")


def test_every_rule_of_the_policy_is_shown_as_judged(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    assert [finding.rule_id for finding in verdict.findings] == [rule.rule_id for rule in policy.rules]
    lasts = next(finding for finding in verdict.findings if finding.rule_id == "lasts")
    assert (lasts.sees, lasts.needs, lasts.is_met) == ("74 minutes", "30 minutes", True)


def test_duration_is_never_taken_from_a_judgement_of_other_facts(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    for minutes, is_met in ((74, True), (12, False), (30, True), (29, False), (None, False)):
        verdict = govern(mobile_data(minutes=minutes), policy, previous=None, override=None, at=at)
        assert next(finding.is_met for finding in verdict.findings if finding.rule_id == "lasts") is is_met


def test_a_severity_falls_only_after_the_rules_asked_for_less_for_the_whole_wait(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    for passed_min, severity in ((5, "P1"), (20, "P1"), (34, "P1"), (35, "P2")):
        now_at = at + timedelta(minutes=passed_min)
        eased = mobile_data(now_at, regions={"Coast": {"customers": 900, "failing": 20}}, minutes=74 + passed_min)
        verdict = govern(eased, policy, previous=verdict, override=None, at=now_at)
        assert verdict.severity.label == severity
    assert verdict.worst_severity is Severity.P1
    assert verdict.held_severity is None


def test_what_came_back_in_between_starts_the_wait_again(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    for passed_min, failing, severity in (
        (1, 20, "P1"),
        (25, 58, "P1"),
        (32, 20, "P1"),
        (61, 20, "P1"),
        (62, 20, "P2"),
    ):
        now_at = at + timedelta(minutes=passed_min)
        impact = mobile_data(
            now_at, regions={"Coast": {"customers": 29600, "failing": failing}}, minutes=74 + passed_min
        )
        verdict = govern(impact, policy, previous=verdict, override=None, at=now_at)
        assert verdict.severity.label == severity


def test_a_short_trouble_falls_at_once(policy: Policy, mobile_data: Callable[..., Impact], at: datetime) -> None:
    verdict = govern(mobile_data(minutes=10), policy, previous=None, override=None, at=at)
    now_at = at + timedelta(minutes=1)
    eased = mobile_data(now_at, regions={"Coast": {"failing": 20}}, minutes=11)
    assert govern(eased, policy, previous=verdict, override=None, at=now_at).severity is Severity.P2


def test_the_silence_of_a_late_source_lowers_nothing_but_confidence(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(minutes=10), policy, previous=None, override=None, at=at)
    now_at = at + timedelta(minutes=9)
    late = mobile_data(now_at, minutes=19, seen_by=["care_contacts"], late=["probe"], confidence=70)
    kept = govern(late, policy, previous=verdict, override=None, at=now_at)
    assert (kept.severity, kept.held_severity) == (Severity.P1, Severity.P2)
    assert "silent" in kept.reason
    unsure = mobile_data(now_at, minutes=19, seen_by=["care_contacts"], late=["probe"], confidence=55)
    assert govern(unsure, policy, previous=verdict, override=None, at=now_at).severity is Severity.P2
    speaking = mobile_data(now_at, minutes=19, seen_by=["care_contacts"], confidence=70)
    assert govern(speaking, policy, previous=verdict, override=None, at=now_at).severity is Severity.P2


def test_a_region_gone_silent_is_not_a_region_restored(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    two = {"Coast": {"failing": 58}, "Lakes": {"failing": 34}}
    verdict = govern(mobile_data(regions=two, customers=None, minutes=10), policy, previous=None, override=None, at=at)
    assert verdict.severity is Severity.P1
    later = at + timedelta(minutes=1)
    for harm, severity in (("no_data", Severity.P1), ("clear", Severity.P2)):
        regions = {"Coast": {"failing": 58}, "Lakes": {"harm": harm}}
        impact = mobile_data(later, regions=regions, customers=None, minutes=11)
        assert govern(impact, policy, previous=verdict, override=None, at=later).severity is severity
        assert govern(impact, policy, previous=None, override=None, at=later).severity is Severity.P2


def test_a_late_source_raises_nothing(policy: Policy, mobile_data: Callable[..., Impact], at: datetime) -> None:
    before = govern(mobile_data(seen_by=["ticket"]), policy, previous=None, override=None, at=at)
    assert before.severity is Severity.P2
    late = mobile_data(seen_by=["ticket"], late=["probe"])
    assert govern(late, policy, previous=before, override=None, at=at + timedelta(minutes=1)).severity is Severity.P2


def test_verified_clear_keeps_the_severity_it_had(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    clear = mobile_data(harm="clear", seen_by=[], regions={"Coast": {"harm": "clear"}}, customers=(0, 0, 0), vip=[])
    after = govern(clear, policy, previous=verdict, override=None, at=at + timedelta(hours=2))
    assert (after.severity, after.is_provisional, after.would_change) == (Severity.P1, False, ())


def _override(at: datetime, *, severity: Severity = Severity.P3, minutes: int | None = 60) -> Override:
    return Override(
        severity=severity,
        reason="Traffic is moved to the spare route.",
        clause="8.1 Override",
        by_person="a",
        by_team_id="quality",
        set_at=at,
        expires_at=at + timedelta(minutes=minutes),
    )


def test_an_override_wins_until_it_expires_and_shows_what_the_rules_give(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    override = _override(at)
    verdict = govern(mobile_data(), policy, previous=None, override=override, at=at)
    assert (verdict.severity, verdict.held_severity, verdict.clause) == (Severity.P3, Severity.P1, "8.1 Override")
    assert "the rules give P1" in verdict.reason
    last = at + timedelta(minutes=59, seconds=59)
    assert govern(mobile_data(), policy, previous=verdict, override=override, at=last).severity is Severity.P3
    ended = at + timedelta(minutes=60)
    after = govern(mobile_data(), policy, previous=verdict, override=override, at=ended)
    assert (after.severity, after.override, after.held_severity) == (Severity.P1, None, None)


def test_an_override_of_later_is_not_known_yet(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    override = _override(at + timedelta(minutes=1))
    assert govern(mobile_data(), policy, previous=None, override=override, at=at).severity is Severity.P1


def test_confidence_keeps_its_lower_bar_under_an_override(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    later = at + timedelta(minutes=1)
    verdict = govern(mobile_data(later), policy, previous=verdict, override=_override(later, minutes=1), at=later)
    ended = at + timedelta(minutes=2)
    after = govern(mobile_data(ended, confidence=62), policy, previous=verdict, override=None, at=ended)
    assert after.severity is Severity.P1


def test_lowering_never_erases_the_worst(
    policy: Policy, mobile_data: Callable[..., Impact], make_impact: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    rejected = make_impact(visibility="internal_only")
    verdict = govern(rejected, policy, previous=verdict, override=None, at=at + timedelta(minutes=1))
    assert (verdict.severity, verdict.worst_severity) == (Severity.P4, Severity.P1)


def test_a_verdict_is_equal_to_the_last_when_nothing_moved(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    impact = mobile_data()
    first = govern(impact, policy, previous=None, override=None, at=at)
    second = govern(impact, policy, previous=first, override=None, at=at + timedelta(seconds=20))
    third = govern(impact, policy, previous=second, override=None, at=at + timedelta(seconds=40))
    assert replace(first, would_change=second.would_change) == second == third
    assert third.decided_at == at


def test_an_override_to_raise_shows_nothing_while_customers_do_not_notice(
    policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    override = _override(at, severity=Severity.P1)
    verdict = govern(make_impact(visibility="internal_only"), policy, previous=None, override=override, at=at)
    assert (verdict.severity, verdict.override) == (Severity.P4, override)
    assert verdict.reason.endswith("The override to P1 does not apply to that.")
    seen = make_impact(seen_by=["ticket"])
    later = at + timedelta(minutes=1)
    assert govern(seen, policy, previous=verdict, override=override, at=later).severity is Severity.P1


def test_a_verdict_names_its_policy_and_says_its_clause_in_full(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    assert (verdict.policy_id, verdict.policy_version) == ("default", "8")
    assert verdict.clause_text.startswith("A trouble has severity P1 when customers can see it (2.1)")


@pytest.fixture(scope="session")
def stricter(raw_policy: dict[str, Any]) -> Policy:
    """The next version, under which a service is unusable only from 80% on."""
    raw = copy.deepcopy(raw_policy) | {"version": "9"}
    raw["rules"]["unusable"]["params"]["failing_percent"] = 80
    return parse_policy(raw)


def test_under_another_policy_what_stood_carries_over_and_falls_after_the_new_ones_wait(
    policy: Policy, stricter: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), policy, previous=None, override=None, at=at)
    for passed_min, severity in ((5, "P1"), (34, "P1"), (35, "P2")):
        now_at = at + timedelta(minutes=passed_min)
        impact = mobile_data(now_at, minutes=74 + passed_min)
        verdict = govern(impact, stricter, previous=verdict, override=None, at=now_at)
        assert (verdict.severity.label, verdict.policy_version) == (severity, "9")
    assert verdict.worst_severity is Severity.P1


def test_what_the_old_policy_asked_for_does_not_count_as_waiting_under_the_new_one(
    policy: Policy, stricter: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    def eased(now_at: datetime) -> Impact:
        return mobile_data(now_at, regions={"Coast": {"customers": 29600, "failing": 20}}, minutes=100)

    verdict = govern(mobile_data(minutes=100), policy, previous=None, override=None, at=at)
    # The old policy asks for less from minute 1 on, the new one judges first at minute 20.
    for passed_min, judging, severity in (
        (1, policy, "P1"),
        (20, stricter, "P1"),
        (31, stricter, "P1"),
        (49, stricter, "P1"),
        (50, stricter, "P2"),
    ):
        now_at = at + timedelta(minutes=passed_min)
        verdict = govern(eased(now_at), judging, previous=verdict, override=None, at=now_at)
        assert verdict.severity.label == severity


def test_a_policy_that_asks_for_more_shows_it_at_once(
    policy: Policy, stricter: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(mobile_data(), stricter, previous=None, override=None, at=at)
    assert verdict.severity is Severity.P2
    later = at + timedelta(minutes=1)
    assert govern(mobile_data(later), policy, previous=verdict, override=None, at=later).severity is Severity.P1


def test_a_count_nobody_can_verify_while_its_source_is_silent_lowers_nothing(
    policy: Policy, mobile_data: Callable[..., Impact], at: datetime
) -> None:
    one = {"Coast": {"customers": 29600, "failing": 58}}
    verdict = govern(mobile_data(regions=one, minutes=5), policy, previous=None, override=None, at=at)
    assert verdict.severity is Severity.P1
    later = at + timedelta(minutes=1)
    unmeasured = {"regions": one, "customers": (0, 20000, 40000), "minutes": 6, "seen_by": ["care_contacts"]}
    silent = mobile_data(later, **unmeasured, late=["probe"])
    assert govern(silent, policy, previous=verdict, override=None, at=later).severity is Severity.P1
    speaking = mobile_data(later, **unmeasured)
    assert govern(speaking, policy, previous=verdict, override=None, at=later).severity is Severity.P2


TOLD = st.fixed_dictionaries(
    {
        "confidence": st.integers(0, 100),
        "seen_by": st.lists(st.sampled_from(["probe", "ticket", "care_contacts"]), max_size=3),
        "late": st.lists(st.sampled_from(["health", "partner"]), max_size=2),
        "customers": st.none() | st.integers(0, 50000).map(lambda count: (count, count, count)),
        "regions": st.dictionaries(
            st.sampled_from(["Coast", "Lakes", "East"]),
            st.fixed_dictionaries({"failing": st.none() | st.integers(0, 100)}),
        ),
        "vip": st.lists(st.just("Harbour Logistics"), max_size=1),
        "visibility": st.sampled_from(["customer_visible", "being_verified", "internal_only"]),
        "emergency": st.none() | st.booleans(),
        "claimed_priority": st.none() | st.integers(1, 4),
        "confirmed": st.booleans(),
        "minutes": st.none() | st.integers(0, 100),
        "harm": st.sampled_from(["degraded", "full", "clear", "no_data"]),
    }
)


@given(before=st.lists(TOLD, max_size=3), same_instant=st.lists(TOLD, min_size=1, max_size=3))
def test_events_of_one_instant_end_alike_in_any_order(
    before: list[dict[str, Any]],
    same_instant: list[dict[str, Any]],
    policy: Policy,
    make_impact: Callable[..., Impact],
    at: datetime,
) -> None:
    previous = None
    for index, told in enumerate(before):
        then_at = at - timedelta(minutes=10 * (len(before) - index))
        previous = govern(make_impact(then_at, **told), policy, previous=previous, override=None, at=then_at)
    final = make_impact(**same_instant[-1])
    straight = govern(final, policy, previous=previous, override=None, at=at)
    detour = previous
    for told in same_instant:
        detour = govern(make_impact(**told), policy, previous=detour, override=None, at=at)
    assert detour == straight


@given(told=TOLD)
def test_a_verdict_is_whole_whatever_is_known(
    told: dict[str, Any], policy: Policy, make_impact: Callable[..., Impact], at: datetime
) -> None:
    verdict = govern(make_impact(**told), policy, previous=None, override=None, at=at)
    assert verdict.reason.startswith(verdict.severity.label)
    assert verdict.clause
    assert len(verdict.would_change) <= 6
    if told["visibility"] == "internal_only":
        assert verdict.severity is Severity.P4
    if verdict.held_severity is not None and verdict.override is None:
        assert verdict.is_provisional
