"""Who lives where the harm is: customers by place and the accounts whose own products are hit, at an instant.

What depends on the operator alone is worked out once per loaded reference version.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from intera.impact.accounts_hit import EVERYBODY, FailingShare, HeldIn, accounts_hit
from intera.impact.presence import NEVER, bits_of, instant_of, numbers_in
from intera.impact.region_tree import RegionTree
from intera.impact.service_model import TIER_RANKS, TIERS, Cell, ServiceModel, build_service_model
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.impact import AffectedAccount, TierCount
from intera.model.operator import Operator
from intera.model.party import Account, Tier

# Whom a page names one by one; of the others it says how many. Source: PRODUCT Q5.
PROTECTED_TIERS = frozenset({Tier.VIP, Tier.KEY, Tier.WHOLESALE})
# More names than anybody reads; beyond them the counts by tier still tell all.
NAMED_MAX = 200
# Of a thing that has no end: what `at` None asks for.
_LATEST = NEVER - 1


@dataclass(frozen=True, slots=True)
class Place:
    """A service in one region, or behind one partner route."""

    service_id: ServiceId
    region_id: RegionId | None
    partner_code: PartnerCode | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of who is where: stated footprints, the index of product instances, the tree of regions.

    `listed` are the accounts the operator's own document lists, as bits: those are always named.
    `is_counted` is whether an inventory stands behind the index, so that counting it counts everybody.
    """

    footprints: Mapping[Place, int]
    model: ServiceModel
    tree: RegionTree
    listed: int
    is_counted: bool
    is_timeless: bool

    def instant(self, at: datetime | None) -> int:
        """The instant to look at; every instant is the same where nothing ever changes."""
        return _LATEST if self.is_timeless else instant_of(at, _LATEST)


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


def living_there(
    operator: Operator, place: Place, *, at: datetime | None = None, apart_from: Sequence[RegionId] = ()
) -> int | None:
    """How many customers of the service live in the place at an instant; None when nobody says so.

    A footprint the operator states goes first. A region without one has what its parts have, and
    where an inventory was loaded, one customer for each product instance valid there.

    Args:
        operator: the reference data, with its inventory at hand when there is one.
        place: the service in one region or behind one partner.
        at: the instant; None asks for what has no end.
        apart_from: regions inside this one that are spoken of on their own and not counted here.

    Returns:
        The count, 0 or more.
    """
    reach = reach_of(operator)
    if reach.is_timeless and not apart_from and (stated := reach.footprints.get(place)) is not None:
        return stated
    return _living(reach, place, reach.instant(at), frozenset(apart_from))


def nested_in(
    operator: Operator, region_ids: Sequence[RegionId], *, at: datetime | None = None
) -> Mapping[RegionId, tuple[RegionId, ...]]:
    """For each region named, the other named ones that lie inside it: `apart_from` of `living_there`.

    Args:
        operator: knows the tree of regions.
        region_ids: named together.
        at: the instant.

    Returns:
        By region; mostly empty, and empty for all where the operator has no tree.
    """
    reach = reach_of(operator)
    instant = reach.instant(at)
    named = frozenset(region_ids)
    return {one: tuple(sorted(named.intersection(reach.tree.inside(one, instant)) - {one})) for one in region_ids}


def accounts_in_reach(
    operator: Operator,
    service_id: ServiceId,
    *,
    region_ids: tuple[RegionId, ...],
    partner_code: PartnerCode | None,
    at: datetime | None = None,
) -> tuple[AffectedAccount, ...]:
    """The accounts to be named whose own products of the service are in the regions or behind the partner.

    Behind a partner, the partner's own wholesale account is hit as well. Without a region or a
    partner the place is unknown and nobody is named. Accounts of the operator's own document are
    all named; of an inventory only those of `PROTECTED_TIERS`, and at most `NAMED_MAX`.

    Args:
        operator: the reference data.
        service_id: the service that is hurt.
        region_ids: where, sorted.
        partner_code: behind which partner, None when it is not a partner's route.
        at: the instant; None asks for what has no end.

    Returns:
        Accounts, most protected tier first, then by name.
    """
    instant = reach_of(operator).instant(at)
    return _accounts_in_reach(_ByIdentity(operator), service_id, region_ids, partner_code, instant)


