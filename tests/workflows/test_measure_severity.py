"""Declared against met, read from the record: sources' priorities and our own verdicts, apart."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from flows.drive import feed_and_take
from flows.judged import RULES
from flows.state_digest import state_of
from flows.town import DESK, HEALTH, TESTS, after, says, town
from intera.governance.inflation import GroupKind, Inflation, Side
from intera.model.operator import Operator
from intera.model.verdict import DeclaredBy, Severity
from intera.roles.service_assurance.package import PACKAGE
from intera.store.clock import Clock, set_clock
from intera.store.inbox import WaitingCommand, store_command
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.keep_working import Worker
from intera.workflows.measure_severity import (
    SeverityMeasurement,
    measure_severity,
    read_severity_records,
)
from intera.workflows.open_installation import Installation
from intera.workflows.relive_incidents import reading

Load = Callable[[Installation, Operator], None]


@pytest.fixture
def told(installation: Installation, worker: Worker, load: Load) -> Installation:
    """One small trouble its ticket called a priority 1 for half an hour, and one that is still open."""
    load(installation, town())
    about = {"external_id": "t1", "region_refs": ["coast"], "symptom_ref": "slow"}
    other = {"external_id": "t2", "service_ref": "vpn", "region_refs": ["lakes"]}
    records = [
        says(DESK, "1", 0, state="open", claimed_priority=1, owner_ref="mobile-desk", **about),
        says(DESK, "2", 5, state="open", claimed_priority=1, owner_ref="mobile-desk", **about),
        says(DESK, "3", 30, state="open", claimed_priority=4, owner_ref="J. Smith", **about),
    ]
    feed_and_take(installation, worker, records)
    _override(installation, worker, minute=35)
    feed_and_take(
        installation,
        worker,
        [says(DESK, "4", 90, state="closed", **about), says(DESK, "5", 91, state="open", claimed_priority=2, **other)],
    )
    return installation


def _override(installation: Installation, worker: Worker, *, minute: int) -> None:
    reader = installation.reader_engine()
    with worker.engine.begin() as connection:
        set_clock(connection, Clock(after(minute), datetime.now(UTC), Decimal(0), "Test"))
    with worker.engine.connect() as connection:
        incident_id = worker.world.cases(connection, worker.world.numbers).popitem()[0]  # type: ignore[arg-type]
    fields = {"severity": "4", "reason": "Known to be a test", "clause": "8.3", "expires_in_min": "10"}
    with reader.begin() as connection:
        store_command(
            connection,
            WaitingCommand(uuid4(), "override_severity", incident_id, fields, "N", "business-desk", PACKAGE.slug),
        )
    reader.dispose()
    assert carry_out_commands(worker.door, worker.world) == 1


def measured(installation: Installation) -> SeverityMeasurement:
    with reading(installation) as connection:
        return measure_severity(connection, RULES, since_at=after(-1), at=after(100))


def find(found: SeverityMeasurement, side: Side, severity: Severity, by: GroupKind, group: str = "") -> Inflation:
    [one] = [
        one
        for one in found.inflation
        if (one.side, one.severity, one.group_kind, one.group) == (side, severity, by, group)
    ]
    return one


def test_a_priority_1_that_was_none_is_overdeclared_until_it_was_lowered(told: Installation, worker: Worker) -> None:
    before = state_of(worker.engine)
    found = measured(told)
    assert state_of(worker.engine) == before
    assert (found.over_count, found.open_count) == (1, 1)
    theirs = find(found, Side.THEIRS, Severity.P1, GroupKind.EVERYTHING)
    assert (theirs.declared.count, theirs.met.count, theirs.precision.count) == (1, 0, 0)
    assert (theirs.lag.overdeclared_count, theirs.lag.median_s) == (1, 30 * 60)
    assert find(found, Side.THEIRS, Severity.P1, GroupKind.CHANNEL, DESK).declared.count == 1
    assert find(found, Side.THEIRS, Severity.P1, GroupKind.SERVICE, "mobile").declared.count == 1
    ours = find(found, Side.OURS, Severity.P1, GroupKind.EVERYTHING)
    assert (ours.declared.count, ours.declared.total_count) == (0, 1)


def test_a_name_that_is_no_desk_of_ours_is_no_group(told: Installation) -> None:
    teams = {one.group for one in measured(told).inflation if one.group_kind is GroupKind.TEAM}
    assert teams == {"mobile-desk", "business-desk"}


def test_our_verdicts_are_read_from_the_trail_and_an_override_counts_once(told: Installation) -> None:
    with reading(told) as connection:
        records = read_severity_records(connection, RULES, since_at=after(-1))
    ours = [claim for claim in records[0].claims if claim.declared_by is not DeclaredBy.SOURCE]
    by_hand = [claim for claim in ours if claim.declared_by is DeclaredBy.OVERRIDE]
    assert [(claim.severity, claim.declared_at, claim.team_id) for claim in by_hand] == [
        (Severity.P4, after(35), "business-desk")
    ]
    assert ours[0].declared_by is DeclaredBy.RULES
    assert ours[0].team_id == "mobile-desk"
    assert records[0].final_severity is not None
    assert records[1].final_severity is None


def test_late_evidence_is_final_evidence(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    wide = {"region_refs": ["coast", "lakes"], "symptom_ref": "slow"}
    about = {"external_id": "t1", "region_refs": ["coast", "lakes"], "symptom_ref": "slow"}
    feed_and_take(
        installation,
        worker,
        [
            says(DESK, "1", 0, state="open", claimed_priority=3, **about),
            says(HEALTH, "2", 1, external_id="all", state="degraded", **wide),
            says(TESTS, "3", 2, external_id="all", state="degraded", failing_percent=70, **wide),
            says(HEALTH, "4", 20, external_id="all", state="ok", **wide),
            says(TESTS, "5", 20, external_id="all", state="ok", **wide),
            says(DESK, "6", 30, state="closed", **about),
        ],
    )
    found = measured(installation)
    theirs = find(found, Side.THEIRS, Severity.P1, GroupKind.EVERYTHING)
    assert (theirs.declared.count, theirs.met.count, theirs.recall.count) == (0, 1, 0)
    ours = find(found, Side.OURS, Severity.P1, GroupKind.EVERYTHING)
    assert (ours.declared.count, ours.precision.count, ours.recall.count) == (1, 1, 1)
