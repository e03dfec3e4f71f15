"""Where, how bad and how many."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from intera.impact.extent import Extent, extent_of, unharmed
from intera.impact.weigh import Weighed
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel
from intera.model.operator import Operator
from intera.model.service import RegionMembership
from intera.model.signal import Signal

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]
MOBILE = ServiceId("mobile-data")
NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)


def _extent(operator: Operator, weighed: tuple[Weighed, ...]) -> Extent:
    return extent_of(weighed, operator, service_id=MOBILE, partner_code=None)


def _probes(signal_of: Build) -> tuple[Signal, Signal]:
    return (
        signal_of("probe", name="coast", failing_percent=58),
        signal_of("probe", name="lakes", regions=("lakes",), failing_percent=34),
    )


def test_regions_add_up_to_the_whole(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    extent = _extent(operator, weighed_of(*_probes(signal_of)))
    assert [(r.name, r.harm, r.failing_percent, r.customers) for r in extent.regions] == [
        ("Coast", HarmLevel.DEGRADED, 58, CountRange(27_078, 29_000, 30_886)),
        ("Lakes", HarmLevel.DEGRADED, 34, CountRange(9_119, 10_200, 11_324)),
    ]
    assert extent.customers == CountRange(36_197, 39_200, 42_210)
    assert (extent.failing_percent, extent.region_ids) == (58, ("coast", "lakes"))


def test_a_region_that_is_well_again_leaves_the_place_but_stays_in_sight(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    coast, _ = _probes(signal_of)
    lakes = signal_of("probe", "ok", name="lakes", regions=("lakes",))
    extent = _extent(operator, weighed_of(coast, lakes))
    assert extent.region_ids == ("coast",)
    assert [region.harm for region in extent.regions] == [HarmLevel.DEGRADED, HarmLevel.CLEAR]
    assert extent.customers == CountRange(27_078, 29_000, 30_886)


def test_a_count_of_both_regions_leads_and_the_measured_interval_stays(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    counted = signal_of("health", regions=("coast", "lakes"), customer_count=41_200)
    extent = _extent(operator, weighed_of(*_probes(signal_of), counted))
    assert extent.customers == CountRange(36_197, 41_200, 42_210)


def test_a_count_is_not_blurred_by_a_guess(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    one = signal_of("ticket", customer_count=1_850)
    both = signal_of("ticket", regions=("coast", "lakes"), customer_count=1_850)
    assert _extent(operator, weighed_of(one)).customers == CountRange(1_850, 1_850, 1_850)
    assert _extent(operator, weighed_of(both)).customers == CountRange(1_850, 1_850, 1_850)


def test_an_unresolved_ticket_keeps_its_place_and_unknown_stays_unknown(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    extent = _extent(operator, weighed_of(signal_of("ticket", "open", regions=("Location 143",), known=False)))
    assert (extent.region_ids, extent.harm, extent.customers) == (("Location 143",), HarmLevel.DEGRADED, None)


def test_a_withdrawn_ticket_adds_no_region(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    withdrawn = signal_of("ticket", "cancelled", regions=("north",))
    assert _extent(operator, weighed_of(*_probes(signal_of), withdrawn)).region_ids == ("coast", "lakes")
    assert _extent(operator, weighed_of(withdrawn)).harm is HarmLevel.NO_DATA


def test_a_partner_route_has_its_own_customers(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    flag = signal_of("partner_flag", regions=(), service="wholesale-voice", partner="P-17")
    extent = extent_of(
        weighed_of(flag), operator, service_id=ServiceId("wholesale-voice"), partner_code=PartnerCode("P-17")
    )
    assert (extent.customers, extent.region_ids) == (CountRange(0, 2_000, 4_000), ())


def test_a_place_nobody_named_has_no_number(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    assert _extent(operator, weighed_of(signal_of("care_contacts", regions=()))).customers is None
    counted = signal_of("care_contacts", regions=(), customer_count=70)
    assert _extent(operator, weighed_of(counted)).customers == CountRange(70, 70, 70)


def test_a_rejected_impact_hurts_nobody(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    extent = unharmed(_extent(operator, weighed_of(*_probes(signal_of))))
    assert (extent.harm, extent.customers) == (HarmLevel.AT_RISK, CountRange(0, 0, 0))
    assert {region.harm for region in extent.regions} == {HarmLevel.AT_RISK}


def test_customers_counted_for_a_larger_region_are_not_counted_again_inside_it(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    coast, lakes, north = operator.regions
    nested = replace(coast, member_of=(RegionMembership(RegionId("north")),))
    tree = replace(operator, regions=(nested, lakes, north))
    whole = signal_of("ticket", regions=("north",), customer_count=40_000)
    inner = signal_of("probe", name="coast", failing_percent=58)
    extent = _extent(tree, weighed_of(whole, inner))
    assert [(r.region_id, r.customers) for r in extent.regions] == [
        ("coast", CountRange(27_078, 29_000, 30_886)),
        ("north", CountRange(9_114, 11_000, 12_922)),
    ]
    assert extent.customers is not None
    assert extent.customers.best == 40_000


def test_a_region_named_later_was_not_hurt_since_the_service_as_a_whole_was(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    whole = signal_of("ticket", regions=(), age_min=90)
    (region,) = _extent(operator, weighed_of(whole, signal_of("probe", age_min=4))).regions
    assert region.sighting.reported_at == NOW - timedelta(minutes=4)
    newer = signal_of("ticket", regions=(), age_min=1)
    (region,) = _extent(operator, weighed_of(newer, signal_of("probe", age_min=4))).regions
    assert region.sighting.seen_at == NOW - timedelta(minutes=1)
