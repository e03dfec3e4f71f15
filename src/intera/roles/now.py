"""What matters now: one sentence, eight answers, the ranked list, where it is felt, what was promised.

Source: PRODUCT Q1 to Q7, F1; design GUIDE sections 1 and 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlencode

from intera.model.decision import Plain
from intera.model.source import SourceHealth
from intera.roles.cells import (
    age_words,
    badge_of,
    crowd,
    eta_cell,
    flags_of,
    next_promise,
    owner_cell,
    place_words,
    promise_of,
    recurrence_words,
    sla_cell,
    trust_of,
    where_words,
)
from intera.roles.desk import Desk
from intera.roles.frame import is_fresh, late_words
from intera.roles.impact_number import is_felt, total_note
from intera.roles.now_answers import Situation, read_answers, situation_of
from intera.roles.now_grid import read_grid
from intera.roles.package import Phrases, RolePackage
from intera.roles.pressing import reason_words
from intera.roles.ranking import Item, ranked
from intera.roles.relative import LocalClock
from intera.roles.released import Released
from intera.roles.view import ClockItem, Flag, FoldedItem, Notice, NowView, RowCard, Segment
from intera.roles.wording import count, lower_first, plural, sentence_of

MAX_ROWS = 25  # what a person reads; the rest is one link away, GUIDE section 1 "Calm"
MAX_FOLDED = 20
MAX_CLOCK = 10
_CLOCK_AHEAD = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the reader asked the list for: a segment, a search, all rows."""

    show: str = "all"
    query: str = ""
    is_all: bool = False


def read_now(
    released: Sequence[Mapping[str, Plain]],
    ask: Ask,
    *,
    role: tuple[RolePackage, Phrases],
    desk: Desk,
    sources: Sequence[SourceHealth],
    at: datetime,
) -> NowView:
    """The view of what matters now.

    Args:
        released: released documents or cards of one audience: every open incident, and those
            closed today (they only count in "kept today").
        ask: segment, search and length.
        role: the reader's package and its words.
        desk: the operator's names, places and zone.
        sources: health of each source.
        at: now, on the domain clock.

    Returns:
        The view; every answer drawn from what was given.
    """
    package, phrases = role
    clock = LocalClock(desk.zone, at)
    ranked_all, internal = ranked(released, at)
    shown = [item for item in ranked_all if not item.is_held_back]
    held = [item for item in ranked_all if item.is_held_back]
    situation = situation_of(shown, internal, sources, desk=desk, clock=clock)
    chosen = _chosen(shown, ask)
    rows = chosen if ask.is_all else chosen[:MAX_ROWS]
    lead, lead_sub = _lead(situation)
    hidden = len(chosen) - len(rows)
    ahead = _ahead(shown, clock)
    return NowView(
        lead=lead,
        lead_sub=lead_sub,
        checked_iso=clock.iso(at),
        checked=clock.full(at),
        is_calm=not situation.visible and not situation.verifying and _is_seeing(situation),
        answers=read_answers(package, phrases, situation),
        segments=_segments(shown, ask),
        harm_note=total_note([document for document in released if _counts(document)], at),
        rows=_rows(rows, clock, phrases, has_contracts=desk.agreement_count > 0),
        query=ask.query,
        hidden_count=hidden,
        more_href=_href(Ask(ask.show, ask.query, is_all=True)),
        more_text=f"and {count(hidden)} more, lower impact" if hidden else "",
        folded_title=_folded_title(len(internal)),
        folded=tuple(_folded(item, clock) for item in internal[:MAX_FOLDED]),
        folded_more=f"and {count(len(internal) - MAX_FOLDED)} more" if len(internal) > MAX_FOLDED else "",
        held=tuple(_held(item, clock) for item in held[:MAX_FOLDED]),
        held_title=f"{count(len(held))} held back" if held else "",
        grid=read_grid(shown, desk),
        clock=ahead[:MAX_CLOCK],
        clock_more=f"and {count(len(ahead) - MAX_CLOCK)} more" if len(ahead) > MAX_CLOCK else "",
        kept=_kept_today(released, clock),
        banner=_banner(situation),
        open_count=len(shown),
    )


_SEGMENTS = (
    ("all", "All"),
    ("visible", "Visible"),
    ("protected", "VIP and key"),
    ("wholesale", "Wholesale"),
    ("repeats", "Repeats"),
)


def _is_in(item: Item, show: str) -> bool:
    if show == "visible":
        return item.is_visible
    if show == "protected":
        return item.tier_count("vip") + item.tier_count("key") > 0
    if show == "wholesale":
        return item.doc["head"]["partner"] is not None or item.tier_count("wholesale") > 0
    return item.is_repeat if show == "repeats" else True


