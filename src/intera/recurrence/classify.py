"""Which of six things is this incident: first, duplicate, child, reopen, repeat or chronic."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from intera.model.incident import Incident
from intera.model.recurrence import Fingerprint, Occurrence, ProblemRecord, Recurrence, RecurrenceKind
from intera.recurrence.fingerprint import fingerprint_id

# The windows a count is stated in, days, shortest first.
# Source: 30 days is the usual window of repeat-trouble rules in telecom regulation; 60 and 90
# as in the design mock ("4th in 60 days", "3rd in 90 days").
WINDOWS_DAYS = (30, 60, 90)

# From this many occurrences in the first window a pattern is chronic, this one counted.
# Source: a choice of this room: more than one a week; replaced by "rate over expected" later.
CHRONIC_FROM = 5

_REPEAT_FROM = 2


def classify(
    incident: Incident,
    fingerprint: Fingerprint,
    *,
    earlier: Sequence[Occurrence],
    problems: Sequence[ProblemRecord],
    at: datetime,
) -> Recurrence:
    """How an incident relates to earlier ones of the same fingerprint.

    An earlier one still running when this one began is the same event: a *child* when the
    incident's own source names a problem or change behind it, else a *duplicate*. Tickets that
    overlap each other count as one event, so that a burst of reports is not a run of repeats.
    Otherwise `CHRONIC_FROM` events in 30 days are *chronic*; an incident that was closed and
    opened again is a *reopen*; the second event in 90 days is a *repeat*; else it is the *first*.

    The window stated is the shortest of 30, 60 and 90 days that holds all events of the last 90;
    a chronic pattern states 30 days.

    Args:
        incident: the incident judged; it starts at `onset_at`, or when it was opened.
        fingerprint: its fingerprint.
        earlier: occurrences of the same fingerprint in any order; itself and later ones are left out.
        problems: known problem records.
        at: the instant judged at; occurrences after it are not known yet.

    Returns:
        Kind, count (this one included), window, earlier events newest first, and the problem
        with its owner and due day.

    Source: PRODUCT R6, rule D; issue 3 point 6.
    """
    start_at = incident.onset_at or incident.opened_at
    before = _before(earlier, incident, start_at, at)
    events, runs_into_this = _events(before, start_at)
    past = events[:-1] if runs_into_this else events
    counts = [1 + sum(1 for event in past if event.onset_at > start_at - timedelta(days=d)) for d in WINDOWS_DAYS]
    window = 0 if counts[0] >= CHRONIC_FROM else counts.index(counts[-1])
    kind = _kind(incident, counts, runs_into_this=runs_into_this)
    since_at = start_at - timedelta(days=WINDOWS_DAYS[window])
    shown = tuple(event for event in reversed(events) if event.onset_at > since_at)
    problem = _problem(incident, fingerprint, problems, is_repeat=kind is not RecurrenceKind.FIRST)
    return Recurrence(
        kind=kind,
        fingerprint_id=fingerprint_id(fingerprint),
        fingerprint=fingerprint,
        nth=counts[window],
        window_days=WINDOWS_DAYS[window],
        earlier=shown,
        problem_id=problem.problem_id if problem else incident.problem_ref,
        problem_title=problem.title if problem else "",
        problem_owner=problem.owner if problem else "",
        problem_due_at=problem.due_at if problem else None,
    )


def fix_overdue_days(recurrence: Recurrence, *, at: datetime) -> int:
    """By how many whole days the permanent fix is overdue; 0 when it is not, or no day was set."""
    if recurrence.problem_due_at is None:
        return 0
    return max(0, (at - recurrence.problem_due_at).days)


def _before(earlier: Sequence[Occurrence], incident: Incident, start_at: datetime, at: datetime) -> list[Occurrence]:
    """Occurrences known at `at` that began first, oldest first; of two that began together the lower id did."""
    own = (start_at, incident.incident_id)
    found = [
        o
        for o in earlier
        if o.onset_at <= at and o.incident_id != incident.incident_id and (o.onset_at, o.incident_id) < own
    ]
    return sorted(found, key=lambda o: (o.onset_at, o.incident_id))


def _events(before: Sequence[Occurrence], start_at: datetime) -> tuple[list[Occurrence], bool]:
    """Occurrences that overlap joined into events, and whether the last one reaches this incident.

    Each event is shown as its first occurrence.
    """
    events: list[Occurrence] = []
    end_at: datetime | None = None
    for occurrence in before:
        own_end_at = occurrence.onset_at + timedelta(seconds=occurrence.duration_s)
        if end_at is None or occurrence.onset_at >= end_at:
            events.append(occurrence)
            end_at = own_end_at
        else:
            end_at = max(end_at, own_end_at)
    return events, end_at is not None and end_at > start_at


def _kind(incident: Incident, counts: Sequence[int], *, runs_into_this: bool) -> RecurrenceKind:
    if runs_into_this:
        has_named_cause = bool(incident.problem_ref or incident.change_ref)
        return RecurrenceKind.CHILD if has_named_cause else RecurrenceKind.DUPLICATE
    if counts[0] >= CHRONIC_FROM:
        return RecurrenceKind.CHRONIC
    if incident.reopen_count > 0:
        return RecurrenceKind.REOPEN
    return RecurrenceKind.REPEAT if counts[-1] >= _REPEAT_FROM else RecurrenceKind.FIRST


def _problem(
    incident: Incident, fingerprint: Fingerprint, problems: Sequence[ProblemRecord], *, is_repeat: bool
) -> ProblemRecord | None:
    """The problem the incident's source names, else for a return the open one of the same service and place."""
    if incident.problem_ref:
        named = next((p for p in problems if p.problem_id == incident.problem_ref), None)
        if named is not None:
            return named
    if not is_repeat:
        return None
    fitting = [p for p in problems if not p.is_done and _is_about(p, fingerprint)]
    # The narrower record knows more of this pattern; then the one due first.
    fitting.sort(
        key=lambda p: (
            not (p.region_ids or p.partner_code),
            p.due_at is None,
            p.due_at.timestamp() if p.due_at else 0,
            p.problem_id,
        )
    )
    return fitting[0] if fitting else None


def _is_about(problem: ProblemRecord, fingerprint: Fingerprint) -> bool:
    if problem.fingerprint_service_id != fingerprint.service_id:
        return False
    if problem.partner_code or fingerprint.partner_code:
        return problem.partner_code in ("", fingerprint.partner_code)
    regions = fingerprint.place.split("+")
    return not problem.region_ids or any(region in problem.region_ids for region in regions)
