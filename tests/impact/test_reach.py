"""Which accounts and customers are where the harm is."""

import gc
import random
import time
import weakref
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.accounts_hit import EVERYBODY, FailingShare
from intera.impact.reach import (
    NAMED_MAX,
    Place,
    account_counts,
    accounts_in_reach,
    living_there,
    nested_in,
    reach_of,
    with_named,
)
from intera.impact.service_model import build_service_model
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, TierCount
from intera.model.operator import Operator
from intera.model.party import Account, Tier
from intera.model.service import Footprint, ProductInstance, Region, RegionMembership, Service

WORKED = yaml.safe_load((Path(__file__).parent.parent / "cases" / "impact_reach.yaml").read_text("utf-8"))
DATA = ServiceId("data")
MOBILE, VOICE = ServiceId("mobile-data"), ServiceId("wholesale-voice")
COAST, LAKES = RegionId("coast"), RegionId("lakes")


def test_accounts_are_hit_where_their_own_products_are(operator: Operator) -> None:
    found = accounts_in_reach(operator, MOBILE, region_ids=(COAST, LAKES), partner_code=None)
    assert [(a.name, a.tier, a.region_ids) for a in found] == [
        ("Harbour Logistics", "vip", ("coast", "lakes")),
        ("Lakeside Rail", "key", ("lakes",)),
        ("Tidewater Ports", "key", ("coast",)),
    ]


def test_behind_a_partner_its_own_account_is_hit_too(operator: Operator) -> None:
    found = accounts_in_reach(operator, VOICE, region_ids=(), partner_code=PartnerCode("P-17"))
    assert [account.account_id for account in found] == ["A-4", "A-5"]


def test_without_a_place_nobody_is_named(operator: Operator) -> None:
    assert accounts_in_reach(operator, MOBILE, region_ids=(), partner_code=None) == ()


def test_footprints_of_one_place_add_up_and_an_unknown_place_is_unknown(operator: Operator) -> None:
    doubled = replace(operator, footprints=operator.footprints * 2)
    place = Place(MOBILE, COAST, None)
    assert (living_there(operator, place), living_there(doubled, place)) == (50_000, 100_000)
    assert living_there(operator, Place(MOBILE, RegionId("north"), None)) is None


def test_reach_is_worked_out_once_per_loaded_operator(operator: Operator) -> None:
    assert reach_of(operator) is reach_of(operator)
    assert reach_of(replace(operator)) is not reach_of(operator)


def test_an_operator_that_was_replaced_is_let_go(operator: Operator) -> None:
    before = replace(operator)
    accounts_in_reach(before, MOBILE, region_ids=(COAST,), partner_code=None)
    account_counts(before, MOBILE, failing=[(COAST, EVERYBODY)], partner_code=None)
    gone = weakref.ref(before)
    del before
    accounts_in_reach(operator, MOBILE, region_ids=(COAST,), partner_code=None)
    gc.collect()
    assert gone() is None


def test_accounts_that_speak_for_themselves_are_marked(operator: Operator) -> None:
    reached = accounts_in_reach(operator, MOBILE, region_ids=(COAST,), partner_code=None)
    found = with_named(reached, operator, named=[AccountId("A-5"), AccountId("nobody")], confirmed=[AccountId("A-1")])
    assert [(a.account_id, a.has_confirmed, a.region_ids) for a in found] == [
        ("A-1", True, ("coast",)),
        ("A-2", False, ("coast",)),
        ("A-5", False, ()),
    ]
    assert with_named(reached, operator, named=[], confirmed=[]) is reached


@given(st.sets(st.sampled_from([COAST, LAKES, RegionId("north")])))
def test_splitting_the_regions_and_joining_again_finds_the_same_accounts(
    operator: Operator, regions: set[RegionId]
) -> None:
    def names(*region_ids: RegionId) -> set[str]:
        found = accounts_in_reach(operator, MOBILE, region_ids=region_ids, partner_code=None)
        return {account.account_id for account in found}

    whole = names(*sorted(regions))
    apart: set[str] = set().union(*(names(region) for region in regions)) if regions else set()
    assert whole == apart


def midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def place_of(raw: dict[str, Any]) -> Region:
    inside = [
        RegionMembership(one["parent_id"], midnight(one.get("valid_from_at")), midnight(one.get("valid_until_at")))
        for one in raw.get("member_of", [])
    ]
    return Region(raw["region_id"], raw["name"], member_of=tuple(inside))


