"""Pages are read as the pages' role, and what is asked for in an address is never trusted."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from flows.drive import feed_and_take, scalars
from flows.town import DESK, HEALTH, TESTS, says, town
from intera.model.operator import Operator
from intera.roles.frame import Visitor
from intera.roles.now import Ask
from intera.roles.package import parse_phrases
from intera.roles.service_assurance.package import PACKAGE
from intera.store.inbox import ArrivedRecord
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_pages import (
    find_document,
    read_frame_only,
    read_incident_page,
    read_now_page,
    read_operator_name,
    read_sources_page,
    read_trail_page,
    read_zone,
)

PHRASES = Path(__file__).parents[2] / "src" / "intera" / "roles" / PACKAGE.slug / "phrases.toml"
ROLE = (PACKAGE, parse_phrases(tomllib.loads(PHRASES.read_text(encoding="utf-8")), PACKAGE))
VISITOR = Visitor("R. Novak", PACKAGE.slug, "mobile-desk")


@pytest.fixture
def reader(installation: Installation) -> Iterator[Engine]:
    engine = installation.reader_engine()
    yield engine
    engine.dispose()


def test_before_anything_is_loaded_every_page_says_so_honestly(reader: Engine) -> None:
    assert read_operator_name(reader) == ""
    assert read_zone(reader)[0] == "UTC"
    assert read_frame_only(reader, VISITOR, "now")
    assert read_now_page(reader, ROLE, VISITOR, Ask()).view
    assert read_sources_page(reader, ROLE, VISITOR).view
    assert read_trail_page(reader, VISITOR).view
    assert read_incident_page(reader, ROLE, VISITOR, "INC-0000000") is None


def test_the_pages_show_what_was_judged_and_parked(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], reader: Engine
) -> None:
    load(installation, town())
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "failing_percent": 58}
    records = [
        says(TESTS, "e1", 0, **about),
        says(HEALTH, "e2", 1, **about),
        ArrivedRecord(DESK, b"<script>", says(TESTS, "x", 1).received_at),
    ]
    feed_and_take(installation, worker, records)
    [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
    assert str(incident_id) in str(read_now_page(reader, ROLE, VISITOR, Ask()).view)
    assert read_incident_page(reader, ROLE, VISITOR, str(incident_id))
    assert find_document(reader, PACKAGE.slug, str(incident_id))
    assert "valid JSON" in str(read_sources_page(reader, ROLE, VISITOR).view)
    trail = read_trail_page(reader, VISITOR, incident_id=str(incident_id))
    assert "Opened as P" in str(trail.view)
    older = read_trail_page(reader, VISITOR, before=1)
    assert "Opened as P" in str(older.view)


@pytest.mark.parametrize("asked", ["no\x00such", "' or 1=1 --", "../../etc", "x" * 9000, ""])
def test_an_odd_address_finds_nothing(reader: Engine, asked: str) -> None:
    assert read_incident_page(reader, ROLE, VISITOR, asked) is None
    assert find_document(reader, PACKAGE.slug, asked) is None
    assert read_trail_page(reader, VISITOR, incident_id=asked).view
