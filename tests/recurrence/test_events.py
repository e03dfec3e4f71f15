"""Tickets that overlap are one event, and a ticket nobody closed does not run for ever."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.recurrence import Exclusion, Occurrence
from intera.recurrence.events import RUNNING_AT_MOST, end_of, join_events

Occurrences = Callable[..., Occurrence]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(10, 60), (5, 60)], ["INC-10", "INC-5"]),
        ([(10, 60), (9.99, 60)], ["INC-10"]),
        # The second begins in the minute the first ends.
        ([(10, 1440), (9, 60)], ["INC-10", "INC-9"]),
        ([(10, 4320), (9, 5), (8, 5), (6, 5)], ["INC-10", "INC-6"]),
        ([(10, -1), (4, 60)], ["INC-10"]),
        ([(10, -1), (2, 60)], ["INC-10", "INC-2"]),
    ],
    ids=["apart", "overlap", "touch", "one holds two", "still running", "not for ever"],
)
def test_which_are_one(occurrence_of: Occurrences, said: list[tuple[float, int]], expected: list[str]) -> None:
    events = join_events(occurrence_of(days, minutes=minutes) for days, minutes in said)
    assert [event.first.incident_id for event in events] == expected


def test_an_end_is_said_or_assumed(occurrence_of: Occurrences) -> None:
    ended, running = occurrence_of(10, minutes=60), occurrence_of(10, minutes=-1)
    assert (end_of(ended) - ended.onset_at).total_seconds() == 3600
    assert end_of(running) - running.onset_at == RUNNING_AT_MOST


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(-1, 4000), st.sampled_from([None, *Exclusion])), max_size=10),
    st.randoms(use_true_random=False),
)
def test_no_two_events_overlap_whatever_the_order(
    occurrence_of: Occurrences, said: list[tuple[int, int, Exclusion | None]], random: Random
) -> None:
    occurrences = [
        occurrence_of(days, minutes=minutes, name=f"I{n}", exclusion=exclusion)
        for n, (days, minutes, exclusion) in enumerate(said)
    ]
    events = join_events(occurrences)
    assert all(one.end_at <= other.onset_at for one, other in pairwise(events))
    assert all(event.first.exclusion is None for event in events)
    random.shuffle(occurrences)
    assert join_events(occurrences) == events