def _matches(item: Item, words: Sequence[str]) -> bool:
    """Whether every word is found in id, title, place, account or desk; people are not searched."""
    doc = item.doc
    regions = [region["name"] for region in doc["impact"]["regions"]] if doc["impact"] else []
    names = [account["name"] for account in doc["accounts"]]
    head = doc["head"]
    text = " ".join(
        (item.incident_id, head["title"], head["owner_team"], head["partner"] or "", *regions, *names)
    ).casefold()
    return all(word in text for word in words)


def _chosen(shown: Sequence[Item], ask: Ask) -> list[Item]:
    words = ask.query.casefold().split()
    return [item for item in shown if _is_in(item, ask.show) and (not words or _matches(item, words))]


def _href(ask: Ask) -> str:
    asked = {"show": ask.show if ask.show != "all" else "", "q": ask.query, "all": "1" if ask.is_all else ""}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/?{query}" if query else "/"


def _segments(shown: Sequence[Item], ask: Ask) -> tuple[Segment, ...]:
    return tuple(
        Segment(
            key=key,
            label=label,
            count=count(sum(1 for item in shown if _is_in(item, key))),
            href=_href(Ask(key, ask.query, is_all=ask.is_all)),
            is_current=key == ask.show,
        )
        for key, label in _SEGMENTS
    )


def _counts(document: Mapping[str, Plain]) -> bool:
    """Whether an incident is in the number of the first screen: open, and customers can notice it."""
    return cast("Released", document)["head"]["is_open"] and is_felt(document)


def _rows(items: Sequence[Item], clock: LocalClock, phrases: Phrases, *, has_contracts: bool) -> tuple[RowCard, ...]:
    return tuple(
        _row(item, clock, phrases, has_contracts=has_contracts, is_top=item.level == 1 and index == 0)
        for index, item in enumerate(items)
    )


def _row(item: Item, clock: LocalClock, phrases: Phrases, *, has_contracts: bool, is_top: bool) -> RowCard:
    return RowCard(
        incident_id=item.incident_id,
        href=f"/incidents/{item.incident_id}",
        badge=badge_of(item),
        title=item.doc["head"]["title"],
        where=where_words(item),
        age=age_words(item),
        flags=(Flag("", item.incident_id, "id"), *flags_of(item, phrases)),
        trust=trust_of(item.doc["impact"]),
        promise=next_promise(item, clock),
        eta=eta_cell(item, clock),
        recurrence=recurrence_words(item.doc),
        presses=_presses(item),
        is_repeat=item.is_repeat,
        sla=sla_cell(item.doc, clock, phrases, has_contracts=has_contracts),
        owner=owner_cell(item.doc),
        is_top=is_top and not item.is_restored,
    )


def _presses(item: Item) -> str:
    """Why its pattern presses; a restored one presses no less."""
    recurrence = item.doc["recurrence"]
    return reason_words(recurrence, item.at) if recurrence is not None and item.is_repeat else ""


def _is_seeing(now: Situation) -> bool:
    """Whether at least one source is fresh, so that silence means something."""
    return any(is_fresh(health, now.clock.at) for health in now.sources)


def _lead(now: Situation) -> tuple[str, str]:
    """The page's answer, then its scope."""
    visible, verifying = now.visible, now.verifying
    fresh = sum(1 for health in now.sources if is_fresh(health, now.clock.at))
    total = len(now.sources)
    if total and not fresh:
        heard = max((health.last_heard_at for health in now.sources if health.last_heard_at), default=None)
        lead = (
            f"We cannot see customer impact since {now.clock.zoned(heard)}."
            if heard
            else "We cannot see customer impact: no source has reported yet."
        )
        return lead, f"All {count(total)} sources are late. What follows is the last known state."
    if not total and not visible:
        return "No source is connected, so we cannot say what affects customers.", "Connect a source to begin."
    if visible:
        top = visible[0]
        head = top.doc["head"]
        who = crowd(top.doc) or (f"customers of partner {head['partner']}" if head["partner"] else "")
        return sentence_of(head["service"], head["headline"], who, place_words(top.doc)), _others(now)
    checked = (
        f"Checked {now.clock.time(now.clock.at)} {now.clock.zone_label} with {count(fresh)} of {count(total)} sources."
    )
    if verifying:
        verb = "is" if len(verifying) == 1 else "are"
        return f"Nothing is confirmed to affect customers. {count(len(verifying))} {verb} being verified.", checked
    lead = "Nothing is affecting customers." if fresh == total else "Nothing known is affecting customers."
    if now.internal:
        verb = "is" if len(now.internal) == 1 else "are"
        checked += f" {plural(len(now.internal), 'internal-only event')} {verb} with operations."
    return lead, checked


