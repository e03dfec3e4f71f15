"""Reach, accounts, contradictions and what the number adds up leave role-safe."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

from intera.model.case import Case
from intera.model.ids import RegionId, ServiceId
from intera.model.impact import Contradiction, ContradictionKind, CountRange, HarmLevel
from intera.model.service_minutes import HarmPlace, HarmSpell
from intera.roles.material import Material
from intera.roles.release_impact import accounts_of, contradictions_of, evidence_of, impact_of, spells_of
from intera.roles.screen import screen_for


def _material(northmoor: ModuleType, case: Case) -> Material:
    operator = northmoor.operator()
    return Material(case, operator, screen_for(operator.hidden_vocabulary), northmoor.NOW)


def _spell(northmoor: ModuleType, region: str) -> HarmSpell:
    now = northmoor.NOW
    place = HarmPlace(northmoor.mobile_case().impact.service_id, RegionId(region))
    start_at = now - timedelta(minutes=30)
    return HarmSpell(place, HarmLevel.DEGRADED, CountRange(9, 10, 11), start_at, start_at, now, living_count=50)


def test_a_spell_names_the_place_and_a_place_not_known_stays_unnamed(northmoor: ModuleType) -> None:
    case = replace(northmoor.mobile_case(), spells=(_spell(northmoor, "coast"), _spell(northmoor, "kilnmark-7")))
    known, unknown = spells_of(_material(northmoor, case))
    assert (known["place"], known["region_id"], known["customers"], known["living"]) == (
        "Coast",
        "coast",
        [9, 10, 11],
        50,
    )
    assert unknown["region_id"] == ""
    assert "kilnmark" not in str(unknown)


def test_a_contradiction_keeps_hidden_words_back(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    torn = Contradiction(ContradictionKind.SOURCES_DISAGREE, "Harm according to kilnmark", "Ask kilnmark")
    case = replace(case, impact=replace(case.impact, contradictions=(torn,)))
    (said,) = contradictions_of(_material(northmoor, case))
    assert said == {"says": "Harm according to (held back)", "to_do": "Ask (held back)"}
    released = impact_of(_material(northmoor, case))
    assert released is not None
    assert released["contradiction_count"] == 1


def test_nothing_assessed_yet_releases_nothing(northmoor: ModuleType) -> None:
    bare = _material(northmoor, replace(northmoor.mobile_case(), impact=None))
    assert impact_of(bare) is None
    assert (accounts_of(bare), evidence_of(bare), contradictions_of(bare), spells_of(bare)) == ([], [], [], [])


def test_a_service_not_known_has_no_id_of_another_system(northmoor: ModuleType) -> None:
    spell = _spell(northmoor, "coast")
    odd = replace(spell, place=replace(spell.place, service_id=ServiceId("kilnmark svc")))
    (released,) = spells_of(_material(northmoor, replace(northmoor.mobile_case(), spells=(odd,))))
    assert "kilnmark" not in released["service_id"]
