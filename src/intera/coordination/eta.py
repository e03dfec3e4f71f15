"""When do sources expect service back: one versioned promise, or none when nobody says.

Source: PRODUCT Q3; issue 4, section 1 (ETA as a versioned promise: range, basis, confidence).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from intera.coordination.playbook import CUSTOMER, EtaBar, Playbook
from intera.model.checkpoint import Eta
from intera.model.confidence import ConfidenceWord
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


# From which percent on each bar is passed. Source: design GUIDE section 4, confidence words.
_PASSED_AT_PERCENT = {EtaBar.ANY: 0, EtaBar.MEDIUM: 50, EtaBar.HIGH: 75, EtaBar.CONFIRMED: 90}


def eta_bar(playbook: Playbook, audience: str) -> EtaBar:
    """How sure an ETA must be before an audience hears it; one the playbook does not name hears what customers hear.

    Args:
        playbook: holds the policy.
        audience: slug of the audience, `customer`, `internal-care`, `sales`, `partner`, `internal`.

    Returns:
        The bar.
    """
    return playbook.eta_for.get(audience, playbook.eta_for.get(CUSTOMER, EtaBar.NEVER))


def may_tell_eta(playbook: Playbook, audience: str, eta: Eta | None) -> bool:
    """Whether an audience may be told when service is expected back; False when nobody has said when.

    Args:
        playbook: holds the policy.
        audience: slug of the audience.
        eta: the promise as it stands.

    Returns:
        True when its confidence reaches the audience's bar.
    """
    bar = eta_bar(playbook, audience)
    return eta is not None and bar is not EtaBar.NEVER and eta.confidence_percent >= _PASSED_AT_PERCENT[bar]


def _newest_first(signal: Signal) -> tuple[datetime, int, str, str]:
    return (*signal.version, signal.signal_id)


# How sure a desk is that states an ETA in a word. Source: the middle of each word's span, design GUIDE section 4.
PERCENT_OF_WORD: Mapping[ConfidenceWord, int] = {
    ConfidenceWord.LOW: 40,
    ConfidenceWord.MEDIUM: 60,
    ConfidenceWord.HIGH: 80,
    ConfidenceWord.CONFIRMED: 95,
}


class UnorderedEtaError(ValueError):
    """The likely end of an ETA lies outside its range."""

    def __init__(self) -> None:
        """Says what to give."""
        super().__init__("the likely end must lie between the earliest and the latest; put the three times in order")


def state_eta(said: Eta, *, previous: Eta | None) -> Eta:
    """The ETA a desk states, as the next version of what was told before.

    Args:
        said: its times, how sure, on what basis, when.
        previous: the promise so far, of whomever.

    Returns:
        The ETA with its version.

    Raises:
        UnorderedEtaError: its times are not in order.
    """
    if not said.earliest_at <= said.best_at <= said.latest_at:
        raise UnorderedEtaError
    return replace(said, version=1 if previous is None else previous.version + 1)


def next_eta(signals: Sequence[Signal], stated: Eta | None, *, previous: Eta | None, at: datetime) -> Eta | None:
    """When service is expected back, by whoever spoke last: a source, or a desk of ours.

    Args:
        signals: the incident's signals, any order.
        stated: what a desk stated, None when none did.
        previous: the promise before this one.
        at: the instant asked about.

    Returns:
        The previous promise itself while its values hold, else the next version; None when nobody says.
    """
    # A desk's word moved the version on, so a source is compared with what it said itself.
    heard = eta_of(signals, previous=previous, at=at)
    if stated is None or (heard is not None and heard.stated_at > stated.stated_at):
        return heard
    return previous if previous is not None and _values(previous) == _values(stated) else stated


def _values(eta: Eta) -> tuple[datetime, datetime, datetime, int, str]:
    return eta.best_at, eta.earliest_at, eta.latest_at, eta.confidence_percent, eta.basis


def eta_history(history: tuple[Eta, ...], *, previous: Eta | None, now: Eta | None) -> tuple[Eta, ...]:
    """What the ETA was before, oldest first, with the one that just moved or ended.

    Args:
        history: as it was.
        previous: the ETA before this judgement.
        now: the ETA after it.

    Returns:
        The same history while the ETA stands.
    """
    if previous is None or previous is now or (now is not None and previous.version == now.version):
        return history
    return (*history, previous)


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