def _others(now: Situation) -> str:
    """What else affects customers, beside the one in the lead."""
    others = now.visible[1:]
    parts: list[str] = []
    if not others:
        parts.append("No other incident affects customers.")
    else:
        worst = min(item.level for item in others)
        at_level = sum(1 for item in others if item.level == worst)
        verb = "affects" if len(others) == 1 else "affect"
        which = "none of them P1" if worst > 1 else f"{count(at_level)} of them P1"
        if len(others) == 1:
            which = f"a P{worst}"
        parts.append(f"{plural(len(others), 'other incident')} {verb} customers, {which}.")
    verifying = len(now.verifying)
    if verifying:
        parts.append(f"{count(verifying)} more {'is' if verifying == 1 else 'are'} being verified.")
    parts.append("Ranked by customer impact,")
    return " ".join(parts)


def _banner(now: Situation) -> Notice | None:
    """The late sources, at the top of what they limit; one of many only stands in its own answer."""
    at = now.clock.at
    late = [health for health in now.sources if not is_fresh(health, at)]
    if len(late) * 2 < len(now.sources) or not late or not _is_seeing(now):
        return None
    late.sort(key=lambda health: (-health.late_s(at), health.name))
    first = late[0]
    if first.last_heard_at is None:
        known = "Nothing of it counts until it reports."
    else:
        known = f"What rests on it shows what was known at {now.clock.zoned(first.last_heard_at)}."
    more = f" {plural(len(late) - 1, 'other source')} late too." if len(late) > 1 else ""
    return Notice("late", "clock-alert", f"{first.name}: {late_words(first, at)}.", known + more)


def _folded_title(number: int) -> str:
    return plural(number, "internal-only event")


def _folded(item: Item, clock: LocalClock) -> FoldedItem:
    head = item.doc["head"]
    where = place_words(item.doc)
    what = head["service"] + (f", {where}" if where else "")
    reason = item.doc["impact"]["reason"] if item.doc["impact"] else ""
    note = head["owner_team"] or "No owner yet"
    if item.due_at is not None:
        note += f" · next look {clock.moment(item.due_at)}"
    return FoldedItem(f"{what}: {reason or 'customers unaffected'}".rstrip(".") + ".", note)


def _held(item: Item, clock: LocalClock) -> FoldedItem:
    """An incident not on the list, with the reason; its page is one link away."""
    folded = _folded(item, clock)
    impact = item.doc["impact"]
    text = f"{item.doc['head']['title']}: {lower_first(impact['placement']) if impact else ''}".rstrip(": ")
    return FoldedItem(f"{text}.", folded.note, f"/incidents/{item.incident_id}")


def _ahead(shown: Sequence[Item], clock: LocalClock) -> tuple[ClockItem, ...]:
    """Late promises first, then those of the next three hours."""
    due: list[tuple[datetime, str, ClockItem]] = []
    limit = clock.at + _CLOCK_AHEAD
    for item in shown:
        for checkpoint in item.doc["checkpoints"]:
            if checkpoint["outcome"] is not None:
                continue
            due_at = datetime.fromisoformat(checkpoint["due_at"])
            if due_at <= limit:
                promise = promise_of(due_at, checkpoint["promise"], clock)
                entry = ClockItem(checkpoint["id"], item.incident_id, f"/incidents/{item.incident_id}", promise)
                due.append((due_at, item.incident_id, entry))
    due.sort(key=lambda entry: entry[:2])
    return tuple(entry for _, _, entry in due)


def _kept_today(released: Sequence[Mapping[str, Plain]], clock: LocalClock) -> str:
    """How many promises due today were kept; one moved in time does not count, its successor does."""
    kept = due = 0
    day_start, day_end = clock.day_start.isoformat(), clock.day_end.isoformat()
    for document in released:
        for checkpoint in cast("Released", document)["checkpoints"]:
            # Released instants are UTC text of one form, so they compare as text.
            if not day_start <= checkpoint["due_at"] < day_end:
                continue
            outcome = checkpoint["outcome"]
            if outcome == "re_promised" or (
                outcome is None and datetime.fromisoformat(checkpoint["due_at"]) >= clock.at
            ):
                continue
            due += 1
            kept += outcome == "kept"
    return f"Kept today: {count(kept)} of {count(due)}" if due else "None was due today yet"
