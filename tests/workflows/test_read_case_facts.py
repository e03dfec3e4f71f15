"""What the boards count of an incident, and that an unchanged one is not read again."""

from collections.abc import Callable
from dataclasses import replace

from flows.drive import feed_and_take
from flows.judged import judged, said
from flows.town import HEALTH, START, TESTS, after, says, town
from intera.model.ids import FingerprintId
from intera.model.incident import Lifecycle
from intera.model.operator import Operator
from intera.model.recurrence import Exclusion, RecurrenceKind
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_case_facts import CaseFactsReader, occurrence_of

Load = Callable[[Installation, Operator], None]
KEY = FingerprintId("FP-1")


def test_an_incident_is_one_time_its_pattern_came() -> None:
    case = judged([said(TESTS, 0, failing_percent=50), said(HEALTH, 1)], after(1))
    open_one = occurrence_of(case, KEY)
    assert (open_one.duration_s, open_one.exclusion, open_one.fingerprint_id) == (-1, None, KEY)
    over = replace(case, incident=replace(case.incident, restored_at=after(31)))
    assert occurrence_of(over, KEY).duration_s == 30 * 60


def test_false_events_duplicates_and_children_do_not_count() -> None:
    case = judged([said(TESTS, 0)], after(1))
    cancelled = replace(case, incident=replace(case.incident, lifecycle=Lifecycle.CANCELLED))
    assert occurrence_of(cancelled, KEY).exclusion is Exclusion.FALSE_EVENT
    assert case.recurrence is not None
    for kind, exclusion in ((RecurrenceKind.DUPLICATE, Exclusion.DUPLICATE), (RecurrenceKind.CHILD, Exclusion.CHILD)):
        same = replace(case, recurrence=replace(case.recurrence, kind=kind))
        assert occurrence_of(same, KEY).exclusion is exclusion


def test_only_what_changed_is_read_again(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    tests = says(TESTS, "t1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [tests])
    reader = CaseFactsReader()
    with worker.engine.connect() as connection:
        (first,) = reader.read(connection, since=START)
        assert reader.read(connection, since=START)[0] is first
        assert reader.read(connection, since=after(1)) == []
    health = says(HEALTH, "h1", 2, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [health])
    with worker.engine.connect() as connection:
        (second,) = reader.read(connection, since=START)
    assert second.version > first.version
