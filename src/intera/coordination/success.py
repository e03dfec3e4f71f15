"""Does the product do what it was brought in for: its five success metrics, each with an honest blank.

A metric is recorded, or it says why it is not: pending (what it needs is not over or not on record yet), not
applicable (nothing happened that it could measure), invalid (what is on record contradicts itself). A blank is
never shown as nought or as a hundred percent.

Source: PRODUCT section 3, success metrics M1 to M5; issue 4, section 8.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from intera.coordination.escalation_noise import ContactRate, EscalationNoise
from intera.model.case import Case
from intera.model.checkpoint import CheckpointOutcome
from intera.model.contact import AskedBy, Contact
from intera.model.ids import IncidentId
from intera.model.impact import EvidenceKind, Visibility
from intera.model.incident import Lifecycle
from intera.model.party import Tier
from intera.model.publication import Publication, PublicationKind
from intera.model.share import Share, wilson
from intera.recurrence.rate import RepeatRate

# More contradictory rows than this, and a figure made of the rest says nothing. Source: house default.
_INVALID_FROM_PERCENT = 10
_HUNDRED = 100
_NO_INCIDENT = frozenset({Lifecycle.CANCELLED, Lifecycle.MERGED})
_CUSTOMERS = frozenset({AskedBy.CUSTOMER, AskedBy.PARTNER})
# Kinds of evidence by which customers or partners tell us before we tell them.
_TOLD_BY_THEM = frozenset({EvidenceKind.CARE_CONTACTS, EvidenceKind.PARTNER})


class MetricState(StrEnum):
    """Whether a metric has a value, or why not."""

    RECORDED = "recorded"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class RateMetric:
    """Contacts per hour of impact, now and in the span before; `why` says what a blank waits for."""

    state: MetricState
    now: ContactRate
    before: ContactRate | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShareMetric:
    """How many of how many, now and in the span before; `pending_count` are left out because they are not over."""

    state: MetricState
    now: Share
    before: Share | None
    pending_count: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class EarlyFinds:
    """VIP and partner incidents we knew of before they told us; `lead_s` are the leads known, shortest first."""

    share: ShareMetric
    lead_s: tuple[int, ...]


def measure_asking(now: EscalationNoise, before: EscalationNoise | None, *, has_contacts: bool) -> RateMetric:
    """M1: how often Care and Sales ask what is happening, per hour of impact.

    Args:
        now: of the span measured.
        before: of the span before; None while the record is younger.
        has_contacts: whether any contact was ever recorded here.

    Returns:
        The rate; pending while nobody records contacts, for then silence means nothing.
    """
    earlier = before.inside if before is not None and before.inside.impact_s else None
    asked_count = now.everybody.count + now.unplaced_count + now.invalid_count
    if not has_contacts:
        return RateMetric(MetricState.PENDING, now.inside, earlier, "no contact has been recorded yet")
    if now.invalid_count * _HUNDRED > asked_count * _INVALID_FROM_PERCENT:
        why = f"{now.invalid_count} of {asked_count} contacts are older than the incident they name"
        return RateMetric(MetricState.INVALID, now.inside, earlier, why)
    if not now.inside.impact_s:
        return RateMetric(MetricState.NOT_APPLICABLE, now.inside, earlier, "no hour of impact")
    return RateMetric(MetricState.RECORDED, now.inside, earlier)


def measure_telling(cases: Iterable[Case], *, at: datetime) -> tuple[Share, int]:
    """M2: how many incidents customers felt were communicated with checkpoints and consistent language.

    One counts when at least one promise was given and none is missed, when customers were told, and when what was
    told last to each audience names the same next update and nothing had to be corrected.

    Args:
        cases: the incidents of a span.
        at: the instant asked about.

    Returns:
        The share of those over; and how many are still open and not counted.
    """
    felt = [case for case in cases if _is_felt(case)]
    over = [case for case in felt if not case.incident.is_open or case.incident.restored_at is not None]
    return wilson(sum(is_well_told(case, at) for case in over), len(over)), len(felt) - len(over)


def is_well_told(case: Case, at: datetime) -> bool:
    """Whether an incident was communicated with checkpoints and in one language; see `measure_telling`."""
    is_kept = bool(case.checkpoints) and not any(
        one.outcome_at(at) is CheckpointOutcome.MISSED for one in case.checkpoints
    )
    return is_kept and is_consistent(case.publications)


def is_consistent(publications: Sequence[Publication]) -> bool:
    """Whether what was told reads as one: told at all, nothing corrected, the same next update to everybody.

    Args:
        publications: of one incident, newest first.

    Returns:
        False where nothing was told.
    """
    updates = [one for one in publications if one.kind is PublicationKind.UPDATE]
    newest: dict[tuple[str, str], Publication] = {}
    for one in sorted(updates, key=lambda update: update.released_at):
        newest[one.audience, one.language] = one
    is_corrected = any(one.kind is PublicationKind.CORRECTION for one in publications)
    return bool(newest) and not is_corrected and len({one.next_update_at for one in newest.values()}) == 1


def share_metric(now: tuple[Share, int], before: Share | None, *, nothing: str) -> ShareMetric:
    """A share as a metric: blank where there is nothing to take a share of.

    Args:
        now: the share, and how many are pending.
        before: of the span before; None while the record is younger.
        nothing: what to say where nothing happened.

    Returns:
        Recorded; pending where some are not over; not applicable where there are none.
    """
    share, pending_count = now
    earlier = before if before is not None and before.total_count else None
    if share.total_count:
        return ShareMetric(MetricState.RECORDED, share, earlier, pending_count)
    if pending_count:
        return ShareMetric(MetricState.PENDING, share, earlier, pending_count, f"{pending_count} not over yet")
    return ShareMetric(MetricState.NOT_APPLICABLE, share, earlier, 0, nothing)


def measure_repeating(now: RepeatRate, before: RepeatRate | None) -> ShareMetric:
    """M3: the share of events that were repeats; fewer is better.

    Args:
        now: of the span measured.
        before: of the span before; None while the record is younger.

    Returns:
        The share.
    """
    earlier = wilson(before.repeat_count, before.event_count) if before is not None else None
    return share_metric((wilson(now.repeat_count, now.event_count), 0), earlier, nothing="no event")


def measure_finding(cases: Sequence[Case], contacts: Sequence[Contact], before: Share | None) -> EarlyFinds:
    """M4: how many incidents of VIP accounts and partners we knew of before they told us.

    Args:
        cases: the incidents of a span.
        contacts: all that name one of them.
        before: the share of the span before; None while the record is younger.

    Returns:
        The share of those over or already told of; an open one that nobody asked about is pending, and so is
        all of it where nothing that could tell us is on record.
    """
    first: dict[IncidentId, datetime] = {}
    for contact in contacts:
        if contact.incident_id is not None and contact.asked_by in _CUSTOMERS:
            first[contact.incident_id] = min(contact.at, first.get(contact.incident_id, contact.at))
    found_count, counted, pending_count = 0, 0, 0
    leads: list[int] = []
    for case in cases:
        if not concerns_vip_or_partner(case):
            continue
        known_at, told_at = _first_known(case), _told_at(case, first.get(case.incident.incident_id))
        if told_at is None and case.incident.is_open:
            pending_count += 1
            continue
        counted += 1
        if told_at is not None and known_at is not None:
            leads.append((told_at - known_at) // timedelta(seconds=1))
        found_count += known_at is not None and (told_at is None or known_at < told_at)
    metric = share_metric((wilson(found_count, counted), pending_count), before, nothing="no VIP or partner was hit")
    if counted and not contacts and not any(_told_at(case, None) for case in cases):
        # Nobody could have told us first where nobody's telling is on record.
        metric = replace(
            metric, state=MetricState.PENDING, why="no contact is on record, nor a source that counts them"
        )
    return EarlyFinds(metric, tuple(sorted(leads)))


def concerns_vip_or_partner(case: Case) -> bool:
    """Whether a VIP account or a partner is in reach of an incident."""
    is_real = case.incident.lifecycle not in _NO_INCIDENT
    return is_real and case.impact is not None and (case.impact.is_wholesale or case.impact.account_count(Tier.VIP) > 0)


def _first_known(case: Case) -> datetime | None:
    """When a source of our own first spoke of harm."""
    return min((one.harm_at for one in case.heard if one.harm_at and one.kind not in _TOLD_BY_THEM), default=None)


def _told_at(case: Case, first_contact_at: datetime | None) -> datetime | None:
    """When customers or partners first told us, by a contact or by a source that counts them."""
    told = [one.harm_at for one in case.heard if one.harm_at and one.kind in _TOLD_BY_THEM]
    return min([*told, *([first_contact_at] if first_contact_at else [])], default=None)


def _is_felt(case: Case) -> bool:
    is_real = case.incident.lifecycle not in _NO_INCIDENT
    return is_real and case.impact is not None and case.impact.visibility is Visibility.CUSTOMER_VISIBLE
