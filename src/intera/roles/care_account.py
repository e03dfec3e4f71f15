"""From an account: what reaches it, what to do next, and what was logged.

Source: PRODUCT E7; issue 4, section 9.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from intera.model.decision import Plain
from intera.roles.care_guide import Known, PolicyStep, steps_for
from intera.roles.care_now import ABOUTS, CHANNELS, leave_out
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock
from intera.roles.released_notice import ReleasedReach
from intera.roles.told import all_told
from intera.roles.told_view import AccountsView, CareAccountView, ContactLine, FoundAccount, Told
from intera.roles.wording import count, plural

TIERS = {"vip": "VIP", "key": "Key", "business": "Business", "consumer": "Consumer"}
_CHANNEL_WORDS = {"chat": "Chat", "email": "E-mail", "phone": "Phone", "portal": "Portal", "shop": "Shop"}
_ABOUT_WORDS = {
    "credit": "asked about money back",
    "other": "asked about something else",
    "what_is_happening": "asked what is happening",
    "when": "asked when it will work",
}


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account with the contacts on record, newest first: when, incident, channel, about."""

    account_id: str
    name: str
    tier: str
    contacts: Sequence[tuple[datetime, str, str, str]] = ()


def is_reached(document: Mapping[str, Plain], account_id: str) -> bool:
    """Whether an account is named in reach of a released incident."""
    reach = cast("list[ReleasedReach]", document.get("reach") or [])
    return any(account["id"] == account_id for account in reach)


def contact_line(when: datetime, channel: str, about: str, clock: LocalClock, *, who: str = "") -> ContactLine:
    """A contact as a line."""
    head, tail = _CHANNEL_WORDS[channel], _ABOUT_WORDS[about]
    return ContactLine(clock.iso(when), clock.moment(when), who or head, f"{head}, {tail}" if who else tail)


def read_accounts(
    query: str,
    found: Sequence[tuple[str, str, str]],
    documents: Sequence[Mapping[str, Plain]],
    *,
    phrases: Phrases,
    clock: LocalClock,
) -> AccountsView:
    """The accounts found, each with whether something reaches it now.

    Args:
        query: as typed.
        found: id, name and tier of each.
        documents: the audience's.
        phrases: Care's words.
        clock: the operator's.

    Returns:
        The view.
    """
    rows: list[FoundAccount] = []
    for account_id, name, tier in found:
        told = [
            one for one in all_told([d for d in documents if is_reached(d, account_id)], clock, phrases) if one.headline
        ]
        first = told[0] if told else None
        state = first.short if first else "Nothing known"
        rows.append(
            FoundAccount(f"/care/accounts/{account_id}", name, TIERS[tier], state, first.kind if first else "no")
        )
    note = ""
    if query and not rows:
        note = "No account of ours is called so. Check the place instead, and record the contact."
    return AccountsView(query, _found_headline(query, rows), tuple(rows), note)


def _found_headline(query: str, rows: Sequence[FoundAccount]) -> str:
    if not query:
        return "Which account is calling?"
    hit = sum(1 for row in rows if row.kind != "no")
    if not rows:
        return f"No account is called “{query}”."
    return f"{plural(len(rows), 'account')} found, {count(hit) if hit else 'none'} of them affected."


def read_care_account(
    record: AccountRecord,
    documents: Sequence[Mapping[str, Plain]],
    guide: Sequence[PolicyStep],
    *,
    phrases: Phrases,
    clock: LocalClock,
) -> CareAccountView:
    """One account with its next steps.

    Args:
        record: the account and its contacts.
        documents: the audience's, any order.
        guide: the steps of the policy.
        phrases: Care's words.
        clock: the operator's.

    Returns:
        The view.
    """
    told = tuple(all_told([one for one in documents if is_reached(one, record.account_id)], clock, phrases))
    first = told[0] if told else None
    known = Known(
        in_reach=first is not None,
        words=first is not None and bool(first.words),
        seen_before=first is not None and first.seen_before,
        told_before=first is not None and any(one[1] == first.incident_id for one in record.contacts),
        standing=first.standing if first else "none",
        tier=record.tier,
    )
    return CareAccountView(
        account_id=record.account_id,
        name=record.name,
        tier=TIERS[record.tier],
        headline=_headline(record.name, first),
        told=told,
        steps=steps_for(guide, known),
        contacts=tuple(contact_line(at, channel, about, clock) for at, _, channel, about in record.contacts),
        channels=CHANNELS,
        abouts=ABOUTS,
        leave_out=leave_out(phrases),
    )


def _headline(name: str, first: Told | None) -> str:
    if first is None:
        return f"Nothing that we know of affects {name}."
    if first.standing == "verified":
        return f"{name} is affected. {first.headline}"
    if first.standing == "working_again":
        return f"{name} was affected. {first.headline}"
    return f"{name} may be affected. {first.headline}"
