"""May an incident be closed."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from intera.coordination.closure import may_close, unmet_criteria
from intera.coordination.playbook import Criterion, Playbook, parse_playbook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.confidence import Confidence
from intera.model.ids import FingerprintId
from intera.model.impact import Evidence, EvidenceKind, EvidenceWeight, HarmLevel, Impact, Stance, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.measurement import DeliveredQos, QosFinality, QosOutcome, QosRisk
from intera.model.narrative import Narrative, NarrativeStatus
from intera.model.publication import Publication, PublicationKind
from intera.model.recurrence import Fingerprint, FollowUp, Recurrence, RecurrenceKind
from intera.model.verdict import Severity, Verdict


def _impact(at: datetime, visibility: Visibility = Visibility.CUSTOMER_VISIBLE) -> Impact:
    return Impact(
        assessed_at=at,
        service_id="mobile-data",
        service_name="Mobile Data",
        region_ids=(),
        regions=(),
        partner_code=None,
        harm=HarmLevel.CLEAR,
        customers=None,
        accounts=(),
        visibility=visibility,
        visibility_reason="",
        confidence=Confidence(Fraction(9, 10), ""),
        evidence=(_piece("Service tests", at - timedelta(minutes=1)),),
    )


def _piece(name: str, observed_at: datetime, stance: Stance = Stance.FOR) -> Evidence:
    return Evidence(EvidenceKind.PROBE, name, "fails", observed_at, 60, stance, EvidenceWeight.STRONG)


def _approved(approved_at: datetime, **other: object) -> Narrative:
    known = {"status": NarrativeStatus.APPROVED, "audience": "customer"} | other
    return Narrative(
        narrative_id="n",
        incident_id="INC-4127",
        version=1,
        language="en",
        template_id="t",
        template_version=1,
        text="Working again.",
        facts=(),
        facts_digest="",
        findings=(),
        drafted_at=approved_at,
        approved_at=approved_at,
        **known,
    )


def _published(released_at: datetime, **other: object) -> Publication:
    known: dict[str, object] = {
        "publication_id": "INC-4127/p1",
        "incident_id": "INC-4127",
        "narrative_id": "n",
        "kind": PublicationKind.UPDATE,
        "audience": "customer",
        "language": "en",
        "texts": (),
        "digest": "",
        "released_at": released_at,
    }
    return Publication(**(known | other))


def make_qos(at: datetime, outcome: QosOutcome) -> DeliveredQos:
    return DeliveredQos(
        agreement_id="AGR-1",
        account_id="ACC-1",
        account_name="Harbour",
        product_instance_id="PI-1",
        metric="availability",
        period_start_at=at - timedelta(days=10),
        period_end_at=at + timedelta(days=20),
        target_ratio=Fraction(999, 1000),
        delivered_ratio=Fraction(99, 100),
        downtime_s=9000,
        allowance_s=2592,
        coverage_ratio=Fraction(1),
        outcome=outcome,
        risk=QosRisk.ON_TRACK,
        finality=QosFinality.PROVISIONAL,
        breach_at=None,
        method="counted",
        clause="4.1",
    )


FIRST = Recurrence(RecurrenceKind.FIRST, FingerprintId("FP-1"), Fingerprint("mobile-data", "coast", "", "slow"), 1, 30)


@pytest.fixture
def case(make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime) -> Case:
    """A P1 restored at `at`, customers told since."""
    return Case(
        incident=make_incident(lifecycle=Lifecycle.RESTORED, restored_at=at),
        signals=(),
        impact=_impact(at),
        verdict=make_verdict(severity=Severity.P3, worst_severity=Severity.P1),
        recurrence=FIRST,
        publications=(_published(at + timedelta(minutes=3)),),
    )


def _unmet(case: Case, playbook: Playbook, at: datetime) -> list[Criterion]:
    return [finding.criterion for finding in may_close(case, playbook, at=at) if not finding.is_met]


def test_it_may_close_once_everything_holds(case: Case, playbook: Playbook, at: datetime) -> None:
    findings = may_close(case, playbook, at=at + timedelta(minutes=60))
    assert [finding.is_met for finding in findings] == [True] * len(playbook.closure)
    assert (findings[0].sees, findings[0].needs) == ("Stable for 60 min", "60 stable minutes")


def test_a_faded_p1_is_stable_as_long_as_a_p1_must_be(case: Case, playbook: Playbook, at: datetime) -> None:
    assert _unmet(case, playbook, at + timedelta(minutes=59)) == [Criterion.STABLE]


def test_not_restored_is_not_stable_and_nobody_was_told_it_is_back(
    case: Case, playbook: Playbook, make_incident: Callable[..., Incident], at: datetime
) -> None:
    open_case = replace(case, incident=make_incident())
    unmet = _unmet(open_case, playbook, at + timedelta(hours=9))
    assert unmet == [Criterion.STABLE, Criterion.SOURCES_AGREE, Criterion.CUSTOMERS_TOLD]


def test_a_source_that_still_shows_harm_keeps_it_open(case: Case, playbook: Playbook, at: datetime) -> None:
    pieces = (
        _piece("Service tests", at + timedelta(minutes=5)),
        _piece("Tickets", at + timedelta(minutes=5), Stance.AGAINST),
    )
    late_harm = replace(case, impact=replace(_impact(at), evidence=pieces))
    findings = may_close(late_harm, playbook, at=at + timedelta(hours=2))
    assert [(each.criterion, each.sees) for each in findings if not each.is_met] == [
        (Criterion.SOURCES_AGREE, "Still shown by Service tests")
    ]


def test_an_open_promise_keeps_it_open(
    case: Case, playbook: Playbook, make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promised = replace(case, checkpoints=(make_checkpoint(),))
    assert _unmet(promised, playbook, at + timedelta(hours=2)) == [Criterion.CHECKPOINTS_ANSWERED]


def test_only_a_publication_to_customers_since_then_tells_customers(
    case: Case, playbook: Playbook, at: datetime
) -> None:
    since = at + timedelta(minutes=3)
    for told in (
        (),
        (_published(at - timedelta(minutes=1)),),
        (_published(at + timedelta(hours=3)),),
        (_published(since, audience="internal-care"),),
        (_published(since, kind=PublicationKind.WITHDRAWAL),),
        (
            _published(since, publication_id="w", kind=PublicationKind.WITHDRAWAL, about_id="INC-4127/p1"),
            _published(since),
        ),
    ):
        silent = replace(case, publications=told)
        assert _unmet(silent, playbook, at + timedelta(hours=2)) == [Criterion.CUSTOMERS_TOLD]


def test_where_customers_are_told_elsewhere_approved_words_count(
    case: Case, playbook: Playbook, raw_playbook: dict[str, Any], at: datetime
) -> None:
    raw = copy.deepcopy(raw_playbook)
    raw["closure"][3]["told_by"] = ["approved_words"]
    elsewhere, since, later = parse_playbook(raw), at + timedelta(minutes=3), at + timedelta(hours=2)
    words = replace(case, publications=(), narratives=(_approved(since),))
    assert _unmet(words, playbook, later) == [Criterion.CUSTOMERS_TOLD]
    assert _unmet(words, elsewhere, later) == []
    for narrative in (
        _approved(at - timedelta(minutes=1)),
        _approved(since, status=NarrativeStatus.LAPSED),
        _approved(since, audience="internal-care"),
    ):
        assert _unmet(replace(words, narratives=(narrative,)), elsewhere, later) == [Criterion.CUSTOMERS_TOLD]


def test_a_return_must_be_classified_and_its_service_named(case: Case, playbook: Playbook, at: datetime) -> None:
    later = at + timedelta(hours=2)
    assert _unmet(replace(case, recurrence=None), playbook, later) == [Criterion.RECURRENCE_CLASSIFIED]
    nameless = replace(FIRST, fingerprint=Fingerprint("", "coast", "", "slow"))
    assert _unmet(replace(case, recurrence=nameless), playbook, later) == [Criterion.RECURRENCE_CLASSIFIED]


def test_a_follow_up_needs_a_desk_and_a_day_until_it_is_done(case: Case, playbook: Playbook, at: datetime) -> None:
    later = at + timedelta(hours=2)
    owned = FollowUp("Move the work", owner="mobile-desk", due_at=later)
    for loose in (replace(owned, owner=""), replace(owned, due_at=None)):
        found = unmet_criteria(replace(case, follow_ups=(owned, loose)), playbook, at=later)
        assert [(one.criterion, one.sees) for one in found] == [
            (Criterion.FOLLOW_UPS_OWNED, "1 of 2 without desk or day")
        ]
        assert _unmet(replace(case, follow_ups=(replace(loose, done_at=at),)), playbook, later) == []
        on_problem = replace(FIRST, follow_ups=(loose,))
        assert _unmet(replace(case, recurrence=on_problem), playbook, later) == [Criterion.FOLLOW_UPS_OWNED]


def test_a_violated_contract_waits_for_the_decision_on_its_credit(case: Case, playbook: Playbook, at: datetime) -> None:
    later = at + timedelta(hours=2)
    violated = make_qos(at, QosOutcome.VIOLATED)
    assert _unmet(replace(case, delivered_qos=(violated,)), playbook, later) == [Criterion.CREDIT_DECIDED]
    assert _unmet(replace(case, delivered_qos=(make_qos(at, QosOutcome.MET),)), playbook, later) == []


def test_only_stability_says_when_time_alone_meets_it(case: Case, playbook: Playbook, at: datetime) -> None:
    found = {one.criterion: one.met_from_at for one in may_close(case, playbook, at=at)}
    assert found.pop(Criterion.STABLE) == at + timedelta(minutes=60)
    assert set(found.values()) == {None}


def test_what_customers_did_not_notice_needs_no_update(case: Case, playbook: Playbook, at: datetime) -> None:
    internal = replace(case, impact=_impact(at, Visibility.INTERNAL_ONLY), publications=())
    assert _unmet(internal, playbook, at + timedelta(hours=2)) == []


def test_a_criterion_for_others_is_not_asked(
    case: Case, playbook: Playbook, make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    small = replace(case, verdict=make_verdict(severity=Severity.P3), publications=())
    asked = [finding.criterion for finding in may_close(small, playbook, at=at + timedelta(minutes=15))]
    assert Criterion.CUSTOMERS_TOLD not in asked
    assert _unmet(replace(small, verdict=None), playbook, at + timedelta(minutes=1)) == []


def test_a_return_nobody_owns_stays_open(case: Case, playbook: Playbook, at: datetime) -> None:
    chronic = Recurrence(
        RecurrenceKind.CHRONIC, FingerprintId("FP-1"), Fingerprint("mobile-data", "coast", "", "slow"), 6, 30
    )
    later = at + timedelta(minutes=60)
    assert _unmet(replace(case, recurrence=chronic), playbook, later) == [Criterion.REPEATS_OWNED]
    (finding,) = (
        one
        for one in may_close(replace(case, recurrence=chronic), playbook, at=later)
        if one.criterion is Criterion.REPEATS_OWNED
    )
    assert finding.sees == "6 times in 30 days: nobody owns it; name the desk that will end it"
    owned = replace(chronic, problem_owner="mobile-desk", problem_due_at=later)
    assert _unmet(replace(case, recurrence=owned), playbook, later) == []
