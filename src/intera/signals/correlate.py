"""Which signals are about the same thing, and which statement of one signal is the newest."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState

# Kinds that say something about harm to customers; the others feed settlement and "what changed".
INCIDENT_KINDS = frozenset(
    {
        RecordKind.ACCOUNT_CONFIRMATION,
        RecordKind.CARE_CONTACTS,
        RecordKind.HEALTH,
        RecordKind.PARTNER_FLAG,
        RecordKind.PROBE,
        RecordKind.TICKET,
    }
)

# States that say harm is there.
HARM_STATES = frozenset({ReportedState.OPEN, ReportedState.DEGRADED})

# How long after its last news an open incident still takes in new signals of the same service
# and place. Longer than the longest usual silence of a live incident (a night desk's hand-over),
# shorter than a day, so that the same trouble tomorrow is a repeat and not a longer today.
# Source: PRODUCT R6; ADR-0015.
JOIN_WINDOW = timedelta(hours=6)


def is_incident_signal(signal: Signal) -> bool:
    """Whether a signal can belong to an incident at all: not a measurement, not a planned work."""
    return signal.kind in INCIDENT_KINDS


def opens_incident(signal: Signal) -> bool:
    """Whether a signal that joins nothing starts an incident of its own.

    A ticket always does, even when first heard of as closed: somebody had trouble. Any other
    kind only while it reports harm; "all is well" from a probe is no incident.
    """
    if signal.kind is RecordKind.TICKET:
        return True
    return signal.kind in INCIDENT_KINDS and signal.state in HARM_STATES


def is_series(signal: Signal) -> bool:
    """Whether the same signal speaks of many incidents over time, as a probe series or a contact rate does.

    A ticket belongs to one incident for life. A series must be matched to an *open* incident each
    time (`correlation_key`, then `joins`), never by its id alone: degraded again next week is a repeat.
    """
    return signal.kind is not RecordKind.TICKET


def correlation_key(signal: Signal) -> str:
    """The key two signals must share to be about the same thing; regions and time are judged by `joins`.

    A ticket whose service or place is not resolved, or that names no place, stays one ticket =
    one incident: joining on a guess would hide one customer's trouble behind another's. The
    symptom plays no part: slow, unavailable and "contacts are up" describe one trouble.

    Args:
        signal: a normalised signal.

    Returns:
        `<kind>:<signal_id>` for a signal that stands alone, else `service:<service>|<partner>`.
    """
    if _stands_alone(signal):
        return f"{signal.kind}:{signal.signal_id}"
    return f"service:{signal.scope.service_id}|{signal.scope.partner_code or ''}"


def joins(signal: Signal, scope: Scope, *, last_heard_at: datetime, at: datetime) -> bool:
    """Whether a signal belongs to an open incident of the given scope.

    Same service, same partner, and regions that overlap. A signal or incident without a region
    speaks of the whole service and overlaps every region of it.

    Args:
        signal: a normalised signal.
        scope: the open incident's scope.
        last_heard_at: when the incident last had news of any kind.
        at: the instant judged at, the signal's own on intake.

    Returns:
        True when it belongs there and the two are at most `JOIN_WINDOW` apart.
    """
    if _stands_alone(signal) or not scope.is_resolved:
        return False
    own = signal.scope
    if own.service_id != scope.service_id or own.partner_code != scope.partner_code:
        return False
    if own.region_ids and scope.region_ids and not any(region in scope.region_ids for region in own.region_ids):
        return False
    return abs(at - last_heard_at) <= JOIN_WINDOW


def merge_signals(known: Sequence[Signal], new: Signal) -> tuple[Signal, ...] | None:
    """The incident's signals with the new statement taken in, one per signal id, sorted by it.

    Args:
        known: the newest statement of each signal so far, in any order.
        new: the statement that arrived.

    Returns:
        The signals sorted by `signal_id`; None when `new` is a repeat or older than what is known.
    """
    for signal in known:
        if signal.signal_id == new.signal_id:
            if new.version <= signal.version:
                return None
            if len(known) == 1:
                return (new,)
            break
    kept = [signal for signal in known if signal.signal_id != new.signal_id]
    kept.append(new)
    kept.sort(key=lambda signal: signal.signal_id)
    return tuple(kept)


def _stands_alone(signal: Signal) -> bool:
    scope = signal.scope
    if not scope.is_resolved or signal.kind not in INCIDENT_KINDS:
        return True
    return signal.kind is RecordKind.TICKET and not scope.region_ids and scope.partner_code is None
