"""One impact number: every role reads the same at the same instant, on page, paper, list and interface (issue 3)."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from flows.drive import feed_and_take, scalars
from flows.town import HEALTH, TESTS, after, says, town
from intera.model.operator import Operator
from intera.roles import PACKAGES
from intera.roles.frame import Visitor
from intera.roles.impact_number import number_document
from intera.roles.now import Ask
from intera.roles.package import RolePackage
from intera.roles.wording import count
from intera.store.clock import Clock, set_clock
from intera.web.render import load_role
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_pages import (
    find_dated_document,
    list_cards,
    read_incident_briefing,
    read_incident_page,
    read_now_page,
)

Load = Callable[[Installation, Operator], None]
# Care and Sales are told words and times, and no number.
COUNTING = [package for package in PACKAGES if "spells" in package.fields]


@pytest.mark.parametrize("package", COUNTING, ids=lambda package: package.slug)
def test_every_role_and_every_door_tells_the_same_number(
    installation: Installation, worker: Worker, load: Load, package: RolePackage
) -> None:
    load(installation, town())
    hurt = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "failing_percent": 40}
    feed_and_take(installation, worker, [says(TESTS, "t", 0, **hurt), says(HEALTH, "h", 1, **hurt)])
    with worker.engine.begin() as connection:
        set_clock(connection, Clock(after(47), datetime.now(UTC), Decimal(0), "Test"))
    [incident_id] = map(str, scalars(worker.engine, "select incident_id from internal.incident"))
    reader, role = installation.reader_engine(), load_role(package.slug)
    visitor = Visitor("R. Novak", package.slug, "mobile-desk")
    try:
        at, document = find_dated_document(reader, package.slug, incident_id)
        assert document is not None
        told = number_document([document], at)["service_minutes"]
        assert isinstance(told, list)
        low, best, high = (count(int(str(side))) for side in told)
        assert int(str(told[1])) > 0
        page = read_incident_page(reader, role, visitor, incident_id)
        paper = read_incident_briefing(reader, role, visitor, incident_id)
        assert page is not None
        assert paper is not None
        for view in (page.view, paper.page.view):
            assert (view.harm.sum_best, view.harm.sum_range) == (best, f"{low} to {high}")  # type: ignore[union-attr]
        listed_at, cards = list_cards(reader, package.slug)
        assert (listed_at, number_document(cards, listed_at)["service_minutes"]) == (at, told)
        words = page.view.harm.total  # type: ignore[union-attr]
        assert words.removeprefix("about ") in read_now_page(reader, role, visitor, Ask()).view.harm_note  # type: ignore[union-attr]
    finally:
        reader.dispose()


def test_every_role_reads_the_same_spells(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    hurt = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "failing_percent": 40}
    feed_and_take(installation, worker, [says(TESTS, "t", 0, **hurt), says(HEALTH, "h", 1, **hurt)])
    [incident_id] = map(str, scalars(worker.engine, "select incident_id from internal.incident"))
    reader = installation.reader_engine()
    found = {package.slug: find_dated_document(reader, package.slug, incident_id)[1] for package in PACKAGES}
    reader.dispose()
    assert None not in found.values()
    spells = [document["spells"] for document in found.values() if document is not None and "spells" in document]
    assert len(spells) == len(COUNTING) < len(PACKAGES)
    assert all(one == spells[0] for one in spells)
