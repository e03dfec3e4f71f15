"""What may be said now, what must wait, who is affected, and which pattern it belongs to.

Source: PRODUCT Q5, Q6, O4, S3, S4; design GUIDE section 3, "Voice card".
"""

from datetime import datetime, timedelta

from intera.model.stated import StatedKind
from intera.roles.cells import recurrence_words, sla_state
from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, duration
from intera.roles.released import ReleasedNarrative, ReleasedQos
from intera.roles.view_incident import AccountRow, Hold, Mark, PastRow, Pattern, StripMark, Voice
from intera.roles.wording import count, joined, plural

_MAX_ACCOUNTS = 12
_MAX_PAST = 4
_STRIP_BASE = 30
_STRIP_LEAST = 8
_STRIP_MOST = 26
_TIER_ORDER = {"vip": 0, "key": 1, "wholesale": 2, "business": 3, "consumer": 4}


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _holds(narrative: ReleasedNarrative | None) -> tuple[Hold, ...]:
    if narrative is None:
        return ()
    return tuple(Hold(hold["what"], hold["why"], hold["releases_when"]) for hold in narrative["wait_for"])


def _marks(narrative: ReleasedNarrative) -> tuple[Mark, ...]:
    return tuple(
        Mark(mark["text"], mark["level"] == "must_change", mark["reason"], mark["replacement"])
        for mark in narrative["marks"]
    )


def voice_of(item: Item, clock: LocalClock, forms: Forms) -> Voice:
    """The words that are safe now, or an honest reason why there are none, and what must wait."""
    told = item.doc["narratives"]
    newest = told[0] if told else None
    # The first reader's words: what customers hear, in the language told first.
    pair = (newest["audience"], newest["language"]) if newest else None
    narratives = [one for one in told if (one["audience"], one["language"]) == pair]
    approved = next((n for n in narratives if n["status"] == "approved"), None)
    draft = newest if newest is not None and newest["status"] == "draft" else None
    holds = _holds(newest)
    if item.is_low:
        impact = item.doc["impact"]
        sure = f"Low, {impact['confidence_percent']}%. " if impact else ""
        note = f"{sure}Verify first. No narrative can go out; say nothing definite."
        return Voice("verify", "Verify first", "", (), note, holds, ())
    approve = forms.approve(draft) if draft else None
    if approved is not None:
        when = datetime.fromisoformat(approved["approved_at"] or approved["drafted_at"])
        return Voice(
            state="safe",
            title="Safe to tell now",
            stamp=f"v{approved['version']}, approved {clock.moment(when)}",
            paragraphs=_paragraphs(approved["text"]),
            note="",
            holds=holds,
            marks=_marks(draft) if draft else (),
            language=approved["language"],
            approve=approve,
            draft_stamp=f"v{draft['version']} waits for approval" if draft else "",
            draft_paragraphs=_paragraphs(draft["text"]) if draft else (),
        )
    lapsed = any(n["status"] == "lapsed" for n in narratives)
    if draft is not None:
        note = "The last approval lapsed because a fact it rested on changed." if lapsed else ""
        return Voice(
            state="draft",
            title="Not approved yet",
            stamp=f"v{draft['version']}, drafted {clock.moment(datetime.fromisoformat(draft['drafted_at']))}",
            paragraphs=_paragraphs(draft["text"]),
            note=note or "Do not pass on before approval.",
            holds=holds,
            marks=_marks(draft),
            language=draft["language"],
            approve=approve,
        )
    if lapsed:
        note = "The approval ended because a fact it rested on changed. New words follow from the next facts."
        return Voice("lapsed", "Approval lapsed", "", (), note, holds, ())
    note = "No words are prepared: the facts an approved template needs are not known yet."
    return Voice("none", "Nothing to tell yet", "", (), note, holds, ())


