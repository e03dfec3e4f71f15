"""Only what is named leaves: nothing hidden passes, whatever the hidden facts are."""

import json
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from intera.model.ids import ServiceId
from intera.model.signal import Scope
from intera.roles import UnknownRoleError
from intera.roles.release import card_of, release, release_decision
from intera.roles.released import CARD_GROUPS, GROUPS

ROLE = "service_assurance"
HIDDEN = ("INC0012345", "kilnmark", "co-cr-02", "B. Olsen", "PRB0099", "CHG0077", "PRB-302", "Telenord", "servicenow/")


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _has_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_float(part) for part in value.values())
    if isinstance(value, list):
        return any(_has_float(part) for part in value)
    return isinstance(value, float)


def test_nothing_hidden_is_in_any_released_document(docs: dict[str, dict[str, Any]]) -> None:
    for document in docs.values():
        for word in HIDDEN:
            assert word.casefold() not in _text(document).casefold()


def test_a_released_document_holds_every_group_and_no_float(docs: dict[str, dict[str, Any]]) -> None:
    for document in docs.values():
        assert set(GROUPS) <= set(document)
        assert not _has_float(document)


def test_two_worlds_that_differ_in_hidden_facts_release_the_same_bytes(northmoor: ModuleType) -> None:
    case, operator = northmoor.mobile_case(), northmoor.operator()
    signal = replace(case.signals[0], title="rtr-9 down, C. Nobody at fault", problem_ref="PRB1", change_ref="CHG1")
    recurrence = replace(case.recurrence, problem_id="PRB-999", problem_owner="planning")
    incident = replace(case.incident, title="another title", problem_ref="P", change_ref="C")
    other = replace(case, signals=(signal,), recurrence=recurrence, incident=incident)
    renamed = replace(
        operator,
        partners=tuple(replace(partner, name=f"Other {partner.partner_code}") for partner in operator.partners),
    )
    one = release(case, operator, audience=ROLE, at=northmoor.NOW)
    assert one == release(other, renamed, audience=ROLE, at=northmoor.NOW)


def test_the_title_comes_from_service_and_symptom_never_from_a_ticket(docs: dict[str, dict[str, Any]]) -> None:
    assert docs["INC-4127"]["head"]["title"] == "Mobile Data slow or unavailable"
    assert docs["INC-4130"]["head"]["title"] == "Roaming may be slow to connect"


def test_an_unresolved_export_still_reads_well(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    scope = Scope(ServiceId("Category 26"), ("Location 204",), None, "Symptom 72", is_resolved=False)
    case = replace(
        case,
        incident=replace(case.incident, scope=scope),
        impact=replace(case.impact, region_ids=("Location 204",), regions=()),
    )
    document: Any = release(case, northmoor.operator(), audience=ROLE, at=northmoor.NOW)
    assert document["head"]["title"] == "Category 26: trouble reported"
    assert [region["name"] for region in document["impact"]["regions"]] == ["Location 204"]


def test_an_unresolved_device_name_is_not_spoken(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    scope = Scope(ServiceId("rtr-core-01"), ("ge-0/0/1",), None, "x", is_resolved=False)
    case = replace(
        case,
        incident=replace(case.incident, scope=scope),
        impact=replace(case.impact, region_ids=("ge-0/0/1",), regions=()),
    )
    document: Any = release(case, northmoor.operator(), audience=ROLE, at=northmoor.NOW)
    assert document["head"]["title"] == "A service not named yet: trouble reported"
    assert "ge-0/0/1" not in _text({"names": [region["name"] for region in document["impact"]["regions"]]})


def test_a_wholesale_account_goes_by_its_partner_code(docs: dict[str, dict[str, Any]]) -> None:
    assert docs["INC-4131"]["accounts"][0]["name"] == "Partner P-17"
    assert docs["INC-4131"]["qos"][0]["account"] == "Partner P-17"


def test_before_the_first_assessment_the_groups_are_empty_not_missing(northmoor: ModuleType) -> None:
    case = replace(
        northmoor.mobile_case(), impact=None, verdict=None, recurrence=None, eta=None, narratives=(), delivered_qos=()
    )
    document: Any = release(case, northmoor.operator(), audience=ROLE, at=northmoor.NOW)
    assert document["impact"] is document["severity"] is document["why"] is document["recurrence"] is None
    assert document["accounts"] == document["evidence"] == document["qos"] == []
    assert document["say"] == {
        "approved_version": None,
        "approved_at": None,
        "waits": False,
        "has_lapsed": False,
        "asked": False,
    }


def test_the_card_is_the_document_without_its_long_groups(docs: dict[str, dict[str, Any]]) -> None:
    card = card_of(docs["INC-4127"])
    assert set(CARD_GROUPS) <= set(card)
    assert "evidence" not in card
    assert "narratives" not in card


def test_a_role_that_is_not_shipped_gets_nothing(northmoor: ModuleType) -> None:
    with pytest.raises(UnknownRoleError, match="service_assurance"):
        release(northmoor.mobile_case(), northmoor.operator(), audience="nobody", at=northmoor.NOW)


def test_a_decision_leaves_with_its_desk_and_without_its_evidence(northmoor: ModuleType) -> None:
    released = [release_decision(d, northmoor.operator(), number=n) for n, d in enumerate(northmoor.decisions())]
    assert released[3]["desk"] == "Service Quality"
    assert released[1]["desk"] == "System"
    assert "R. Novak" not in json.dumps(released)
    assert "co-cr-02" not in json.dumps(released)
