"""Where does an incident stand, judged from what its signals say together."""

from collections.abc import Sequence
from datetime import timedelta

from intera.model.incident import TRANSITIONS, Lifecycle
from intera.model.signal import Signal
from intera.model.source import RecordKind, ReportedState
from intera.signals.correlate import HARM_STATES

# A report of harm this much older than the ticket's closing still contradicts it: probes and
# contact counts come every few minutes, so half an hour of silence is no longer a contradiction.
# Source: PRODUCT F2 and rule A; issue 3, "a green probe never silences contacts".
STILL_FRESH = timedelta(minutes=30)

# From how many independent kinds of report harm counts as active without any ticket.
# Source: PRODUCT rule B (one kind alone is verified first).
KINDS_TO_BE_ACTIVE = 2


def lifecycle_of(signals: Sequence[Signal], current: Lifecycle | None) -> Lifecycle:
    """Where an incident stands by its newest statements, one allowed step from where it stood.

    Tickets decide closed and restored. Other kinds make it restored only when every one that
    reported harm is well again. A ticket that closes while another kind still reports harm does
    not end it. Without a ticket one kind alone is a suspicion, two kinds are active. A closed
    incident opens again only when its newest statement reports harm, so that old news or
    "all is well" never revives what a person closed.

    Args:
        signals: the newest statement of each signal, any order.
        current: where the incident stands; None when it is being opened.

    Returns:
        The new state, or `current` where the lifecycle has no such step.

    Source: PRODUCT section 6 (incident lifecycle); model.incident.TRANSITIONS.
    """
    if not signals:
        return current or Lifecycle.SUSPECTED
    wanted = _said_by(signals)
    if current is None or current is wanted:
        return wanted
    if current is Lifecycle.CLOSED and not _newest_reports_harm(signals):
        return current
    if wanted is Lifecycle.SUSPECTED and current in (Lifecycle.RESTORED, Lifecycle.CLOSED):
        wanted = Lifecycle.ACTIVE  # harm that returns was verified once; it is not a fresh suspicion
    return wanted if wanted in TRANSITIONS[current] else current


def _said_by(signals: Sequence[Signal]) -> Lifecycle:
    tickets = [signal for signal in signals if signal.kind is RecordKind.TICKET]
    if any(ticket.state in HARM_STATES for ticket in tickets):
        return Lifecycle.ACTIVE
    harm = [signal for signal in signals if signal.kind is not RecordKind.TICKET and signal.state in HARM_STATES]
    if not tickets:
        return _suspicion(harm) if harm else _ended(signals)
    ended_at = max(ticket.occurred_at for ticket in tickets)
    contradicting = [signal for signal in harm if signal.occurred_at >= ended_at - STILL_FRESH]
    if not contradicting:
        return _ended(tickets)
    if all(ticket.state is ReportedState.CANCELLED for ticket in tickets):
        return _suspicion(contradicting)
    return Lifecycle.ACTIVE


def _suspicion(harm: Sequence[Signal]) -> Lifecycle:
    kinds = {signal.kind for signal in harm}
    return Lifecycle.ACTIVE if len(kinds) >= KINDS_TO_BE_ACTIVE else Lifecycle.SUSPECTED


def _ended(signals: Sequence[Signal]) -> Lifecycle:
    states = {signal.state for signal in signals}
    if states == {ReportedState.CANCELLED}:
        return Lifecycle.CANCELLED
    if states <= {ReportedState.CANCELLED, ReportedState.CLOSED}:
        return Lifecycle.CLOSED
    return Lifecycle.RESTORED


def _newest_reports_harm(signals: Sequence[Signal]) -> bool:
    newest_at = max(signal.occurred_at for signal in signals)
    return any(signal.occurred_at == newest_at and signal.state in HARM_STATES for signal in signals)
