"""An inventory that does not fit together is refused with the first fault, the next ones and how many."""

from datetime import UTC, datetime

import pytest

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Account, Tier
from intera.model.service import ProductInstance, Site
from intera.workflows.check_inventory import Faults, InstanceCheck, refuse_overlap, resolved
from intera.workflows.inventory_columns import BadRowError
from intera.workflows.inventory_declaration import InventoryFileError

MAY, JUNE, JULY = (datetime(2026, month, 1, tzinfo=UTC) for month in (5, 6, 7))
COAST, LAKES = RegionId("coast"), RegionId("lakes")
ANNA = Account(AccountId("anna"), "Anna", Tier.CONSUMER)


def line(
    name: str = "1", start: datetime | None = None, end: datetime | None = None, *, account: str = "anna"
) -> ProductInstance:
    return ProductInstance(name, AccountId(account), ServiceId("data"), COAST, valid_from_at=start, valid_until_at=end)


def at_site(region_id: RegionId | None = None, partner: str | None = None) -> ProductInstance:
    code = PartnerCode(partner) if partner else None
    return ProductInstance("1", ANNA.account_id, ServiceId("data"), region_id, code, site_id="S")


def test_one_fault_is_told_alone_and_many_with_the_next_two_and_their_number() -> None:
    faults = Faults()
    faults.refuse()
    faults.add("a.csv row 7", "there is no region 'x'; correct it")
    with pytest.raises(InventoryFileError, match=r"^inventory, a.csv row 7: there is no region 'x'; correct it$"):
        faults.refuse()
    for row in range(8, 1_300):
        faults.add(f"a.csv row {row}", f"fault {row}")
    with pytest.raises(InventoryFileError) as caught:
        faults.refuse()
    assert str(caught.value) == (
        "inventory, a.csv row 7: there is no region 'x'; correct it. 1,292 more rows are refused, "
        "next a.csv row 8: fault 8; a.csv row 9: fault 9"
    )


def test_a_line_of_nobody_or_one_the_document_lists_is_refused() -> None:
    check = InstanceCheck(Operator("Town", "UTC", product_instances=(line("9"),)), [ANNA])
    with pytest.raises(BadRowError, match="there is no account 'ben'; add it to accounts or correct the row"):
        check.judge(line(account="ben"), 1)
    with pytest.raises(BadRowError, match="'9' stands in the operator's own data too"):
        check.judge(line("9"), 1)


def test_a_line_may_move_but_not_be_twice_at_one_time() -> None:
    check = InstanceCheck(Operator("Town", "UTC", accounts=(ANNA,)), [])
    rows = [line("1", None, JUNE), line("2"), line("1", JUNE, JULY), line("1", JULY), line("3", MAY), line("3", JUNE)]
    for number, one in enumerate(rows, start=1):
        check.judge(one, number)
    assert check.finish() == [(6, 5)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_twice_is_found_in_whatever_order_rows_come(order: tuple[int, ...]) -> None:
    check = InstanceCheck(Operator("Town", "UTC", accounts=(ANNA,)), [])
    rows = [line("1", None, None), line("1", MAY, JUNE), line("2")]
    for number, place in enumerate(order):
        check.judge(rows[place], number)
    assert len(list(check.finish())) == 1


def test_spans_of_one_account_may_touch_and_not_overlap() -> None:
    assert refuse_overlap([(None, JUNE)], (JUNE, None), "it") is None
    for known, span in (((None, JULY), (JUNE, None)), ((MAY, None), (None, None)), ((None, None), (MAY, JUNE))):
        with pytest.raises(BadRowError, match="account 'anna' is there twice for the same time"):
            refuse_overlap([known], span, "account 'anna'")


def test_a_line_is_where_its_site_is_at_each_time() -> None:
    sites = [Site("S", COAST, None, JUNE), Site("S", LAKES, JUNE)]
    found = resolved(at_site(), sites)
    assert [(one.region_id, one.valid_from_at, one.valid_until_at) for one in found] == [
        (COAST, None, JUNE),
        (LAKES, JUNE, None),
    ]
    assert resolved(at_site(LAKES), sites) == [at_site(LAKES)]
    assert resolved(line(), None) == [line()]


def test_a_site_nobody_gave_is_fine_only_where_the_place_is_known_otherwise() -> None:
    assert resolved(at_site(COAST), None) == [at_site(COAST)]
    assert resolved(at_site(None, "P-17"), None) == [at_site(None, "P-17")]
    with pytest.raises(BadRowError, match="there is no site 'S'; add it to the sites or name the region"):
        resolved(at_site(), None)


def test_a_line_and_its_site_may_not_contradict_each_other() -> None:
    with pytest.raises(BadRowError, match="is in 'lakes', but its site is in 'coast'"):
        resolved(at_site(LAKES), [Site("S", COAST)])
    ended = ProductInstance("1", ANNA.account_id, ServiceId("data"), None, site_id="S", valid_until_at=MAY)
    with pytest.raises(BadRowError, match="its site 'S' is in no region while it is valid"):
        resolved(ended, [Site("S", COAST, JUNE)])
