"""Which accounts and customers are where the harm is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from intera.impact.reach import Place, accounts_in_reach, living_there, reach_of, with_named
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator

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
