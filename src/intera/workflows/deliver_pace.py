"""When is a delivery tried again, when is it given up, and which lane is left alone for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from intera.couriers.port import DEADLINE_S, Arrival, Outcome
from intera.model.publication import DeliveryState
from intera.store.deliveries import ClaimedDelivery, Mark

_JITTER = Random()  # noqa: S311 - spreads attempts, guards nothing


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how often.

    `threads` sendings of one courier at once, `each` of one lane. The nth attempt follows after
    `first_wait_s` times 4 to the n, at most `longest_wait_s`; after `attempts_max` it has failed. A
    lane that failed `trips_after` times in a row is left alone for `hold_s`.
    """

    threads: int = 32
    each: int = 8
    attempts_max: int = 7
    first_wait_s: float = 10.0
    longest_wait_s: float = 1800.0
    trips_after: int = 3
    hold_s: float = 30.0
    wait_s: float = DEADLINE_S


@dataclass(slots=True)
class Lanes:
    """Which lanes are in trouble: known to one sender, learned anew by each."""

    pace: Pace
    tell_time: Callable[[], float] = time.monotonic
    _failed: dict[str, int] = field(default_factory=dict[str, int])
    _held_until: dict[str, float] = field(default_factory=dict[str, float])

    def note(self, lane: str, arrival: Arrival) -> None:
        """Learns from one sending: one that came through frees the lane."""
        if arrival in (Arrival.SENT, Arrival.REFUSED):
            self._failed.pop(lane, None)
            self._held_until.pop(lane, None)
            return
        self._failed[lane] = self._failed.get(lane, 0) + 1
        if self._failed[lane] >= self.pace.trips_after:
            self._held_until[lane] = self.tell_time() + self.pace.hold_s

    def held(self) -> set[str]:
        """The lanes to leave alone now."""
        now = self.tell_time()
        return {lane for lane, until in self._held_until.items() if until > now}


def mark_of(one: ClaimedDelivery, outcome: Outcome, pace: Pace, *, now: datetime) -> Mark:
    """What is noted of a sending.

    Args:
        one: the delivery, with the number of this attempt.
        outcome: what the courier knows.
        pace: when to try again and when to give up.
        now: the wall clock.

    Returns:
        Sent, unsure, failed with the reason, or waiting for its next attempt.
    """
    state = {
        Arrival.SENT: DeliveryState.SENT,
        Arrival.REFUSED: DeliveryState.FAILED,
        Arrival.UNSURE: DeliveryState.UNSURE,
        Arrival.TRY_AGAIN: DeliveryState.WAITING,
    }[outcome.arrival]
    due_at = None
    if state is DeliveryState.WAITING:
        if one.attempt_count >= pace.attempts_max:
            state = DeliveryState.FAILED
        else:
            due_at = now + wait_for(one.attempt_count, pace)
    # What another side said may hold anything; PostgreSQL keeps every character but NUL.
    detail = outcome.detail.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
    return Mark(one.delivery_id, one.attempt_count, state, outcome.reason, detail, outcome.digest, due_at)


def wait_for(attempt_count: int, pace: Pace) -> timedelta:
    """How long to wait after an attempt, spread by a fifth so that many do not come back at once."""
    wait_s = min(pace.first_wait_s * 4 ** (attempt_count - 1), pace.longest_wait_s)
    return timedelta(seconds=wait_s * (1 + _JITTER.random() / 5))
