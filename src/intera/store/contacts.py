"""Where are contacts kept, and the accounts Care and Sales look up.

Written by the worker beside the decision that recorded the contact; read by the pages' role from
schema `published`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.contact import Contact
from intera.model.party import Account, Tier

FOUND_AT_MOST = 20
_SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account as it may be looked up."""

    account_id: str
    name: str
    tier: str


@dataclass(frozen=True, slots=True)
class PublishedContact:
    """A contact as pages may show it; empty `incident_id` where it was about none."""

    at: datetime
    account_id: str
    incident_id: str
    channel: str
    asked_by: str
    about: str


def keep_contact(connection: Connection, contact: Contact) -> None:
    """Keeps a contact, shows it under its account, and counts it in its hour.

    Args:
        connection: the unit of work's, beside the decision that recorded the contact.
        contact: the contact.
    """
    given = {
        "id": contact.contact_id,
        "at": contact.at,
        "account": contact.account_id or "",
        "incident": contact.incident_id or "",
        "channel": contact.channel.value,
        "asked_by": contact.asked_by.value,
        "about": contact.about.value,
    }
    names, values = "at, account_id, incident_id, channel, asked_by, about", ":at, :account, :incident, :channel"
    connection.execute(
        text(f"insert into internal.contact (contact_id, {names}) values (:id, {values}, :asked_by, :about)"),  # noqa: S608 - fixed names
        given,
    )
    connection.execute(
        text(f"insert into published.contact ({names}) values ({values}, :asked_by, :about)"),  # noqa: S608 - fixed names
        given,
    )
    connection.execute(
        text(
            "insert into published.contact_count as c (incident_id, hour_at, asked_by, about, channel, contact_count)"
            " values (:incident, date_trunc('hour', cast(:at as timestamptz), 'UTC'), :asked_by, :about, :channel, 1)"
            " on conflict (incident_id, hour_at, asked_by, about, channel)"
            " do update set contact_count = c.contact_count + 1"
        ),
        given,
    )


def read_contacts(connection: Connection, account_id: str) -> list[PublishedContact]:
    """The last contacts with an account, newest first."""
    rows = connection.execute(
        text(
            "select at, account_id, incident_id, channel, asked_by, about from published.contact"
            " where account_id = :id and account_id <> '' order by at desc, row_id desc limit :most"
        ),
        {"id": account_id.replace("\x00", "\ufffd"), "most": _SHOWN_AT_MOST},
    )
    return [PublishedContact(*row) for row in rows]


def read_last_contacts(connection: Connection, account_ids: Iterable[str]) -> dict[str, PublishedContact]:
    """The last contact with each of some accounts, by account."""
    rows = connection.execute(
        text(
            "select distinct on (account_id) at, account_id, incident_id, channel, asked_by, about"
            " from published.contact where account_id = any(:ids) and account_id <> ''"
            " order by account_id, at desc, row_id desc"
        ),
        {"ids": sorted(set(account_ids))},
    )
    return {row.account_id: PublishedContact(*row) for row in rows}


def publish_accounts(connection: Connection, accounts: Iterable[Account], *, at: datetime) -> None:
    """Makes the accounts one can look up anew: those of the reference data, then those of the inventory in force.

    Args:
        connection: the unit of work's that puts the operator's data in force.
        accounts: of the reference data.
        at: those not valid at this instant are left out.
    """
    connection.execute(text("delete from published.account"))
    rows = {
        account.account_id: {"id": account.account_id, "name": _shown(account), "tier": account.tier.value}
        for account in accounts
        if _is_valid(account, at)
    }
    if rows:
        connection.execute(
            text(
                "insert into published.account (account_id, name, folded, tier)"
                " values (:id, :name, lower(:name), :tier)"
            ),
            list(rows.values()),
        )
    connection.execute(
        text(
            "insert into published.account (account_id, name, folded, tier)"
            " select distinct on (account_id) account_id, shown, lower(shown), tier from ("
            "  select row_id, account_id, tier, case when tier = 'wholesale'"
            "   then coalesce('Partner ' || partner_code, 'A wholesale partner') else name end as shown"
            "  from internal.inventory_account where until_version is null"
            "   and coalesce(valid_from_at <= :at, true) and coalesce(valid_until_at > :at, true)"
            " ) as held order by account_id, row_id desc on conflict (account_id) do nothing"
        ),
        {"at": at},
    )


def _shown(account: Account) -> str:
    if account.tier is not Tier.WHOLESALE:
        return account.name
    return f"Partner {account.partner_code}" if account.partner_code else "A wholesale partner"


def _is_valid(account: Account, at: datetime) -> bool:
    is_begun = account.valid_from_at is None or account.valid_from_at <= at
    return is_begun and (account.valid_until_at is None or at < account.valid_until_at)


def find_accounts(connection: Connection, query: str) -> list[KnownAccount]:
    """Accounts whose name holds what was typed, or whose id begins with it; wholesale partners are not found here.

    Args:
        connection: of the pages' role.
        query: as typed; empty finds nothing.

    Returns:
        At most twenty, names that begin with it first.
    """
    typed = query.strip().replace("\x00", "\ufffd").lower()
    if not typed:
        return []
    like = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        text(
            "select account_id, name, tier from published.account where tier <> 'wholesale'"
            " and (folded like '%' || :like || '%' or lower(account_id) like :like || '%')"
            " order by not (folded like :like || '%'), folded, account_id limit :most"
        ),
        {"like": like, "most": FOUND_AT_MOST},
    )
    return [KnownAccount(*row) for row in rows]


def find_account(connection: Connection, account_id: str) -> KnownAccount | None:
    """An account by its id; None when there is none, or when it is a wholesale partner's."""
    row = connection.execute(
        text("select account_id, name, tier from published.account where account_id = :id and tier <> 'wholesale'"),
        {"id": account_id.replace("\x00", "\ufffd")},
    ).one_or_none()
    return KnownAccount(*row) if row else None


def count_accounts(connection: Connection, tiers: Iterable[str]) -> int:
    """How many accounts of some tiers there are."""
    return int(
        connection.execute(
            text("select count(*) from published.account where tier = any(:tiers)"), {"tiers": sorted(tiers)}
        ).scalar_one()
    )
