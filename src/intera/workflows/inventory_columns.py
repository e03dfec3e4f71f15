"""What does a row of a declared table mean: an account with its tier, a site, a product instance.

Services, regions and partners may go by any name the operator's data gives them. A cell that leads
nowhere is refused, never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from intera.connectors.instants import find_zone, parse_iso
from intera.connectors.limits import MAX_REF_CHARS
from intera.connectors.refusal import RefusedError, quoted
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance, Site
from intera.workflows.inventory_declaration import InventoryFile, TierRule

_TIERS: Mapping[str, Tier] = {tier.value: tier for tier in Tier}


class BadRowError(ValueError):
    """A row of an inventory leads nowhere or contradicts itself; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the names in a file's rows stand for: the operator's, and the zone of times without an offset."""

    operator: Operator
    zone: tzinfo | None

    def service(self, reference: str) -> ServiceId:
        """The service meant; raises BadRowError when there is none."""
        found = self.operator.find_service(reference)
        if found is None:
            raise BadRowError(f"there is no service {quoted(reference)}; add it to services or correct the row")
        return found.service_id

    def region(self, reference: str) -> RegionId | None:
        """The region meant, None when the cell is empty; raises BadRowError when there is none."""
        if not reference:
            return None
        found = self.operator.find_region(reference)
        if found is None:
            raise BadRowError(f"there is no region {quoted(reference)}; add it to regions or correct the row")
        return found.region_id

    def partner(self, reference: str) -> PartnerCode | None:
        """The partner meant, None when the cell is empty; raises BadRowError when there is none."""
        if not reference:
            return None
        found = self.operator.find_partner(reference)
        if found is None:
            raise BadRowError(f"there is no partner {quoted(reference)}; add it to partners or correct the row")
        return found.partner_code

    def instant(self, written: object, what: str) -> datetime | None:
        """The instant written, None when there is none; raises BadRowError when it is no time."""
        if not written:
            return None
        try:
            return parse_iso(str(written), self.zone)
        except RefusedError as error:
            raise BadRowError(f"{what}: {error.detail}") from None


def words_of(operator: Operator, file: InventoryFile) -> Words:
    """The words of a file: times without an offset are in its own zone, else in the operator's."""
    return Words(operator, find_zone(file.zone or operator.zone))


def valid_span(words: Words, from_: object, until: object) -> tuple[datetime | None, datetime | None]:
    """From when until when something is valid; raises BadRowError when it ends before it begins."""
    start, end = words.instant(from_, "valid from"), words.instant(until, "valid until")
    if start is not None and end is not None and end <= start:
        raise BadRowError(f"is valid until {end.isoformat()}, not after its start {start.isoformat()}; correct one")
    return start, end


def named(written: object, what: str) -> str:
    """An id as it is kept: not empty, not endless, without control characters."""
    text = str(written).strip()
    if not text or len(text) > MAX_REF_CHARS or not text.isprintable():
        raise BadRowError(
            f"the {what} {quoted(text)} is empty or cannot be kept; write 1 to {MAX_REF_CHARS} characters"
        )
    return text


def is_meant(file: InventoryFile, row: Mapping[str, str]) -> bool:
    """Whether the declaration wants the row at all."""
    return all(condition.passes(row) for condition in file.only)


def read_account(file: InventoryFile, row: Mapping[str, str], words: Words) -> Account:
    """The account a row describes; without a name it is called by its id.

    Raises:
        BadRowError: an unknown tier or partner, a span that ends before it begins, no id.
    """
    cells = file.cells(row)
    account_id = named(cells["account_id"], "account id")
    start, end = valid_span(words, cells.get("valid_from_at"), cells.get("valid_until_at"))
    return Account(
        account_id=AccountId(account_id),
        name=cells.get("name") or account_id,
        tier=_tier(cells.get("tier", ""), file.tiers, row),
        partner_code=words.partner(cells.get("partner_code", "")),
        valid_from_at=start,
        valid_until_at=end,
    )


def read_site(file: InventoryFile, row: Mapping[str, str], words: Words) -> Site:
    """The customer's site a row describes.

    Raises:
        BadRowError: an unknown region, a span that ends before it begins, no id.
    """
    cells = file.cells(row)
    region_id = words.region(named(cells["region_id"], "region"))
    start, end = valid_span(words, cells.get("valid_from_at"), cells.get("valid_until_at"))
    if region_id is None:
        raise BadRowError("names no region; write one")
    return Site(named(cells["site_id"], "site id"), region_id, start, end)


def read_product_instance(file: InventoryFile, row: Mapping[str, str], words: Words) -> ProductInstance:
    """The product instance a row describes.

    Raises:
        BadRowError: an unknown service, region or partner, a span that ends before it begins, no id.
    """
    cells = file.cells(row)
    start, end = valid_span(words, cells.get("valid_from_at"), cells.get("valid_until_at"))
    return ProductInstance(
        product_instance_id=named(cells["product_instance_id"], "product instance id"),
        account_id=AccountId(named(cells["account_id"], "account id")),
        service_id=words.service(cells["service_id"]),
        region_id=words.region(cells.get("region_id", "")),
        partner_code=words.partner(cells.get("partner_code", "")),
        site_count=_count(cells.get("site_count") or "1"),
        site_id=cells.get("site_id") or None,
        valid_from_at=start,
        valid_until_at=end,
    )


def _tier(written: str, rules: Sequence[TierRule], row: Mapping[str, str]) -> Tier:
    for rule in rules:
        if all(condition.passes(row) for condition in rule.conditions):
            return rule.tier
    found = _TIERS.get(written.casefold())
    if found is None:
        raise BadRowError(f"{quoted(written)} is no tier; use one of {', '.join(_TIERS)}")
    return found


def _count(written: str) -> int:
    if written == "1":
        return 1
    if not written.isascii() or not written.isdigit() or len(written) > 9:  # noqa: PLR2004 - a billion sites
        raise BadRowError(f"{quoted(written)} is no count of sites; write a whole number")
    return int(written)
