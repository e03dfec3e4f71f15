"""What customers may read now as a feed: one entry a publication, word for word as released.

An entry keeps its id for ever. A correction and a withdrawal are entries of their own; what they
ended stays and says so, because a reader may have it already.
Source: RFC 4287 (Atom); JSON Feed 1.1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from intera.model.decision import Plain

_ATOM = "http://www.w3.org/2005/Atom"
_URN = "urn:intera:publication:"
# What XML 1.0 has no place for, whatever it is written as.
_LOWEST = 0x20
_BEYOND_XML = frozenset({0xFFFE, 0xFFFF})
_ENDED = {"correction": "Corrected", "withdrawal": "Withdrawn"}
_KINDS = {"correction": "Correction", "update": "Update", "withdrawal": "Withdrawal"}


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """Words as they were released in the form of one channel; `ended_kind` is what put them right or took them back."""

    publication_id: str
    channel: str
    incident_id: str
    audience: str
    kind: str
    language: str
    subject: str
    body: str
    digest: str
    released_at: datetime
    next_update_at: datetime | None = None
    about_id: str = ""
    ended_kind: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One publication; `about_urn` is the earlier one it corrects or takes back, `ended` why it no longer counts."""

    urn: str
    incident_id: str
    title: str
    text: str
    kind: str
    language: str
    released_at: datetime
    updated_at: datetime
    next_update_at: datetime | None
    about_urn: str
    ended: str


@dataclass(frozen=True, slots=True)
class StatusFeed:
    """The feed of an operator, newest entry first."""

    title: str
    updated_at: datetime
    entries: tuple[StatusEntry, ...]


def read_status_feed(words: Iterable[ReleasedText], *, operator: str, at: datetime) -> StatusFeed:
    """The feed of what was released for the portal.

    Args:
        words: newest first.
        operator: whose; empty before one is loaded.
        at: the instant it holds at, while nothing was released.

    Returns:
        The feed.
    """
    entries = tuple(_entry(one) for one in words)
    updated_at = max((one.updated_at for one in entries), default=at)
    return StatusFeed(f"{operator} service status".strip(), updated_at, entries)


def _entry(one: ReleasedText) -> StatusEntry:
    ended = _ENDED.get(one.ended_kind, "")
    title = one.subject or _KINDS.get(one.kind, "Update")
    return StatusEntry(
        urn=_URN + one.publication_id,
        incident_id=one.incident_id,
        title=f"{ended}: {title}" if ended else title,
        text=one.body,
        kind=one.kind,
        language=one.language,
        released_at=one.released_at,
        updated_at=one.ended_at or one.released_at,
        next_update_at=one.next_update_at,
        about_urn=_URN + one.about_id if one.about_id else "",
        ended=ended.lower(),
    )


def as_atom(feed: StatusFeed, *, href: str) -> bytes:
    """The feed as Atom.

    Args:
        feed: the feed.
        href: its own address.

    Returns:
        The XML document.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", "urn:intera:status")
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated_at.isoformat())
    ET.SubElement(root, f"{{{_ATOM}}}link", {"rel": "self", "type": "application/atom+xml", "href": href})
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), "name", feed.title)
    for one in feed.entries:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry", {"{http://www.w3.org/XML/1998/namespace}lang": one.language})
        _add(entry, "id", one.urn)
        _add(entry, "title", one.title)
        _add(entry, "published", one.released_at.isoformat())
        _add(entry, "updated", one.updated_at.isoformat())
        ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": one.kind})
        if one.ended:
            ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": one.ended})
        if one.about_urn:
            ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "related", "href": one.about_urn})
        _add(entry, "content", one.text).set("type", "text")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = "".join(sign for sign in text if _fits(ord(sign)))
    return child


def _fits(code: int) -> bool:
    return (code >= _LOWEST or code in (0x9, 0xA)) and code not in _BEYOND_XML


def as_json_feed(feed: StatusFeed, *, href: str) -> dict[str, Plain]:
    """The feed as JSON Feed 1.1, with our own names under `_intera`.

    Args:
        feed: the feed.
        href: its own address.

    Returns:
        Plain JSON.
    """
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": href,
        "_intera": {"updated_at": feed.updated_at.isoformat()},
        "items": [_item(one) for one in feed.entries],
    }


def _item(one: StatusEntry) -> dict[str, Plain]:
    return {
        "id": one.urn,
        "title": one.title,
        "content_text": one.text,
        "language": one.language,
        "date_published": one.released_at.isoformat(),
        "date_modified": one.updated_at.isoformat(),
        "tags": [one.kind, *([one.ended] if one.ended else [])],
        "_intera": {
            "incident_id": one.incident_id,
            "next_update_at": one.next_update_at.isoformat() if one.next_update_at else None,
            "about": one.about_urn or None,
        },
    }
