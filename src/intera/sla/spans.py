"""Which seconds does a set of intervals cover: union, difference and clipping, exact and half-open.

Spans are `(start_s, end_s)` in whole UTC seconds since 1970, `start_s < end_s`; a `Spans` value is
sorted and disjoint. Both ends of an interval are cut down to the second they fall in, so adjacent
intervals stay adjacent and nothing is counted twice.

Source: notes on SLA engines A2 (half-open, union before anything else); cases gt-iv-1 to gt-iv-3.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from intera.model.interval import Interval, to_utc

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def second_of(instant: datetime) -> int:
    """The whole UTC second an instant falls in.

    Args:
        instant: an aware datetime.

    Returns:
        Seconds since 1970, rounded down.

    Raises:
        NaiveInstantError: the instant has no zone.
    """
    return (to_utc(instant) - _EPOCH) // _SECOND


def instant_of(second: int) -> datetime:
    """The instant a whole UTC second starts at."""
    return _EPOCH + timedelta(seconds=second)


def span_of(interval: Interval) -> Span:
    """The seconds of an ended interval.

    Args:
        interval: an interval with an end.

    Returns:
        Its span; start and end are equal when it began and ended within one second.

    Raises:
        OpenIntervalError: the interval has not ended, so its length is not known.
    """
    if interval.end_at is None:
        raise OpenIntervalError(interval.start_at)
    return second_of(interval.start_at), second_of(interval.end_at)


class OpenIntervalError(ValueError):
    """A period without an end was given where a length is asked."""

    def __init__(self, start_at: datetime) -> None:
        """Names the start."""
        super().__init__(f"the interval from {start_at.isoformat()} has no end; give the end of the period")


def clip(intervals: Iterable[Interval], within: Span) -> Spans:
    """The union of intervals inside a span; an interval without an end runs to the end of the span.

    Args:
        intervals: any order, overlapping or not.
        within: the span to stay in.

    Returns:
        Sorted disjoint spans.
    """
    low_s, high_s = within
    found: list[Span] = []
    for interval in intervals:
        start_s = max(low_s, second_of(interval.start_at))
        end_s = high_s if interval.end_at is None else min(high_s, second_of(interval.end_at))
        if start_s < end_s:
            found.append((start_s, end_s))
    return union(found)


def union(spans: Iterable[Span]) -> Spans:
    """Every second covered by at least one span; touching spans become one.

    Args:
        spans: any order; empty ones are dropped.

    Returns:
        Sorted disjoint spans.
    """
    merged: list[Span] = []
    for start_s, end_s in sorted(spans):
        if start_s >= end_s:
            continue
        if merged and start_s <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end_s))
        else:
            merged.append((start_s, end_s))
    return tuple(merged)


def minus(spans: Spans, taken: Spans) -> Spans:
    """The seconds of one set that are not in another.

    Args:
        spans: sorted and disjoint.
        taken: sorted and disjoint.

    Returns:
        Sorted disjoint spans.
    """
    left: list[Span] = []
    for start_s, end_s in spans:
        from_s = start_s
        for taken_start_s, taken_end_s in taken:
            if taken_end_s <= from_s:
                continue
            if taken_start_s >= end_s:
                break
            if from_s < taken_start_s:
                left.append((from_s, taken_start_s))
            from_s = taken_end_s
        if from_s < end_s:
            left.append((from_s, end_s))
    return tuple(left)


def length_s(spans: Spans) -> int:
    """How many seconds sorted disjoint spans hold."""
    return sum(end_s - start_s for start_s, end_s in spans)


def instant_reached(spans: Spans, spent_s: int) -> int | None:
    """The second at which the running length of the spans reaches an amount and grows past it.

    Args:
        spans: sorted and disjoint.
        spent_s: the amount, 0 or more.

    Returns:
        The second, or None when the spans hold no more than the amount.

    Source: case gt-je-2 (exactly reachable at that second, not at any later one).
    """
    left_s = spent_s
    for start_s, end_s in spans:
        if left_s < end_s - start_s:
            return start_s + left_s
        left_s -= end_s - start_s
    return None
