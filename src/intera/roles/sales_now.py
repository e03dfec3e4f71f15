"""How are my accounts affected, and what may I promise them: the account manager's page.

It knows accounts and promises, nothing of customers at large, of severity or of cause.
Source: PRODUCT section 2 (Account/Sales manager), R5; design GUIDE section 1, principle 7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from intera.model.decision import Plain
from intera.roles.care_account import contact_line
from intera.roles.care_now import ABOUTS, CHANNELS, leave_out
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock
from intera.roles.released_notice import ReleasedCommitment, ReleasedReach
from intera.roles.told import all_told
from intera.roles.told_view import SalesRow, SalesView, Told
from intera.roles.wording import count, joined, plural

SOLD_TO = ("vip", "key", "business")
_TIER_ORDER = {tier: place for place, tier in enumerate((*SOLD_TO, "consumer"))}
_LEAVE_OUT = ("cause", "others", "end", "money")
_CALLED = frozenset({"vip", "key"})
_FIRST_CALLED = "vip"
_BY = {"chat": "by chat", "email": "by e-mail", "phone": "by phone", "portal": "in the portal", "shop": "in a shop"}
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SalesRecord:
    """How many accounts there are, and the last contact with each in reach: when, channel, about."""

    account_count: int = 0
    last_contacts: Mapping[str, tuple[datetime, str, str]] = field(default_factory=dict[str, tuple[datetime, str, str]])


def sold_to(documents: Sequence[Mapping[str, Plain]]) -> list[str]:
    """The accounts an account manager speaks with that are in reach of anything, each once."""
    found: dict[str, None] = {}
    for document in documents:
        for account in cast("list[ReleasedReach]", document.get("reach") or []):
            if account["tier"] in SOLD_TO:
                found[account["id"]] = None
    return list(found)


def read_sales(
    documents: Sequence[Mapping[str, Plain]], record: SalesRecord, *, phrases: Phrases, clock: LocalClock
) -> SalesView:
    """The account manager's page.

    Args:
        documents: every released document of the audience, any order.
        record: how many accounts there are and when each was last spoken with.
        phrases: the account manager's words.
        clock: the operator's clock.

    Returns:
        The view: only incidents that reach an account, most protected accounts first.
    """
    by_id = {str(document["incident_id"]): document for document in documents if sold_to([document])}
    told = all_told(by_id.values(), clock, phrases)
    rows: list[tuple[tuple[int, int, str], SalesRow]] = []
    seen: set[str] = set()
    for place, one in enumerate(told):
        document = by_id[one.incident_id]
        at_risk = {
            entry["account_id"]
            for entry in cast("list[ReleasedCommitment]", document.get("commitments") or [])
            if entry["is_at_risk"]
        }
        for account in cast("list[ReleasedReach]", document["reach"]):
            if account["id"] in seen or account["tier"] not in SOLD_TO:
                continue
            seen.add(account["id"])
            row = _row(account, one, record, phrases, clock)
            if account["id"] in at_risk:
                row = replace(row, step_sub=phrases.say("step.at_risk"))
            rows.append(((_TIER_ORDER[account["tier"]], place, account["name"]), row))
    ordered = tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
    lead = told[0] if told else None
    hurt = sum(1 for _ in ordered)
    rest = max(0, record.account_count - hurt)
    return SalesView(
        headline=_headline(ordered, lead, record.account_count),
        lead=lead,
        rows=ordered,
        others=tuple(told[1:]),
        wait=phrases.say("tell.nothing"),
        rest_head=f"Your other {plural(rest, 'account')}" if hurt else "Your accounts",
        rest_text="No impact. Nothing to tell them." if rest else "",
        leave_out=leave_out(phrases, _LEAVE_OUT),
        contacts=tuple(
            contact_line(at, channel, about, clock, who=row.name)
            for row in ordered
            if (said := record.last_contacts.get(row.account_id)) is not None
            for at, channel, about in (said,)
        )[:_SHOWN],
        channels=CHANNELS,
        abouts=ABOUTS,
    )


def _row(account: ReleasedReach, told: Told, record: SalesRecord, phrases: Phrases, clock: LocalClock) -> SalesRow:
    last = record.last_contacts.get(account["id"])
    step, kind = _step(account, told, phrases)
    return SalesRow(
        account_id=account["id"],
        incident_id=told.incident_id,
        name=account["name"],
        tier=phrases.say(f"tier.{account['tier']}"),
        notices=_notices(account, told),
        last_told=clock.moment(last[0]) if last else "Not yet",
        last_told_sub=_BY[last[1]] if last else "",
        step=step,
        step_sub=phrases.say("step.confirmed") if account["has_confirmed"] else "",
        step_kind=kind,
    )


def _notices(account: ReleasedReach, told: Told) -> str:
    """What they notice, in the words of the incident; where, only as far as it is theirs."""
    where = joined(account["places"])
    said = told.headline.replace(" for some customers", "")
    if where and told.where and where != told.where:
        said = said.replace(f"in {told.where}", f"in {where}")
    return said


def _step(account: ReleasedReach, told: Told, phrases: Phrases) -> tuple[str, str]:
    if told.standing == "working_again":
        return phrases.say("step.again"), ""
    if not told.words or told.next_update is None:
        return phrases.say("step.wait"), ""
    time = told.next_update.text
    if account["tier"] in _CALLED:
        kind = "soon" if account["tier"] == _FIRST_CALLED else ""
        return phrases.say("step.call").replace("{time}", time), kind
    return phrases.say("step.write").replace("{time}", time), ""


def _headline(rows: Sequence[SalesRow], lead: Told | None, account_count: int) -> str:
    if lead is None or not rows:
        return "None of your accounts is affected that we know of."
    verb = "is" if len(rows) == 1 else "are"
    if lead.standing == "working_again":
        return f"It works again for {plural(len(rows), 'account')} of yours."
    may_be = "affected" if lead.standing == "verified" else "perhaps affected"
    of_all = f"{count(len(rows))} of your {plural(account_count, 'account')}"
    total = of_all if account_count else plural(len(rows), "account")
    urgent = next((row for row in rows if row.step_kind == "soon"), None)
    call = f" Call {urgent.name} before {lead.next_update.text}." if urgent and lead.next_update else ""
    return f"{total} {verb} {may_be}.{call}"
