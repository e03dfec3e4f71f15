"""Which service, place, partner, symptom and accounts of ours does a record mean."""

from intera.model.ids import AccountId, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.signal import Scope
from intera.model.source import SourceRecord

UNSPECIFIED = "unspecified"


def resolve_scope(record: SourceRecord, operator: Operator) -> Scope:
    """The scope a record speaks about, in our slugs where they are known.

    A service or region nobody here knows keeps the source's own name and marks the scope
    unresolved. So does an unknown symptom, without the mark: it can still be compared with
    itself, and a room that shows a symptom looks it up first. An unknown partner is marked but
    *not* kept: what a source calls a partner may be its name, which is hidden vocabulary.
    A partner with a single service names that service when the record does not.

    Args:
        record: one statement of one source.
        operator: the reference data to resolve against.

    Returns:
        The scope, regions sorted and each named once.

    Source: PRODUCT section 6, References (kept and marked unresolved).
    """
    is_resolved = True
    partner_code = None
    service_ref = record.service_ref.strip()
    partner_ref = record.partner_ref.strip()
    if partner_ref:
        partner = operator.find_partner(partner_ref)
        if partner is None:
            is_resolved = False
        else:
            partner_code = partner.partner_code
            if not service_ref and len(partner.service_ids) == 1:
                service_ref = partner.service_ids[0]
    service = operator.find_service(service_ref) if service_ref else None
    region_ids, are_regions_known = _resolve_regions(record.region_refs, operator)
    return Scope(
        service_id=service.service_id if service else ServiceId(service_ref or UNSPECIFIED),
        region_ids=region_ids,
        partner_code=partner_code,
        symptom_class=_symptom_class(record.symptom_ref.strip(), operator),
        is_resolved=is_resolved and service is not None and are_regions_known,
    )


def resolve_accounts(record: SourceRecord, operator: Operator) -> tuple[AccountId, ...]:
    """The known accounts a record names, sorted; one we do not hold has no tier and is left out."""
    if not record.account_refs:
        return ()
    found = {
        account.account_id for ref in record.account_refs if (account := operator.find_account(ref.strip())) is not None
    }
    return tuple(sorted(found))


def _resolve_regions(references: tuple[str, ...], operator: Operator) -> tuple[tuple[RegionId, ...], bool]:
    if not references:
        return (), True
    found: set[RegionId] = set()
    all_known = True
    for reference in references:
        name = reference.strip()
        if not name:
            continue
        region = operator.find_region(name)
        if region is None:
            all_known = False
        found.add(region.region_id if region else RegionId(name))
    return tuple(sorted(found)), all_known


def _symptom_class(reference: str, operator: Operator) -> str:
    if not reference:
        return UNSPECIFIED
    symptom = operator.find_symptom(reference)
    return symptom.symptom_class if symptom else reference
