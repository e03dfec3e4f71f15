"""What the rules look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from intera.governance.facts import RegionFact, facts_of
from intera.model.ids import AccountId
from intera.model.impact import AffectedAccount, CountRange, EvidenceKind, Impact, TierCount
from intera.model.party import Tier
from intera.model.verdict import Severity


def test_a_blank_start_stays_blank(make_impact: Callable[..., Impact], at: datetime) -> None:
    assert facts_of(make_impact(), standing=None, at=at).duration_min is None
    assert facts_of(make_impact(minutes=74), standing=None, at=at).duration_min == 74


def test_a_start_after_now_has_lasted_no_time(make_impact: Callable[..., Impact], at: datetime) -> None:
    assert facts_of(make_impact(minutes=-3), standing=None, at=at).duration_min == 0


def test_only_a_hurt_region_counts_and_a_silent_one_is_kept_apart(
    make_impact: Callable[..., Impact], at: datetime
) -> None:
    told = {
        "Lakes": {"harm": "clear"},
        "North": {"harm": "at_risk"},
        "East": {"harm": "no_data"},
        "Coast": {"harm": "full"},
    }
    facts = facts_of(make_impact(regions=told), standing=None, at=at)
    assert facts.regions == (RegionFact("Coast", None, None, is_without_service=True),)
    assert facts.silent_regions == (RegionFact("East", None, None, is_without_service=False),)


def test_a_region_only_named_counts_as_the_whole_does(make_impact: Callable[..., Impact], at: datetime) -> None:
    impact = replace(make_impact(harm="full"), region_ids=("Location 143",))
    assert facts_of(impact, standing=None, at=at).regions == (RegionFact("Location 143", None, None, True),)  # noqa: FBT003


def test_two_reports_of_a_kind_are_one_kind_and_a_late_source_says_nothing(
    make_impact: Callable[..., Impact], at: datetime
) -> None:
    impact = make_impact(seen_by=["ticket", "probe", "ticket"], late=["health", "probe"])
    facts = facts_of(impact, standing=Severity.P2, at=at)
    assert facts.kinds == (EvidenceKind.PROBE, EvidenceKind.TICKET)
    assert facts.late_kinds == (EvidenceKind.HEALTH,)
    assert facts.standing is Severity.P2


def test_accounts_are_counted_by_tier_and_only_a_few_named(make_impact: Callable[..., Impact], at: datetime) -> None:
    facts = facts_of(make_impact(vip=["D", "B", "C", "A"]), standing=None, at=at)
    found = facts.tier(Tier.VIP)
    assert found is not None
    assert (found.account_count, found.names) == (4, ("A", "B", "C"))
    assert facts.tier(Tier.KEY) is None


def test_order_of_arrival_does_not_matter(make_impact: Callable[..., Impact], at: datetime) -> None:
    regions = {"Coast": {"failing": 5}, "Lakes": {}}
    one = make_impact(seen_by=["probe", "ticket"], regions=regions, vip=["A", "B"])
    other = make_impact(seen_by=["ticket", "probe"], regions=dict(reversed(regions.items())), vip=["B", "A"])
    assert facts_of(one, standing=None, at=at) == facts_of(other, standing=None, at=at)


def test_duration_is_no_part_of_a_facts_identity(make_impact: Callable[..., Impact], at: datetime) -> None:
    short, long = (facts_of(make_impact(minutes=minutes), standing=None, at=at) for minutes in (1, 99))
    assert short == long
    assert hash(short) == hash(long)


def test_accounts_of_an_inventory_are_counted_though_not_all_are_named(
    make_impact: Callable[..., Impact], at: datetime
) -> None:
    counts = (TierCount(Tier.KEY, CountRange(40, 60, 900)), TierCount(Tier.BUSINESS, CountRange(0, 5, 9)))
    named = (AffectedAccount(AccountId("A-1"), "Harbour Logistics", Tier.KEY),)
    impact = replace(make_impact(), accounts=named, account_counts=counts)
    facts = facts_of(impact, standing=None, at=at)
    found = {tier.tier: (tier.account_count, tier.names) for tier in facts.tiers}
    assert found == {Tier.KEY: (900, ("Harbour Logistics",)), Tier.BUSINESS: (9, ())}
