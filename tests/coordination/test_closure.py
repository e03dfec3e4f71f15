"""May an incident be closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from intera.coordination.closure import may_close
from intera.coordination.playbook import Criterion, Playbook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.confidence import Confidence
from intera.model.ids import FingerprintId
from intera.model.impact import Evidence, EvidenceKind, EvidenceWeight, HarmLevel, Impact, Stance, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.narrative import Narrative, NarrativeStatus
from intera.model.recurrence import Fingerprint, Recurrence, RecurrenceKind
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


def _told(approved_at: datetime, **other: object) -> Narrative:
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


@pytest.fixture
def case(make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime) -> Case:
    """A P1 restored at `at`, customers told since."""
    return Case(
        incident=make_incident(lifecycle=Lifecycle.RESTORED, restored_at=at),
        signals=(),
        impact=_impact(at),
        verdict=make_verdict(severity=Severity.P3, worst_severity=Severity.P1),
        narratives=(_told(at + timedelta(minutes=3)),),
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


def test_only_an_approved_customer_update_since_then_tells_customers(
    case: Case, playbook: Playbook, at: datetime
) -> None:
    for narrative in (
        _told(at - timedelta(minutes=1)),
        _told(at + timedelta(hours=3)),
        _told(at + timedelta(minutes=3), status=NarrativeStatus.LAPSED),
        _told(at + timedelta(minutes=3), audience="care"),
    ):
        told = replace(case, narratives=(narrative,))
        assert _unmet(told, playbook, at + timedelta(hours=2)) == [Criterion.CUSTOMERS_TOLD]


def test_what_customers_did_not_notice_needs_no_update(case: Case, playbook: Playbook, at: datetime) -> None:
    internal = replace(case, impact=_impact(at, Visibility.INTERNAL_ONLY), narratives=())
    assert _unmet(internal, playbook, at + timedelta(hours=2)) == []


def test_a_criterion_for_others_is_not_asked(
    case: Case, playbook: Playbook, make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    small = replace(case, verdict=make_verdict(severity=Severity.P3), narratives=())
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
