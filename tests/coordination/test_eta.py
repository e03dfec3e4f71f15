"""When service is expected back."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.eta import UNSTATED_PERCENT, eta_of
from intera.model.checkpoint import Eta
from intera.model.confidence import DEFAULT_SCALE, ConfidenceWord
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState

AT = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
BEST = AT + timedelta(hours=3)


def _signal(name: str = "a", minutes: int = 0, **told: object) -> Signal:
    known = {"eta_best_at": BEST, "state": ReportedState.OPEN, "kind": RecordKind.TICKET} | told
    return Signal(
        signal_id=f"itsm/{name}",
        source_id="itsm",
        scope=Scope("mobile-data"),
        occurred_at=AT + timedelta(minutes=minutes),
        revision=0,
        digest=name,
        **known,
    )


def test_nobody_says_so_there_is_none() -> None:
    assert eta_of([], previous=None, at=AT) is None
    assert eta_of([_signal(eta_best_at=None)], previous=None, at=AT) is None


@pytest.mark.parametrize(
    "state", [ReportedState.OK, ReportedState.RESTORED, ReportedState.CLOSED, ReportedState.CANCELLED]
)
def test_who_reports_no_trouble_any_more_promises_nothing(state: ReportedState) -> None:
    assert eta_of([_signal(state=state)], previous=None, at=AT) is None


def test_the_range_holds_the_point_and_the_basis_names_who_said_it() -> None:
    found = eta_of([_signal(eta_earliest_at=BEST + timedelta(hours=1), eta_percent=65)], previous=None, at=AT)
    assert found == Eta(BEST, BEST, BEST, 65, "Stated on the ticket", AT)


def test_a_time_without_a_confidence_is_low() -> None:
    found = eta_of([_signal(kind=RecordKind.PARTNER_FLAG)], previous=None, at=AT)
    assert found is not None
    assert found.confidence_percent == UNSTATED_PERCENT
    assert found.basis == "Stated by the partner, without saying how sure"
    assert DEFAULT_SCALE.word(Fraction(UNSTATED_PERCENT, 100)) is ConfidenceWord.LOW


def test_the_version_rises_only_when_what_is_stated_changes() -> None:
    first = eta_of([_signal()], previous=None, at=AT)
    later = AT + timedelta(minutes=20)
    assert eta_of([_signal(minutes=10)], previous=first, at=later) is first
    moved = eta_of([_signal(minutes=10, eta_best_at=BEST + timedelta(hours=1))], previous=first, at=later)
    assert moved is not None
    assert (moved.version, moved.best_at) == (2, BEST + timedelta(hours=1))
    surer = eta_of([_signal(minutes=15, eta_percent=80)], previous=first, at=later)
    assert surer is not None
    assert surer.version == 2


def test_two_statements_of_one_instant_are_one_version_in_any_order() -> None:
    one, other = _signal("a"), _signal("b", eta_best_at=BEST + timedelta(hours=1))
    straight = eta_of([other, one], previous=eta_of([other], previous=None, at=AT), at=AT)
    detour = eta_of([one, other], previous=eta_of([one], previous=None, at=AT), at=AT)
    assert straight == detour
    assert straight is not None
    assert straight.version == 1


def test_what_will_be_stated_is_not_known_yet() -> None:
    assert eta_of([_signal(minutes=5)], previous=None, at=AT) is None


@given(order=st.permutations(range(4)))
def test_the_newest_statement_wins_in_any_order(order: list[int]) -> None:
    signals = [_signal(str(each), minutes=each // 2, eta_best_at=BEST + timedelta(hours=each)) for each in order]
    found = eta_of(signals, previous=None, at=AT + timedelta(minutes=9))
    assert found is not None
    assert found.best_at == BEST + timedelta(hours=3)
