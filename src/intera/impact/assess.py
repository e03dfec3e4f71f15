"""What does an incident do to customers, as far as its signals tell: the answer every role shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.impact.certainty import confidence_of, raise_confidence_by
from intera.impact.describe import evidence_rows, ruling_row
from intera.impact.extent import HURT, Extent, extent_of, unharmed
from intera.impact.reach import accounts_in_reach, with_named
from intera.impact.visibility import visibility_of
from intera.impact.weigh import Weighed, weigh
from intera.model.ids import PartnerCode, ServiceId, SourceId
from intera.model.impact import AffectedAccount, EvidenceKind, HarmLevel, Impact, ImpactRuling
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import ReportedState, SourceHealth


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
    at: datetime,
) -> Impact:
    """The impact of one incident at an instant; the same for any order of its signals.

    Args:
        signals: the newest statement of each signal of the incident.
        operator: the reference data: places, accounts, symptoms, sources.
        health: how fresh each source is.
        ruling: a person's word on whether customers are hit; one given after `at` is not known yet.
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
    known_ruling = ruling if ruling is not None and ruling.at <= at else None
    service_id, partner_code = _about(weighed)
    said = extent_of(weighed, operator, service_id=service_id, partner_code=partner_code)
    is_rejected = known_ruling is not None and not known_ruling.is_confirmed
    extent = unharmed(said) if is_rejected else said
    confidence = confidence_of(weighed, said.harm, known_ruling)
    visibility, reason = visibility_of(weighed, said.harm, confidence, ruling=known_ruling, operator=operator)
    spoken = () if known_ruling is None else (ruling_row(known_ruling, operator, at=at),)
    claims = _claims(weighed)
    return Impact(
        assessed_at=at,
        service_id=service_id,
        service_name=operator.service_name(service_id),
        region_ids=extent.region_ids,
        regions=extent.regions,
        partner_code=partner_code,
        harm=extent.harm,
        customers=extent.customers,
        accounts=() if is_rejected else _accounts(weighed, operator, extent, service_id, partner_code),
        visibility=visibility,
        visibility_reason=reason,
        confidence=confidence,
        evidence=spoken + evidence_rows(weighed, operator, health=health),
        raise_confidence_by=raise_confidence_by(weighed, said.harm, confidence, operator=operator, health=health),
        failing_percent=extent.failing_percent,
        contact_ratio_percent=claims.contact_ratio_percent,
        emergency_affected=claims.emergency_affected,
        claimed_priority=claims.priority,
        priority_confirmed=claims.is_confirmed,
        onset_at=claims.onset_at,
    )


def _about(weighed: Sequence[Weighed]) -> tuple[ServiceId, PartnerCode | None]:
    """The service and partner the incident is about: of the first signal whose scope is resolved."""
    first = next((entry for entry in weighed if entry.signal.scope.is_resolved), weighed[0])
    return first.signal.scope.service_id, first.signal.scope.partner_code


def _accounts(
    weighed: Sequence[Weighed],
    operator: Operator,
    extent: Extent,
    service_id: ServiceId,
    partner_code: PartnerCode | None,
) -> tuple[AffectedAccount, ...]:
    """Accounts in reach of harm customers feel, or felt before it cleared; at risk hits nobody yet."""
    reached: tuple[AffectedAccount, ...] = ()
    if extent.harm in HURT or extent.harm is HarmLevel.CLEAR:
        reached = accounts_in_reach(operator, service_id, region_ids=extent.region_ids, partner_code=partner_code)
    named = [account_id for entry in weighed for account_id in entry.signal.account_ids]
    if not named:
        return reached
    confirmed = [
        account_id
        for entry in weighed
        if entry.kind is EvidenceKind.ACCOUNT_CONFIRMATION and entry.says_harm
        for account_id in entry.signal.account_ids
    ]
    return with_named(reached, operator, named=named, confirmed=confirmed)


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
