"""Which of six things is this incident: first, duplicate, child, reopen, repeat or chronic.

The first line that holds decides:

1. *child*: an earlier one of this pattern still ran when it began, and its own source names a
   problem or change behind it.
2. *duplicate*: an earlier one of this pattern still ran when it began.
3. *child*: one of another pattern still ran when it began, and both sources name the same problem
   or change.
4. *chronic*: `CHRONIC_FROM` events in 30 days, or `CHRONIC_OVER_CHANCE_FROM` in 90 days where
   chance does not allow as many.
5. *reopen*: it was closed and opened again under its own number.
6. *repeat*: the second event or a later one in 90 days.
7. *first*: nothing of the above.

One that nobody ended counts as running for `RUNNING_AT_MOST`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intera.model.incident import Incident
from intera.model.recurrence import (
    Expectation,
    Fingerprint,
    Occurrence,
    ProblemRecord,
    Recurrence,
    RecurrenceKind,
)
from intera.recurrence.events import end_of, join_events
from intera.recurrence.expected import BaseRate, expect
from intera.recurrence.fingerprint import fingerprint_id, is_same_cause
from intera.recurrence.problem_link import link_problem

# The windows a count is stated in, days, shortest first.
# Source: 30 days is the usual window of repeat-trouble rules in telecom regulation; 60 and 90
# as in the design mock ("4th in 60 days", "3rd in 90 days").
WINDOWS_DAYS = (30, 60, 90)

# From this many occurrences in the first window a pattern is chronic, this one counted.
# Source: a choice of this room: more than one a week.
CHRONIC_FROM = 5

# From this many in the longest window a pattern is chronic when chance does not allow them.
# Source: a choice of this room: two can be a pair, three are a habit.
CHRONIC_OVER_CHANCE_FROM = 3

_REPEAT_FROM = 2


@dataclass(frozen=True, slots=True)
class Background:
    """What else was going on: incidents of other patterns, and the pace of the service.

    `running` holds occurrences under other fingerprints, with the problem and change their sources
    name. `base` is counted over the days before the longest window, and `earlier` must reach as far
    back; None where nobody counted.
    """

    running: Sequence[Occurrence] = ()
    base: BaseRate | None = None


_NOTHING_ELSE = Background()


def classify(
    incident: Incident,
    fingerprint: Fingerprint,
    *,
    earlier: Sequence[Occurrence],
    problems: Sequence[ProblemRecord],
    at: datetime,
    background: Background = _NOTHING_ELSE,
) -> Recurrence:
    """How an incident relates to earlier ones of the same fingerprint, by the table at the top of this module.

    Planned works, false events, duplicates and children among the earlier ones are not counted, nor
    is one whose cause is known to be another. Tickets that overlap count as one event. The window
    stated is the shortest of 30, 60 and 90 days that holds all events of the last 90.

    Args:
        incident: the incident judged; it starts at `onset_at`, or when it was opened.
        fingerprint: its fingerprint.
        earlier: occurrences of the same fingerprint in any order; itself and later ones are left out.
        problems: known problem records.
        at: the instant judged at; occurrences after it are not known yet.
        background: other incidents under way and the service's pace, where known.

    Returns:
        Kind, count (this one included), window, earlier events newest first, the expectation where
        a pace is known, and the problem with its owner, due day and fix.

    Source: PRODUCT R6, rule D; issue 3 point 6.
    """
    start_at = incident.onset_at or incident.opened_at
    events = join_events(_before(earlier, incident, fingerprint, at))
    runs_into_this = bool(events) and events[-1].end_at > start_at
    past = events[:-1] if runs_into_this else events
    counts = [1 + sum(1 for event in past if event.onset_at > start_at - timedelta(days=d)) for d in WINDOWS_DAYS]
    expectation = _expectation([event.onset_at for event in past], start_at, background.base)
    parent_id = events[-1].first.incident_id if runs_into_this else _cause_shared_with(incident, background, start_at)
    kind = _kind(incident, counts, expectation, runs_into_this=runs_into_this, has_parent=bool(parent_id))
    window = 0 if counts[0] >= CHRONIC_FROM else counts.index(counts[-1])
    since_at = start_at - timedelta(days=WINDOWS_DAYS[window])
    recurrence = Recurrence(
        kind=kind,
        fingerprint_id=fingerprint_id(fingerprint),
        fingerprint=fingerprint,
        nth=counts[window],
        window_days=WINDOWS_DAYS[window],
        earlier=tuple(event.first for event in reversed(events) if event.onset_at > since_at),
        parent_id=parent_id,
        expectation=expectation,
    )
    # A fix may fail after longer than any window counts, so every earlier time known makes it a return.
    return link_problem(recurrence, incident, problems, is_return=bool(events) or kind is not RecurrenceKind.FIRST)


def fix_overdue_days(recurrence: Recurrence, *, at: datetime) -> int:
    """By how many whole days the permanent fix is overdue; 0 when it is not, or no day was set."""
    if recurrence.problem_due_at is None:
        return 0
    return max(0, (at - recurrence.problem_due_at).days)


def _before(
    earlier: Sequence[Occurrence], incident: Incident, fingerprint: Fingerprint, at: datetime
) -> list[Occurrence]:
    """Occurrences known at `at` that began first, of no other cause; of two that began together the lower id did."""
    own = (incident.onset_at or incident.opened_at, incident.incident_id)
    return [
        o
        for o in earlier
        if o.onset_at <= at
        and o.incident_id != incident.incident_id
        and (o.onset_at, o.incident_id) < own
        and is_same_cause(o.cause_class, fingerprint.cause_class)
    ]


def _expectation(past: Sequence[datetime], start_at: datetime, base: BaseRate | None) -> Expectation | None:
    if base is None:
        return None
    window_at = start_at - timedelta(days=WINDOWS_DAYS[-1])
    history_at = window_at - timedelta(days=base.days)
    return expect(
        sum(1 for onset_at in past if onset_at > window_at),
        history_count=sum(1 for onset_at in past if history_at < onset_at <= window_at),
        base=base,
        window_days=WINDOWS_DAYS[-1],
    )


def _cause_shared_with(incident: Incident, background: Background, start_at: datetime) -> str:
    """The incident of another pattern that still ran and names the same problem or change; empty when none does."""
    sharing = [
        other
        for other in background.running
        if other.incident_id != incident.incident_id
        and other.exclusion is None
        and other.onset_at < start_at < end_of(other)
        and (
            (incident.problem_ref and incident.problem_ref == other.problem_ref)
            or (incident.change_ref and incident.change_ref == other.change_ref)
        )
    ]
    # The one that began first is the parent of all that share the cause.
    first = min(sharing, key=lambda o: (o.onset_at, o.incident_id), default=None)
    return first.incident_id if first else ""


def _kind(
    incident: Incident,
    counts: Sequence[int],
    expectation: Expectation | None,
    *,
    runs_into_this: bool,
    has_parent: bool,
) -> RecurrenceKind:
    if runs_into_this:
        has_named_cause = bool(incident.problem_ref or incident.change_ref)
        return RecurrenceKind.CHILD if has_named_cause else RecurrenceKind.DUPLICATE
    if has_parent:
        return RecurrenceKind.CHILD
    is_over_chance = expectation is not None and expectation.is_more_than_chance
    if counts[0] >= CHRONIC_FROM or (is_over_chance and counts[-1] >= CHRONIC_OVER_CHANCE_FROM):
        return RecurrenceKind.CHRONIC
    if incident.reopen_count > 0:
        return RecurrenceKind.REOPEN
    return RecurrenceKind.REPEAT if counts[-1] >= _REPEAT_FROM else RecurrenceKind.FIRST
