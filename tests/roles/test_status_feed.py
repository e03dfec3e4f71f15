"""The status feed: one entry a publication for ever, well-formed whatever it holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from intera.roles.status_feed import ReleasedText, as_atom, as_json_feed, read_status_feed

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
# Our own output, read back.
parse = ET.fromstring
ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = ReleasedText(
    "INC-0000001/p1", "portal", "INC-0000001", "customer", "update", "en", "Mobile data in Coast", "Slow.", "d" * 64, AT
)
ENDED = replace(WORDS, ended_kind="withdrawal", ended_at=AT + timedelta(hours=1))
LATER = replace(WORDS, publication_id="INC-0000001/p2", kind="withdrawal", about_id=WORDS.publication_id, subject="")


def test_an_entry_keeps_its_id_and_says_what_ended_it() -> None:
    feed = read_status_feed([LATER, ENDED], operator="Northmoor", at=AT)
    assert feed.title == "Northmoor service status"
    assert feed.updated_at == AT + timedelta(hours=1)
    root = parse(as_atom(feed, href="https://x.example/feed.atom"))
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "urn:intera:publication:INC-0000001/p2",
        "urn:intera:publication:INC-0000001/p1",
    ]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Withdrawal", "Withdrawn: Mobile data in Coast"]
    assert entries[0].find(f"{ATOM}link").get("href") == "urn:intera:publication:INC-0000001/p1"  # type: ignore[union-attr]
    assert entries[1].findtext(f"{ATOM}published") == "2026-11-18T13:32:00+00:00"
    assert entries[1].findtext(f"{ATOM}updated") == "2026-11-18T14:32:00+00:00"


def test_atom_has_all_that_its_standard_asks_for() -> None:
    root = parse(as_atom(read_status_feed([], operator="", at=AT), href="https://x.example/"))
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.find(f"{ATOM}link").get("rel") == "self"  # type: ignore[union-attr]


@given(st.text(), st.text())
def test_no_text_breaks_the_feed(subject: str, body: str) -> None:
    feed = read_status_feed([replace(WORDS, subject=subject, body=body)], operator="x", at=AT)
    root = parse(as_atom(feed, href="https://x.example/?a=1&b=<2>"))
    assert len(root.findall(f"{ATOM}entry")) == 1
    assert len(list(root.find(f"{ATOM}entry/{ATOM}content"))) == 0  # type: ignore[arg-type]


def test_json_feed_says_the_same() -> None:
    said = as_json_feed(read_status_feed([ENDED], operator="Northmoor", at=AT), href="https://x.example/feed.json")
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = said["items"]  # type: ignore[misc]
    assert item["id"] == "urn:intera:publication:INC-0000001/p1"  # type: ignore[index]
    assert item["content_text"] == "Slow."  # type: ignore[index]
    assert item["tags"] == ["update", "withdrawn"]  # type: ignore[index]
