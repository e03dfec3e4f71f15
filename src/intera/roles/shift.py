"""What happened in this shift, and what does the next one take over: the part of a briefing that looks back and ahead.

Source: PRODUCT U2; issue 4, section 7 (the morning or shift briefing).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from intera.model.decision import Plain
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, instant
from intera.roles.view_shift import ShiftGroup, ShiftLine, ShiftView
from intera.roles.wording import LANGUAGE_LABELS, count, joined, plural

# A shift, a long one, a day. Source: house default.
SHIFT_HOURS = (8, 12, 24)
_SHOWN = 12
_OUTCOMES = {"kept": "Kept", "kept_late": "Kept late", "missed": "Missed", "empty": "Answered without news"}
_LATE = frozenset({"kept_late", "missed"})
_KINDS = {"update": "Released", "correction": "Corrected", "withdrawal": "Withdrawn"}

_Dated = tuple[datetime, ShiftLine]


def read_shift(documents: Sequence[Mapping[str, Plain]], *, clock: LocalClock, hours: int) -> ShiftView:
    """The last hours and what they leave behind.

    Args:
        documents: whole released documents, open ones and those that ended since.
        clock: the operator's.
        hours: how long the shift was; one of `SHIFT_HOURS`, else the first.

    Returns:
        The view; only incidents customers could notice are in it.
    """
    hours = hours if hours in SHIFT_HOURS else SHIFT_HOURS[0]
    since_at = clock.at - timedelta(hours=hours)
    items = [
        item for item in (Item(document, clock.at) for document in documents) if item.visibility != "internal_only"
    ]
    opened = [one for item in items for one in _opened(item, clock, since_at)]
    ended = [one for item in items for one in _ended(item, clock, since_at)]
    promises = [one for item in items for one in _answered(item, clock, since_at)]
    words = [one for item in items for one in _released(item, clock, since_at)]
    ahead = [one for item in items for one in _ahead(item, clock, hours)]
    late_count = sum(1 for _, line in promises if line.kind == "late")
    since = clock.zoned(since_at)
    return ShiftView(
        headline=_headline(len(opened), len(ended), len(promises), late_count, since),
        since=since,
        hours=hours,
        choices=SHIFT_HOURS,
        groups=(
            _group("ahead", "The next shift takes over", ahead, "Nothing is promised yet."),
            _group("opened", "Began in this shift", opened, "Nothing new.", is_newest_first=True),
            _group("ended", "Working again", ended, "Nothing was restored.", is_newest_first=True),
            _group("promises", "Promises that came due", promises, "None came due.", is_newest_first=True),
            _group("words", "Told to customers", words, "Nothing was released.", is_newest_first=True),
        ),
    )


def _headline(opened: int, ended: int, due: int, late: int, since: str) -> str:
    parts = [f"{plural(opened, 'incident')} began" if opened else "nothing new began"]
    if ended:
        parts.append(f"{count(ended)} {'is' if ended == 1 else 'are'} working again")
    if due:
        parts.append(f"{count(due - late)} of {plural(due, 'promise')} kept in time")
    return f"Since {since}, {joined(parts)}."


def _group(key: str, title: str, lines: Sequence[_Dated], empty: str, *, is_newest_first: bool = False) -> ShiftGroup:
    ordered = sorted(lines, key=lambda pair: (pair[0], pair[1].incident_id), reverse=is_newest_first)
    more = len(ordered) - _SHOWN
    shown = tuple(line for _, line in ordered[:_SHOWN])
    return ShiftGroup(key, title, shown, empty, f"and {count(more)} more" if more > 0 else "")


def _line(item: Item, clock: LocalClock, when: datetime, text: str, sub: str, kind: str = "") -> _Dated:
    return when, ShiftLine(clock.moment(when), clock.iso(when), item.incident_id, text, sub, kind)


def _where(item: Item) -> str:
    impact = item.doc["impact"]
    names = [region["name"] for region in impact["regions"]] if impact else []
    level = f"P{item.level}" if item.doc["severity"] else "not judged"
    return ", ".join(part for part in (level, joined(names)) if part)


def _opened(item: Item, clock: LocalClock, since_at: datetime) -> list[_Dated]:
    if item.begun_at < since_at:
        return []
    return [_line(item, clock, item.begun_at, item.doc["head"]["title"], _where(item))]


def _ended(item: Item, clock: LocalClock, since_at: datetime) -> list[_Dated]:
    restored_at = item.restored_at
    if restored_at is None or restored_at < since_at:
        return []
    state = "Closed" if item.doc["head"]["closed_at"] else "Restored"
    return [_line(item, clock, restored_at, item.doc["head"]["title"], f"{state}, {_where(item)}", "ok")]


def _answered(item: Item, clock: LocalClock, since_at: datetime) -> list[_Dated]:
    found: list[_Dated] = []
    for one in item.doc["checkpoints"]:
        due_at = datetime.fromisoformat(one["due_at"])
        is_due = since_at <= due_at <= clock.at
        outcome = one["outcome"] or ("missed" if due_at < clock.at else "")
        if is_due and outcome in _OUTCOMES:
            sub = f"{_OUTCOMES[outcome]}{'' if one['answered_at'] else ', not answered'}, {one['team']}"
            found.append(_line(item, clock, due_at, one["promise"], sub, "late" if outcome in _LATE else "ok"))
    return found


def _released(item: Item, clock: LocalClock, since_at: datetime) -> list[_Dated]:
    found: list[_Dated] = []
    for one in item.doc["words"]["publications"]:
        released_at = datetime.fromisoformat(one["released_at"])
        if released_at >= since_at and one["audience"] == "customer":
            text = f"{_KINDS[one['kind']]}: {item.doc['head']['title']}"
            language = LANGUAGE_LABELS.get(one["language"], one["language"])
            sub = f"{language}, {plural(len(one['channels']), 'channel')}"
            found.append(_line(item, clock, released_at, text, sub))
    return found


def _ahead(item: Item, clock: LocalClock, hours: int) -> list[_Dated]:
    """Open promises in the hours to come, and those overdue, which come first."""
    until_at = clock.at + timedelta(hours=hours)
    found: list[_Dated] = []
    for one in item.doc["checkpoints"]:
        due_at = instant(one["due_at"])
        if one["outcome"] is None and due_at is not None and due_at <= until_at:
            sub = f"{item.doc['head']['title']}, {one['team']}, {clock.until(due_at)}"
            found.append(_line(item, clock, due_at, one["promise"], sub, "late" if due_at < clock.at else ""))
    return found
