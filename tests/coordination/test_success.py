"""A success metric is recorded, or says why it is not; a blank is never nought."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from coordination.conftest import AT, INCIDENT
from coordination.test_escalation_noise import SPAN, asks, hurt
from intera.coordination.escalation_noise import escalation_noise
from intera.coordination.success import (
    MetricState,
    is_consistent,
    measure_asking,
    measure_finding,
    measure_repeating,
    measure_telling,
    share_metric,
)
from intera.model.case import Case
from intera.model.confidence import Confidence
from intera.model.ids import IncidentId, NarrativeId, PublicationId, ServiceId
from intera.model.impact import CountRange, EvidenceKind, HarmLevel, Impact, TierCount, Visibility
from intera.model.incident import Lifecycle
from intera.model.party import Tier
from intera.model.publication import Publication, PublicationKind
from intera.model.share import wilson
from intera.model.stated import KindHeard
from intera.recurrence.rate import RepeatRate

HOUR = timedelta(hours=1)
IMPACT = Impact(
    assessed_at=AT,
    service_id=ServiceId("mobile-data"),
    service_name="Mobile Data",
    region_ids=(),
    regions=(),
    partner_code=None,
    harm=HarmLevel.FULL,
    customers=None,
    accounts=(),
    visibility=Visibility.CUSTOMER_VISIBLE,
    visibility_reason="",
    confidence=Confidence(Fraction(9, 10), ""),
    evidence=(),
    account_counts=(TierCount(Tier.VIP, CountRange(1, 1, 1)),),
)


def told(
    number: int,
    *,
    audience: str = "customer",
    kind: PublicationKind = PublicationKind.UPDATE,
    released_at: datetime = AT,
    next_at: datetime | None = AT + HOUR,
) -> Publication:
    """A publication."""
    return Publication(
        PublicationId(f"p{number}"),
        INCIDENT.incident_id,
        NarrativeId(f"n{number}"),
        kind,
        audience,
        "en",
        (),
        "00",
        released_at,
        next_at,
    )


def felt(*publications: Publication, lifecycle: Lifecycle = Lifecycle.CLOSED, answered: bool = True) -> Case:
    """An incident customers felt, with one promise."""
    case = hurt(60, [[0, 30, 20 if answered else None]])
    incident = replace(INCIDENT, lifecycle=lifecycle)
    return replace(case, incident=incident, impact=IMPACT, publications=publications)


def test_silence_of_those_who_record_nothing_means_nothing() -> None:
    quiet = escalation_noise([hurt(60, [])], [], span=SPAN)
    assert measure_asking(quiet, None, has_contacts=False).state is MetricState.PENDING
    assert measure_asking(quiet, None, has_contacts=True).state is MetricState.RECORDED


def test_no_hour_of_impact_is_not_applicable() -> None:
    found = measure_asking(escalation_noise([], [], span=SPAN), None, has_contacts=True)
    assert (found.state, found.why) == (MetricState.NOT_APPLICABLE, "no hour of impact")


def test_contacts_that_contradict_the_record_make_it_invalid() -> None:
    contacts = [asks(-1, "care"), *(asks(minute, "care") for minute in range(5))]
    found = measure_asking(escalation_noise([hurt(60, [])], contacts, span=SPAN), None, has_contacts=True)
    assert (found.state, found.why) == (MetricState.INVALID, "1 of 6 contacts are older than the incident they name")


def test_told_with_checkpoints_as_one() -> None:
    good = felt(told(1), told(2, audience="sales"))
    cases = [
        good,
        felt(),
        felt(told(1), answered=False),
        felt(told(1), told(2, audience="sales", next_at=AT + 2 * HOUR)),
        felt(told(2, kind=PublicationKind.CORRECTION), told(1)),
        felt(told(1), lifecycle=Lifecycle.ACTIVE),
        felt(told(1), lifecycle=Lifecycle.CANCELLED),
        replace(good, impact=replace(IMPACT, visibility=Visibility.INTERNAL_ONLY)),
    ]
    share, open_count = measure_telling(cases, at=AT + 2 * HOUR)
    assert (share.count, share.total_count, open_count) == (1, 5, 1)


def test_only_the_newest_words_to_each_audience_must_agree() -> None:
    early = told(1, released_at=AT - HOUR, next_at=AT)
    assert is_consistent((told(3, audience="sales"), told(2), early))
    assert not is_consistent(())


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ((wilson(1, 2), 0), MetricState.RECORDED),
        ((wilson(0, 0), 2), MetricState.PENDING),
        ((wilson(0, 0), 0), MetricState.NOT_APPLICABLE),
    ],
)
def test_a_share_of_nothing_is_a_blank(now: tuple[object, int], state: MetricState) -> None:
    found = share_metric(now, wilson(0, 0), nothing="nothing came")  # type: ignore[arg-type]
    assert (found.state, found.before) == (state, None)
    assert bool(found.why) == (state is not MetricState.RECORDED)


def test_repeats_are_taken_as_they_are_counted() -> None:
    rate = RepeatRate(3, 10, 30, AT - HOUR, AT)
    found = measure_repeating(rate, None)
    assert (found.now.count, found.now.total_count, found.before) == (3, 10, None)


def _vip(number: int, *heard: KindHeard, is_open: bool = False) -> Case:
    lifecycle = Lifecycle.ACTIVE if is_open else Lifecycle.CLOSED
    incident = replace(INCIDENT, incident_id=IncidentId(f"INC-{number}"), lifecycle=lifecycle)
    return Case(incident, (), impact=IMPACT, heard=heard)


def test_found_first_is_before_they_told_us() -> None:
    probe = KindHeard(EvidenceKind.PROBE, harm_at=AT)
    cases = [
        _vip(1, probe),
        _vip(2, probe, KindHeard(EvidenceKind.CARE_CONTACTS, harm_at=AT - HOUR)),
        _vip(3, probe),
        _vip(4, probe, is_open=True),
        replace(_vip(5, probe), impact=replace(IMPACT, account_counts=())),
    ]
    called = replace(asks(30, "customer"), incident_id=IncidentId("INC-3"))
    ours = replace(asks(-30, "care"), incident_id=IncidentId("INC-1"))
    found = measure_finding(cases, [called, ours], None)
    assert (found.share.now.count, found.share.now.total_count, found.share.pending_count) == (2, 3, 1)
    assert found.lead_s == (-3600, 1800)


def test_found_first_says_nothing_where_nobody_could_have_told_us() -> None:
    found = measure_finding([_vip(1, KindHeard(EvidenceKind.PROBE, harm_at=AT))], [], None)
    assert (found.share.state, found.share.now.total_count) == (MetricState.PENDING, 1)
    assert found.share.why == "no contact is on record, nor a source that counts them"
