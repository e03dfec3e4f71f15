"""When do sources expect service back: one versioned promise, or none when nobody says.

Source: PRODUCT Q3; issue 4, section 1 (ETA as a versioned promise: range, basis, confidence).
"""

from collections.abc import Sequence
from datetime import datetime

from intera.model.checkpoint import Eta
from intera.model.signal import Signal
from intera.model.source import RecordKind, ReportedState

# A time stated without a confidence is spoken of as Low, "verify first", until the source's own
# record earns it more (PRODUCT rule B; design GUIDE section 4, Low is below 50).
UNSTATED_PERCENT = 40

_TROUBLED = frozenset({ReportedState.OPEN, ReportedState.DEGRADED})
_STATED = {
    RecordKind.ACCOUNT_CONFIRMATION: "Stated by an account",
    RecordKind.CARE_CONTACTS: "Stated by Customer Care",
    RecordKind.HEALTH: "Stated with service health",
    RecordKind.MEASUREMENT: "Stated with a measurement",
    RecordKind.PARTNER_FLAG: "Stated by the partner",
    RecordKind.PLANNED_WORK: "Stated with planned work",
    RecordKind.PROBE: "Stated with service tests",
    RecordKind.TICKET: "Stated on the ticket",
}


def _newest_first(signal: Signal) -> tuple[datetime, int, str, str]:
    return (*signal.version, signal.signal_id)


def eta_of(signals: Sequence[Signal], *, previous: Eta | None, at: datetime) -> Eta | None:
    """When service is expected back, as the newest source that says so states it.

    Args:
        signals: the incident's signals, any order.
        previous: the promise before this one.
        at: the instant asked about; statements of later instants are not known yet.

    Returns:
        The previous promise itself while its values hold; a new version when they change; None
        when no source that still reports trouble says.
    """
    stated = [
        signal
        for signal in signals
        if signal.eta_best_at is not None and signal.state in _TROUBLED and signal.occurred_at <= at
    ]
    if not stated:
        return None
    newest = max(stated, key=_newest_first)
    best_at = newest.eta_best_at
    if best_at is None:
        return None
    earliest_at = min(newest.eta_earliest_at or best_at, best_at)
    latest_at = max(newest.eta_latest_at or best_at, best_at)
    percent = UNSTATED_PERCENT if newest.eta_percent is None else newest.eta_percent
    if previous is not None and (best_at, earliest_at, latest_at, percent) == (
        previous.best_at,
        previous.earliest_at,
        previous.latest_at,
        previous.confidence_percent,
    ):
        return previous
    version = 1
    if previous is not None:
        # Two statements of one instant are one version, whichever was heard first.
        version = previous.version + (previous.stated_at != newest.occurred_at)
    basis = _STATED[newest.kind]
    return Eta(
        best_at=best_at,
        earliest_at=earliest_at,
        latest_at=latest_at,
        confidence_percent=percent,
        basis=basis if newest.eta_percent is not None else f"{basis}, without saying how sure",
        stated_at=newest.occurred_at,
        version=version,
    )
