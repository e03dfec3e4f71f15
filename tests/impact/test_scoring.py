"""A confidence is scored by what it did not rest on, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from intera.impact.scoring import STATED_AT_MOST, came_true, note_heard, note_stated
from intera.model.confidence import Confidence
from intera.model.ids import ServiceId
from intera.model.impact import (
    Evidence,
    EvidenceKind,
    EvidenceWeight,
    HarmLevel,
    Impact,
    ImpactRuling,
    Stance,
    Visibility,
)
from intera.model.stated import KindHeard, StatedKind, StatedRatio

AT = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
LATER, LATEST = AT + timedelta(minutes=5), AT + timedelta(minutes=30)
STATED = StatedRatio(StatedKind.IMPACT_CONFIRMED, Fraction(3, 5), AT, pattern="ticket-probe")


def _impact(pattern: str = "ticket", *, harm: HarmLevel = HarmLevel.DEGRADED, at: datetime = AT) -> Impact:
    return Impact(
        assessed_at=at,
        service_id=ServiceId("s"),
        service_name="S",
        region_ids=(),
        regions=(),
        partner_code=None,
        harm=harm,
        customers=None,
        accounts=(),
        visibility=Visibility.BEING_VERIFIED,
        visibility_reason="",
        confidence=Confidence(Fraction(1, 2), "", pattern),
        evidence=(),
    )


def _piece(kind: EvidenceKind, stance: Stance) -> Evidence:
    return Evidence(kind, "x", "y", AT, 0, stance, EvidenceWeight.MEDIUM)


def test_each_pattern_that_states_harm_is_noted_once() -> None:
    one = note_stated((), _impact())
    assert [(s.pattern, s.ratio, s.stated_at) for s in one] == [("ticket", Fraction(1, 2), AT)]
    assert note_stated(one, _impact(at=LATER)) == one
    two = note_stated(one, _impact("care_contacts+ticket", at=LATER))
    assert [s.pattern for s in two] == ["ticket", "care_contacts+ticket"]
    assert note_stated((), _impact(harm=HarmLevel.CLEAR)) == ()
    assert note_stated((), _impact("")) == ()
    many = tuple(replace(STATED, pattern=str(n)) for n in range(STATED_AT_MOST))
    assert note_stated(many, _impact()) == many


def test_the_first_word_of_each_kind_customers_feel_is_kept() -> None:
    first = replace(
        _impact(), evidence=(_piece(EvidenceKind.PROBE, Stance.AGAINST), _piece(EvidenceKind.TICKET, Stance.FOR))
    )
    second = replace(_impact(at=LATER), evidence=(_piece(EvidenceKind.PROBE, Stance.FOR),))
    late = replace(_impact(at=LATEST), evidence=(_piece(EvidenceKind.PROBE, Stance.NOT_COUNTED),))
    heard = note_heard(note_heard(note_heard((), first), second), late)
    assert heard == (KindHeard(EvidenceKind.PROBE, harm_at=LATER, clear_at=AT),)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ((), None),
        ((KindHeard(EvidenceKind.CARE_CONTACTS, harm_at=LATER),), True),
        ((KindHeard(EvidenceKind.CARE_CONTACTS, harm_at=AT - timedelta(minutes=1)),), None),
        ((KindHeard(EvidenceKind.PROBE, harm_at=LATER),), None),
        ((KindHeard(EvidenceKind.CARE_CONTACTS, clear_at=LATER),), False),
        ((KindHeard(EvidenceKind.CARE_CONTACTS, clear_at=LATEST + timedelta(minutes=1)),), None),
        ((KindHeard(EvidenceKind.CARE_CONTACTS, harm_at=LATER, clear_at=LATEST),), True),
    ],
    ids=["nobody", "later harm", "said before", "part of the pattern", "only clear", "clear after restore", "both"],
)
def test_what_came_later_decides_or_nothing_does(heard: tuple[KindHeard, ...], expected: bool | None) -> None:  # noqa: FBT001
    assert came_true(STATED, heard, None, restored_at=LATEST) is expected


def test_a_person_decides_first_but_not_before_the_statement() -> None:
    felt = (KindHeard(EvidenceKind.CARE_CONTACTS, harm_at=LATER),)
    no = ImpactRuling(is_confirmed=False, reason="r", by_person="p", by_team_id="t", at=LATER)
    assert came_true(STATED, felt, no, restored_at=None) is False
    early = replace(no, at=AT - timedelta(minutes=1))
    assert came_true(STATED, felt, early, restored_at=None) is True


def test_a_statement_keeps_the_sources_that_made_it() -> None:
    pieces = (
        replace(_piece(EvidenceKind.PROBE, Stance.FOR), source_id="tests"),
        replace(_piece(EvidenceKind.TICKET, Stance.FOR), source_id="desk"),
        replace(_piece(EvidenceKind.CARE_CONTACTS, Stance.AGAINST), source_id="care"),
    )
    (stated,) = note_stated((), replace(_impact(), evidence=pieces))
    assert stated.features == (("source", "desk"), ("source", "tests"))
