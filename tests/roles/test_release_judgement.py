"""Verdict, recurrence and marks leave role-safe."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

from intera.model.case import Case
from intera.model.impact import ImpactRuling
from intera.model.verdict import Override, Severity
from intera.roles.material import Material
from intera.roles.release_judgement import history_of, marks_of, recurrence_of, ruling_of, severity_of, why_of
from intera.roles.screen import screen_for


def _material(northmoor: ModuleType, case: Case) -> Material:
    operator = northmoor.operator()
    return Material(case, operator, screen_for(operator.hidden_vocabulary))


def test_an_override_names_the_desk_and_not_the_person(northmoor: ModuleType) -> None:
    now = northmoor.NOW
    override = Override(Severity.P2, "kilnmark says so", "7.9", "R. Novak", "quality", now, now + timedelta(hours=1))
    case = northmoor.mobile_case()
    case = replace(case, verdict=replace(case.verdict, override=override, held_severity=Severity.P1))
    why = why_of(_material(northmoor, case))
    severity = severity_of(_material(northmoor, case))
    assert why is not None
    assert why["override"] is not None
    assert why["override"]["team"] == "Service Quality"
    assert why["override"]["reason"] == "(held back) says so"
    assert "Novak" not in str(why)
    assert severity is not None
    assert (severity["held_level"], severity["is_override"]) == (1, True)


def test_a_ruling_names_the_desk(northmoor: ModuleType) -> None:
    ruling = ImpactRuling(
        is_confirmed=True, reason="Callers confirm", by_person="R. Novak", by_team_id="quality", at=northmoor.NOW
    )
    released = ruling_of(_material(northmoor, replace(northmoor.mobile_case(), ruling=ruling)))
    assert released is not None
    assert released["team"] == "Service Quality"
    assert "Novak" not in str(released)


def test_the_pattern_speaks_in_names_and_its_owner_is_a_desk(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    history = history_of(_material(northmoor, case))
    assert history is not None
    assert history["parts"] == ["Mobile Data", "Coast", "Slow or unavailable"]
    assert history["fix_owner"] == "Mobile Planning"
    person = replace(case, recurrence=replace(case.recurrence, problem_owner="B. Olsen"))
    hidden = history_of(_material(northmoor, person))
    assert hidden is not None
    assert hidden["fix_owner"] == ""


def test_nothing_judged_yet_is_none(northmoor: ModuleType) -> None:
    bare = replace(northmoor.mobile_case(), verdict=None, recurrence=None, impact=None)
    material = _material(northmoor, bare)
    assert severity_of(material) is why_of(material) is recurrence_of(material) is history_of(material) is None
    assert ruling_of(material) is None


def test_marks_keep_their_level(northmoor: ModuleType) -> None:
    wholesale = next(c for c in northmoor.cases() if c.incident.incident_id == "INC-4131")
    assert [mark["level"] for mark in marks_of(wholesale.narratives[0])] == ["check"]
