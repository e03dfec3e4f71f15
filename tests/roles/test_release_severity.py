"""The board of severity and confidence: counts with their intervals, in names, never by person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from types import ModuleType

from intera.governance.inflation import measure_inflation
from intera.model.ids import IncidentId, ServiceId, SourceId
from intera.model.source import RecordKind, Source
from intera.model.stated import KnownOutcome, StatedKind, StatedRatio
from intera.model.verdict import DeclaredBy, Severity, SeverityClaim, SeverityRecord
from intera.roles.release_severity import SeverityReport, release_severity

AT = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


def _record(number: int, *, claimed: Severity, final: Severity, channel: str = "desk") -> SeverityRecord:
    claim = SeverityClaim(DeclaredBy.SOURCE, claimed, AT, SourceId(channel), f"t{number}", "quality")
    ours = SeverityClaim(DeclaredBy.RULES, final, AT, team_id="quality")
    return SeverityRecord(
        incident_id=IncidentId(f"INC-{number}"),
        service_id=ServiceId("mobile_data"),
        opened_at=AT,
        claims=(claim, ours),
        ended_at=AT + timedelta(hours=1),
        final_severity=final,
    )


def _outcomes(number: int, *, happened: int) -> tuple[KnownOutcome, ...]:
    heard = (("source", "probes"), ("source", "gone"))
    stated = StatedRatio(StatedKind.IMPACT_CONFIRMED, Fraction(9, 10), AT, pattern="probe", features=heard)
    return tuple(
        KnownOutcome(IncidentId(f"INC-{n}"), stated, happened=n < happened, known_at=AT + timedelta(minutes=n))
        for n in range(number)
    )


def _report(records: list[SeverityRecord], outcomes: tuple[KnownOutcome, ...] = ()) -> SeverityReport:
    return SeverityReport(measure_inflation(records), len(records), 2, AT - timedelta(days=90), outcomes)


def test_claims_are_held_against_what_was_met(northmoor: ModuleType) -> None:
    records = [_record(n, claimed=Severity.P1, final=Severity.P1 if n < 5 else Severity.P3) for n in range(25)]
    board = release_severity(_report(records), northmoor.operator(), at=AT)
    assert board.lead.startswith("Sources claimed P1 for 25 of 25 incidents, 5 met the clause")
    whole = board.tables[0]
    who, severity, declared, met, precision, *_ = whole.rows[0]
    assert (who.text, severity.text, declared.text, met.text, precision.text) == (
        "Claimed by sources",
        "P1",
        "100%",
        "20%",
        "20%",
    )
    assert precision.sub.startswith("5 of 25, ")
    assert "2 still open and not counted" in board.lead_sub


def test_groups_are_services_channels_and_desks_by_name(northmoor: ModuleType) -> None:
    records = [_record(n, claimed=Severity.P1, final=Severity.P2, channel="unheard-of") for n in range(3)]
    board = release_severity(_report(records), northmoor.operator(), at=AT)
    names = {table.key: [row[0].text for row in table.rows] for table in board.tables}
    assert "Mobile Data" in names["service"]
    assert "Service Quality" in names["team"]
    assert "Another channel" in names["channel"]
    assert "unheard-of" not in str(board)
    assert "too few to say" in board.tables[0].rows[0][4].sub


def test_what_was_stated_is_scored_and_a_drift_is_said(northmoor: ModuleType) -> None:
    board = release_severity(_report([], _outcomes(100, happened=40)), northmoor.operator(), at=AT)
    tables = {table.key: table for table in board.tables}
    hit, claims, *_ = tables["confidence"].rows
    assert (hit[1].text, hit[2].text, hit[3].text) == ("100", "0.490", "0.500")
    assert hit[4].kind == "late"
    assert "less often than stated" in hit[4].text
    assert claims[2].text == "too few"
    assert [row[2].text for row in tables["reliability"].rows] == ["90%"] * len(tables["reliability"].rows)


def test_nothing_over_yet_is_said(northmoor: ModuleType) -> None:
    board = release_severity(_report([]), northmoor.operator(), at=AT)
    assert board.lead == "No incident is over yet, so nothing can be measured."
    assert all(not table.rows for table in board.tables if table.key in ("whole", "reliability"))


def test_each_source_has_its_own_record_and_one_we_no_longer_have_is_left_out(northmoor: ModuleType) -> None:
    operator = northmoor.operator()
    probes = Source(SourceId("probes"), "Service tests", "cloudevents", RecordKind.PROBE)
    board = release_severity(_report([], _outcomes(50, happened=47)), replace(operator, sources=(probes,)), at=AT)
    (row,) = next(table.rows for table in board.tables if table.key == "sources")
    assert [cell.text for cell in row] == ["Service tests", "47 of 50", "86%"]