def _account_state(qos: ReleasedQos | None, clock: LocalClock, phrases: Phrases) -> tuple[str, str]:
    if qos is None:
        return "no contract in reach", ""
    state = sla_state(qos)
    if state == "jeopardy" and qos["breach_at"]:
        when = datetime.fromisoformat(qos["breach_at"])
        return f"Breach {clock.day_or_time(when)}", "high" if clock.is_today(when) else "mid"
    if state == "on_track" and qos["used_percent"] is not None:
        return f"{count(qos['used_percent'])}% of allowance used", "ok"
    return phrases.say(f"sla.{state}"), {"violated": "high", "watch": "mid", "jeopardy": "mid"}.get(state, "")


def accounts_of(item: Item, clock: LocalClock, phrases: Phrases) -> tuple[tuple[AccountRow, ...], str]:
    """Accounts in reach, most protected first, with what their contract says; and a note on the rest."""
    worst: dict[str, ReleasedQos] = {}
    for qos in item.doc["qos"]:
        known = worst.get(qos["account_id"])
        if known is None or (qos["breach_at"] or "9999") < (known["breach_at"] or "9999"):
            worst[qos["account_id"]] = qos
    ordered = sorted(item.doc["accounts"], key=lambda a: (_TIER_ORDER[a["tier"]], a["name"], a["id"]))
    rows: list[AccountRow] = []
    for account in ordered[:_MAX_ACCOUNTS]:
        state, kind = _account_state(worst.get(account["id"]), clock, phrases)
        rows.append(
            AccountRow(
                name=account["name"],
                tier=phrases.say(f"tier.{account['tier']}"),
                state=state,
                state_kind=kind,
                where=joined(account["regions"]),
                note="Has confirmed trouble" if account["has_confirmed"] else "",
            )
        )
    hit = _hit_by_tier(item, phrases)
    if not rows:
        return (), hit or "No account is known to be in reach."
    more = len(ordered) - len(rows)
    return tuple(rows), " ".join(part for part in (f"and {plural(more, 'more account')}." if more else "", hit) if part)


def _hit_by_tier(item: Item, phrases: Phrases) -> str:
    """How many accounts of each tier are hit, where not all of those in reach need be; empty when all are named."""
    impact = item.doc["impact"]
    parts: list[str] = []
    for one in impact["accounts_by_tier"] if impact else ():
        low, best, high = one["accounts"]
        tier = phrases.say(f"tier.{one['tier']}").lower()
        if low != high:
            parts.append(f"about {count(low)} to {count(high)} {tier}, likely {count(best)}")
        elif high > item.tier_count(one["tier"]):
            parts.append(f"{count(high)} {tier}")
    return f"Accounts hit: {'; '.join(parts)}." if parts else ""


