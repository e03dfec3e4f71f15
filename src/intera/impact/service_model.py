"""Who holds which service where, at any instant: service, region, site, product instance, account, tier.

A compact index of plain arrays, built once from rows and only read afterwards. Every link has its
time: a product instance counts where and for whom it was valid, an account in the tier it then had.
Devices, links and sites of the network have no place here.
Source: PRODUCT H2, I4, I5, E2, E8; TM Forum SID, Product and Service.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from intera.impact.presence import ALWAYS, NEVER, Presence, Spell, Tally, bits_of, instant_of, joined
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance

TIERS: tuple[Tier, ...] = tuple(Tier)
TIER_RANKS: Mapping[Tier, int] = {tier: rank for rank, tier in enumerate(TIERS)}

# Where instances of accounts nobody knows are counted.
_NOBODY = len(TIERS)
_EMPTY_TALLY = Tally(())
_EMPTY_PRESENCE = Presence(())

_PlaceKey = tuple[ServiceId, RegionId | None, PartnerCode | None]


class Cell:
    """One service in one region, or behind one partner route: instances, sites and accounts there.

    By tier, most protected first; instances of accounts nobody knows come last and have no accounts.
    """

    __slots__ = ("_sites", "accounts", "instances")

    def __init__(self, instances: tuple[Tally, ...], accounts: tuple[Presence, ...], sites: Tally) -> None:
        """Takes what was gathered of the place."""
        self.instances = instances
        self.accounts = accounts
        self._sites = sites

    def instance_count(self, instant: int) -> int:
        """How many product instances are valid there."""
        return sum(tally.count_at(instant) for tally in self.instances)

    def site_count(self, instant: int) -> int:
        """How many of the customers' sites they serve; a site with several instances is one."""
        return self._sites.count_at(instant)


class ServiceModel:
    """The index; made by `build_service_model`."""

    __slots__ = ("_accounts", "_cells", "_crossings", "_numbers", "_own", "instance_count", "is_timeless", "services")

    def __init__(self, accounts: Mapping[AccountId, Sequence[Account]]) -> None:
        """Numbers the accounts, the most protected first, so that their sets of bits are short."""
        ranked = sorted(accounts.values(), key=lambda rows: (TIER_RANKS[rows[0].tier], rows[0].account_id))
        self._accounts: list[Sequence[Account]] = ranked
        self._numbers = {rows[0].account_id: number for number, rows in enumerate(ranked)}
        self._cells: dict[_PlaceKey, Cell] = {}
        # Behind a partner within one region: mostly a handful of instances, so only counted.
        self._crossings: dict[_PlaceKey, Tally] = {}
        self._own = _own_accounts(ranked)
        self.services: set[ServiceId] = set()
        self.instance_count = 0
        # Whether every instant looks the same, as in an operator's document without dates.
        self.is_timeless = all(_spell(row, 0) == (0, ALWAYS, NEVER) for rows in ranked for row in rows)

    @property
    def account_count(self) -> int:
        """How many accounts it knows."""
        return len(self._accounts)

    def cell(self, service_id: ServiceId, region_id: RegionId | None, partner_code: PartnerCode | None) -> Cell | None:
        """What is in a region or behind a partner; None when nothing ever was."""
        return self._cells.get((service_id, region_id, partner_code))

    def instances_in(
        self, service_id: ServiceId, region_id: RegionId | None, partner_code: PartnerCode | None, instant: int
    ) -> int:
        """How many product instances are valid in a region, behind a partner, or behind it in the region."""
        if region_id is not None and partner_code is not None:
            crossing = self._crossings.get((service_id, region_id, partner_code))
            return crossing.count_at(instant) if crossing else 0
        cell = self.cell(service_id, region_id, partner_code)
        return cell.instance_count(instant) if cell else 0

    def own_accounts(self, partner_code: PartnerCode, rank: int, instant: int) -> int:
        """The partner's own accounts of a tier, as bits."""
        found = self._own.get(partner_code)
        return found[rank].bits_at(instant) if found else 0

    def account(self, number: int, instant: int) -> Account:
        """An account as it is at an instant; outside its time, as it was first."""
        rows = self._accounts[number]
        return next((row for row in rows if _is_valid(row, instant)), rows[0])

    def find_account(self, account_id: AccountId, instant: int) -> Account | None:
        """The account with an id, as it is at an instant."""
        number = self._numbers.get(account_id)
        return None if number is None else self.account(number, instant)

    def known_account(self, account_id: AccountId) -> Account | None:
        """The account with an id, as it is at the latest."""
        number = self._numbers.get(account_id)
        if number is None:
            return None
        return max(self._accounts[number], key=lambda row: instant_of(row.valid_until_at, NEVER))

    def bits_by_rank(self, account_ids: Iterable[AccountId], instant: int) -> list[int]:
        """The accounts known of those given, as bits by the tier they have at an instant."""
        by_rank: list[list[int]] = [[] for _ in TIERS]
        for account_id in account_ids:
            number = self._numbers.get(account_id)
            if number is not None:
                by_rank[TIER_RANKS[self.account(number, instant).tier]].append(number)
        return [bits_of(numbers) for numbers in by_rank]

    def fill(self, product_instances: Iterable[ProductInstance]) -> None:
        """Takes the rows; called once, by `build_service_model`."""
        gathered = self._gather(product_instances)
        # One place after the other is closed and let go, so that rows and index are never both whole.
        while gathered:
            place, rows = gathered.popitem()
            self.services.add(place[0])
            if place[1] is not None and place[2] is not None:
                self._crossings[place] = rows.count()
            else:
                self._cells[place] = rows.closed()

    def _gather(self, product_instances: Iterable[ProductInstance]) -> "dict[_PlaceKey, _Gathered]":
        spells = {
            rows[0].account_id: (number, [_spell(row, TIER_RANKS[row.tier]) for row in rows])
            for number, rows in enumerate(self._accounts)
        }
        gathered: dict[_PlaceKey, _Gathered] = {}
        sites: dict[str, int] = {}
        for one in product_instances:
            self.instance_count += 1
            from_ = instant_of(one.valid_from_at, ALWAYS)
            until = instant_of(one.valid_until_at, NEVER)
            if from_ != ALWAYS or until != NEVER:
                self.is_timeless = False
            holder = spells.get(one.account_id)
            site = None if one.site_id is None else sites.setdefault(one.site_id, len(sites))
            for place in _places_of(one):
                rows = gathered.get(place)
                if rows is None:
                    rows = gathered[place] = _Gathered()
                if site is None:
                    rows.more_sites.extend((one.site_count, from_, until))
                else:
                    rows.sites.extend((site, from_, until))
                rows.add(holder, from_, until)
        return gathered


