"""Does an incident deserve a place on the first screen, with the reason."""

from datetime import datetime

from intera.impact.curate_gate import PrecisionGate
from intera.model.impact import EvidenceKind, HarmLevel, Impact, Placement, Stance, Visibility
from intera.model.interval import Interval
from intera.model.party import Tier

_HURT = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED})
_PROTECTED = (Tier.VIP, Tier.WHOLESALE)
_MACHINES = frozenset({EvidenceKind.HEALTH, EvidenceKind.PROBE})
_MINUTE_S = 60


def place_incident(impact: Impact, gate: PrecisionGate, *, work: Interval | None, at: datetime) -> Placement:
    """Whether an incident deserves a place on the first screen.

    In this order: what customers can notice, emergency calls, and harm to a VIP account or a partner are
    always shown. Planned work holds back only what happens inside its span; harm that outlasts it
    is shown. What anybody but a machine reports is shown. The rest, machines alone, is placed by
    what became of statements as sure as this one.

    Args:
        impact: as assessed; its confidence is what is stated.
        gate: has learned each stated confidence with what came of it.
        work: the span of planned work on its service and place, None without one.
        at: the instant judged at.

    Returns:
        The placement with its reason.

    Source: PRODUCT F1, rule A; issue 3 point 2 (planned work never hides an overrun).
    """
    reason = _always_shown(impact)
    if reason is None and work is not None and work.start_at <= at:
        if work.end_at is None or at < work.end_at:
            return Placement(is_shown=False, reason="Held back: planned work is under way")
        if impact.harm in _HURT:
            minutes = int((at - work.end_at).total_seconds()) // _MINUTE_S
            reason = f"planned work ended {minutes} min ago and harm goes on"
    if reason is None and any(row.stance is Stance.FOR and row.kind not in _MACHINES for row in impact.evidence):
        reason = "it was reported by more than machines"
    if reason is not None:
        return Placement(is_shown=True, reason=f"Shown: {reason}")
    return gate.place(impact.confidence.ratio, _basis(impact))


def _always_shown(impact: Impact) -> str | None:
    """What puts an incident on the first screen whatever else is known."""
    if impact.visibility is Visibility.CUSTOMER_VISIBLE:
        return "customers can notice it"
    if impact.emergency_affected:
        return "emergency calls are affected"
    if impact.harm in _HURT and any(impact.account_count(tier) for tier in _PROTECTED):
        return "a VIP account or a partner is in reach"
    return None


def _basis(impact: Impact) -> str:
    confidence = impact.confidence
    if not confidence.like_count:
        return "nothing like this so far"
    return f"{confidence.happened_count} of {confidence.like_count} like this"
