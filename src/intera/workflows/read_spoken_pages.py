"""Reads the pages of those who speak with customers: Care's, its accounts', and the account manager's.

Everything here runs as the pages' database role, which can read schema `published` and nothing else.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine

from intera.roles.care_account import AccountRecord, read_accounts, read_care_account
from intera.roles.care_guide import CARE_GUIDE, PolicyStep, parse_care_guide
from intera.roles.care_now import CareAsk, read_care
from intera.roles.frame import Visitor
from intera.roles.relative import LocalClock
from intera.roles.sales_now import SOLD_TO, SalesRecord, read_sales, sold_to
from intera.roles.told_view import AccountsView, CareAccountView, CareView, SalesView
from intera.roles.view import Frame, Notice
from intera.store import contacts, published
from intera.workflows.read_pages import CLOSED_WINDOW, Around, Role, read_around
from intera.workflows.rulebook import read_yaml

SHIPPED_CARE_GUIDE = Path(__file__).parent.parent / "roles" / "care" / "guide.yaml"


@dataclass(frozen=True, slots=True)
class SpokenPage:
    """A view of words and times with the frame around it."""

    view: CareView | AccountsView | CareAccountView | SalesView
    frame: Frame


def _documents(connection: Connection, around: Around, role: Role) -> list[published.Document]:
    return published.read_documents(connection, role[0].slug, closed_since=around.at - CLOSED_WINDOW)


def _clock(around: Around) -> LocalClock:
    return LocalClock(around.desk.zone, around.at)


def read_care_page(engine: Engine, role: Role, visitor: Visitor, ask: CareAsk, *, notice: Notice | None) -> SpokenPage:
    """What Care may say now.

    Args:
        engine: of the pages' role.
        role: the reader's package and its phrases.
        visitor: who reads.
        ask: which incident to read aloud, and what to check.
        notice: something to tell first.

    Returns:
        The page.
    """
    with engine.connect() as connection:
        around = read_around(connection)
        documents = _documents(connection, around, role)
    view = read_care(documents, ask, phrases=role[1], desk=around.desk, clock=_clock(around))
    return SpokenPage(view, around.frame(visitor, "care", notice))


def read_accounts_page(engine: Engine, role: Role, visitor: Visitor, query: str) -> SpokenPage:
    """The accounts whose name holds what was typed, each with whether something reaches it."""
    with engine.connect() as connection:
        around = read_around(connection)
        documents = _documents(connection, around, role)
        found = [(one.account_id, one.name, one.tier) for one in contacts.find_accounts(connection, query)]
    view = read_accounts(query, found, documents, phrases=role[1], clock=_clock(around))
    return SpokenPage(view, around.frame(visitor, "care_accounts", None))


@cache
def _shipped_guide() -> tuple[PolicyStep, ...]:
    return parse_care_guide(read_yaml(SHIPPED_CARE_GUIDE))


def _care_guide(connection: Connection) -> tuple[PolicyStep, ...]:
    """The operator's own guide where it has one, checked when it was loaded; ours otherwise."""
    own = published.read_setting(connection, CARE_GUIDE)
    return parse_care_guide(own) if own else _shipped_guide()


def read_care_account_page(
    engine: Engine, role: Role, visitor: Visitor, account_id: str, *, notice: Notice | None
) -> SpokenPage | None:
    """One account with what to ask, say, offer and log next.

    Args:
        engine: of the pages' role.
        role: the reader's package and its phrases.
        visitor: who reads.
        account_id: which account.
        notice: something to tell first.

    Returns:
        The page, or None when there is no such account, or none this role speaks with.
    """
    with engine.connect() as connection:
        known = contacts.find_account(connection, account_id)
        if known is None:
            return None
        around = read_around(connection)
        documents = _documents(connection, around, role)
        said = contacts.read_contacts(connection, account_id)
        guide = _care_guide(connection)
    record = AccountRecord(
        account_id=known.account_id,
        name=known.name,
        tier=known.tier,
        contacts=[(one.at, one.incident_id, one.channel, one.about) for one in said],
    )
    view = read_care_account(record, documents, guide, phrases=role[1], clock=_clock(around))
    return SpokenPage(view, around.frame(visitor, "care_accounts", notice))


def read_sales_page(engine: Engine, role: Role, visitor: Visitor, *, notice: Notice | None) -> SpokenPage:
    """An account manager's accounts: who is affected, and what may be promised them."""
    with engine.connect() as connection:
        around = read_around(connection)
        documents = _documents(connection, around, role)
        last = contacts.read_last_contacts(connection, sold_to(documents))
        record = SalesRecord(
            account_count=contacts.count_accounts(connection, SOLD_TO),
            last_contacts={one: (said.at, said.channel, said.about) for one, said in last.items()},
        )
    view = read_sales(documents, record, phrases=role[1], clock=_clock(around))
    return SpokenPage(view, around.frame(visitor, "sales", notice))
