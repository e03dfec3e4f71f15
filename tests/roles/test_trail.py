"""The trail by day, desks instead of people, and pages that link."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

from intera.roles.desk import Desk
from intera.roles.release import release_decision
from intera.roles.trail import TrailPage, read_trail


def _entries(northmoor: ModuleType) -> list[Any]:
    old = replace(northmoor.decisions()[0], at=northmoor.NOW - timedelta(days=2))
    return [release_decision(d, northmoor.operator(), number=n) for n, d in enumerate([old, *northmoor.decisions()])][
        ::-1
    ]


def test_entries_stand_under_their_day(northmoor: ModuleType, desk: Desk) -> None:
    view = read_trail(TrailPage(_entries(northmoor), 6), desk=desk, at=northmoor.NOW)
    assert view.lead == "6 decisions on record."
    assert [(day.title, len(day.items)) for day in view.days] == [("Today", 5), ("Mon 16 Nov 2026", 1)]
    assert view.days[0].items[1].desk == "Service Quality"
    assert view.days[0].items[0].href == "/incidents/INC-4127"


def test_pages_link_older_and_newest(northmoor: ModuleType, desk: Desk) -> None:
    page = TrailPage(_entries(northmoor), 60, "INC-4127", older_before=12, is_first=False, is_all=False)
    view = read_trail(page, desk=desk, at=northmoor.NOW)
    assert (view.older_href, view.newer_href) == ("/trail?incident=INC-4127&before=12", "/trail?incident=INC-4127")
    assert view.other_href == "/trail?incident=INC-4127&all=1"


def test_the_whole_trail_keeps_being_the_whole_trail(northmoor: ModuleType, desk: Desk) -> None:
    page = TrailPage(_entries(northmoor), 60, older_before=12, is_first=False, is_all=True)
    view = read_trail(page, desk=desk, at=northmoor.NOW)
    assert (view.older_href, view.newer_href) == ("/trail?all=1&before=12", "/trail?all=1")
    assert view.other_href == "/trail"


def test_an_empty_trail_says_so(northmoor: ModuleType, desk: Desk) -> None:
    assert read_trail(TrailPage([], 0), desk=desk, at=northmoor.NOW).lead == "No decision is on record yet."


def test_a_source_is_not_linked_as_an_incident(northmoor: ModuleType, desk: Desk) -> None:
    entry = {**_entries(northmoor)[0], "kind": "source.stale", "subject": "tickets"}
    item = read_trail(TrailPage([entry], 1), desk=desk, at=northmoor.NOW).days[0].items[0]
    assert (item.href, item.subject) == ("", "")
