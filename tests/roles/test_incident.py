"""The incident page holds every part, and each part is drawn from the document."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from intera.roles.desk import Desk
from intera.roles.frame import Visitor
from intera.roles.incident import IncidentRecord, read_incident, story_of
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.release import release_decision
from intera.roles.view_incident import IncidentView


@pytest.fixture
def see(
    docs: dict[str, Any], northmoor: ModuleType, role: tuple[RolePackage, Phrases], desk: Desk
) -> Callable[..., IncidentView]:
    operator = northmoor.operator()
    decisions = [release_decision(d, operator, number=n) for n, d in enumerate(northmoor.decisions())][::-1]

    def _see(incident_id: str) -> IncidentView:
        visitor = Visitor("R. Novak", "service_assurance", "quality")
        record = IncidentRecord(decisions, 31)
        return read_incident(docs[incident_id], record, visitor=visitor, role=role, desk=desk, at=northmoor.NOW)

    return _see


def test_the_head_and_the_six_facts(see: Callable[..., IncidentView]) -> None:
    view = see("INC-4127")
    assert view.title == "Mobile Data slow or unavailable in Coast and Lakes"
    assert [(fact.label, fact.main, fact.sub) for fact in view.facts] == [
        ("Customers affected", "about 41,200", "likely 38,000 to 44,000"),
        ("Confidence", "Confirmed", "91%, 5 sources agree"),
        ("Next checkpoint", "15:00", "Lakes restored; Coast ETA confirmed or moved"),
        ("ETA", "16:30", "Medium, 16:00 to 17:30"),
        ("SLA", "Breach 16:05 today", "Harbour Logistics"),
        ("Recurrence", "3rd in 30 days", "fix is 5 days overdue"),
    ]


def test_the_story_says_what_fails_and_what_still_works(items: dict[str, Item]) -> None:
    assert story_of(items["INC-4127"]) == (
        "Web pages and apps load slowly or not at all. Of all attempts in Coast 58% and in Lakes 34% fail. "
        "Calls, texts and Wi-Fi work as usual. Emergency calls work as usual."
    )
    assert story_of(items["INC-4129"]).endswith("Internet access work as usual.")


def test_the_track_tells_kept_next_planned_and_late(see: Callable[..., IncidentView]) -> None:
    assert [step.kind for step in see("INC-4127").track] == ["kept", "kept", "next", "plan", "plan"]
    assert see("INC-4127").track_note == "2 of 2 kept. Each one is a promise with a time."
    late = see("INC-4130")
    assert [(step.kind, step.result) for step in late.track] == [("late", "4 min late")]
    assert late.track_note == "0 of 1 kept. Each one is a promise with a time."


def test_unknown_is_said_as_unknown(see: Callable[..., IncidentView], docs: dict[str, Any]) -> None:
    docs["INC-4127"].update(
        impact=None, severity=None, why=None, recurrence=None, history=None, eta=None, checkpoints=[]
    )
    view = see("INC-4127")
    assert [fact.main for fact in view.facts] == [
        "Not known",
        "Not judged",
        "None promised",
        "None yet",
        "Breach 16:05 today",
        "Not known yet",
    ]
    assert (view.chart, view.pattern, view.track_note) == (None, None, "Nothing is promised yet.")


def test_the_short_trail_ends_with_all_of_it(see: Callable[..., IncidentView]) -> None:
    view = see("INC-4127")
    assert view.trail[0].summary == "Estimate raised to about 41,200"
    assert (view.trail_text, view.trail_href) == ("All 31 entries", "/trail?incident=INC-4127")


def test_an_impact_unknown_in_size_but_ranged_from_zero(see: Callable[..., IncidentView]) -> None:
    fact = see("INC-4130").facts[0]
    assert (fact.main, fact.sub) == ("0 to 4,000", "likely range")
