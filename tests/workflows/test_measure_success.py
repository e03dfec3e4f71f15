"""The metrics come from what is on record, and a record too young gives no figure for the time before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from flows.drive import feed_and_take, scalars
from flows.judged import INCIDENT_ID, judged, said
from flows.town import HEALTH, TESTS, after, says, town
from intera.coordination.success import MetricState
from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.ids import FingerprintId, IncidentId
from intera.model.incident import Lifecycle
from intera.model.operator import Operator
from intera.roles.release_success import RoleReads, Success
from intera.store.boards import read_board
from intera.store.clock import Clock, set_clock
from intera.store.contact_history import Agreement
from intera.store.contacts import keep_contact
from intera.store.page_reads import PageReads
from intera.workflows.keep_working import Worker
from intera.workflows.measure_success import measure_success
from intera.workflows.note_page_read import note_page_read
from intera.workflows.open_installation import Installation
from intera.workflows.read_case_facts import CaseFacts, occurrence_of
from intera.workflows.release_boards import BoardKeeper

DAY = timedelta(days=1)
NOW = after(0) + 80 * DAY
FOUND = judged([said(TESTS, 0, failing_percent=50), said(HEALTH, 1)], after(1))
READS = ((PageReads("care", "/", 4),), Agreement(1, 2), NOW - 60 * DAY)


def _facts(number: int, days_ago: float) -> CaseFacts:
    opened_at = NOW - days_ago * DAY
    moved = opened_at - FOUND.incident.opened_at
    incident = replace(
        FOUND.incident,
        incident_id=IncidentId(f"{INCIDENT_ID}{number}"),
        lifecycle=Lifecycle.CLOSED,
        opened_at=opened_at,
        restored_at=opened_at + timedelta(hours=1),
        closed_at=opened_at + timedelta(hours=2),
    )
    spells = tuple(
        replace(
            spell,
            earliest_at=spell.earliest_at + moved,
            start_at=spell.start_at + moved,
            seen_at=spell.seen_at + moved,
            end_at=opened_at + timedelta(hours=1),
        )
        for spell in FOUND.spells
    )
    case = replace(FOUND, incident=incident, spells=spells)
    return CaseFacts(1, case, occurrence_of(case, FingerprintId("FP-1")))


def _contact(number: int, days_ago: float, minutes: int) -> Contact:
    return Contact(
        f"c{number}{minutes}",
        NOW - days_ago * DAY + timedelta(minutes=minutes),
        ContactChannel.PHONE,
        AskedBy.CARE,
        ContactAbout.WHAT_IS_HAPPENING,
        incident_id=IncidentId(f"{INCIDENT_ID}{number}"),
    )


def _measured(*, recorded_days: int = 70) -> Success:
    facts = [_facts(1, 50), _facts(2, 5)]
    contacts = [_contact(1, 50, 5), _contact(1, 50, 6), _contact(2, 5, 10)]
    return measure_success(facts, town(), contacts, READS, since_at=NOW - recorded_days * DAY, at=NOW)


def test_each_window_counts_its_own_incidents_and_contacts() -> None:
    found = _measured()
    assert (found.asking.now.count, found.asking.before and found.asking.before.count) == (1, 2)
    assert (found.telling.now.count, found.telling.now.total_count) == (0, 1)
    assert found.telling.before is not None
    assert (found.repeating.now.total_count, found.reads) == (1, (RoleReads("care", "/", 4),))
    assert (found.agreement.count, found.agreement.total_count) == (1, 2)


def test_a_record_younger_than_both_windows_gives_no_figure_for_the_time_before() -> None:
    found = _measured(recorded_days=40)
    befores = (found.asking.before, found.telling.before, found.repeating.before, found.finding.share.before)
    assert befores == (None, None, None, None)
    assert found.asking.state is MetricState.RECORDED


def test_a_span_over_before_the_first_contact_on_record_has_no_figure_of_asking() -> None:
    facts = [_facts(1, 50), _facts(2, 5)]
    found = measure_success(
        facts, town(), [_contact(2, 5, 10)], (*READS[:2], NOW - 5 * DAY), since_at=NOW - 70 * DAY, at=NOW
    )
    assert (found.asking.state, found.asking.before) == (MetricState.RECORDED, None)
    assert found.telling.before is not None


def test_what_is_kept_in_the_store_is_what_the_board_tells(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    trouble = [
        says(TESTS, "t0", 0, external_id="coast", state="degraded", region_refs=["coast"], failing_percent=50),
        says(HEALTH, "h0", 1, external_id="coast", state="degraded", region_refs=["coast"]),
    ]
    feed_and_take(installation, worker, trouble)
    (incident_id,) = scalars(worker.engine, "select incident_id from internal.incident")
    asked = replace(_contact(1, 0, 0), at=after(20), incident_id=incident_id)
    with worker.engine.begin() as connection:
        keep_contact(connection, asked)
        set_clock(connection, Clock(after(30), after(30), Decimal(0)))
    reader = installation.reader_engine()
    note_page_read(reader, role="service_assurance", page="/")
    BoardKeeper(worker.engine).keep(at=after(30))
    with reader.connect() as connection:
        board = read_board(connection, "service_assurance", "success")
        other = read_board(connection, "care", "success")
    reader.dispose()
    assert board is not None
    assert other is None
    rows = {row[0].text[:2]: row for row in board.tables[0].rows}
    assert rows["M1"][1].sub.startswith("1 ask in ")
    assert rows["M5"][1].text.startswith("1 of ")
    assert rows["M5"][1].sub == "1 of 1 open incidents are the same for all"