@pytest.fixture(scope="module")
def town() -> Operator:
    """The town of the worked cases, known by its inventory alone."""
    raw = WORKED["town"]
    accounts = [
        Account(
            one["account_id"],
            one["name"],
            Tier(one["tier"]),
            one.get("partner_code"),
            midnight(one.get("valid_from_at")),
            midnight(one.get("valid_until_at")),
        )
        for one in raw["accounts"]
    ]
    instances = [
        ProductInstance(
            one["id"],
            one["account"],
            DATA,
            one["region"],
            one.get("partner"),
            valid_from_at=midnight(one.get("from")),
            valid_until_at=midnight(one.get("until")),
        )
        for one in raw["instances"]
    ]
    regions = tuple(place_of(one) for one in raw["regions"])
    document = Operator("Town", "UTC", services=(Service(DATA, "Data"),), regions=regions)
    return document.stocked(build_service_model(accounts, instances))


@pytest.mark.parametrize("case", WORKED["cases"], ids=lambda case: case["name"])
def test_worked_case(town: Operator, case: dict[str, Any]) -> None:
    at, hit, partner = midnight(case["at"]), tuple(case.get("hit", ())), case.get("partner")
    beside = nested_in(town, hit, at=at)
    living = {one: living_there(town, Place(DATA, one, None), at=at, apart_from=beside[one]) for one in hit}
    if partner:
        living = {partner: living_there(town, Place(DATA, None, partner), at=at)}
    assert living == case["customers"]
    named = accounts_in_reach(town, DATA, region_ids=hit, partner_code=partner, at=at)
    assert [account.name for account in named] == case["named"]
    failing = [(one, EVERYBODY) for one in hit or (None,)]
    counted = account_counts(town, DATA, failing=failing, partner_code=partner, at=at)
    assert [(one.tier.value, one.accounts) for one in counted] == [
        (tier, CountRange(count, count, count)) for tier, count in case["accounts"].items()
    ]


def test_a_footprint_the_operator_states_goes_before_what_the_inventory_counts(town: Operator) -> None:
    stated = replace(town, footprints=(Footprint(DATA, RegionId("north"), 900), Footprint(DATA, COAST, 300)))
    stocked = stated.stocked(town.inventory)
    at = datetime(2026, 7, 1, tzinfo=UTC)
    assert living_there(stocked, Place(DATA, RegionId("north"), None), at=at) == 900
    assert living_there(stocked, Place(DATA, RegionId("north"), None), at=at, apart_from=(COAST,)) == 600
    assert living_there(stocked, Place(DATA, LAKES, None), at=at) == 2
    assert living_there(stocked, Place(DATA, RegionId("nowhere"), None), at=at) == 0
    assert living_there(stocked, Place(VOICE, LAKES, None), at=at) is None, "nobody ever said who has it"


def test_a_region_without_a_footprint_has_what_its_parts_have(operator: Operator) -> None:
    whole = RegionId("whole")
    parts = tuple(replace(one, member_of=(RegionMembership(whole),)) for one in operator.regions)
    tree = replace(operator, regions=(Region(whole, "Whole"), *parts))
    assert living_there(tree, Place(MOBILE, whole, None)) == 80_000
    assert [a.region_ids for a in accounts_in_reach(tree, MOBILE, region_ids=(whole,), partner_code=None)] == [
        ("whole",)
    ] * 3


def test_accounts_of_the_document_are_all_named_and_of_the_inventory_only_the_protected(operator: Operator) -> None:
    many = [Account(AccountId(f"K-{n:03}"), f"Key {n:03}", Tier.KEY) for n in range(NAMED_MAX + 50)]
    shops = [Account(AccountId(f"B-{n}"), f"Shop {n}", Tier.BUSINESS) for n in range(30)]
    rows = [ProductInstance(f"X-{a.account_id}", a.account_id, MOBILE, COAST) for a in (*many, *shops)]
    corner = ProductInstance("X", AccountId("A-5"), MOBILE, COAST)
    index = build_service_model([*operator.accounts, *many, *shops], [*operator.product_instances, corner, *rows])
    found = accounts_in_reach(operator.stocked(index), MOBILE, region_ids=(COAST,), partner_code=None)
    assert len(found) == NAMED_MAX + 3
    assert [found[0].name, found[-1].name] == ["Harbour Logistics", "Corner Shop"]
    counted = account_counts(operator.stocked(index), MOBILE, failing=[(COAST, EVERYBODY)], partner_code=None)
    assert [(one.tier, one.accounts.best) for one in counted] == [
        (Tier.VIP, 1),
        (Tier.KEY, NAMED_MAX + 51),
        (Tier.BUSINESS, 31),
    ]