def build_service_model(accounts: Iterable[Account], product_instances: Iterable[ProductInstance]) -> ServiceModel:
    """The index of who holds what where.

    Args:
        accounts: several rows of one id, one after the other in time, are one account whose tier changed.
        product_instances: any number, read once; not kept.

    Returns:
        The index. Rows that lead nowhere are not judged here but where they are loaded; instances of
        an account nobody knows count as instances only.
    """
    by_id: dict[AccountId, list[Account]] = {}
    for account in accounts:
        by_id.setdefault(account.account_id, []).append(account)
    model = ServiceModel({account_id: tuple(rows) for account_id, rows in by_id.items()})
    del by_id
    model.fill(product_instances)
    return model


class _Gathered:
    """Rows of one place while they are read: three whole numbers each, without an object a row."""

    __slots__ = ("_by_rank", "more_sites", "sites")

    def __init__(self) -> None:
        self._by_rank: dict[int, array[int]] = {}
        self.sites = array("q")
        self.more_sites = array("q")

    def add(self, holder: tuple[int, list[Spell]] | None, from_: int, until: int) -> None:
        """One instance, dealt out to the tiers its account had while it was valid."""
        if holder is None:
            self._rows(_NOBODY).extend((0, from_, until))
            return
        number, spells = holder
        for rank, since, end in spells:
            if from_ < end and since < until:
                self._rows(rank).extend((number, max(from_, since), min(until, end)))

    def _rows(self, rank: int) -> "array[int]":
        rows = self._by_rank.get(rank)
        if rows is None:
            rows = self._by_rank[rank] = array("q")
        return rows

    def count(self) -> Tally:
        return Tally((1, from_, until) for rows in self._by_rank.values() for _, from_, until in _triples(rows))

    def closed(self) -> Cell:
        counted = [(1, from_, until) for _, from_, until in joined(_triples(self.sites))]
        instances = [_EMPTY_TALLY] * (_NOBODY + 1)
        accounts = [_EMPTY_PRESENCE] * _NOBODY
        for rank, rows in self._by_rank.items():
            instances[rank] = Tally((1, from_, until) for _, from_, until in _triples(rows))
            if rank != _NOBODY:
                accounts[rank] = Presence(_triples(rows))
        return Cell(tuple(instances), tuple(accounts), Tally([*counted, *_triples(self.more_sites)]))


def _places_of(one: ProductInstance) -> tuple[_PlaceKey, ...]:
    """Where an instance is counted: in its region, and behind its partner with the region and without."""
    in_region = (one.service_id, one.region_id, None)
    if one.partner_code is None:
        return (in_region,)
    behind = (one.service_id, None, one.partner_code)
    if one.region_id is None:
        return (in_region, behind)
    return (in_region, behind, (one.service_id, one.region_id, one.partner_code))


def _triples(flat: "array[int]") -> Iterable[Spell]:
    return zip(flat[0::3], flat[1::3], flat[2::3], strict=True)


def _spell(account: Account, first: int) -> Spell:
    return first, instant_of(account.valid_from_at, ALWAYS), instant_of(account.valid_until_at, NEVER)


def _is_valid(account: Account, instant: int) -> bool:
    _, from_, until = _spell(account, 0)
    return from_ <= instant < until


def _own_accounts(ranked: Sequence[Sequence[Account]]) -> Mapping[PartnerCode, tuple[Presence, ...]]:
    """Each partner's own accounts by tier: they are hit with the partner's route."""
    found: dict[PartnerCode, list[list[Spell]]] = {}
    for number, rows in enumerate(ranked):
        for row in rows:
            if row.partner_code is not None:
                by_tier = found.setdefault(row.partner_code, [[] for _ in TIERS])
                by_tier[TIER_RANKS[row.tier]].append(_spell(row, number))
    return {code: tuple(Presence(spells) for spells in by_tier) for code, by_tier in found.items()}
