"""Which contracts an incident reaches, what of it counts as downtime, and where that leads."""

from dataclasses import replace
from datetime import timedelta

from flows.judged import judged, said
from flows.town import DESK, HEALTH, TESTS, after, town
from intera.model.case import Case
from intera.model.checkpoint import Eta
from intera.model.ids import PartnerCode
from intera.model.impact import HarmLevel, ImpactRuling, Visibility
from intera.model.interval import Interval
from intera.workflows.forecast_contracts import (
    count_downtime,
    forecast_contracts,
    harmed_instances,
    reached_instances,
)

TOWN = town()


def case(harm: HarmLevel = HarmLevel.FULL) -> Case:
    """Mobile data in Coast and Lakes: visible, Coast hurt as given, Lakes degraded."""
    found = judged([said(TESTS, 0, failing_percent=58), said(HEALTH, 0, region_refs=["coast", "lakes"])], after(0))
    assert found.impact
    regions = tuple(
        replace(region, harm=harm if region.region_id == "coast" else HarmLevel.DEGRADED)
        for region in found.impact.regions
    )
    impact = replace(found.impact, regions=regions, visibility=Visibility.CUSTOMER_VISIBLE)
    return replace(found, impact=impact, downtime=())


def instances(found: Case) -> list[str]:
    assert found.impact
    return [one.product_instance_id for one in harmed_instances(found.impact, TOWN)]


def nothing_else(_: str) -> list[Interval]:
    return []


def test_only_a_lost_service_in_the_instances_own_region_counts() -> None:
    assert instances(case()) == ["port-mobile"]
    assert instances(case(HarmLevel.DEGRADED)) == []
    found = case()
    assert found.impact
    assert [one.product_instance_id for one in reached_instances(found.impact, TOWN)] == ["port-mobile", "rail-mobile"]
    verified = replace(found.impact, visibility=Visibility.BEING_VERIFIED)
    assert instances(replace(found, impact=verified)) == []
    elsewhere = replace(found.impact, partner_code=PartnerCode("P-17"))
    assert instances(replace(found, impact=elsewhere)) == []
    everywhere = replace(found.impact, regions=(), region_ids=(), harm=HarmLevel.FULL)
    assert instances(replace(found, impact=everywhere)) == ["port-mobile", "rail-mobile"]


def test_downtime_starts_with_the_loss_and_ends_with_it_or_the_restoration() -> None:
    lost = case()
    [spell] = count_downtime(lost, TOWN)
    assert (spell.product_instance_id, spell.start_at, spell.end_at) == ("port-mobile", after(0), None)
    counted = replace(lost, downtime=(spell,))
    better = replace(case(HarmLevel.DEGRADED), downtime=counted.downtime)
    better = replace(better, incident=replace(better.incident, updated_at=after(20)))
    [ended] = count_downtime(better, TOWN)
    assert ended.end_at == after(20)
    restored = replace(counted, incident=replace(counted.incident, restored_at=after(7)))
    [ended] = count_downtime(restored, TOWN)
    assert ended.end_at == after(7)
    rejected = replace(counted, ruling=ImpactRuling(False, "no", "N", "", after(1)))  # noqa: FBT003
    assert count_downtime(rejected, TOWN) == ()


def test_going_on_is_forecast_to_the_breach_and_other_incidents_count_too() -> None:
    lost = case()
    lost = replace(lost, downtime=count_downtime(lost, TOWN))
    [alone] = forecast_contracts(lost, TOWN, nothing_else, at=after(5))
    assert alone.account_name == "Port Logistics"
    assert alone.breach_at is not None
    earlier = [Interval(after(-120), after(-100))]
    [together] = forecast_contracts(lost, TOWN, lambda _: earlier, at=after(5))
    assert together.breach_at == alone.breach_at - timedelta(minutes=20)
    eta = Eta(after(9), after(8), after(10), 80, "desk", after(1))
    [expected] = forecast_contracts(replace(lost, eta=eta), TOWN, nothing_else, at=after(5))
    assert expected.risk is not alone.risk


def test_an_ended_incident_keeps_what_was_settled() -> None:
    lost = replace(case(), downtime=())
    over = judged([said(DESK, 5, external_id="T1", state="closed")], after(5))
    kept = replace(over, delivered_qos=forecast_contracts(lost, TOWN, nothing_else, at=after(1)))
    assert forecast_contracts(kept, TOWN, nothing_else, at=after(60)) == kept.delivered_qos
    assert count_downtime(replace(lost, impact=None), TOWN) == ()