def test_a_part_of_a_place_hits_a_part_of_its_accounts_and_who_confirms_is_sure(operator: Operator) -> None:
    some = FailingShare(Fraction(36, 100), Fraction(40, 100), Fraction(44, 100))
    places = [(COAST, some), (LAKES, some)]
    counted = account_counts(operator, MOBILE, failing=places, partner_code=None)
    assert counted == (TierCount(Tier.VIP, CountRange(0, 1, 1)), TierCount(Tier.KEY, CountRange(0, 1, 2)))
    surely = account_counts(operator, MOBILE, failing=places, partner_code=None, confirmed=[AccountId("A-1")])
    assert surely[0] == TierCount(Tier.VIP, CountRange(1, 1, 1))
    assert account_counts(operator, MOBILE, failing=[], partner_code=None) == ()


SIZE_INSTANCES, SIZE_ACCOUNTS, SIZE_REGIONS = 50_000, 5_000, 40
START = datetime(2025, 1, 1, tzinfo=UTC)


def drawn(*, split: Sequence[RegionId] = ()) -> Operator:
    """A town by a seed; with `split`, region r-0 is two children the same rows are dealt out to."""
    chance = random.Random(11)
    tiers = chance.choices(list(Tier), (1, 5, 1, 30, 63), k=SIZE_ACCOUNTS)
    accounts = [Account(AccountId(f"A-{n}"), f"A {n}", tier) for n, tier in enumerate(tiers)]
    regions = [Region(RegionId(f"r-{n}"), f"R {n}") for n in range(SIZE_REGIONS)]
    regions += [Region(one, one, member_of=(RegionMembership(RegionId("r-0")),)) for one in split]
    rows: list[ProductInstance] = []
    for number in range(SIZE_INSTANCES):
        region = RegionId(f"r-{chance.randrange(SIZE_REGIONS)}")
        account, start = chance.randrange(SIZE_ACCOUNTS), START + timedelta(hours=chance.randrange(9_000))
        until = start + timedelta(days=90) if chance.randrange(5) == 0 else None
        home = split[number % len(split)] if split and region == "r-0" else region
        rows.append(
            ProductInstance(
                str(number), AccountId(f"A-{account}"), DATA, home, valid_from_at=start, valid_until_at=until
            )
        )
    document = Operator("Town", "UTC", services=(Service(DATA, "Data"),), regions=tuple(regions))
    return document.stocked(build_service_model(accounts, rows))


@pytest.fixture(scope="module")
def large() -> Operator:
    return drawn()


@pytest.fixture(scope="module")
def parted() -> Operator:
    return drawn(split=(RegionId("east"), RegionId("west")))


@given(st.integers(-1, 12_000))
def test_splitting_a_region_and_adding_up_agrees(large: Operator, parted: Operator, hours: int) -> None:
    at, whole = START + timedelta(hours=hours), RegionId("r-0")
    parts = [RegionId("east"), RegionId("west")]
    living = living_there(large, Place(DATA, whole, None), at=at)
    assert living_there(parted, Place(DATA, whole, None), at=at) == living
    assert sum(living_there(parted, Place(DATA, one, None), at=at) or 0 for one in parts) == living
    counted = account_counts(large, DATA, failing=[(whole, EVERYBODY)], partner_code=None, at=at)
    for named in ([whole], parts, [whole, *parts], [whole, parts[0]]):
        failing = [(one, EVERYBODY) for one in named]
        assert account_counts(parted, DATA, failing=failing, partner_code=None, at=at) == counted


def test_reach_over_fifty_thousand_instances_stays_quick(large: Operator) -> None:
    """The whole million is measured by `make bench ARGS=reach`; here a bound nothing sound comes near."""
    every = tuple(region.region_id for region in large.regions)
    share = FailingShare(Fraction(1, 3), Fraction(2, 5), Fraction(1, 2))
    took: list[float] = []
    for number in range(40):
        at = START + timedelta(hours=200 * number)
        started = time.process_time()
        accounts_in_reach(large, DATA, region_ids=every, partner_code=None, at=at)
        account_counts(large, DATA, failing=[(one, share) for one in every], partner_code=None, at=at)
        took.append(time.process_time() - started)
    assert sorted(took)[38] < 0.05
