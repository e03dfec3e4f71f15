"""How does a notice read to those who pass it on: chip, headline, times, approved words.

One reading for Care, Sales and the manager's own pages, so that words and times cannot differ.
Source: PRODUCT R5; design GUIDE section 4.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import cast

from intera.model.decision import Plain
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock, epoch_s, instant
from intera.roles.released_notice import ReleasedNotice, ReleasedWords
from intera.roles.told_view import ChannelWords, Moment, SpokenIn, Told
from intera.roles.wording import LANGUAGE_LABELS, joined, sentence_of, title_of, upper_first

# What ended longer ago is told no more. Source: design GUIDE section 3 ("Working again" is for today's callers).
TOLD_AFTER_END = timedelta(hours=6)
_KINDS = {"verified": "", "not_verified": "wait", "working_again": "done"}
_ORDER = {"verified": 0, "not_verified": 1, "working_again": 2}
# What a channel is called, in the order people reach for them; SMS has its length beside it.
CHANNEL_LABELS = {
    "care_script": "Phone and shop",
    "chat": "Chat",
    "mail": "E-mail",
    "portal": "Web and portal",
    "sms": "SMS",
    "sales_note": "Sales note",
    "phone_wall": "Announcement",
    "partner_notice": "Partner notice",
    "webhook": "Webhook",
}
SMS_CHARS = 160
_BEFORE_MORE = frozenset({"at", "between", "for", "from", "in", "of", "over", "to", "with"})
_CROWD = "some customers"


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A text as its paragraphs."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def moment_of(when: datetime | None, clock: LocalClock) -> Moment | None:
    """A promised time as a page shows it; None stays None."""
    if when is None:
        return None
    return Moment(clock.iso(when), clock.zoned(when), clock.until(when), epoch_s(when))


def language_label(language: str) -> str:
    """What a language calls itself."""
    return LANGUAGE_LABELS.get(language, language.upper())


def channel_words(texts: Iterable[Mapping[str, object]]) -> tuple[ChannelWords, ...]:
    """The forms of one text per channel, in the order of `CHANNEL_LABELS`.

    Args:
        texts: released channel texts: `channel`, `subject`, `body`.

    Returns:
        Those of channels we have a name for.
    """
    found: list[ChannelWords] = []
    by_channel = {str(one["channel"]): one for one in texts}
    for channel, label in CHANNEL_LABELS.items():
        if (one := by_channel.get(channel)) is None:
            continue
        body = str(one["body"])
        length = f"{len(body)} of {SMS_CHARS}" if channel == "sms" else ""
        found.append(ChannelWords(channel, label, str(one["subject"]), paragraphs_of(body), length))
    return tuple(found)


def _spoken(words: ReleasedWords) -> SpokenIn:
    return SpokenIn(
        words["language"],
        language_label(words["language"]),
        paragraphs_of(words["text"]),
        channel_words(cast("list[Mapping[str, object]]", words["channels"])),
    )


def told_of(document: Mapping[str, Plain], clock: LocalClock, phrases: Phrases) -> Told | None:
    """One incident as it may be told.

    Args:
        document: a released document with the group `notice`.
        clock: the operator's, at the instant it is read.
        phrases: the reader's words for where it stands.

    Returns:
        The view; None while nothing may be told, or once it ended too long ago.
    """
    notice = cast("ReleasedNotice | None", document.get("notice"))
    if notice is None:
        return None
    standing = notice["standing"]
    restored_at = instant(notice["restored_at"])
    if standing == "working_again" and (restored_at is None or clock.at - restored_at > TOLD_AFTER_END):
        return None
    words = sorted(notice["words"], key=lambda one: (one["language"] != "en", one["language"]))
    names = [place["name"] for place in notice["places"]]
    update_at = instant(notice["next_update_at"])
    if update_at is not None and update_at < clock.at:
        update_at = None  # a time that has passed is no promise
    return Told(
        incident_id=str(document["incident_id"]),
        standing=standing,
        kind=_KINDS[standing],
        label=phrases.say(f"standing.{standing}"),
        short=phrases.say(f"short.{standing}"),
        stamp=f"Approved {clock.zoned(datetime.fromisoformat(words[0]['approved_at']))}" if words else "",
        headline=_headline(notice, joined(names)),
        where=joined(names),
        since=_since(notice, clock),
        next_update=moment_of(update_at, clock),
        when_words=notice["when_words"],
        still_works=notice["still_works"],
        words=tuple(_spoken(one) for one in words),
        seen_before=notice["seen_before"],
    )


def _headline(notice: ReleasedNotice, where: str) -> str:
    service, headline = upper_first(notice["service"]), notice["headline"]
    place = f" in {where}" if where else ""
    if notice["standing"] == "working_again":
        return f"{service}{place} {'work' if is_many(service) else 'works'} as usual again."
    if notice["standing"] == "verified":
        said = sentence_of(service, headline, _CROWD, where)
        return said.replace(f"{service} is ", f"{service} are ", 1) if is_many(service) else said
    if not headline:
        return f"{service}{place}: we are checking reports."
    return f"{title_of(service, headline, may_be=True)}{place}."


def is_many(service: str) -> bool:
    """Whether a service's name is of the kind "Voice calls" or "Connections between sites", which take "are"."""
    words = service.split()
    head = next((place for place, word in enumerate(words) if word.casefold() in _BEFORE_MORE), len(words))
    last = words[head - 1] if head else ""
    return last.endswith("s") and not last.endswith("ss")


def _since(notice: ReleasedNotice, clock: LocalClock) -> str:
    restored_at, begun_at = instant(notice["restored_at"]), instant(notice["begun_at"])
    if notice["standing"] == "working_again":
        return f"Working as usual since {clock.zoned(restored_at)}." if restored_at is not None else ""
    if begun_at is None or notice["standing"] == "not_verified":
        return ""
    today = " today" if clock.is_today(begun_at) else ""
    return f"Since {clock.moment(begun_at)}{today}."


def all_told(documents: Iterable[Mapping[str, Plain]], clock: LocalClock, phrases: Phrases) -> list[Told]:
    """Everything that may be told, verified first, widest first; what works again comes last.

    Args:
        documents: released documents of one audience, any order.
        clock: the operator's.
        phrases: the reader's words.

    Returns:
        The views.
    """
    found: list[tuple[tuple[int, int, int, str, str], Told]] = []
    for document in documents:
        told = told_of(document, clock, phrases)
        if told is not None:
            notice = cast("ReleasedNotice", document["notice"])
            reach = cast("list[object]", document.get("reach") or [])
            rank = (
                _ORDER[told.standing],
                -len(reach),
                -len(notice["places"]),
                notice["begun_at"] or "9999",
                told.incident_id,
            )
            found.append((rank, told))
    return [told for _, told in sorted(found, key=lambda pair: pair[0])]
