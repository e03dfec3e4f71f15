"""A shift's briefing looks back over its hours and names what the next one takes over, overdue first."""

from types import ModuleType

from intera.roles.relative import LocalClock
from intera.roles.shift import read_shift
from intera.roles.view_shift import ShiftGroup, ShiftView
from roles.speaking import released


def briefing(northmoor: ModuleType, clock: LocalClock, hours: int = 8) -> ShiftView:
    documents = [released(case, northmoor.operator(), northmoor, "service_assurance") for case in northmoor.cases()]
    return read_shift(documents, clock=clock, hours=hours)


def group(view: ShiftView, key: str) -> ShiftGroup:
    return next(one for one in view.groups if one.key == key)


def test_the_headline_counts_what_happened_since(northmoor: ModuleType, clock: LocalClock) -> None:
    view = briefing(northmoor, clock)
    assert view.headline.startswith("Since 06:32 CET, ")
    began, due = group(view, "opened").lines, group(view, "promises").lines
    assert f"{len(began)} incidents began" in view.headline
    late = sum(1 for line in due if line.kind == "late")
    assert f"{len(due) - late} of {len(due)} promises kept in time" in view.headline


def test_the_next_shift_takes_over_what_is_overdue_first(northmoor: ModuleType, clock: LocalClock) -> None:
    lines = group(briefing(northmoor, clock), "ahead").lines
    assert [line.iso for line in lines] == sorted(line.iso for line in lines)
    assert lines[0].kind == "late"
    assert "late" in lines[0].sub


def test_what_works_again_and_what_is_internal(northmoor: ModuleType, clock: LocalClock) -> None:
    view = briefing(northmoor, clock)
    assert [line.incident_id for line in group(view, "ended").lines] == ["INC-4126"]
    internal = {
        case.incident.incident_id
        for case in northmoor.cases()
        if case.impact is not None and case.impact.visibility.value == "internal_only"
    }
    assert internal
    assert not internal & {line.incident_id for one in view.groups for line in one.lines}


def test_an_unknown_length_is_the_usual_one_and_a_quiet_shift_says_so(clock: LocalClock) -> None:
    view = read_shift([], clock=clock, hours=7)
    assert (view.hours, view.headline) == (8, "Since 06:32 CET, nothing new began.")
    assert all(not one.lines and one.empty for one in view.groups)
