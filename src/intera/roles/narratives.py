"""Which words wait for somebody: to be approved, to be written anew, to be released; and which were released.

Source: issue 4 (page of narratives); design GUIDE section 1, principle 1 (the headline is the answer).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from intera.model.decision import Plain
from intera.roles.cells import badge_of
from intera.roles.composer import Written, reader_label, written_of
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, instant
from intera.roles.told import CHANNEL_LABELS
from intera.roles.view_composer import NarrativeGroup, NarrativeRow, NarrativesView
from intera.roles.wording import count, joined, plural, upper_first

_EXCERPT_CHARS = 220
_GROUPS = (
    ("asked", "Waiting for a second person", "Read each word, then approve or say what is wrong."),
    ("lapsed", "Lapsed", "A fact changed, so the approval ended by itself. Read the new draft."),
    ("ready", "Approved, not released", "Safe to tell. Nobody has been sent them yet."),
    ("draft", "Drafts", "Written from the facts or by hand. Nobody has been asked to approve them."),
    ("released", "Released", "What was told, and still stands."),
)
_KINDS = {"asked": "soon", "lapsed": "risk", "ready": "ok", "draft": "", "released": "ok"}


def read_narratives(documents: Sequence[Mapping[str, Plain]], *, clock: LocalClock) -> NarrativesView:
    """The list of narratives.

    Args:
        documents: every whole released document of the desk that writes, any order.
        clock: the operator's.

    Returns:
        The groups in the order of what is to be done first; within one, by customer impact.
    """
    rows: dict[str, list[NarrativeRow]] = {key: [] for key, _, _ in _GROUPS}
    for item in sorted((Item(document, clock.at) for document in documents), key=lambda one: one.rank):
        written = written_of(item)
        readable = {_reader(one) for one in written if one.is_readable and one.narrative["status"] == "approved"}
        for one in written:
            key = _group_of(one, has_approved=_reader(one) in readable)
            if key:
                rows[key].append(_row(item, one, key, clock))
    groups = tuple(NarrativeGroup(key, title, note, tuple(rows[key])) for key, title, note in _GROUPS if rows[key])
    return NarrativesView(_headline({key: len(found) for key, found in rows.items()}), _sub(rows), groups)


def _reader(one: Written) -> tuple[str, str]:
    return one.narrative["audience"], one.narrative["language"]


def _group_of(one: Written, *, has_approved: bool) -> str:
    status = one.narrative["status"]
    if status == "draft":
        return "asked" if one.authorship["asked_by"] else "draft"
    if status == "lapsed":
        # An approval that came after it makes the lapsed one a matter of the past.
        return "" if has_approved else "lapsed"
    if status == "approved":
        return "released" if one.speech["told"] else "ready"
    return ""


def _row(item: Item, one: Written, key: str, clock: LocalClock) -> NarrativeRow:
    narrative = one.narrative
    audience, language = narrative["audience"], narrative["language"]
    at = _when(item, one)
    excerpt = " ".join(narrative["text"].split())
    return NarrativeRow(
        href=f"/incidents/{item.incident_id}/write?audience={audience}&language={language}&start={narrative['id']}",
        incident_id=item.incident_id,
        badge=badge_of(item),
        title=item.doc["head"]["title"],
        reader=reader_label(audience, language),
        version=f"v{narrative['version']}",
        state=_state(item, one, key),
        sub=_origin(one),
        kind=_KINDS[key],
        excerpt=excerpt if len(excerpt) <= _EXCERPT_CHARS else excerpt[:_EXCERPT_CHARS].rsplit(" ", 1)[0] + " …",
        when_iso=clock.iso(at),
        when=clock.moment(at),
    )


def _when(item: Item, one: Written) -> datetime:
    told = [each["released_at"] for each in item.doc["words"]["publications"] if each["id"] in one.speech["told"]]
    stamp = max(told, default="") or one.authorship["asked_at"] or one.narrative["approved_at"]
    return instant(stamp) or datetime.fromisoformat(one.narrative["drafted_at"])


def _origin(one: Written) -> str:
    by = one.authorship["written_by"]
    return f"Written by {by}" if by else "From the facts"


def _state(item: Item, one: Written, key: str) -> str:
    if key == "asked":
        return f"Asked by {one.authorship['asked_by']}"
    if key == "lapsed":
        return "A fact changed"
    if key == "released":
        channels = {
            channel: None
            for each in item.doc["words"]["publications"]
            if each["id"] in one.speech["told"]
            for channel in each["channels"]
        }
        return joined([CHANNEL_LABELS.get(channel, upper_first(channel)) for channel in channels])
    stops = sum(1 for mark in one.authorship["reading"]["marks"] if mark["level"] == "must_change")
    return f"{stops} must change" if stops else "Guard clear"


def _headline(counts: Mapping[str, int]) -> str:
    asked, lapsed = counts["asked"], counts["lapsed"]
    if asked:
        verb = "waits" if asked == 1 else "wait"
        return f"{plural(asked, 'text')} {verb} for a second person."
    if lapsed:
        return f"{plural(lapsed, 'approval')} lapsed because a fact changed."
    if counts["ready"]:
        verb = "is" if counts["ready"] == 1 else "are"
        return f"{plural(counts['ready'], 'text')} {verb} approved and not released."
    return "No words wait for anybody."


def _sub(rows: Mapping[str, Sequence[NarrativeRow]]) -> str:
    names = {"lapsed": "lapsed", "ready": "approved", "draft": "drafted", "released": "released"}
    parts = [f"{count(len(rows[key]))} {name}" for key, name in names.items() if rows[key]]
    return f"{upper_first(joined(parts))}." if parts else ""
