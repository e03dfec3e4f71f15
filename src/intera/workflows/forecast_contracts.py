"""Forecasts every contract an incident reaches: where each stands if the present harm goes on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from intera.model.agreement import Agreement
from intera.model.case import Case
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.interval import Interval
from intera.model.measurement import DeliveredQos, Downtime
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


def count_downtime(case: Case, operator: Operator) -> tuple[Downtime, ...]:
    """The spells of harm an incident counts against product instances, as they stand now.

    A spell starts when the instance's service is lost, ends when it is not lost any more or the
    incident is restored, and opens again from its first start when it is lost again. Harm a person
    rejected counts nowhere.

    Args:
        case: the incident as judged, with the spells counted before.
        operator: holds the product instances.

    Returns:
        One spell per instance, in order of its id.
    """
    incident, impact = case.incident, case.impact
    if impact is None or (case.ruling is not None and not case.ruling.is_confirmed):
        return ()
    over_at = incident.restored_at or incident.closed_at
    lost: set[str] = set()
    if over_at is None:
        lost = {instance.product_instance_id for instance in harmed_instances(impact, operator)}
    spells = {spell.product_instance_id: spell for spell in case.downtime}
    for product_instance_id, spell in list(spells.items()):
        if spell.end_at is None and product_instance_id not in lost:
            end_at = over_at or incident.updated_at
            spells[product_instance_id] = Downtime(product_instance_id, spell.start_at, end_at)
    started_at = incident.onset_at or incident.opened_at
    for product_instance_id in lost:
        known = spells.get(product_instance_id)
        spells[product_instance_id] = Downtime(product_instance_id, known.start_at if known else started_at)
    return tuple(spell for _, spell in sorted(spells.items()) if spell.end_at is None or spell.end_at > spell.start_at)


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
    own = {spell.product_instance_id: spell for spell in case.downtime}
    found: list[DeliveredQos] = []
    for instance in reached_instances(impact, operator):
        spell = own.get(instance.product_instance_id)
        spells = tuple(downtime(instance.product_instance_id))
        if spell is not None and spell.end_at is not None:
            spells = (*spells, Interval(spell.start_at, spell.end_at))
        is_open = spell is not None and spell.end_at is None and spell.start_at < at
        exposure = Exposure(
            downtime=spells,
            open_since_at=spell.start_at if spell is not None and is_open else None,
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
