"""What does an incident do to customers, as far as its signals tell: the answer every role shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intera.experience.track_record import TrackRecord
from intera.impact.accounts_hit import FailingShare, share_of
from intera.impact.certainty import Stated, confidence_of, raise_confidence_by
from intera.impact.contradictions import find_contradictions
from intera.impact.describe import evidence_rows, ruling_row
from intera.impact.extent import HURT, Extent, extent_of, unharmed
from intera.impact.reach import account_counts, accounts_in_reach, with_named
from intera.impact.visibility import visibility_of
from intera.impact.weigh import Weighed, weigh
from intera.model.ids import PartnerCode, RegionId, ServiceId, SourceId
from intera.model.impact import AffectedAccount, EvidenceKind, HarmLevel, Impact, ImpactRuling, TierCount
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import ReportedState, SourceHealth

NO_RECORD = TrackRecord()


@dataclass(frozen=True, slots=True)
class _Hit:
    """The accounts named, and how many of each tier are hit."""

    accounts: tuple[AffectedAccount, ...] = ()
    counts: tuple[TierCount, ...] = ()


NOBODY_HIT = _Hit()


class NoSignalsError(ValueError):
    """An impact was asked for without a signal that can speak of harm."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("no incident signal to assess; give at least one ticket, probe, health, contact or flag")


@dataclass(frozen=True, slots=True)
class _Claims:
    priority: int | None
    is_confirmed: bool
    emergency_affected: bool | None
    contact_ratio_percent: int | None
    onset_at: datetime | None


def assess(
    signals: Sequence[Signal],
    operator: Operator,
    *,
    health: Mapping[SourceId, SourceHealth],
    ruling: ImpactRuling | None,
    record: TrackRecord = NO_RECORD,
    at: datetime,
) -> Impact:
    """The impact of one incident at an instant; the same for any order of its signals.

    Args:
        signals: the newest statement of each signal of the incident.
        operator: the reference data: places, accounts, symptoms, sources.
        health: how fresh each source is.
        ruling: a person's word on whether customers are hit; one given after `at` is not known yet.
        record: what came of earlier statements, by pattern of sources.
        at: the instant judged at.

    Returns:
        Scope, harm, customers as an interval, accounts, visibility, confidence and evidence.

    Raises:
        NoSignalsError: there is no signal of a kind that speaks of harm.

    Source: PRODUCT R1, Q1, Q2, Q5, rule B.
    """
    weighed = weigh(signals, health=health, at=at)
    if not weighed:
        raise NoSignalsError
    ruling = ruling if ruling is not None and ruling.at <= at else None
    service_id, partner_code = _about(weighed)
    said = extent_of(weighed, operator, service_id=service_id, partner_code=partner_code, at=at)
    is_rejected = ruling is not None and not ruling.is_confirmed
    extent = unharmed(said) if is_rejected else said
    hit = NOBODY_HIT if is_rejected else _hit(weighed, operator, extent, (service_id, partner_code), at)
    confidence = confidence_of(weighed, _stated(said), ruling, record=record)
    visibility, reason = visibility_of(weighed, said.harm, confidence, ruling=ruling, operator=operator)
    evidence = evidence_rows(weighed, operator, health=health)
    impact = Impact(
        assessed_at=at,
        service_id=service_id,
        service_name=operator.service_name(service_id),
        region_ids=extent.region_ids,
        regions=extent.regions,
        partner_code=partner_code,
        harm=extent.harm,
        customers=extent.customers,
        accounts=hit.accounts,
        account_counts=hit.counts,
        visibility=visibility,
        visibility_reason=reason,
        confidence=confidence,
        evidence=evidence if ruling is None else (ruling_row(ruling, operator, at=at), *evidence),
        raise_confidence_by=raise_confidence_by(weighed, said.harm, confidence, operator=operator, health=health),
        contradictions=find_contradictions(weighed, said.harm, operator, health=health),
    )
    return _completed(impact, extent, _claims(weighed))


