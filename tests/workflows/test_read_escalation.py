"""One escalation note is read for a role, on screen and for paper; one that is not there is nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flows.drive import feed_and_take, scalars
from flows.town import HEALTH, TESTS, says, town
from intera.model.operator import Operator
from intera.roles.frame import Visitor
from intera.roles.view_coordination import NoteView
from intera.web.render import load_role
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_escalation import read_escalation_briefing, read_escalation_page

ROLE = "service_assurance"


def test_a_note_is_read_by_its_number_or_not_at_all(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"]}
    feed_and_take(
        installation, worker, [says(TESTS, "e1", 0, failing_percent=58, **about), says(HEALTH, "e2", 0, **about)]
    )
    (row,) = scalars(worker.engine, "select incident_id from internal.incident")
    (due,) = scalars(worker.engine, "select body::json->'checkpoints'->0->>'due_at' from internal.incident")
    judge_again(worker.door, worker.world, at=datetime.fromisoformat(str(due)) + timedelta(minutes=1))
    incident_id, reader, role = str(row), installation.reader_engine(), load_role(ROLE)
    visitor = Visitor("R. Novak", ROLE)
    page = read_escalation_page(reader, role, visitor, (incident_id, 1))
    assert page is not None
    assert isinstance(page.view, NoteView)
    assert (page.view.number, page.frame.current) == (1, "incident")
    brief = read_escalation_briefing(reader, role, visitor, (incident_id, 1))
    assert brief is not None
    assert brief.page.view == page.view
    for which in ((incident_id, 2), (incident_id, 0), ("INC-0000000", 1)):
        assert read_escalation_page(reader, role, visitor, which) is None
        assert read_escalation_briefing(reader, role, visitor, which) is None
    # A role that is only told has no notes.
    assert read_escalation_page(reader, load_role("care"), Visitor("C. Reyes", "care"), (incident_id, 1)) is None
    reader.dispose()
