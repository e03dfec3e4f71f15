"""Who is here, what time it is, how fresh the sources are."""

from types import ModuleType

from intera.model.source import RecordKind, SourceHealth
from intera.roles.desk import Desk
from intera.roles.frame import Timepiece, Visitor, is_fresh, late_words, read_frame, read_source_summary


def test_a_source_that_owes_nothing_is_never_late(northmoor: ModuleType) -> None:
    quiet = SourceHealth("a", "A", RecordKind.TICKET, None, 0)
    assert is_fresh(quiet, northmoor.NOW)
    assert late_words(quiet, northmoor.NOW) == ""


def test_a_source_never_heard_is_not_fresh(northmoor: ModuleType) -> None:
    silent = SourceHealth("a", "A", RecordKind.TICKET, None, 60)
    assert not is_fresh(silent, northmoor.NOW)
    assert late_words(silent, northmoor.NOW) == "not heard yet"


def test_the_summary_names_the_latest(northmoor: ModuleType) -> None:
    summary = read_source_summary(northmoor.sources(), northmoor.NOW)
    assert (summary.fresh_count, summary.total_count, summary.note) == (5, 6, "Roaming probes 11 min late")
    assert sorted(summary.dots) == ["fresh"] * 5 + ["late"]
    two = [SourceHealth(slug, slug, RecordKind.PROBE, None, 60) for slug in "ab"]
    assert read_source_summary(two, northmoor.NOW).note == "a and 1 more late"


def test_a_frame_knows_its_visitor(northmoor: ModuleType, desk: Desk) -> None:
    visitor = Visitor("R. Novak", "service_assurance", "quality", "token", theme="purple")
    frame = read_frame(visitor, Timepiece(northmoor.NOW), desk=desk, sources=[], current="now")
    assert (frame.initials, frame.desk_name, frame.clock.text) == ("RN", "Service Quality", "14:32 CET")
    assert frame.clock.full == "Wed 18 Nov 2026, 14:32 CET"
    assert frame.theme == ""
    assert [item.href for group in frame.nav for item in group.items] == [
        "/",
        "/?all=1",
        "/promises",
        "/narratives",
        "/briefing",
        "/repeats",
        "/quality",
        "/severity",
        "/success",
        "/trail",
        "/guide",
        "/sources",
    ]


def test_a_visitor_without_a_name_has_no_initials(northmoor: ModuleType, desk: Desk) -> None:
    frame = read_frame(Visitor("", "service_assurance"), Timepiece(northmoor.NOW), desk=desk, sources=[], current="now")
    assert frame.initials == ""
