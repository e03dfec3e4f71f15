"""What does a record of a TM Forum inventory mean: a product of TMF637, a service of TMF638.

A product says who has it (`billingAccount`, or the customer among `relatedParty`), which service it
is (`realizingService`, else its specification or offering), where (`place`), and from when until
when. What it leaves open is taken from the TMF638 service it names. Resources behind it are not read.
Source: TMF637 v4.0.0 Product, TMF638 v4 and v5.0.0 Service; PRODUCT H2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from intera.connectors.refusal import quoted
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.service import ProductInstance
from intera.workflows.inventory_columns import BadRowError, Words, named, valid_span

Record = Mapping[str, Any]

# Delivered to the customer, or delivered until a date the record gives. TMF637 ProductStatusType
# writes "aborted " with a blank; TMF638 ServiceStateType.
_LIVE = frozenset({"", "active", "suspended", "pendingterminate", "inactive"})
_ENDED = frozenset({"terminated"})
_NEVER_LIVE = frozenset({"cancelled", "aborted", "feasibilitychecked", "designed", "reserved"})
_TO_COME = frozenset({"created", "pendingactive"})
_CUSTOMER_ROLES = frozenset({"customer", "account", "buyer", "owner", "user"})
_PARTNER_ROLES = frozenset({"partner", "carrier", "roamingpartner", "serviceprovider"})
_SITE_TYPES = frozenset({"geographicsite", "geographicsiteref"})


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """What a TMF638 service tells of the products that rest on it."""

    service_id: ServiceId | None
    account_id: str
    region_id: RegionId | None
    site_id: str | None
    partner_code: PartnerCode | None
    valid_from_at: datetime | None
    valid_until_at: datetime | None


def is_service(record: Record) -> bool:
    """Whether a record is a TMF638 service and no TMF637 product, by its own type or what only one of them has."""
    kind = str(record.get("@type", "")).casefold()
    if "service" in kind:
        return True
    return "product" not in kind and ("serviceSpecification" in record or "serviceType" in record)


def read_service(record: Record, words: Words) -> tuple[str, ServiceRecord] | None:
    """A TMF638 service under its id; None when it was never delivered.

    Args:
        record: the record.
        words: what its names stand for.

    Returns:
        Its id and what it tells.

    Raises:
        BadRowError: an unknown region, no id, a state nobody knows, an end before its start.
    """
    span = _span(record, words, state="state", end="endDate")
    if span is None:
        return None
    region_id, site_id = _place(record, words)
    return named(record.get("id", ""), "service id"), ServiceRecord(
        service_id=_service(record, words, ("serviceSpecification", "name", "serviceType", "category")),
        account_id=_account(record),
        region_id=region_id,
        site_id=site_id,
        partner_code=_partner(record, words),
        valid_from_at=span[0],
        valid_until_at=span[1],
    )


def read_product(record: Record, words: Words, services: Mapping[str, ServiceRecord]) -> ProductInstance | None:
    """A TMF637 product as a product instance; None when it was never delivered.

    Args:
        record: the record.
        words: what its names stand for.
        services: TMF638 services by id, for what the product leaves open.

    Returns:
        The product instance.

    Raises:
        BadRowError: no account, no service the operator knows, an unknown region, an end before its start.
    """
    span = _span(record, words, state="status", end="terminationDate")
    if span is None:
        return None
    realized = realized_by(record)
    behind = next((services[one] for one in realized if one in services), None)
    product_id = named(record.get("id", ""), "product id")
    service_id = _service(record, words, ("realizingService", "productSpecification", "productOffering", "name"))
    account_id = _account(record)
    region_id, site_id = _place(record, words)
    partner_code = _partner(record, words)
    if behind is not None:
        service_id = service_id or behind.service_id
        account_id = account_id or behind.account_id
        if region_id is None and site_id is None:
            region_id, site_id = behind.region_id, behind.site_id
        partner_code = partner_code or behind.partner_code
    if service_id is None:
        told = realized or [str(record.get("name", ""))]
        raise BadRowError(f"leads to no service ({quoted(told[0])}); name one of services, or load its TMF638 record")
    return ProductInstance(
        product_instance_id=product_id,
        account_id=AccountId(named(account_id, "account id")),
        service_id=service_id,
        region_id=region_id,
        partner_code=partner_code,
        site_id=site_id,
        valid_from_at=span[0],
        valid_until_at=span[1],
    )


def realized_by(record: Record) -> tuple[str, ...]:
    """The ids of the services a product rests on."""
    return tuple(str(one.get("id", "")) for one in _list(record, "realizingService"))


def instance_of(service_record_id: str, service: ServiceRecord) -> ProductInstance | None:
    """A TMF638 service that no product names as an instance of its own; None when nobody has it.

    Raises:
        BadRowError: somebody has it, but it leads to no service the operator knows.
    """
    if not service.account_id:
        return None
    if service.service_id is None:
        raise BadRowError(f"service {quoted(service_record_id)} leads to no service; name one of services")
    return ProductInstance(
        product_instance_id=service_record_id,
        account_id=AccountId(service.account_id),
        service_id=service.service_id,
        region_id=service.region_id,
        partner_code=service.partner_code,
        site_id=service.site_id,
        valid_from_at=service.valid_from_at,
        valid_until_at=service.valid_until_at,
    )


def _span(record: Record, words: Words, *, state: str, end: str) -> tuple[datetime | None, datetime | None] | None:
    """From when until when it was delivered; None when it never was."""
    said = str(record.get(state) or "").strip().casefold()
    if said in _NEVER_LIVE or (said in _TO_COME and not record.get("startDate")):
        return None
    if said not in _LIVE | _ENDED | _TO_COME:
        raise BadRowError(f"{quoted(record.get(state))} is no {state} of an inventory; use one TM Forum lists")
    span = valid_span(words, record.get("startDate"), record.get(end))
    if said in _ENDED and span[1] is None:
        raise BadRowError(f"is terminated without {end}; say since when")
    return span


def _service(record: Record, words: Words, keys: Sequence[str]) -> ServiceId | None:
    for key in keys:
        for name in _names(record.get(key)):
            found = words.operator.find_service(name)
            if found is not None:
                return found.service_id
    return None


def _place(record: Record, words: Words) -> tuple[RegionId | None, str | None]:
    """The region and the customer's site of the first places that say so."""
    region_id: RegionId | None = None
    site_id: str | None = None
    unknown = ""
    for related in _list(record, "place"):
        inner = related.get("place")  # TMF638 v5 puts the reference one level down
        place = cast("Record", inner) if isinstance(inner, dict) else related
        kind = str(place.get("@referredType") or place.get("@type") or "").casefold()
        if kind in _SITE_TYPES or str(related.get("role", "")).casefold() == "site":
            site_id = site_id or str(place.get("id") or place.get("name") or "") or None
            continue
        names = list(_names(place))
        found = next((region for name in names if (region := words.operator.find_region(name))), None)
        if found is None:
            unknown = unknown or next(iter(names), "")
        elif region_id is None:
            region_id = found.region_id
    if region_id is None and unknown:
        raise BadRowError(f"there is no region {quoted(unknown)}; add it to regions or correct the record")
    return region_id, site_id


