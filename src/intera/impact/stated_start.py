"""Which stated starts of harm are believed: one long before anybody reported anything is most likely mistyped."""

from dataclasses import replace
from datetime import datetime, timedelta

from intera.model.impact import Contradiction, ContradictionKind
from intera.model.signal import Signal

# How long before we first knew of an incident a stated start may lie and still be counted from. A year typed
# wrong would otherwise add decades of service-minutes and of contract downtime.
# Source: a choice of this room: the shortest window repeats are counted in (recurrence.classify, 30 days);
# customers who are hurt that long without one contact, test or ticket were not hurt as stated.
BELIEVED_BEFORE = timedelta(days=30)


def believed_starts(
    signals: tuple[Signal, ...], *, first_known_at: datetime
) -> tuple[tuple[Signal, ...], tuple[Contradiction, ...]]:
    """The signals with the starts we count from, and the work to do where one is not believed.

    A start that is not believed is left blank, as if nobody had stated it: harm then counts from its first
    report. Another source's start stays.

    Args:
        signals: the newest statement of each signal of one incident.
        first_known_at: when we first knew of the incident.

    Returns:
        The same signals where every start is believed; else the others too, and one contradiction.

    Source: PRODUCT section 5.2; issue 3 point 2 (a blank start stays blank).
    """
    edge = first_known_at - BELIEVED_BEFORE
    early = [one.onset_at for one in signals if one.onset_at is not None and one.onset_at < edge]
    if not early:
        return signals, ()
    days = (first_known_at - min(early)).days
    kept = tuple(
        replace(one, onset_at=None) if one.onset_at is not None and one.onset_at < edge else one for one in signals
    )
    found = Contradiction(
        ContradictionKind.SOURCES_DISAGREE,
        f"Harm is said to have begun {days:,} days before anybody reported it; that start is not counted",
        "Ask the desk that stated it when harm really began",
    )
    return kept, (found,)
