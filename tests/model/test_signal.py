"""A signal: which of two statements about the same thing is newer."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import ServiceId, SignalId, SourceId
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState

AT = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


def signal(minute: int, revision: int, digest: str) -> Signal:
    return Signal(
        SignalId("desk/TT-1"),
        SourceId("desk"),
        RecordKind.TICKET,
        ReportedState.OPEN,
        Scope(ServiceId("mobile-data")),
        AT + timedelta(minutes=minute),
        revision,
        digest,
    )


def test_time_comes_before_revision_and_revision_before_digest() -> None:
    in_order = [signal(0, 0, "b"), signal(0, 1, "a"), signal(0, 1, "b"), signal(1, 0, "a")]
    shuffled = [in_order[at] for at in (2, 0, 3, 1)]
    assert sorted(shuffled, key=lambda one: one.version) == in_order


statements = st.builds(signal, st.integers(0, 2), st.integers(0, 2), st.sampled_from("abc"))


@given(
    st.lists(statements, min_size=1, max_size=5).flatmap(
        lambda given: st.tuples(st.just(given), st.permutations(given))
    )
)
def test_the_newest_is_the_same_in_any_order_of_delivery(orders: tuple[list[Signal], list[Signal]]) -> None:
    one, other = (max(given, key=lambda signal: signal.version) for given in orders)
    assert one == other
