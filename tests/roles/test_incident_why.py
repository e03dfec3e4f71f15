"""Reasons read as reasons."""

from types import ModuleType
from typing import Any

from intera.roles.incident_why import (
    agreement_words,
    change_rows,
    evidence_note,
    evidence_rows,
    rule_rows,
    shifts_of,
    why_note,
    why_sum,
    why_title,
)
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock


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
        "set_at": until,
        "expires_at": until,
    }
    document["severity"].update(level=2, held_level=1, worst_level=1)
    item = Item(document, northmoor.NOW)
    assert why_note(item, clock) == "Set by hand by Service Quality until 16:00 CET, 7.9."
    assert why_sum(item).endswith(
        "Reason given: Fewer than we thought. By the rules alone it would be P1. At its worst it was P1."
    )


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
    assert evidence_note(Item(docs["INC-4127"], northmoor.NOW)) == "Synthetic tests says otherwise."


def test_before_the_first_verdict(docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock) -> None:
    docs["INC-4127"].update(severity=None, why=None)
    item = Item(docs["INC-4127"], northmoor.NOW)
    assert why_title(item) == "Severity is not judged yet"
    assert (why_note(item, clock), why_sum(item), rule_rows(item), shifts_of(item)) == ("", "", (), ())
