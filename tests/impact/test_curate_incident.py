"""Which incidents deserve a place on the first screen, and the reason said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from intera.impact.curate_gate import PrecisionGate
from intera.impact.curate_incident import place_incident
from intera.model.confidence import Confidence
from intera.model.ids import AccountId, RegionId, ServiceId
from intera.model.impact import (
    AffectedAccount,
    Evidence,
    EvidenceKind,
    EvidenceWeight,
    HarmLevel,
    Impact,
    Stance,
    Visibility,
)
from intera.model.interval import Interval
from intera.model.party import Tier

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNDER_WAY = Interval(AT - timedelta(hours=1), AT + timedelta(hours=1))
OVERRAN = Interval(AT - timedelta(hours=2), AT - timedelta(minutes=25))
AHEAD = Interval(AT + timedelta(hours=1), AT + timedelta(hours=2))


def said_by(kind: EvidenceKind, stance: Stance = Stance.FOR) -> Evidence:
    return Evidence(kind, "source", "says", AT, 0, stance, EvidenceWeight.MEDIUM)


MACHINE_ONLY = Impact(
    assessed_at=AT,
    service_id=ServiceId("mobile-data"),
    service_name="Mobile Data",
    region_ids=(RegionId("coast"),),
    regions=(),
    partner_code=None,
    harm=HarmLevel.DEGRADED,
    customers=None,
    accounts=(),
    visibility=Visibility.BEING_VERIFIED,
    visibility_reason="",
    confidence=Confidence(Fraction(30, 100), "", happened_count=3, like_count=100),
    evidence=(said_by(EvidenceKind.PROBE), said_by(EvidenceKind.TICKET, Stance.AGAINST)),
)
VIP = (AffectedAccount(AccountId("A-1"), "Harbour Logistics", Tier.VIP),)


@pytest.fixture(scope="module")
def gate() -> PrecisionGate:
    gate = PrecisionGate()
    for number in range(300):
        gate.learn(Fraction(30, 100), happened=number % 30 == 0)
        gate.learn(Fraction(90, 100), happened=True)
    return gate


def test_machines_alone_are_held_back_when_things_like_it_came_to_nothing(gate: PrecisionGate) -> None:
    placement = place_incident(MACHINE_ONLY, gate, work=None, at=AT)
    assert (placement.is_shown, placement.reason) == (False, "Held back: 3 of 100 like this came true")


def test_machines_alone_are_shown_when_things_like_it_came_true(gate: PrecisionGate) -> None:
    sure = replace(MACHINE_ONLY, confidence=Confidence(Fraction(9, 10), "", happened_count=47, like_count=50))
    placement = place_incident(sure, gate, work=None, at=AT)
    assert (placement.is_shown, placement.reason) == (True, "Shown: 47 of 50 like this came true")


@pytest.mark.parametrize(
    ("impact", "reason"),
    [
        (replace(MACHINE_ONLY, visibility=Visibility.CUSTOMER_VISIBLE), "Shown: customers can notice it"),
        (replace(MACHINE_ONLY, emergency_affected=True), "Shown: emergency calls are affected"),
        (replace(MACHINE_ONLY, accounts=VIP), "Shown: a VIP account or a partner is in reach"),
    ],
)
@pytest.mark.parametrize("work", [None, UNDER_WAY])
def test_what_is_always_shown_is_shown_during_planned_work_too(
    gate: PrecisionGate, impact: Impact, reason: str, work: Interval | None
) -> None:
    placement = place_incident(impact, gate, work=work, at=AT)
    assert (placement.is_shown, placement.reason) == (True, reason)


def test_what_people_report_is_shown(gate: PrecisionGate) -> None:
    impact = replace(MACHINE_ONLY, evidence=(said_by(EvidenceKind.CARE_CONTACTS),))
    assert place_incident(impact, gate, work=None, at=AT).reason == "Shown: it was reported by more than machines"


def test_planned_work_holds_back_only_inside_its_span(gate: PrecisionGate) -> None:
    impact = replace(MACHINE_ONLY, evidence=(said_by(EvidenceKind.TICKET),))
    assert place_incident(impact, gate, work=UNDER_WAY, at=AT).reason == "Held back: planned work is under way"
    assert place_incident(impact, gate, work=AHEAD, at=AT).is_shown


def test_an_overrun_is_never_hidden(gate: PrecisionGate) -> None:
    placement = place_incident(MACHINE_ONLY, gate, work=OVERRAN, at=AT)
    assert (placement.is_shown, placement.reason) == (True, "Shown: planned work ended 25 min ago and harm goes on")
    unhurt = replace(MACHINE_ONLY, harm=HarmLevel.AT_RISK)
    assert not place_incident(unhurt, gate, work=OVERRAN, at=AT).is_shown


def test_a_gate_without_experience_holds_nothing_back() -> None:
    new = replace(MACHINE_ONLY, confidence=Confidence(Fraction(1, 100), ""))
    assert place_incident(new, PrecisionGate(), work=None, at=AT).is_shown
