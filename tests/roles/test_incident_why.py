"""Reasons read as reasons."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from intera.roles.desk import Desk, SeverityTerms
from intera.roles.incident_forms import Forms
from intera.roles.incident_why import (
    agreement_words,
    asked_override,
    change_rows,
    clause_of,
    evidence_note,
    evidence_rows,
    read_why,
    rule_rows,
    shifts_of,
    terms_of,
    why_note,
    why_sum,
    why_title,
)
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock

Role = tuple[RolePackage, Phrases]


def test_the_policy_and_since_when(items: dict[str, Item], clock: LocalClock) -> None:
    assert why_title(items["INC-4127"]) == "Why this is P1"
    assert why_title(items["INC-4130"]) == "Why this is P3, for now"
    assert why_note(items["INC-4127"], clock) == "Severity policy 7. Since 13:41 CET, checked again with every report."


def test_an_override_says_until_when_and_what_the_rules_say(
    docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock
) -> None:
    document = docs["INC-4127"]
    until = northmoor.at("16:00").isoformat()
    document["why"]["override"] = {
        "level": 2,
        "reason": "Fewer than we thought",
        "clause": "7.9",
        "team": "Service Quality",
        "second_team": None,
        "set_at": until,
        "expires_at": until,
    }
    document["severity"].update(level=2, held_level=1, worst_level=1)
    item = Item(document, northmoor.NOW)
    assert why_note(item, clock) == "Set by hand by Service Quality until 16:00 CET."
    assert why_sum(item).endswith(
        "Reason given: Fewer than we thought. By the rules alone it would be P1. At its worst it was P1."
    )


def test_the_reason_of_an_override_is_told_once(docs: dict[str, Any], northmoor: ModuleType) -> None:
    document = docs["INC-4127"]
    until = northmoor.at("16:00").isoformat()
    override = {"level": 2, "reason": "Fewer than we thought", "clause": "8.3", "team": "", "second_team": None}
    document["why"]["override"] = override | {"set_at": until, "expires_at": until}
    document["why"]["reason"] = "P2 by override, the rules give P1: Fewer than we thought"
    document["severity"].update(level=2, held_level=1, worst_level=1)
    assert why_sum(Item(document, northmoor.NOW)) == (
        "P2 by override, the rules give P1: Fewer than we thought. At its worst it was P1."
    )


def test_an_override_that_does_not_apply_set_nothing(
    docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock
) -> None:
    document = docs["INC-4127"]
    until = northmoor.at("16:00").isoformat()
    override = {"level": 2, "reason": "Told by the desk", "clause": "8.1", "team": "Mobile Desk", "second_team": None}
    document["why"]["override"] = override | {"set_at": until, "expires_at": until}
    document["why"]["reason"] = "P4 because customers do not notice it. The override to P2 does not apply to that."
    document["severity"].update(level=4, held_level=None)
    item = Item(document, northmoor.NOW)
    assert why_note(item, clock).startswith("Severity policy 7.")
    assert "does not apply to that. Reason given: Told by the desk." in why_sum(item)


@pytest.mark.parametrize(("team", "named"), [("Mobile Desk", "Mobile Desk"), ("", "another desk")])
def test_a_second_person_is_told_by_desk(
    docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock, team: str, named: str
) -> None:
    document = docs["INC-4127"]
    until = northmoor.at("16:00").isoformat()
    override = {"level": 1, "reason": "x", "clause": "8.2", "team": "Service Quality", "second_team": team}
    document["why"]["override"] = override | {"set_at": until, "expires_at": until}
    note = why_note(Item(document, northmoor.NOW), clock)
    assert note == f"Set by hand by Service Quality until 16:00 CET, approved by a second person of {named}."


def test_the_policy_goes_by_its_own_name(docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock) -> None:
    terms = SeverityTerms("Enterprise severity", (), 5, 240, ())
    desk = Desk("Northmoor", "Europe/Berlin", severity_terms={("enterprise", "7"): terms})
    document = docs["INC-4127"]
    assert terms_of(Item(document, northmoor.NOW), desk) is None
    document["why"]["policy_id"] = "enterprise"
    item = Item(document, northmoor.NOW)
    assert terms_of(item, desk) is terms
    assert why_note(item, clock, terms).startswith("Enterprise severity 7. Since 13:41 CET")
    document["why"] = None
    assert terms_of(Item(document, northmoor.NOW), desk) is None


def test_the_clause_is_said_with_its_words(docs: dict[str, Any], northmoor: ModuleType) -> None:
    document = docs["INC-4127"]
    document["why"].update(clause="2 Widespread", clause_text="Many customers fail.")
    assert clause_of(Item(document, northmoor.NOW)) == ("2 Widespread", "Many customers fail.")
    document["why"] = None
    assert clause_of(Item(document, northmoor.NOW)) == ("", "")


@pytest.fixture
def asked_of(docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock, role: Role) -> Callable[..., Any]:
    """What is asked on INC-4129, a P2, when a desk wants P1 until 16:30 and may be answered until 14:50."""

    def _asked(**changed: Any) -> Any:  # noqa: ANN401 - a view or nothing
        document = docs["INC-4129"]
        document["why"]["request"] = {
            "level": 1,
            "reason": "On the evening news.",
            "clause": "8.2 Special exposure",
            "team": "Mobile Desk",
            "requested_at": northmoor.at("13:50").isoformat(),
            "answer_by_at": northmoor.at("14:50").isoformat(),
            "expires_at": northmoor.at("16:30").isoformat(),
        } | changed
        item = Item(document, northmoor.NOW)
        return asked_override(item, clock, Forms(item, role[0], role[1], clock, "quality"))

    return _asked


def test_what_waits_for_a_second_person_says_who_asked_why_and_until_when(asked_of: Callable[..., Any]) -> None:
    asked = asked_of()
    assert asked.says == "P1 by hand waits for a second person until 14:50 CET, in 18 min"
    assert asked.details == (
        "Asked by Mobile Desk at 13:50: On the evening news. Clause 8.2 Special exposure."
        " Once approved it shows P1 instead of P2 until 16:30."
    )
    assert [form.href.rsplit("/", 1)[1] for form in asked.actions] == ["approve", "withdraw"]


def test_the_whole_of_why_puts_what_waits_first_and_closes_the_form(
    docs: dict[str, Any], asked_of: Callable[..., Any], northmoor: ModuleType, clock: LocalClock, role: Role
) -> None:
    asked = asked_of()
    item = Item(docs["INC-4129"], northmoor.NOW)
    why = read_why(item, clock, Forms(item, role[0], role[1], clock, "quality"))
    assert why.title == "Why this is P2"
    assert why.asked == asked
    assert why.rules == rule_rows(item)
    assert why.clause[0] == "7.2"
    assert [bool(form.closed) for form in why.actions] == [True]


def test_what_was_not_answered_in_time_waits_no_more(asked_of: Callable[..., Any], northmoor: ModuleType) -> None:
    assert asked_of(answer_by_at=northmoor.NOW.isoformat()) is None
    assert asked_of(answer_by_at=(northmoor.NOW + timedelta(seconds=1)).isoformat()) is not None


def test_rules_shifts_and_changes(items: dict[str, Item]) -> None:
    assert [row.is_met for row in rule_rows(items["INC-4127"])] == [True, True, True, True, False, True]
    assert [shift.icon for shift in shifts_of(items["INC-4127"])] == [
        "arrow-down",
        "arrow-down",
        "minus",
        "shield-check",
    ]
    assert [row.kind for row in change_rows(items["INC-4127"])] == ["fits", "maybe", "no"]


def test_late_evidence_is_named_and_not_counted(items: dict[str, Item]) -> None:
    late = evidence_rows(items["INC-4127"])[-1]
    assert (late.source, late.says, late.is_out) == ("Roaming probes", "Late, so not counted either way", True)
    assert agreement_words(items["INC-4127"]) == "5 sources agree"
    assert agreement_words(items["INC-4130"]) == "no source agrees yet"


def test_what_would_make_us_surer(items: dict[str, Item], docs: dict[str, Any], northmoor: ModuleType) -> None:
    assert evidence_note(items["INC-4127"]) == "Nothing fresh contradicts it."
    assert (
        evidence_note(items["INC-4130"])
        == "What would make us surer: roaming tests fresh again and one confirmed customer contact."
    )
    docs["INC-4127"]["evidence"][0]["stance"] = "against"
    assert evidence_note(Item(docs["INC-4127"], northmoor.NOW)) == "Against it: Synthetic tests."


def test_what_is_restored_has_sources_that_agree_it_is_clear(
    items: dict[str, Item], docs: dict[str, Any], northmoor: ModuleType
) -> None:
    docs["INC-4127"]["impact"]["harm"] = "clear"
    assert agreement_words(items["INC-4127"]) == "no source agrees yet"
    assert evidence_note(items["INC-4127"]).startswith("Against it: ")
    for piece in docs["INC-4127"]["evidence"]:
        piece["stance"] = "against"
    item = Item(docs["INC-4127"], northmoor.NOW)
    assert agreement_words(item) == "5 sources agree that it is clear"
    assert evidence_note(item) == "Nothing fresh contradicts it."


def test_steps_with_commas_of_their_own_stay_apart(docs: dict[str, Any], northmoor: ModuleType) -> None:
    docs["INC-4127"]["why"]["raise_confidence_by"] = ["Probes, for instance", "A desk's word"]
    said = evidence_note(Item(docs["INC-4127"], northmoor.NOW))
    assert said.endswith("What would make us surer: probes, for instance; a desk's word.")


def test_before_the_first_verdict(docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock, role: Role) -> None:
    docs["INC-4127"].update(severity=None, why=None)
    item = Item(docs["INC-4127"], northmoor.NOW)
    assert why_title(item) == "Severity is not judged yet"
    assert asked_override(item, clock, Forms(item, role[0], role[1], clock, "")) is None
    assert (why_note(item, clock), why_sum(item), rule_rows(item), shifts_of(item)) == ("", "", (), ())
