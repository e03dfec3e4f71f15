"""What pages read: asked with the rights of the pages' own role."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, Table, insert, text

from intera.model.source import RecordKind, RejectReason
from intera.store import published, tables
from intera.store.published import CommandOutcome, TrailHead
from store.samples import AT, ODD

HOUR = timedelta(hours=1)
Put = Callable[..., Connection]


@pytest.fixture
def put(owner: Connection) -> Put:
    """Publishes rows and gives a connection that has become the pages' role."""

    def write(table: Table, *rows: dict[str, object]) -> Connection:
        owner.execute(text("reset role"))
        for row in rows:
            owner.execute(insert(table).values(**row))
        owner.execute(text("set local role intera_reader"))
        return owner

    return write


def incident(number: int, *, is_open: bool = True, at: datetime = AT, audience: str = "desk") -> dict[str, object]:
    card, body = json.dumps({"n": number}), json.dumps({"n": number, "head": {"service": "mobile-data", "odd": ODD}})
    incident_id = f"INC-{number}"
    head: dict[str, object] = {
        "audience": audience,
        "incident_id": incident_id,
        "is_open": is_open,
        "version": 1,
        "at": at,
    }
    return head | {"card": card, "body": body}


def test_a_setting_is_a_document_or_nothing(put: Put) -> None:
    reader = put(tables.PUBLISHED_SETTING, {"name": "frame", "body": json.dumps({"odd": ODD})})
    assert published.read_setting(reader, "frame") == {"odd": ODD}
    assert published.read_setting(reader, "Frame") is None


def test_cards_are_those_of_open_incidents_and_of_recent_ones_for_one_audience(put: Put) -> None:
    reader = put(
        tables.PUBLISHED_INCIDENT,
        incident(1, at=AT - 99 * HOUR),
        incident(2, is_open=False, at=AT - HOUR),
        incident(3, is_open=False, at=AT - HOUR - timedelta(microseconds=1)),
        incident(4, audience="other"),
    )
    cards = published.read_cards(reader, "desk", closed_since=AT - HOUR)
    assert sorted(str(card["n"]) for card in cards) == ["1", "2"]
    assert published.read_cards(reader, "nobody", closed_since=AT) == []


def test_a_document_belongs_to_its_audience(put: Put) -> None:
    reader = put(tables.PUBLISHED_INCIDENT, incident(1))
    found = published.read_document(reader, "desk", "INC-1")
    assert found is not None
    assert found["head"] == {"service": "mobile-data", "odd": ODD}
    assert published.read_document(reader, "other", "INC-1") is None
    assert published.read_document(reader, "desk", "INC-2") is None


def test_estimates_come_oldest_first(put: Put) -> None:
    rows = [
        {"incident_id": one, "at": AT + hours * HOUR, "low": 1, "best": 2 + hours, "high": 2**40}
        for one, hours in (("INC-1", 1), ("INC-1", 0), ("INC-2", 0))
    ]
    reader = put(tables.PUBLISHED_ESTIMATE, *rows)
    assert published.read_estimates(reader, "INC-1") == [(AT, 1, 2, 2**40), (AT + HOUR, 1, 3, 2**40)]


def test_sources_come_by_name_and_an_unknown_kind_does_not_break_the_page(put: Put) -> None:
    common = {"expected_every_s": 60, "taken_count": 5, "duplicate_count": 6, "parked_count": 7}
    reader = put(
        tables.PUBLISHED_SOURCE,
        {"source_id": "b", "name": "Tests", "kind": "probe", "last_heard_at": AT, **common},
        {"source_id": "a", "name": "Desk", "kind": "from a later version", "last_heard_at": None, **common},
    )
    desk, tests = published.read_sources(reader)
    assert (desk.health.source_id, desk.health.kind, desk.health.last_heard_at) == ("a", RecordKind.TICKET, None)
    assert (tests.health.kind, tests.health.last_heard_at, tests.health.expected_every_s) == (RecordKind.PROBE, AT, 60)
    assert (tests.taken_count, tests.duplicate_count, tests.parked_count) == (5, 6, 7)


def test_parked_records_are_grouped_with_the_latest_word_on_them(put: Put) -> None:
    shapes = [("a", "bad_time", "parked", 0), ("a", "bad_time", "quarantined", 2), ("b", "bad_time", "parked", 5)]
    shapes += [("a", "malformed", "parked", 1), ("a", "malformed", "released", 9)]
    rows = [
        {"record_id": n, "source_id": source, "reason": reason, "detail": f"d{n}", "state": state, "at": AT + h * HOUR}
        for n, (source, reason, state, h) in enumerate(shapes)
    ]
    groups = published.read_parked(put(tables.PUBLISHED_PARKED, *rows))
    assert [(one.source_id, one.reason, one.count, one.latest_at, one.detail) for one in groups] == [
        ("b", RejectReason.BAD_TIME, 1, AT + 5 * HOUR, "d2"),
        ("a", RejectReason.BAD_TIME, 2, AT + 2 * HOUR, "d1"),
        ("a", RejectReason.MALFORMED, 1, AT + HOUR, "d3"),
    ]


def test_the_trail_is_read_newest_first_page_by_page(put: Put) -> None:
    rows = [
        {
            "entry_index": n,
            "incident_id": "INC-1" if n % 2 else "",
            "at": AT,
            "kind": "signal.attach" if n == 3 else "owner.assign",
            "summary": ODD,
            "basis": "b",
            "actor": "System" if n == 5 else "Operations desk",
        }
        for n in range(6)
    ]
    reader = put(tables.PUBLISHED_TRAIL, *rows)

    def numbers(**asked: object) -> list[object]:
        return [line["number"] for line in published.read_trail(reader, **({"limit": 9} | asked))]  # type: ignore[arg-type]

    assert numbers(limit=2) == [5, 4]
    assert numbers(before=4, limit=2) == [3, 2]
    assert numbers(before=0) == []
    assert numbers(incident_id="INC-1") == [5, 3, 1]
    assert numbers(incident_id="INC-1", only_moves=True) == [5, 1]
    newest = published.read_trail(reader, limit=1)[0]
    assert (newest["summary"], newest["subject"], newest["desk"]) == (ODD, "INC-1", "System")
    assert newest["by_system"] is True
    assert datetime.fromisoformat(str(newest["at"])) == AT
    assert published.count_trail(reader) == 6
    assert published.count_trail(reader, "INC-1") == 3
    assert published.count_trail(reader, "INC-9") == 0


def test_the_head_of_the_trail_before_and_after_the_first_checkpoint(put: Put) -> None:
    assert published.read_trail_head(put(tables.PUBLISHED_TRAIL)) == TrailHead(0, "")
    assert published.count_trail(put(tables.PUBLISHED_TRAIL)) == 0
    assert published.read_trail_head(put(tables.PUBLISHED_TRAIL_CHECKPOINT, {"size": 7, "note": "n"})) == TrailHead(
        7, "n"
    )


def test_what_became_of_a_command(put: Put) -> None:
    row = {"command_id": UUID(int=1), "is_done": False, "code": "late", "message": ODD, "at": AT}
    reader = put(tables.COMMAND_OUTCOME, row)
    assert published.read_outcome(reader, UUID(int=1)) == CommandOutcome(is_done=False, code="late", message=ODD)
    assert published.read_outcome(reader, UUID(int=2)) is None
