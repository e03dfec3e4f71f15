"""Verdict, recurrence and marks leave role-safe."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType

from intera.model.case import Case
from intera.model.impact import ImpactRuling
from intera.model.verdict import Override, OverrideRequest, Severity
from intera.roles.material import Material
from intera.roles.release_judgement import history_of, marks_of, recurrence_of, ruling_of, severity_of, why_of
from intera.roles.screen import screen_for


def _material(northmoor: ModuleType, case: Case) -> Material:
    operator = northmoor.operator()
    return Material(case, operator, screen_for(operator.hidden_vocabulary), northmoor.NOW)


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
    assert why["override"]["second_team"] is None
    assert "Novak" not in str(why)
    assert severity is not None
    assert (severity["held_level"], severity["is_override"]) == (1, True)


def test_a_second_person_is_named_by_desk(northmoor: ModuleType) -> None:
    now = northmoor.NOW
    override = Override(
        Severity.P1,
        "Told by the regulator",
        "8.2 Special exposure",
        "R. Novak",
        "quality",
        now,
        now + timedelta(hours=1),
        requested_at=now - timedelta(minutes=9),
        approved_by_person="B. Olsen",
        approved_by_team_id="mobile",
        approved_at=now,
    )
    case = northmoor.mobile_case()
    why = why_of(_material(northmoor, replace(case, verdict=replace(case.verdict, override=override))))
    assert why is not None
    assert why["override"] is not None
    assert why["override"]["second_team"] == "Mobile Desk"
    assert "Novak" not in str(why)
    assert "Olsen" not in str(why)


def _asked(now: datetime) -> OverrideRequest:
    return OverrideRequest(
        severity=Severity.P1,
        stood=Severity.P2,
        reason="kilnmark is on the news",
        clause="8.2 kilnmark exposure",
        by_person="R. Novak",
        by_team_id="quality",
        requested_at=now - timedelta(minutes=5, microseconds=7),
        answer_by_at=now + timedelta(minutes=18),
        expires_at=now + timedelta(hours=2),
    )


def test_a_request_names_the_desk_and_keeps_its_instant_to_the_last_digit(northmoor: ModuleType) -> None:
    request = _asked(northmoor.NOW)
    why = why_of(_material(northmoor, replace(northmoor.mobile_case(), override_request=request)))
    assert why is not None
    asked = why["request"]
    assert asked is not None
    assert (asked["level"], asked["team"]) == (1, "Service Quality")
    assert (asked["reason"], asked["clause"]) == ("(held back) is on the news", "8.2 (held back) exposure")
    # The approval answers this very instant; rounded, it would answer another request.
    assert datetime.fromisoformat(asked["requested_at"]) == request.requested_at
    assert "Novak" not in str(why)


def test_a_request_whose_time_has_passed_is_not_told(northmoor: ModuleType) -> None:
    late = replace(_asked(northmoor.NOW), answer_by_at=northmoor.NOW)
    why = why_of(_material(northmoor, replace(northmoor.mobile_case(), override_request=late)))
    assert why is not None
    assert why["request"] is None


def test_the_clause_comes_with_its_words_and_its_policy(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    verdict = replace(
        case.verdict, clause="2 Widespread", clause_text="As kilnmark and many customers fail.", policy_id="default"
    )
    why = why_of(_material(northmoor, replace(case, verdict=verdict)))
    assert why is not None
    assert (why["clause"], why["policy_id"], why["policy"]) == ("2 Widespread", "default", "7")
    assert why["clause_text"] == "As (held back) and many customers fail."
    assert [finding["clause"] for finding in why["findings"]] == [one.clause for one in verdict.findings]


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
