"""Who lives where the harm is: customers by place and the accounts whose own products are hit.

What depends on the operator alone is worked out once per loaded reference version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.impact import AffectedAccount
from intera.model.operator import Operator
from intera.model.party import Account, Tier

_TIER_RANK = {tier: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Place:
    """A service in one region, or behind one partner route."""

    service_id: ServiceId
    region_id: RegionId | None
    partner_code: PartnerCode | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Per place: how many customers live there, and which accounts hold a product there."""

    customers: Mapping[Place, int]
    accounts: Mapping[Place, tuple[AccountId, ...]]


class _ByIdentity:
    """An operator as a cache key: the same loaded value, not an equal one, whose hash would read every record."""

    __slots__ = ("operator",)

    def __init__(self, operator: Operator) -> None:
        self.operator = operator

    def __hash__(self) -> int:
        return id(self.operator)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.operator is self.operator


def reach_of(operator: Operator) -> Reach:
    """Who lives where, for one operator; worked out once per loaded value."""
    return _reach_of(_ByIdentity(operator))


def living_there(operator: Operator, place: Place) -> int | None:
    """How many customers of the service live in the place; None when no footprint says so."""
    return reach_of(operator).customers.get(place)


def accounts_in_reach(
    operator: Operator, service_id: ServiceId, *, region_ids: tuple[RegionId, ...], partner_code: PartnerCode | None
) -> tuple[AffectedAccount, ...]:
    """The accounts whose own products of the service are in the regions or behind the partner.

    Behind a partner, the partner's own wholesale account is hit as well. Without a region or a
    partner the place is unknown and nobody is named.

    Args:
        operator: the reference data.
        service_id: the service that is hurt.
        region_ids: where, sorted.
        partner_code: behind which partner, None when it is not a partner's route.

    Returns:
        Accounts, most protected tier first, then by name.
    """
    return _accounts_in_reach(_ByIdentity(operator), service_id, region_ids, partner_code)


def with_named(
    reached: tuple[AffectedAccount, ...],
    operator: Operator,
    *,
    named: Iterable[AccountId],
    confirmed: Iterable[AccountId],
) -> tuple[AffectedAccount, ...]:
    """The accounts in reach plus those the signals name, with who confirmed it themselves.

    Args:
        reached: accounts found by their products.
        operator: knows the named accounts' tiers.
        named: accounts any signal names.
        confirmed: accounts that report harm themselves.

    Returns:
        Accounts in the same order rule, each once.
    """
    confirming = frozenset(confirmed)
    wanted = confirming.union(named)
    if not wanted:
        return reached
    found = {account.account_id: account for account in reached}
    for account_id in wanted:
        account = operator.accounts_by_id.get(account_id)
        if account is None:
            continue
        before = found.get(account_id)
        regions = before.region_ids if before else ()
        found[account_id] = _affected(account, regions, has_confirmed=account_id in confirming)
    return _ordered(found.values())


@lru_cache(maxsize=4)
def _reach_of(key: _ByIdentity) -> Reach:
    customers: dict[Place, int] = {}
    for footprint in key.operator.footprints:
        place = Place(footprint.service_id, footprint.region_id, footprint.partner_code)
        customers[place] = customers.get(place, 0) + footprint.customer_count
    accounts: dict[Place, set[AccountId]] = {}
    for instance in key.operator.product_instances:
        in_region = Place(instance.service_id, instance.region_id, None)
        accounts.setdefault(in_region, set()).add(instance.account_id)
        if instance.partner_code is not None:
            behind = Place(instance.service_id, None, instance.partner_code)
            accounts.setdefault(behind, set()).add(instance.account_id)
    return Reach(customers, {place: tuple(sorted(found)) for place, found in accounts.items()})


@lru_cache(maxsize=1024)
def _accounts_in_reach(
    key: _ByIdentity, service_id: ServiceId, region_ids: tuple[RegionId, ...], partner_code: PartnerCode | None
) -> tuple[AffectedAccount, ...]:
    accounts = _reach_of(key).accounts
    hit: dict[AccountId, list[RegionId]] = {}
    if partner_code is not None:
        for account_id in accounts.get(Place(service_id, None, partner_code), ()):
            hit.setdefault(account_id, [])
        for account in key.operator.accounts:
            if account.partner_code == partner_code:
                hit.setdefault(account.account_id, [])
    else:
        for region_id in region_ids:
            for account_id in accounts.get(Place(service_id, region_id, None), ()):
                hit.setdefault(account_id, []).append(region_id)
    by_id = key.operator.accounts_by_id
    return _ordered(
        _affected(by_id[account_id], tuple(regions), has_confirmed=False)
        for account_id, regions in hit.items()
        if account_id in by_id
    )


def _affected(account: Account, region_ids: tuple[RegionId, ...], *, has_confirmed: bool) -> AffectedAccount:
    return AffectedAccount(account.account_id, account.name, account.tier, region_ids, has_confirmed)


def _ordered(accounts: Iterable[AffectedAccount]) -> tuple[AffectedAccount, ...]:
    return tuple(sorted(accounts, key=lambda account: (_TIER_RANK[account.tier], account.name, account.account_id)))
