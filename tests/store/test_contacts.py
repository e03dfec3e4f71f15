"""Contacts are kept once, shown under their account, counted by the hour; accounts are looked up by name or number."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.ids import AccountId, IncidentId
from intera.model.party import Account, Tier
from intera.store.contacts import (
    count_accounts,
    find_account,
    find_accounts,
    keep_contact,
    publish_accounts,
    read_contacts,
    read_last_contacts,
)

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
ACCOUNTS = (
    Account(AccountId("acc-harbour"), "Harbour Logistics", Tier.VIP),
    Account(AccountId("acc-50"), "50%_off Harbour", Tier.BUSINESS),
    Account(AccountId("acc-carrier"), "Telenord Carrier", Tier.WHOLESALE, "P-17"),  # type: ignore[arg-type]
    Account(AccountId("acc-old"), "Harbour of old", Tier.KEY, valid_until_at=AT - timedelta(days=1)),
    Account(AccountId("acc-new"), "Harbour to come", Tier.KEY, valid_from_at=AT + timedelta(days=1)),
)


def contact(number: int, minutes: int = 0, account: str = "acc-harbour") -> Contact:
    return Contact(
        f"c{number}",
        AT + timedelta(minutes=minutes),
        ContactChannel.PHONE,
        AskedBy.CUSTOMER,
        ContactAbout.WHEN,
        AccountId(account) if account else None,
        IncidentId("INC-1"),
    )


def test_the_last_contacts_of_an_account_come_newest_first(writer: Connection) -> None:
    for number, minutes in enumerate((0, 20, 40)):
        keep_contact(writer, contact(number, minutes))
    keep_contact(writer, contact(9, 5, account=""))
    found = read_contacts(writer, "acc-harbour")
    assert [one.at for one in found] == [AT + timedelta(minutes=minutes) for minutes in (40, 20, 0)]
    assert read_last_contacts(writer, ["acc-harbour", "acc-none"])["acc-harbour"].at == AT + timedelta(minutes=40)
    assert read_contacts(writer, "") == []


def test_contacts_are_counted_in_their_hour(writer: Connection) -> None:
    for number, minutes in enumerate((0, 20, 40)):
        keep_contact(writer, contact(number, minutes))
    rows = writer.execute(
        text("select hour_at, contact_count from published.contact_count where incident_id = 'INC-1' order by 1")
    ).all()
    assert [(row.hour_at.astimezone(UTC).hour, row.contact_count) for row in rows] == [(13, 2), (14, 1)]


def test_accounts_are_found_by_a_part_of_their_name_and_partners_are_not(writer: Connection) -> None:
    publish_accounts(writer, ACCOUNTS, at=AT)
    assert [one.account_id for one in find_accounts(writer, " harbour ")] == ["acc-harbour", "acc-50"]
    assert [one.account_id for one in find_accounts(writer, "50%_")] == ["acc-50"]
    assert [one.account_id for one in find_accounts(writer, "acc-h")] == ["acc-harbour"]
    assert find_accounts(writer, "telenord") == find_accounts(writer, "") == find_accounts(writer, "\x00") == []
    assert find_account(writer, "acc-carrier") is None
    known = find_account(writer, "acc-harbour")
    assert known is not None
    assert (known.name, known.tier) == ("Harbour Logistics", "vip")
    assert count_accounts(writer, ["vip", "business", "key"]) == 2
    publish_accounts(writer, ACCOUNTS[:1], at=AT)
    assert count_accounts(writer, ["vip", "business", "key", "wholesale"]) == 1


def test_a_partner_goes_by_its_code(writer: Connection) -> None:
    publish_accounts(writer, ACCOUNTS, at=AT)
    names = writer.execute(text("select name from published.account where tier = 'wholesale'")).scalars().all()
    assert names == ["Partner P-17"]


def test_what_is_on_record_is_never_changed(writer: Connection) -> None:
    keep_contact(writer, contact(1))
    with pytest.raises(ProgrammingError, match="permission denied"):
        writer.execute(text("update internal.contact set channel = 'chat'"))
