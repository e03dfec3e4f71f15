"""A person closes an incident, or opens one again; and how long that word stands against what sources say.

Source: PRODUCT section 6 (reopen is closed -> active), R4; eTOM 1.3.8.6; issue 4, section 3.
"""

from collections.abc import Sequence
from dataclasses import replace

from intera.model.incident import ClosingRuling, Incident, Lifecycle, check_transition
from intera.model.signal import Signal
from intera.signals.correlate import HARM_STATES


def close(incident: Incident, ruling: ClosingRuling) -> Incident:
    """The incident, closed by a person.

    Args:
        incident: open.
        ruling: says when, by which desk, and which criteria were overridden why.

    Returns:
        The closed incident; service that was never seen restored counts as back from now on.

    Raises:
        ForbiddenTransitionError: it has ended already.
    """
    check_transition(incident.lifecycle, Lifecycle.CLOSED)
    return replace(
        incident,
        lifecycle=Lifecycle.CLOSED,
        restored_at=incident.restored_at or ruling.at,
        closed_at=ruling.at,
        updated_at=ruling.at,
        closing=ruling,
    )


def reopen(incident: Incident, ruling: ClosingRuling) -> Incident:
    """The closed incident, open again; when it was closed stays on record.

    Args:
        incident: closed.
        ruling: says when, by which desk and why.

    Returns:
        The active incident.

    Raises:
        ForbiddenTransitionError: it is not closed.
    """
    check_transition(incident.lifecycle, Lifecycle.ACTIVE)
    return replace(
        incident,
        lifecycle=Lifecycle.ACTIVE,
        restored_at=None,
        closed_at=None,
        reopen_count=incident.reopen_count + 1,
        updated_at=ruling.at,
        earlier_closed_at=(*incident.earlier_closed_at, incident.closed_at or incident.updated_at),
        closing=ruling,
    )


def holding_ruling(incident: Incident, signals: Sequence[Signal]) -> bool:
    """Whether a person's word on closing still stands against the newest statements.

    A closing stands until a source reports harm of a later time; a reopening until any source says
    anything of a later time.

    Args:
        incident: with the word, if there is one.
        signals: the newest statement of each signal.

    Returns:
        False without such a word, or once it is overtaken.
    """
    ruling = incident.closing
    if ruling is None:
        return False
    later = [signal for signal in signals if signal.occurred_at > ruling.at]
    return not any(signal.state in HARM_STATES for signal in later) if ruling.is_closed else not later


def hold_ruling(ruling: ClosingRuling | None, lifecycle: Lifecycle) -> ClosingRuling | None:
    """The word as it is kept after a judgement: gone once the incident no longer stands where it put it."""
    if ruling is None:
        return None
    wanted = Lifecycle.CLOSED if ruling.is_closed else Lifecycle.ACTIVE
    return ruling if lifecycle is wanted else None
