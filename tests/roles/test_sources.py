"""Sources: fresh, late, silent; parked records with their reason, the stranger's apart."""

from types import ModuleType

from intera.model.source import RecordKind, RejectReason, SourceHealth
from intera.roles.desk import Desk
from intera.roles.package import Phrases
from intera.roles.sources import ParkedCount, read_sources


def _parked(northmoor: ModuleType) -> list[ParkedCount]:
    return [
        ParkedCount("tickets", RejectReason.MALFORMED, 1_203, northmoor.at("14:01"), "Line 12 has 35 columns"),
        ParkedCount("tickets", RejectReason.CONFLICTING_BODY, 1, northmoor.at("09:12"), "Another content"),
        ParkedCount(
            "stranger", RejectReason.UNKNOWN_SOURCE, 7, northmoor.at("11:12"), "bad\x1b[31m\u202etext" + "x" * 400
        ),
    ]


def test_the_lead_names_what_is_late(northmoor: ModuleType, phrases: Phrases, desk: Desk) -> None:
    view = read_sources(
        northmoor.sources(),
        {"tickets": 10_432},
        parked=_parked(northmoor),
        phrases=phrases,
        desk=desk,
        at=northmoor.NOW,
    )
    assert view.lead == "5 of 6 sources are fresh. Late: Roaming probes."
    assert view.lead_sub.startswith("10,432 records taken in, 1,211 parked with their reason.")
    rows = {row.name: row for row in view.rows}
    assert (rows["Roaming probes"].state_text, rows["Roaming probes"].last) == ("Late", "11 min late")
    assert (rows["Ticketing"].last, rows["Ticketing"].parked_count) == ("20 s", "1,204")


def test_quarantine_comes_first_and_strangers_apart(northmoor: ModuleType, phrases: Phrases, desk: Desk) -> None:
    view = read_sources(
        northmoor.sources(), {}, parked=_parked(northmoor), phrases=phrases, desk=desk, at=northmoor.NOW
    )
    tickets = next(row for row in view.rows if row.source_id == "tickets")
    assert [group.is_quarantine for group in tickets.parked] == [True, False]
    (stranger,) = view.orphans
    assert "\x1b" not in stranger.detail
    assert "\u202e" not in stranger.detail
    assert len(stranger.detail) == 200


def test_no_pace_and_silence(northmoor: ModuleType, phrases: Phrases, desk: Desk) -> None:
    sources = [
        SourceHealth("a", "A", RecordKind.TICKET, northmoor.at("10:00"), 0),
        SourceHealth("b", "B", RecordKind.PROBE, None, 60),
    ]
    view = read_sources(sources, {}, parked=[], phrases=phrases, desk=desk, at=northmoor.NOW)
    assert [(row.state_text, row.late_after) for row in view.rows] == [("Read", "no set pace"), ("Silent", "1 min")]
    assert view.lead == "1 of 2 sources is fresh. Late: B."


def test_leads_of_none_one_and_all(northmoor: ModuleType, phrases: Phrases, desk: Desk) -> None:
    fresh = northmoor.sources(late_s=-200)
    leads = [
        read_sources(s, {}, parked=[], phrases=phrases, desk=desk, at=northmoor.NOW).lead
        for s in ([], fresh[:1], fresh)
    ]
    assert leads == ["No source is connected yet.", "The source is fresh.", "All 6 sources are fresh."]