def account_counts(
    operator: Operator,
    service_id: ServiceId,
    *,
    failing: Sequence[tuple[RegionId | None, FailingShare]],
    partner_code: PartnerCode | None,
    confirmed: Iterable[AccountId] = (),
    at: datetime | None = None,
) -> tuple[TierCount, ...]:
    """How many accounts are hit, tier by tier, named or not; one in several places is counted once.

    Args:
        operator: the reference data.
        service_id: the service that is hurt.
        failing: the regions that are hurt with the share that fails in each; behind a partner one
            entry without a region.
        partner_code: behind which partner, None when it is not a partner's route.
        confirmed: accounts that report harm themselves: hit for certain, wherever they are.
        at: the instant; None asks for what has no end.

    Returns:
        Most protected tier first; a tier with nobody there is left out.

    Source: issue 3 points 1 and 2.
    """
    key, instant = _ByIdentity(operator), reach_of(operator).instant(at)
    return _account_counts(key, service_id, tuple(failing), partner_code, frozenset(confirmed), instant)


def with_named(
    reached: tuple[AffectedAccount, ...],
    operator: Operator,
    *,
    named: Iterable[AccountId],
    confirmed: Iterable[AccountId],
    at: datetime | None = None,
) -> tuple[AffectedAccount, ...]:
    """The accounts in reach plus those the signals name, with who confirmed it themselves.

    Args:
        reached: accounts found by their products.
        operator: knows the named accounts' tiers, from its document or its inventory.
        named: accounts any signal names.
        confirmed: accounts that report harm themselves.
        at: the instant; None asks for what has no end.

    Returns:
        Accounts in the same order rule, each once.
    """
    confirming = frozenset(confirmed)
    wanted = confirming.union(named)
    if not wanted:
        return reached
    reach = reach_of(operator)
    found = {account.account_id: account for account in reached}
    for account_id in wanted:
        account = reach.model.find_account(account_id, reach.instant(at))
        if account is None:
            continue
        before = found.get(account_id)
        regions = before.region_ids if before else ()
        found[account_id] = _affected(account, regions, has_confirmed=account_id in confirming)
    return _ordered(found.values())


@lru_cache(maxsize=1)
def _reach_of(key: _ByIdentity) -> Reach:
    # What was remembered of another operator would keep it alive, with a million rows behind it.
    _accounts_in_reach.cache_clear()
    _account_counts.cache_clear()
    operator = key.operator
    footprints: dict[Place, int] = {}
    for footprint in operator.footprints:
        place = Place(footprint.service_id, footprint.region_id, footprint.partner_code)
        footprints[place] = footprints.get(place, 0) + footprint.customer_count
    held = operator.inventory
    is_counted = isinstance(held, ServiceModel)
    model = held if is_counted else build_service_model(operator.accounts, operator.product_instances)
    listed = 0
    for bits in model.bits_by_rank((account.account_id for account in operator.accounts), _LATEST):
        listed |= bits
    moves = any(one.valid_from_at or one.valid_until_at for region in operator.regions for one in region.member_of)
    is_timeless = model.is_timeless and not moves
    return Reach(footprints, model, RegionTree(operator.regions), listed, is_counted, is_timeless)


def _living(reach: Reach, place: Place, instant: int, apart_from: frozenset[RegionId]) -> int | None:
    region_id = place.region_id
    stated = reach.footprints.get(place)
    if stated is not None:
        if region_id is None or not apart_from:
            return stated
        elsewhere = [
            _living(reach, Place(place.service_id, one, place.partner_code), instant, apart_from - {one}) or 0
            for one in reach.tree.inside(region_id, instant)[1:]
            if one in apart_from
        ]
        return max(0, stated - sum(elsewhere))
    known: list[int] = []
    if reach.is_counted and place.service_id in reach.model.services and (region_id or place.partner_code):
        known.append(reach.model.instances_in(place.service_id, region_id, place.partner_code, instant))
    for child in reach.tree.children(region_id, instant) if region_id is not None else ():
        if child not in apart_from:
            inside = _living(reach, Place(place.service_id, child, place.partner_code), instant, apart_from)
            if inside is not None:
                known.append(inside)
    return sum(known) if known else None


