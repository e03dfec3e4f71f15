"""When a delivery is tried again, when it is given up, and which lane is left alone for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from intera.couriers.port import Arrival, Outcome
from intera.model.ids import PublicationId
from intera.model.publication import Channel, DeliveryState
from intera.store.deliveries import ClaimedDelivery
from intera.workflows.deliver_pace import Lanes, Pace, mark_of, wait_for

NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)


def claimed(attempt: int) -> ClaimedDelivery:
    """A delivery in hand."""
    return ClaimedDelivery("dlv_1", PublicationId("p1"), "r1", Channel.MAIL, "a@b.example", "mail", "mail x", attempt)


@pytest.mark.parametrize(
    ("arrival", "state"),
    [
        (Arrival.SENT, DeliveryState.SENT),
        (Arrival.REFUSED, DeliveryState.FAILED),
        (Arrival.UNSURE, DeliveryState.UNSURE),
        (Arrival.TRY_AGAIN, DeliveryState.WAITING),
    ],
)
def test_what_a_sending_leads_to(arrival: Arrival, state: DeliveryState) -> None:
    mark = mark_of(claimed(1), Outcome(arrival, "why"), Pace(), now=NOW)
    assert (mark.state, mark.reason) == (state, "why")
    assert (mark.due_at is not None) == (state is DeliveryState.WAITING)


def test_it_is_given_up_after_the_last_attempt_and_never_while_unsure() -> None:
    pace = Pace(attempts_max=3)
    states = [mark_of(claimed(number), Outcome(Arrival.TRY_AGAIN), pace, now=NOW).state for number in (1, 2, 3)]
    assert states == [DeliveryState.WAITING, DeliveryState.WAITING, DeliveryState.FAILED]
    assert mark_of(claimed(1), Outcome(Arrival.UNSURE), pace, now=NOW).due_at is None


def test_waits_grow_up_to_a_bound_and_are_spread() -> None:
    pace = Pace(first_wait_s=10, longest_wait_s=100)
    for attempt, low_s in ((1, 10), (2, 40), (3, 100), (9, 100)):
        found = {wait_for(attempt, pace) for _ in range(20)}
        assert all(timedelta(seconds=low_s) <= one <= timedelta(seconds=low_s * 1.2) for one in found)
        assert len(found) > 1


def test_what_the_other_side_said_can_be_kept() -> None:
    mark = mark_of(claimed(1), Outcome(Arrival.REFUSED, "x", "a\x00b\udc80"), Pace(), now=NOW)
    assert mark.detail == "a\ufffdb?"


def test_a_lane_that_fails_in_a_row_is_left_alone_until_one_comes_through() -> None:
    now = [0.0]
    lanes = Lanes(Pace(trips_after=3, hold_s=30), lambda: now[0])
    for _ in range(2):
        lanes.note("slow", Arrival.TRY_AGAIN)
    assert lanes.held() == set()
    lanes.note("slow", Arrival.UNSURE)
    lanes.note("fine", Arrival.SENT)
    assert lanes.held() == {"slow"}
    now[0] = 31
    assert lanes.held() == set()
    lanes.note("slow", Arrival.TRY_AGAIN)
    assert lanes.held() == {"slow"}
    lanes.note("slow", Arrival.SENT)
    assert lanes.held() == set()
