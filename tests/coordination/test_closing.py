"""A person closes an incident or opens it again, and how long that word stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from intera.coordination.closing import close, hold_ruling, holding_ruling, reopen
from intera.model.incident import ClosingRuling, ForbiddenTransitionError, Incident, Lifecycle
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState

HOUR = timedelta(hours=1)


def _signal(occurred_at: datetime, state: ReportedState) -> Signal:
    return Signal(
        signal_id="itsm/a",
        source_id="itsm",
        scope=Scope("mobile-data"),
        occurred_at=occurred_at,
        revision=0,
        digest="a",
        state=state,
        kind=RecordKind.TICKET,
    )


def _closed(at: datetime) -> ClosingRuling:
    return ClosingRuling(is_closed=True, at=at, team_id="mobile-desk", reason="Nobody answers there", unmet=("Told",))


def test_closing_keeps_when_service_came_back_and_says_what_was_not_met(
    make_incident: Callable[..., Incident], at: datetime
) -> None:
    restored = make_incident(lifecycle=Lifecycle.RESTORED, restored_at=at - HOUR)
    closed = close(restored, _closed(at))
    assert (closed.lifecycle, closed.restored_at, closed.closed_at) == (Lifecycle.CLOSED, at - HOUR, at)
    assert closed.closing == _closed(at)
    assert close(make_incident(), _closed(at)).restored_at == at
    with pytest.raises(ForbiddenTransitionError):
        close(make_incident(lifecycle=Lifecycle.CANCELLED), _closed(at))


def test_every_closing_stays_on_record_when_it_is_opened_again(
    make_incident: Callable[..., Incident], at: datetime
) -> None:
    incident = make_incident(lifecycle=Lifecycle.RESTORED, restored_at=at)
    for number in range(1, 4):
        closed_at, opened_at = at + 2 * number * HOUR, at + (2 * number + 1) * HOUR
        incident = close(incident, _closed(closed_at))
        incident = reopen(incident, ClosingRuling(is_closed=False, at=opened_at, reason="It is back"))
        assert (incident.lifecycle, incident.restored_at, incident.closed_at) == (Lifecycle.ACTIVE, None, None)
        assert (incident.reopen_count, incident.earlier_closed_at[-1]) == (number, closed_at)
    assert incident.earlier_closed_at == (at + 2 * HOUR, at + 4 * HOUR, at + 6 * HOUR)
    with pytest.raises(ForbiddenTransitionError):
        reopen(make_incident(lifecycle=Lifecycle.MERGED), _closed(at))


def test_a_closing_stands_until_harm_is_reported_of_a_later_time(
    make_incident: Callable[..., Incident], at: datetime
) -> None:
    closed = close(make_incident(), _closed(at))
    assert not holding_ruling(make_incident(), ())
    assert holding_ruling(closed, ())
    assert holding_ruling(closed, (_signal(at, ReportedState.OPEN),))
    assert holding_ruling(closed, (_signal(at + HOUR, ReportedState.OK),))
    assert not holding_ruling(closed, (_signal(at + HOUR, ReportedState.OPEN),))


def test_a_reopening_stands_until_anything_is_reported_of_a_later_time(
    make_incident: Callable[..., Incident], at: datetime
) -> None:
    again = reopen(
        close(make_incident(), _closed(at)), ClosingRuling(is_closed=False, at=at + HOUR, reason="It is back")
    )
    assert holding_ruling(again, (_signal(at, ReportedState.CLOSED),))
    assert not holding_ruling(again, (_signal(at + 2 * HOUR, ReportedState.OK),))


def test_a_word_is_kept_only_while_the_incident_stands_where_it_put_it(at: datetime) -> None:
    closed, again = _closed(at), replace(_closed(at), is_closed=False)
    assert hold_ruling(None, Lifecycle.CLOSED) is None
    assert hold_ruling(closed, Lifecycle.CLOSED) is closed
    assert hold_ruling(closed, Lifecycle.ACTIVE) is None
    assert hold_ruling(again, Lifecycle.ACTIVE) is again
    assert hold_ruling(again, Lifecycle.RESTORED) is None