def _cells(
    reach: Reach,
    service_id: ServiceId,
    region_ids: Sequence[RegionId],
    partner_code: PartnerCode | None,
    instant: int,
) -> list[tuple[RegionId | None, list[Cell]]]:
    """What is in each place spoken of; behind a partner its whole route, in whichever region."""
    if partner_code is not None:
        cell = reach.model.cell(service_id, None, partner_code)
        return [(None, [cell] if cell else [])]
    apart = reach.tree.apart(region_ids, instant)
    return [
        (one, [cell for part in parts if (cell := reach.model.cell(service_id, part, None))])
        for one, parts in apart.items()
    ]


@lru_cache(maxsize=512)
def _accounts_in_reach(
    key: _ByIdentity,
    service_id: ServiceId,
    region_ids: tuple[RegionId, ...],
    partner_code: PartnerCode | None,
    instant: int,
) -> tuple[AffectedAccount, ...]:
    reach = reach_of(key.operator)
    own = 0
    cells = _cells(reach, service_id, region_ids, partner_code, instant)
    by_place = [0] * len(cells)
    for rank, tier in enumerate(TIERS):
        may_name = -1 if tier in PROTECTED_TIERS else reach.listed
        if not may_name:
            continue
        if partner_code is not None:
            own |= reach.model.own_accounts(partner_code, rank, instant) & may_name
        for number, (_, inside) in enumerate(cells):
            for cell in inside:
                by_place[number] |= cell.accounts[rank].bits_at(instant) & may_name
    wanted = own
    for bits in by_place:
        wanted |= bits
    chosen = _chosen(wanted, reach.listed)
    hit: dict[int, list[RegionId]] = {number: [] for number in numbers_in(chosen)}
    for (region_id, _), bits in zip(cells, by_place, strict=True):
        if region_id is not None:
            for number in numbers_in(bits & chosen):
                hit[number].append(region_id)
    return _ordered(
        _affected(reach.model.account(number, instant), tuple(regions), has_confirmed=False)
        for number, regions in hit.items()
    )


def _chosen(wanted: int, listed: int) -> int:
    """Everybody listed and the first others, most protected first, up to the most that are named."""
    others = wanted & ~listed
    if others.bit_count() > NAMED_MAX:
        others = bits_of(numbers_in(others)[:NAMED_MAX])
    return wanted & listed | others


@lru_cache(maxsize=512)
def _account_counts(
    key: _ByIdentity,
    service_id: ServiceId,
    failing: tuple[tuple[RegionId | None, FailingShare], ...],
    partner_code: PartnerCode | None,
    confirmed: frozenset[AccountId],
    instant: int,
) -> tuple[TierCount, ...]:
    reach = reach_of(key.operator)
    shares = dict(failing)
    named = [region_id for region_id, _ in failing if region_id is not None]
    places = _cells(reach, service_id, named, partner_code, instant) if failing else []
    behind = next(iter(shares.values()), EVERYBODY)
    certain = reach.model.bits_by_rank(confirmed, instant)
    found: list[TierCount] = []
    for rank, tier in enumerate(TIERS):
        held = [
            _held(cells, rank, instant, behind if region_id is None else shares[region_id])
            for region_id, cells in places
        ]
        if partner_code is not None and failing:
            certain[rank] |= reach.model.own_accounts(partner_code, rank, instant)
        held.append(HeldIn(certain[rank], certain[rank].bit_count()))
        if any(place.accounts for place in held):
            found.append(TierCount(tier, accounts_hit(held)))
    return tuple(found)


def _held(cells: Sequence[Cell], rank: int, instant: int, failing: FailingShare) -> HeldIn:
    accounts = count = 0
    for cell in cells:
        accounts |= cell.accounts[rank].bits_at(instant)
        count += cell.instances[rank].count_at(instant)
    return HeldIn(accounts, count, failing)


def _affected(account: Account, region_ids: tuple[RegionId, ...], *, has_confirmed: bool) -> AffectedAccount:
    return AffectedAccount(account.account_id, account.name, account.tier, region_ids, has_confirmed)


def _ordered(accounts: Iterable[AffectedAccount]) -> tuple[AffectedAccount, ...]:
    return tuple(sorted(accounts, key=lambda account: (TIER_RANKS[account.tier], account.name, account.account_id)))
