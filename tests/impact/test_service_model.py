"""The index answers as a plain look at every row would, at every instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intera.impact.presence import instant_of, numbers_in
from intera.impact.service_model import TIERS, build_service_model
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance

DAY_0 = datetime(2026, 1, 1, tzinfo=UTC)
DATA, VOICE = ServiceId("data"), ServiceId("voice")
REGIONS = (RegionId("coast"), RegionId("lakes"))
PARTNERS = (PartnerCode("P-1"), PartnerCode("P-2"))


def day(number: int) -> datetime:
    return DAY_0 + timedelta(days=number)


DAYS = st.none() | st.integers(0, 12).map(day)
SPANS = st.tuples(DAYS, DAYS)


@st.composite
def accounts(draw: st.DrawFn) -> list[Account]:
    """Accounts of which some change their tier once."""
    found: list[Account] = []
    for number in range(draw(st.integers(0, 6))):
        account_id, name = AccountId(f"A-{number}"), f"Account {number}"
        partner = draw(st.none() | st.sampled_from(PARTNERS))
        changes_at = draw(st.none() | st.integers(1, 11).map(day))
        found.append(Account(account_id, name, draw(st.sampled_from(TIERS)), partner, None, changes_at))
        if changes_at is not None:
            found.append(Account(account_id, name, draw(st.sampled_from(TIERS)), partner, changes_at))
    return found


INSTANCES = st.lists(
    st.builds(
        lambda number, account, service, place, site, span: ProductInstance(
            f"P-{number}",
            AccountId(f"A-{account}"),
            service,
            place[0],
            place[1],
            site_count=3,
            site_id=site,
            valid_from_at=span[0],
            valid_until_at=span[1],
        ),
        st.integers(0, 99),
        st.integers(0, 7),
        st.sampled_from((DATA, VOICE)),
        st.tuples(st.none() | st.sampled_from(REGIONS), st.none() | st.sampled_from(PARTNERS)),
        st.none() | st.sampled_from(("S-1", "S-2")),
        SPANS,
    ),
    max_size=25,
)


@dataclass(frozen=True)
class Naive:
    """The same questions, answered by looking at every row."""

    accounts: Sequence[Account]
    instances: Sequence[ProductInstance]

    def tier(self, account_id: AccountId, at: datetime) -> Tier | None:
        rows = [one for one in self.accounts if one.account_id == account_id]
        return next((row.tier for row in rows if self.is_valid(row, at)), None)

    @staticmethod
    def is_valid(row: Account | ProductInstance, at: datetime) -> bool:
        begun = row.valid_from_at is None or row.valid_from_at <= at
        return begun and (row.valid_until_at is None or at < row.valid_until_at)

    def there(self, place: tuple[RegionId | None, PartnerCode | None], at: datetime) -> list[ProductInstance]:
        region_id, partner_code = place
        return [
            one
            for one in self.instances
            if one.service_id == DATA
            and (partner_code is None or one.partner_code == partner_code)
            and (region_id is None or one.region_id == region_id)
            and self.is_valid(one, at)
            and not (self.knows(one) and self.tier(one.account_id, at) is None)
        ]

    def knows(self, one: ProductInstance) -> bool:
        return any(account.account_id == one.account_id for account in self.accounts)


PLACES = st.sampled_from([(REGIONS[0], None), (REGIONS[1], None), (None, PARTNERS[0])])


@given(accounts(), INSTANCES, PLACES, st.integers(-1, 13).map(day))
def test_the_index_equals_a_look_at_every_row(
    rows: list[Account],
    instances: list[ProductInstance],
    place: tuple[RegionId | None, PartnerCode | None],
    at: datetime,
) -> None:
    naive, model, instant = Naive(rows, instances), build_service_model(rows, instances), instant_of(at, 0)
    there = naive.there(place, at)
    assert model.instances_in(DATA, *place, instant) == len(there)
    cell = model.cell(DATA, *place)
    for rank, tier in enumerate(TIERS):
        of_tier = [one for one in there if naive.tier(one.account_id, at) is tier]
        bits = cell.accounts[rank].bits_at(instant) if cell else 0
        found = {model.account(number, instant).account_id for number in numbers_in(bits)}
        assert found == {one.account_id for one in of_tier}
        assert (cell.instances[rank].count_at(instant) if cell else 0) == len(of_tier)


@given(accounts(), INSTANCES, st.integers(-1, 13).map(day))
def test_instances_behind_a_partner_in_a_region_are_counted_too(
    rows: list[Account], instances: list[ProductInstance], at: datetime
) -> None:
    model = build_service_model(rows, instances)
    place = (REGIONS[0], PARTNERS[0])
    assert model.instances_in(DATA, *place, instant_of(at, 0)) == len(Naive(rows, instances).there(place, at))


def test_sites_are_counted_once_and_unnamed_ones_by_their_number() -> None:
    holder = Account(AccountId("A"), "A", Tier.KEY)
    rows = [
        ProductInstance("1", holder.account_id, DATA, REGIONS[0], site_id="S-1"),
        ProductInstance("2", holder.account_id, DATA, REGIONS[0], site_id="S-1", valid_from_at=day(3)),
        ProductInstance("3", holder.account_id, DATA, REGIONS[0], site_id="S-2", valid_until_at=day(5)),
        ProductInstance("4", holder.account_id, DATA, REGIONS[0], site_count=40),
    ]
    cell = build_service_model([holder], rows).cell(DATA, REGIONS[0], None)
    assert cell is not None
    assert [cell.site_count(instant_of(day(n), 0)) for n in (1, 4, 5)] == [42, 42, 41]


def test_an_account_is_what_it_is_at_the_instant() -> None:
    rows = [
        Account(AccountId("A"), "Before", Tier.BUSINESS, None, None, day(5)),
        Account(AccountId("A"), "After", Tier.VIP, None, day(5)),
    ]
    model = build_service_model(rows, ())
    found = [model.find_account(AccountId("A"), instant_of(day(n), 0)) for n in (4, 5)]
    assert [(one.name, one.tier) for one in found if one] == [("Before", Tier.BUSINESS), ("After", Tier.VIP)]
    assert model.find_account(AccountId("B"), 0) is None
    latest = model.known_account(AccountId("A"))
    assert latest is not None
    assert latest.name == "After"
    assert model.known_account(AccountId("B")) is None
    assert (model.account_count, model.instance_count, model.is_timeless) == (1, 0, False)


def test_a_partners_own_accounts_are_known_by_its_code() -> None:
    own = Account(AccountId("W"), "Carrier", Tier.WHOLESALE, PARTNERS[0], day(2), day(4))
    model = build_service_model([own], ())
    rank = TIERS.index(Tier.WHOLESALE)
    assert [model.own_accounts(PARTNERS[0], rank, instant_of(day(n), 0)) for n in (1, 3, 4)] == [0, 1, 0]
    assert model.own_accounts(PARTNERS[1], rank, instant_of(day(3), 0)) == 0
    assert model.bits_by_rank([own.account_id, AccountId("?")], instant_of(day(3), 0))[rank] == 1


def test_without_dates_every_instant_is_the_same() -> None:
    holder = Account(AccountId("A"), "A", Tier.KEY)
    row = ProductInstance("1", holder.account_id, DATA, REGIONS[0])
    assert build_service_model([holder], [row]).is_timeless
    ended = ProductInstance("2", holder.account_id, DATA, REGIONS[0], valid_until_at=day(1))
    assert not build_service_model([holder], [row, ended]).is_timeless
