"""Forecasts every contract an incident reaches: where each stands if the present harm goes on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from intera.model.agreement import Agreement
from intera.model.case import Case
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.interval import Interval
from intera.model.measurement import DeliveredQos
from intera.model.operator import Operator
from intera.model.service import ProductInstance
from intera.sla.forecast import Exposure, forecast
from intera.sla.metrics.availability import METRIC


def harmed_instances(impact: Impact, operator: Operator) -> tuple[ProductInstance, ...]:
    """The product instances whose delivery the harm counts against.

    Harm counts as downtime while customers can see it and the service is lost in the instance's
    own region (or behind its partner); degraded service is not downtime under an availability
    clause unless the contract says so.

    Args:
        impact: the incident's impact.
        operator: holds the product instances.

    Returns:
        The instances, in order of their id.

    Source: PRODUCT E3; contract clauses may widen this with issue 6's contract language.
    """
    if impact.visibility is not Visibility.CUSTOMER_VISIBLE:
        return ()
    lost = {region.region_id for region in impact.regions if region.harm is HarmLevel.FULL}
    is_lost_everywhere = impact.harm is HarmLevel.FULL and not impact.regions
    found = [
        instance
        for instance in operator.instances_by_service.get(impact.service_id, ())
        if (instance.region_id in lost or is_lost_everywhere)
        and (impact.partner_code is None or instance.partner_code == impact.partner_code)
    ]
    return tuple(sorted(found, key=lambda instance: instance.product_instance_id))


def reached_instances(impact: Impact, operator: Operator) -> tuple[ProductInstance, ...]:
    """The product instances in the incident's places, harmed or not, in order of their id."""
    found = [
        instance
        for instance in operator.instances_by_service.get(impact.service_id, ())
        if (not impact.region_ids or instance.region_id in impact.region_ids)
        and (impact.partner_code is None or instance.partner_code == impact.partner_code)
    ]
    return tuple(sorted(found, key=lambda instance: instance.product_instance_id))


def _agreements(operator: Operator, instance: ProductInstance) -> Iterable[Agreement]:
    return (one for one in operator.agreements if instance.product_instance_id in one.product_instance_ids)


def forecast_contracts(
    case: Case, operator: Operator, downtime: Callable[[str], Sequence[Interval]], *, at: datetime
) -> tuple[DeliveredQos, ...]:
    """How each contract the incident reaches stands, most urgent first.

    Args:
        case: the incident with its impact.
        operator: holds agreements and product instances.
        downtime: the spells already counted for a product instance, without this incident's.
        at: the instant of the forecast.

    Returns:
        One result per agreement, product instance and availability target.
    """
    impact = case.impact
    if impact is None or not case.incident.is_open:
        return case.delivered_qos
    harmed = {instance.product_instance_id for instance in harmed_instances(impact, operator)}
    is_going_on = case.incident.restored_at is None
    started_at = case.incident.onset_at or case.incident.opened_at
    found: list[DeliveredQos] = []
    for instance in reached_instances(impact, operator):
        spells = tuple(downtime(instance.product_instance_id))
        is_harmed = instance.product_instance_id in harmed
        if is_harmed and not is_going_on and case.incident.restored_at and case.incident.restored_at > started_at:
            spells = (*spells, Interval(started_at, case.incident.restored_at))
        exposure = Exposure(
            downtime=spells,
            open_since_at=started_at if is_harmed and is_going_on and started_at < at else None,
            eta_latest_at=case.eta.latest_at if case.eta else None,
        )
        for agreement in _agreements(operator, instance):
            account = operator.accounts_by_id.get(agreement.account_id)
            found.extend(
                forecast(
                    agreement,
                    target,
                    product_instance_id=instance.product_instance_id,
                    account_name=account.name if account else agreement.account_id,
                    exposure=exposure,
                    at=at,
                )
                for target in agreement.targets
                if target.metric == METRIC
            )
    latest = datetime.max.replace(tzinfo=at.tzinfo)
    return tuple(sorted(found, key=lambda one: (one.breach_at or latest, one.agreement_id, one.product_instance_id)))
