"""Reputational risk: worked cases, and what always holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.impact.reputation import ReputationFacts, facts_of_case, gravest, judge_reputation
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.confidence import Confidence
from intera.model.ids import AccountId, CheckpointId, FingerprintId, IncidentId, PartnerCode, ServiceId, TeamId
from intera.model.impact import AffectedAccount, HarmLevel, Impact, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.party import Tier
from intera.model.recurrence import Fingerprint, Recurrence, RecurrenceKind
from intera.model.reputation import ContactBaseline, ReputationClauseKind, ReputationWord
from intera.model.signal import Scope

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "impact_reputation.yaml").read_text(encoding="utf-8")
)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ORDER = list(ReputationWord)


def facts_from(raw: dict[str, Any]) -> ReputationFacts:
    known = dict(raw)
    expected = known.pop("expected_count", None)
    visibility = Visibility(known.pop("visibility", "customer_visible"))
    baseline = None if expected is None else ContactBaseline(Fraction(expected), 100, 30)
    return ReputationFacts(visibility=visibility, baseline=baseline, **known)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    risk = judge_reputation(facts_from(case["facts"]))
    assert risk.word.value == case["word"]
    assert list(risk.basis) == case["basis"]


def test_every_clause_is_in_sight_even_when_it_raises_nothing() -> None:
    kinds = [clause.kind for clause in judge_reputation(ReputationFacts(Visibility.CUSTOMER_VISIBLE)).clauses]
    assert set(kinds) == set(ReputationClauseKind) - {ReputationClauseKind.VISIBILITY}
    assert kinds[-1] is ReputationClauseKind.CONTACTS, "what cannot be judged stands last"


FACTS = st.builds(
    ReputationFacts,
    visibility=st.sampled_from(Visibility),
    contact_ratio_percent=st.one_of(st.none(), st.integers(0, 900)),
    vip_count=st.integers(0, 3),
    partner_count=st.integers(0, 3),
    nth=st.integers(1, 5),
    is_chronic=st.booleans(),
    missed_count=st.integers(0, 4),
)


@settings(max_examples=150, deadline=None)
@given(facts=FACTS, more=st.integers(1, 400))
def test_more_of_anything_never_lowers_the_word(facts: ReputationFacts, more: int) -> None:
    before = ORDER.index(judge_reputation(facts).word)
    worse = [
        replace(facts, vip_count=facts.vip_count + more),
        replace(facts, partner_count=facts.partner_count + more),
        replace(facts, nth=facts.nth + more),
        replace(facts, missed_count=facts.missed_count + more),
        replace(facts, is_chronic=True),
        replace(facts, contact_ratio_percent=(facts.contact_ratio_percent or 0) + more),
    ]
    for each in worse:
        assert ORDER.index(judge_reputation(each).word) >= before


@settings(max_examples=80, deadline=None)
@given(facts=FACTS)
def test_what_customers_cannot_notice_is_never_more_than_watched(facts: ReputationFacts) -> None:
    hidden = judge_reputation(replace(facts, visibility=Visibility.INTERNAL_ONLY))
    assert hidden.word in (ReputationWord.LOW, ReputationWord.WATCH)


def test_the_gravest_of_several_stands() -> None:
    low = judge_reputation(ReputationFacts(Visibility.CUSTOMER_VISIBLE))
    high = judge_reputation(ReputationFacts(Visibility.CUSTOMER_VISIBLE, contact_ratio_percent=500))
    assert gravest([low, high, low]) is high
    assert gravest([]) is None


def promise(number: int, outcome: CheckpointOutcome | None, due_min: int) -> Checkpoint:
    return Checkpoint(
        checkpoint_id=CheckpointId(f"C-{number}"),
        incident_id=IncidentId("I-1"),
        promise="Next update",
        due_at=AT + timedelta(minutes=due_min),
        team_id=TeamId("noc"),
        promised_at=AT - timedelta(hours=2),
        answered_at=None if outcome is None else AT - timedelta(minutes=1),
        outcome=outcome,
    )


def case_of(impact: Impact | None, recurrence: Recurrence | None, checkpoints: tuple[Checkpoint, ...]) -> Case:
    incident = Incident(
        incident_id=IncidentId("I-1"),
        title="Mobile Data slow",
        scope=Scope(ServiceId("mobile-data")),
        lifecycle=Lifecycle.ACTIVE,
        opened_at=AT - timedelta(hours=3),
        updated_at=AT,
    )
    return Case(incident=incident, signals=(), impact=impact, recurrence=recurrence, checkpoints=checkpoints)


def test_a_case_tells_its_facts() -> None:
    impact = Impact(
        assessed_at=AT,
        service_id=ServiceId("mobile-data"),
        service_name="Mobile Data",
        region_ids=(),
        regions=(),
        partner_code=PartnerCode("P-17"),
        harm=HarmLevel.DEGRADED,
        customers=None,
        accounts=(AffectedAccount(AccountId("A-1"), "Harbour", Tier.VIP),),
        visibility=Visibility.CUSTOMER_VISIBLE,
        visibility_reason="",
        confidence=Confidence(Fraction(1, 2), ""),
        evidence=(),
        contact_ratio_percent=340,
    )
    recurrence = Recurrence(
        kind=RecurrenceKind.CHRONIC,
        fingerprint_id=FingerprintId("f"),
        fingerprint=Fingerprint("mobile-data", "", "", "slow"),
        nth=4,
        window_days=30,
    )
    promises = (
        promise(1, None, -10),
        promise(2, CheckpointOutcome.KEPT_LATE, -60),
        promise(3, CheckpointOutcome.KEPT, -60),
        promise(4, None, 30),
    )
    assert facts_of_case(case_of(impact, recurrence, promises), at=AT) == ReputationFacts(
        visibility=Visibility.CUSTOMER_VISIBLE,
        contact_ratio_percent=340,
        vip_count=1,
        partner_count=1,
        nth=4,
        is_chronic=True,
        missed_count=2,
    )


def test_a_case_not_assessed_yet_is_being_verified() -> None:
    facts = facts_of_case(case_of(None, None, ()), at=AT, contact_count=7)
    assert facts == ReputationFacts(visibility=Visibility.BEING_VERIFIED, contact_count=7)
    assert judge_reputation(facts).word is ReputationWord.LOW
