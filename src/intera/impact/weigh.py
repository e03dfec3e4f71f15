"""Does each signal speak for harm, against it or not count, and with what weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intera.impact.weights import weight_of
from intera.model.ids import RegionId, SourceId
from intera.model.impact import EvidenceKind, Stance
from intera.model.signal import Signal
from intera.model.source import RecordKind, ReportedState, SourceHealth
from intera.signals.correlate import HARM_STATES

EVIDENCE_KINDS: Mapping[RecordKind, EvidenceKind] = {
    RecordKind.ACCOUNT_CONFIRMATION: EvidenceKind.ACCOUNT_CONFIRMATION,
    RecordKind.CARE_CONTACTS: EvidenceKind.CARE_CONTACTS,
    RecordKind.HEALTH: EvidenceKind.HEALTH,
    RecordKind.PARTNER_FLAG: EvidenceKind.PARTNER,
    RecordKind.PROBE: EvidenceKind.PROBE,
    RecordKind.TICKET: EvidenceKind.TICKET,
}

# How far a source's clock may run ahead of ours before its statement is "from the future".
# Source: issue 3, bad input; five minutes is the usual tolerance of time-stamped protocols
# (RFC 4120, Kerberos clock skew).
CLOCK_SKEW_S = 300


@dataclass(frozen=True, slots=True)
class Weighed:
    """One signal as it counts: its stance, its weight in parts of `weights.SCALE`, its age in seconds.

    `says_harm` is what it says of its own place: True harm, False clear, None nothing we may use.
    It can say "clear" and still not count, when its place is not where the harm is.
    `period_s` is how often its source reports, 0 when it owes us no pace.
    """

    signal: Signal
    kind: EvidenceKind
    stance: Stance
    weight: int
    age_s: int
    says_harm: bool | None
    is_late: bool = False
    period_s: int = 0


def weigh(signals: Sequence[Signal], *, health: Mapping[SourceId, SourceHealth], at: datetime) -> tuple[Weighed, ...]:
    """Each incident signal with its stance and weight, sorted by signal id.

    A late source counts neither way; so do a withdrawn ticket and a statement from the future.
    A place that is well is no evidence against harm in another place.

    Args:
        signals: the newest statement of each signal, any order; other kinds are left out.
        health: how fresh each source is; a source not named owes us nothing.
        at: the instant judged at.

    Returns:
        One entry per incident signal.

    Source: design GUIDE section 5, "When a source fails".
    """
    kept = [signal for signal in signals if signal.kind in EVIDENCE_KINDS]
    if len(kept) > 1:
        kept.sort(key=lambda signal: signal.signal_id)
    weighed = [_weigh_one(signal, health.get(signal.source_id), at) for signal in kept]
    if len(weighed) > 1:
        harmed = harmed_regions(weighed)
        if harmed:
            weighed = [_elsewhere(entry, harmed) for entry in weighed]
    return tuple(weighed)


def harmed_regions(weighed: Sequence[Weighed]) -> frozenset[RegionId]:
    """The regions harm is reported in; empty when there is none, or one report is about the whole service."""
    found: set[RegionId] = set()
    for entry in weighed:
        if entry.says_harm:
            if not entry.signal.scope.region_ids:
                return frozenset()
            found.update(entry.signal.scope.region_ids)
    return frozenset(found)


def _weigh_one(signal: Signal, source: SourceHealth | None, at: datetime) -> Weighed:
    kind = EVIDENCE_KINDS[signal.kind]
    age_s = int((at - signal.occurred_at).total_seconds())
    is_late = source is not None and source.late_s(at) > 0
    if is_late or age_s < -CLOCK_SKEW_S or signal.state is ReportedState.CANCELLED:
        return Weighed(signal, kind, Stance.NOT_COUNTED, 0, max(0, age_s), None, is_late)
    period_s = source.expected_every_s if source is not None else 0
    age_s = max(0, age_s)
    says_harm = signal.state in HARM_STATES
    weight = weight_of(kind, age_s, is_confirmed=signal.priority_confirmed)
    stance = Stance.FOR if says_harm else Stance.AGAINST
    return Weighed(signal, kind, stance, weight, age_s, says_harm, period_s=period_s)


def _elsewhere(entry: Weighed, harmed: frozenset[RegionId]) -> Weighed:
    own = entry.signal.scope.region_ids
    if entry.stance is Stance.AGAINST and own and harmed.isdisjoint(own):
        return replace(entry, stance=Stance.NOT_COUNTED, weight=0)
    return entry
