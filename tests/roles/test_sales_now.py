"""An account manager sees accounts and promises, most protected first, and nothing of customers at large."""

from datetime import timedelta
from types import ModuleType
from typing import Any

from intera.roles.relative import LocalClock
from intera.roles.sales_now import SalesRecord, read_sales, sold_to
from roles.speaking import phrases_of, released

SALES = phrases_of("sales")


def documents(northmoor: ModuleType) -> list[dict[str, Any]]:
    return [released(case, northmoor.operator(), northmoor, "sales") for case in northmoor.cases()]


def test_accounts_come_most_protected_first_with_a_next_step(northmoor: ModuleType, clock: LocalClock) -> None:
    view = read_sales(documents(northmoor), SalesRecord(14), phrases=SALES, clock=clock)
    assert view.headline == "7 of your 14 accounts are affected. Call Harbour Logistics before 15:05 CET."
    assert [row.tier for row in view.rows] == ["VIP", "VIP", "Key", "Key", "Key", "Key", "Key"]
    harbour = view.rows[0]
    assert (harbour.step, harbour.step_kind) == ("Call before 15:05 CET", "soon")
    assert "Credit is decided by Billing" in harbour.step_sub
    assert view.rest_head == "Your other 7 accounts"


def test_an_account_is_told_only_of_its_own_places(northmoor: ModuleType, clock: LocalClock) -> None:
    view = read_sales(documents(northmoor), SalesRecord(14), phrases=SALES, clock=clock)
    notices = {row.name: row.notices for row in view.rows}
    assert notices["Lakeside Rail"] == "Mobile data is slow or unavailable in Lakes."


def test_wholesale_partners_and_numbers_of_customers_are_not_there(northmoor: ModuleType, clock: LocalClock) -> None:
    view = read_sales(documents(northmoor), SalesRecord(14), phrases=SALES, clock=clock)
    assert "Telenord" not in repr(view)
    assert "41,2" not in repr(view)
    assert "carrier17" not in sold_to(documents(northmoor))


def test_the_last_contact_stands_beside_the_account(northmoor: ModuleType, clock: LocalClock) -> None:
    last = {"harbour": (northmoor.NOW - timedelta(minutes=34), "phone", "when")}
    view = read_sales(documents(northmoor), SalesRecord(14, last), phrases=SALES, clock=clock)
    assert (view.rows[0].last_told, view.rows[0].last_told_sub) == ("13:58", "by phone")
    assert view.rows[1].last_told == "Not yet"
    assert [line.what for line in view.contacts] == ["Harbour Logistics"]


def test_a_calm_day_says_so(clock: LocalClock) -> None:
    view = read_sales([], SalesRecord(14), phrases=SALES, clock=clock)
    assert view.headline == "None of your accounts is affected that we know of."
    assert (view.lead, view.rows, view.rest_text) == (None, (), "No impact. Nothing to tell them.")
