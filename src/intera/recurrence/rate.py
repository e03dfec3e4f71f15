"""What share of events were repeats, with the window and what was left out said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from intera.model.recurrence import Exclusion, Occurrence
from intera.recurrence.events import Event, join_events

# Source: 30 days is the usual window of repeat-trouble rules in telecom regulation.
REPEAT_WITHIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class RepeatRate:
    """Repeats among the events of a report: `repeat_count` of `event_count`, and what did not count.

    `excluded` says how many occurrences were left out for each reason. A ticket that overlaps an
    event of its pattern is left out as a duplicate, marked or not.
    """

    repeat_count: int
    event_count: int
    within_days: int
    start_at: datetime
    end_at: datetime
    excluded: tuple[tuple[Exclusion, int], ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """The share, None when the report holds no event: no events are no success."""
        return Fraction(self.repeat_count, self.event_count) if self.event_count else None


def repeat_rate(
    occurrences: Sequence[Occurrence],
    *,
    start_at: datetime,
    end_at: datetime,
    within_days: int = REPEAT_WITHIN_DAYS,
) -> RepeatRate:
    """The share of the report's events that came at most `within_days` after an earlier one of their pattern.

    Chains are formed over everything given, before anything is cut to the report: an event on the
    first day of a report is a repeat although the one before it lies outside. Planned works, false
    events, duplicates and children are no events.

    Args:
        occurrences: with their fingerprint ids, any order, from `within_days` before the report on.
        start_at: the report's first instant.
        end_at: the first instant after it.
        within_days: from the start of the earlier event to the start of this one, 1 or more.

    Returns:
        The rate with its counts.

    Source: issue 3 point 6; repeat-trouble rules of telecom regulation (repeats over all reports,
    without planned work and customer equipment).
    """
    by_pattern: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        by_pattern.setdefault(occurrence.fingerprint_id, []).append(occurrence)
    events = [event for members in by_pattern.values() for event in _marked(members, within_days)]
    reported = [(event, is_repeat) for event, is_repeat in events if start_at <= event.onset_at < end_at]
    begun = {event.first.incident_id for event, _ in events}
    left_out = [
        occurrence.exclusion or Exclusion.DUPLICATE
        for occurrence in occurrences
        if start_at <= occurrence.onset_at < end_at and occurrence.incident_id not in begun
    ]
    return RepeatRate(
        repeat_count=sum(is_repeat for _, is_repeat in reported),
        event_count=len(reported),
        within_days=within_days,
        start_at=start_at,
        end_at=end_at,
        excluded=tuple((reason, left_out.count(reason)) for reason in Exclusion if reason in left_out),
    )


def _marked(members: Sequence[Occurrence], within_days: int) -> list[tuple[Event, bool]]:
    """The events of one pattern, each with whether it is a repeat of the one before."""
    within = timedelta(days=within_days)
    events = join_events(members)
    return [
        (event, number > 0 and event.onset_at - events[number - 1].onset_at <= within)
        for number, event in enumerate(events)
    ]