def _completed(impact: Impact, extent: Extent, claims: _Claims) -> Impact:
    """The impact with what was measured and seen of its extent, and what sources claim beside harm."""
    return replace(
        impact,
        failing_percent=extent.failing_percent,
        living_count=extent.living_count,
        sighting=extent.sighting,
        contact_ratio_percent=claims.contact_ratio_percent,
        emergency_affected=claims.emergency_affected,
        claimed_priority=claims.priority,
        priority_confirmed=claims.is_confirmed,
        onset_at=claims.onset_at,
    )


def _stated(extent: Extent) -> Stated:
    """The harm the confidence is about: where it is worst, or everywhere once all is clear."""
    if extent.harm in (HarmLevel.CLEAR, HarmLevel.NO_DATA):
        return Stated(extent.harm, tuple(region.region_id for region in extent.regions))
    hurt = tuple(region.region_id for region in extent.regions if region.harm in HURT)
    return Stated(extent.harm, hurt or extent.region_ids)


def _about(weighed: Sequence[Weighed]) -> tuple[ServiceId, PartnerCode | None]:
    """The service and partner the incident is about: of the first signal whose scope is resolved."""
    first = next((entry for entry in weighed if entry.signal.scope.is_resolved), weighed[0])
    return first.signal.scope.service_id, first.signal.scope.partner_code


def _hit(
    weighed: Sequence[Weighed],
    operator: Operator,
    extent: Extent,
    about: tuple[ServiceId, PartnerCode | None],
    at: datetime,
) -> _Hit:
    """Accounts in reach of harm customers feel, or felt before it cleared; at risk hits nobody yet.

    The named ones are all in reach; how many of a tier are hit is an interval where only a part of a
    place fails.
    """
    service_id, partner_code = about
    confirmed = [
        account_id
        for entry in weighed
        if entry.kind is EvidenceKind.ACCOUNT_CONFIRMATION and entry.says_harm
        for account_id in entry.signal.account_ids
    ]
    reached: tuple[AffectedAccount, ...] = ()
    counts: tuple[TierCount, ...] = ()
    if extent.harm in HURT or extent.harm is HarmLevel.CLEAR:
        reached = accounts_in_reach(
            operator, service_id, region_ids=extent.region_ids, partner_code=partner_code, at=at
        )
    if extent.harm in HURT:
        counts = account_counts(
            operator,
            service_id,
            failing=_failing(extent, partner_code),
            partner_code=partner_code,
            confirmed=confirmed,
            at=at,
        )
    named = [account_id for entry in weighed for account_id in entry.signal.account_ids]
    return _Hit(with_named(reached, operator, named=named, confirmed=confirmed, at=at) if named else reached, counts)


def _failing(extent: Extent, partner_code: PartnerCode | None) -> list[tuple[RegionId | None, FailingShare]]:
    """Which share of customers fails in each hurt place."""
    if extent.regions:
        return [
            (region.region_id, share_of(region.customers, region.living_count))
            for region in extent.regions
            if region.harm in HURT
        ]
    return [(None, share_of(extent.customers, extent.living_count))] if partner_code is not None else []


def _claims(weighed: Sequence[Weighed]) -> _Claims:
    """What sources claim beside harm: worst priority, emergency calling, contact rate, earliest start.

    A withdrawn or future-dated signal claims nothing; a late one keeps its claims of priority
    and start, which do not age, but not its measurements.
    """
    priority: int | None = None
    is_confirmed = False
    emergency: bool | None = None
    ratio: int | None = None
    onset_at: datetime | None = None
    for entry in weighed:
        signal = entry.signal
        if signal.state is ReportedState.CANCELLED or (entry.says_harm is None and not entry.is_late):
            continue
        claimed = signal.claimed_priority
        if claimed is not None and (priority is None or claimed <= priority):
            is_confirmed = signal.priority_confirmed or (is_confirmed and claimed == priority)
            priority = claimed
        if signal.onset_at is not None and (onset_at is None or signal.onset_at < onset_at):
            onset_at = signal.onset_at
        if entry.is_late:
            continue
        if signal.emergency_affected is not None:
            emergency = bool(emergency) or signal.emergency_affected
        if entry.says_harm and signal.contact_ratio_percent is not None:
            ratio = max(ratio or 0, signal.contact_ratio_percent)
    return _Claims(priority, is_confirmed, emergency, ratio, onset_at)