def _strip(item: Item, clock: LocalClock, window_days: int) -> tuple[tuple[StripMark, ...], str]:
    """One stem an occurrence over the window, as tall as it hurt; and the window's first day."""
    history = item.doc["history"]
    start_at = clock.at - timedelta(days=window_days)
    span_s = window_days * 86400
    impact = item.doc["impact"]
    own = impact["customers"][1] if impact and impact["customers"] else 0
    found = [
        (datetime.fromisoformat(o["onset_at"]), o["customers"] or 0) for o in (history["earlier"] if history else [])
    ]
    most = max([own, *(customers for _, customers in found)], default=0) or 1
    marks: list[StripMark] = []
    for when, customers in sorted(found):
        if when >= start_at:
            x = int((when - start_at).total_seconds()) * 10000 // span_s
            tall = max(_STRIP_LEAST, customers * _STRIP_MOST // most)
            marks.append(StripMark(f"{x // 100}.{x % 100:02d}%", str(_STRIP_BASE - tall)))
    marks.append(StripMark("99.2%", str(_STRIP_BASE - max(_STRIP_LEAST, own * _STRIP_MOST // most)), is_now=True))
    return tuple(marks), clock.date(start_at)


def _due(item: Item, clock: LocalClock) -> tuple[str, str]:
    """Where the permanent fix stands."""
    recurrence, history = item.doc["recurrence"], item.doc["history"]
    if recurrence is None or history is None or not history["fix_title"]:
        return "", ""
    owner = f" Owner: {history['fix_owner']}." if history["fix_owner"] else ""
    text = f"{history['fix_title'].rstrip('.')}.{owner}"
    if recurrence["fix_due_at"] is None:
        return "The permanent fix has no due date.", text
    due_at = datetime.fromisoformat(recurrence["fix_due_at"])
    late_s = clock.since_s(due_at)
    if late_s:
        days = late_s // 86400
        return f"The permanent fix is {plural(days, 'day') if days else duration(late_s)} overdue.", text
    return f"The permanent fix is due {clock.date(due_at)}.", text


def fix_words(item: Item, clock: LocalClock) -> str:
    """The fix in three words, for the fact under the head."""
    recurrence, history = item.doc["recurrence"], item.doc["history"]
    if recurrence is None or not item.is_repeat:
        return ""
    if history is None or not history["fix_title"]:
        return "no permanent fix on record"
    head, _ = _due(item, clock)
    return head.removeprefix("The permanent ").rstrip(".")


def _pattern_notes(item: Item, clock: LocalClock) -> tuple[str, ...]:
    """What else is known of the pattern: what was to be expected, odds of a return, the fix, what is agreed."""
    history = item.doc["history"]
    if history is None:
        return ()
    notes: list[str] = []
    tenths = history["expected_tenths"]
    if tenths:
        beyond = ", more than chance allows" if history["is_more_than_chance"] else ", within chance"
        notes.append(f"About {tenths // 10}.{tenths % 10} others were to be expected{beyond}.")
    for odds in item.doc["odds"]:
        if odds["kind"] == StatedKind.RETURN_IN_30_DAYS.value:
            like = f"{count(odds['happened_count'])} of {count(odds['like_count'])} like this"
            notes.append(f"Back within 30 days: about {odds['percent']}% ({like}).")
    if history["is_after_fix"] and history["fixed_at"]:
        notes.append(f"The fix of {clock.date(datetime.fromisoformat(history['fixed_at']))} did not hold.")
    for one in history["follow_ups"]:
        due = "" if one["due_at"] is None else f", due {clock.date(datetime.fromisoformat(one['due_at']))}"
        notes.append(f"{one['title']}: {one['owner'] or 'no owner yet'}{', done' if one['is_done'] else due}.")
    if history["playbook"]:
        notes.append(f"Playbook: {history['playbook']}.")
    return tuple(notes)


def pattern_of(item: Item, clock: LocalClock) -> Pattern | None:
    """The recurrence card; None before the first look."""
    recurrence, history = item.doc["recurrence"], item.doc["history"]
    if recurrence is None or history is None:
        return None
    strip, strip_from = _strip(item, clock, recurrence["window_days"])
    earlier = sorted(history["earlier"], key=lambda o: o["onset_at"], reverse=True)
    days = [clock.date(datetime.fromisoformat(o["onset_at"])) for o in reversed(earlier)]
    label = f"{plural(len(strip), 'occurrence')} in {recurrence['window_days']} days: {joined([*days[-5:], 'today'])}"
    due_head, due_text = _due(item, clock)
    past = tuple(
        PastRow(
            date=clock.date(datetime.fromisoformat(o["onset_at"])),
            length=duration(o["duration_s"]),
            customers="not known" if o["customers"] is None else f"{count(o['customers'])} {item.doc['head']['noun']}",
        )
        for o in earlier[:_MAX_PAST]
    )
    more = len(earlier) - len(past)
    words = recurrence_words(item.doc)
    return Pattern(
        title=f"Recurrence {history['pattern_id']}",
        parts=tuple(history["parts"]),
        strip=strip,
        strip_label=label,
        strip_from=strip_from,
        past=past,
        past_more=f"and {count(more)} earlier" if more else "",
        due_head=due_head,
        due_text=due_text,
        notes=_pattern_notes(item, clock),
        summary=f"{words}. Nothing like it in the last {recurrence['window_days']} days." if not earlier else words,
    )
