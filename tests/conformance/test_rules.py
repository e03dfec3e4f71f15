"""Every rule a severity policy may use, picked up from the package's own list."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import intera.governance.rules
from intera.governance.facts import Facts, RegionFact, TierFact, facts_of
from intera.governance.policy import PolicyRule, parse_rule
from intera.governance.rules import RULES
from intera.governance.rules.port import Judged, Rule
from intera.model.confidence import Confidence
from intera.model.impact import CountRange, EvidenceKind, HarmLevel, Impact, Visibility
from intera.model.party import Tier
from intera.model.verdict import Severity

# Words of devices and of alarm walls: a rule speaks of customers (PRODUCT H1, H2).
DEVICE_WORDS = re.compile(
    r"\b(alarm|router|switch|link|port|interface|server|node|cell|antenna|vlan|bgp|snmp|cpu|packet|host|ip)s?\b",
    re.IGNORECASE,
)
UNITS = ("_count", "_percent", "_min")

counts = st.integers(0, 10**7)
percents = st.none() | st.integers(0, 100)
facts_strategy = st.builds(
    Facts,
    visibility=st.sampled_from(Visibility),
    harm=st.sampled_from(HarmLevel),
    kinds=st.sets(st.sampled_from(EvidenceKind)).map(lambda kinds: tuple(sorted(kinds))),
    late_kinds=st.just(()),
    confidence_percent=st.integers(0, 100),
    customers=st.none() | counts.map(lambda count: CountRange(count, count, count + 9)),
    regions=st.lists(
        st.builds(
            RegionFact,
            name=st.sampled_from(["Coast", "Lakes", "East"]),
            customer_count=st.none() | counts,
            failing_percent=percents,
            is_without_service=st.booleans(),
        ),
        max_size=3,
        unique_by=lambda region: region.name,
    ).map(lambda regions: tuple(sorted(regions, key=lambda region: region.name))),
    silent_regions=st.just(()),
    failing_percent=percents,
    contact_ratio_percent=st.none() | st.integers(0, 900),
    tiers=st.sets(st.sampled_from(Tier)).map(lambda tiers: tuple(TierFact(tier, 1, ("A",)) for tier in sorted(tiers))),
    partner_code=st.none() | st.just("P-17"),
    emergency_affected=st.none() | st.booleans(),
    claimed_priority=st.none() | st.integers(1, 5),
    priority_confirmed=st.booleans(),
    standing=st.none() | st.sampled_from(Severity),
    duration_min=st.none() | st.integers(0, 100000),
)


def _documented(kind: type[Rule]) -> PolicyRule:
    """The rule as its own guide writes it in a policy."""
    guide = sys.modules[kind.__module__].__doc__ or ""
    block = re.search(r"In a policy::\n\n((?:    .*\n|\n)+)", guide)
    assert block, f"{kind.__module__} needs a guide with 'In a policy::' and the YAML below it"
    rules = yaml.safe_load(block[1])["rules"]
    ((rule_id, raw),) = rules.items()
    return parse_rule(raw, rule_id=rule_id)


DOCUMENTED = {kind.slug: _documented(kind) for kind in RULES}
every_rule = pytest.mark.parametrize("rule", DOCUMENTED.values(), ids=DOCUMENTED)


def test_every_module_of_the_folder_is_in_the_list() -> None:
    modules = {found.name for found in pkgutil.iter_modules(intera.governance.rules.__path__)} - {"port"}
    assert modules == set(DOCUMENTED)
    assert len(RULES) == len(DOCUMENTED)


def test_every_rule_has_its_own_test() -> None:
    folder = Path(__file__).parents[1] / "governance" / "rules"
    assert {path.stem.removeprefix("test_") for path in folder.glob("test_*.py")} >= set(DOCUMENTED)


@every_rule
def test_the_guide_shows_the_rule_it_documents(rule: PolicyRule) -> None:
    module = importlib.import_module(f"intera.governance.rules.{rule.rule.slug}")
    assert module.__name__ == type(rule.rule).__module__
    assert "Source:" in (module.__doc__ or "")
    assert "{" not in rule.needs


@every_rule
def test_a_parameter_carries_its_unit(rule: PolicyRule) -> None:
    for parameter in fields(type(rule.rule)):
        assert parameter.name.endswith(UNITS) is not bool(parameter.metadata["kind"].unit)


@every_rule
def test_nothing_known_is_judged_and_never_met(rule: PolicyRule) -> None:
    at = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
    impact = Impact(
        assessed_at=at,
        service_id="",
        service_name="",
        region_ids=(),
        regions=(),
        partner_code=None,
        harm=HarmLevel.NO_DATA,
        customers=None,
        accounts=(),
        visibility=Visibility.BEING_VERIFIED,
        visibility_reason="",
        confidence=Confidence(Fraction(0), ""),
        evidence=(),
    )
    facts = facts_of(impact, standing=None, at=at)
    assert rule.rule.judge(facts) is Judged.NOT_MET
    assert rule.rule.sees(facts)


@every_rule
@given(facts=facts_strategy)
def test_a_turn_really_turns_and_is_said_plainly(rule: PolicyRule, facts: Facts) -> None:
    judged = rule.rule.judge(facts)
    turn = rule.rule.turned(facts, is_met=judged is not Judged.MET)
    texts = [rule.rule.sees(facts), rule.name, rule.because, rule.needs]
    if turn is not None:
        after = rule.rule.judge(turn.facts)
        assert (after is Judged.MET) is not (judged is Judged.MET)
        assert turn.condition.startswith(("if ", "once "))
        assert turn.now
        texts += [turn.condition, turn.now, rule.rule.sees(turn.facts)]
    for text in texts:
        assert text.strip() == text
        assert not DEVICE_WORDS.search(text)
        assert "\u2014" not in text


def _more_customers(facts: Facts) -> Facts:
    best = facts.customers.best + 1000 if facts.customers else 1000
    return replace(facts, customers=CountRange(best, best, best))


def _more_regions(facts: Facts) -> Facts:
    return replace(facts, regions=(*facts.regions, RegionFact("North", None, None, is_without_service=False)))


def _more_kinds(facts: Facts) -> Facts:
    return replace(facts, kinds=tuple(sorted({*facts.kinds, EvidenceKind.PERSON})))


def _more_tiers(facts: Facts) -> Facts:
    kept = {each.tier: each for each in facts.tiers}
    return replace(facts, tiers=tuple(kept.get(tier) or TierFact(tier, 1, ("A",)) for tier in sorted(Tier)))


def _more_failing(facts: Facts) -> Facts:
    regions = tuple(replace(region, failing_percent=100) for region in facts.regions)
    return replace(facts, failing_percent=100, regions=regions)


# What more of a fact is, for every name a rule may give in `grows_with`.
MORE: dict[str, Callable[[Facts], Facts]] = {
    "customers": _more_customers,
    "regions": _more_regions,
    "kinds": _more_kinds,
    "tiers": _more_tiers,
    "failing_percent": _more_failing,
    "confidence_percent": lambda facts: replace(facts, confidence_percent=min(100, facts.confidence_percent + 10)),
    "duration_min": lambda facts: replace(facts, duration_min=(facts.duration_min or 0) + 10),
}


@every_rule
@given(facts=facts_strategy)
def test_more_harm_never_turns_a_met_rule_off(rule: PolicyRule, facts: Facts) -> None:
    for name in rule.rule.grows_with:
        if rule.rule.judge(facts) is Judged.MET:
            assert rule.rule.judge(MORE[name](facts)) is Judged.MET


@every_rule
@given(facts=facts_strategy, duration_min=st.none() | st.integers(0, 10**6))
def test_only_a_rule_that_says_so_looks_at_the_clock(rule: PolicyRule, facts: Facts, duration_min: int | None) -> None:
    other = replace(facts, duration_min=duration_min)
    if not rule.rule.reads_clock:
        assert rule.rule.judge(other) is rule.rule.judge(facts)
        assert rule.rule.sees(other) == rule.rule.sees(facts)