def _account(record: Record) -> str:
    billing = record.get("billingAccount")
    if isinstance(billing, dict) and (found := cast("Record", billing).get("id")):
        return str(found).strip()
    return next((str(party.get("id", "")).strip() for party in _parties(record, _CUSTOMER_ROLES)), "")


def _partner(record: Record, words: Words) -> PartnerCode | None:
    for party in _parties(record, _PARTNER_ROLES):
        names = list(_names(party))
        found = next((partner for name in names if (partner := words.operator.find_partner(name))), None)
        if found is None:
            raise BadRowError(f"there is no partner {quoted(next(iter(names), ''))}; add it to partners or correct it")
        return found.partner_code
    return None


def _parties(record: Record, roles: frozenset[str]) -> Iterator[Record]:
    for party in _list(record, "relatedParty"):
        inner = party.get("partyOrPartyRole")  # TMF638 v5 puts the reference one level down
        if str(party.get("role", "")).casefold() in roles:
            yield cast("Record", inner) if isinstance(inner, dict) else party


def _list(record: Record, key: str) -> list[Record]:
    found = record.get(key)
    if isinstance(found, dict):
        return [cast("Record", found)]
    if not isinstance(found, list):
        return []
    return [cast("Record", one) for one in cast("list[object]", found) if isinstance(one, dict)]


def _names(found: object) -> Iterator[str]:
    """What a reference calls itself: its id, then its name."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        for one in cast("list[object]", found):
            yield from _names(one)
    elif isinstance(found, dict):
        for key in ("id", "name"):
            if value := str(cast("Record", found).get(key) or "").strip():
                yield value
