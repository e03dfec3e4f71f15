"""When service is expected back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.eta import (
    PERCENT_OF_WORD,
    UNSTATED_PERCENT,
    UnorderedEtaError,
    eta_history,
    eta_of,
    may_tell_eta,
    next_eta,
    state_eta,
)
from intera.coordination.playbook import EtaBar, Playbook
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


SAID = Eta(BEST, BEST - timedelta(hours=1), BEST + timedelta(hours=1), 60, "Stated by the desk", AT)


@pytest.mark.parametrize(
    ("bar", "told_from_percent"),
    [(EtaBar.ANY, 0), (EtaBar.MEDIUM, 50), (EtaBar.HIGH, 75), (EtaBar.CONFIRMED, 90), (EtaBar.NEVER, 101)],
)
def test_an_audience_hears_an_eta_from_its_bar_on(bar: EtaBar, told_from_percent: int, playbook: Playbook) -> None:
    under = replace(playbook, eta_for={"internal": EtaBar.ANY, "customer": bar})
    for percent in (0, 49, 50, 74, 75, 89, 90, 100):
        eta = replace(SAID, confidence_percent=percent)
        assert may_tell_eta(under, "customer", eta) is (percent >= told_from_percent)
        # One the playbook does not name hears what customers hear.
        assert may_tell_eta(under, "regulator", eta) is may_tell_eta(under, "customer", eta)
        assert may_tell_eta(under, "internal", eta)
    assert not may_tell_eta(under, "internal", None)


def test_a_desk_states_the_next_version_and_its_times_are_in_order() -> None:
    assert state_eta(SAID, previous=None).version == 1
    assert state_eta(SAID, previous=replace(SAID, version=4)).version == 5
    for wrong in (replace(SAID, earliest_at=BEST + timedelta(minutes=1)), replace(SAID, latest_at=AT)):
        with pytest.raises(UnorderedEtaError, match="put the three times in order"):
            state_eta(wrong, previous=None)


def test_a_word_says_a_percent_of_that_word() -> None:
    for word, percent in PERCENT_OF_WORD.items():
        assert DEFAULT_SCALE.word(Fraction(percent, 100)) is word


def test_whoever_spoke_last_is_heard() -> None:
    source = eta_of([_signal()], previous=None, at=AT)
    stated = replace(SAID, stated_at=AT + timedelta(minutes=5), version=2)
    later = AT + timedelta(minutes=20)
    assert next_eta([_signal()], stated, previous=source, at=later) is stated
    assert next_eta([_signal()], stated, previous=stated, at=later) is stated
    moved = next_eta([_signal(minutes=10, eta_best_at=BEST + timedelta(hours=2))], stated, previous=stated, at=later)
    assert moved is not None
    assert (moved.version, moved.best_at) == (3, BEST + timedelta(hours=2))
    assert next_eta([], None, previous=stated, at=later) is None


def test_every_version_stays_on_record() -> None:
    first, second = SAID, replace(SAID, version=2, best_at=BEST + timedelta(minutes=5))
    assert eta_history((), previous=None, now=first) == ()
    assert eta_history((), previous=first, now=first) == ()
    assert eta_history((), previous=first, now=second) == (first,)
    assert eta_history((first,), previous=second, now=None) == (first, second)
