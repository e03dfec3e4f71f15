"""What came back: patterns with their owner, fix and pressure, and the share of events that were repeats."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from intera.impact.service_minutes import count_minutes
from intera.model.operator import Operator
from intera.model.service_minutes import ImpactNumber
from intera.recurrence.events import join_events
from intera.recurrence.fix import fix_verdict
from intera.recurrence.pressure import press
from intera.recurrence.problem_link import find_problem, link_problem
from intera.recurrence.rate import repeat_rate
from intera.roles.release_repeats import RepeatPattern, Repeats
from intera.workflows.read_case_facts import CaseFacts

WINDOW = timedelta(days=90)
# Two events make a pattern.
_EVENTS_AT_LEAST = 2


def measure_repeats(facts: Sequence[CaseFacts], operator: Operator, *, at: datetime) -> Repeats:
    """The patterns that came back in the last 90 days, and the repeat rate beside the one before.

    Args:
        facts: incidents opened in the last 210 days, oldest first.
        operator: holds the problem records.
        at: the instant asked about.

    Returns:
        Patterns in any order, and both rates.

    Source: PRODUCT R6, M3; issue 3 point 6.
    """
    by_pattern: dict[str, list[CaseFacts]] = {}
    for one in facts:
        if one.recurrence is not None:
            by_pattern.setdefault(one.occurrence.fingerprint_id, []).append(one)
    patterns = [found for members in by_pattern.values() if (found := _pattern(members, operator, at))]
    occurrences = [one.occurrence for one in facts]
    return Repeats(
        patterns=tuple(patterns),
        rate=repeat_rate(occurrences, start_at=at - WINDOW, end_at=at),
        rate_before=repeat_rate(occurrences, start_at=at - 2 * WINDOW, end_at=at - WINDOW),
    )


def _pattern(members: Sequence[CaseFacts], operator: Operator, at: datetime) -> RepeatPattern | None:
    occurrences = tuple(one.occurrence for one in members)
    recent = [event for event in join_events(occurrences) if event.onset_at > at - WINDOW]
    newest = members[-1]
    recurrence = newest.recurrence
    if recurrence is None or not recent:
        return None
    problem = find_problem(newest.case.incident.problem_ref, recurrence.fingerprint, operator.problems, is_return=True)
    fix = fix_verdict(problem, occurrences, at=at) if problem is not None else None
    if len(recent) < _EVENTS_AT_LEAST and (fix is None or fix.fixed_at is None):
        return None
    number = _number(members, at)
    # Owner, due day and fix as they are now, not as they were when each incident was judged.
    linked = [link_problem(one.recurrence, one.case.incident, operator.problems) for one in members if one.recurrence]
    pressed = press(linked, at=at, zone=operator.zone)
    return RepeatPattern(
        fingerprint_id=recurrence.fingerprint_id,
        fingerprint=recurrence.fingerprint,
        occurrences=occurrences,
        newest_id=newest.case.incident.incident_id,
        expectation=recurrence.expectation,
        problem=problem,
        fix=fix,
        pressure=next(iter(pressed), None),
        harmed_minutes=number.harmed.best,
        is_counted=number.harmed.high > 0 or not number.unknown_min,
        is_active=any(one.case.incident.is_open for one in members),
    )


def _number(members: Sequence[CaseFacts], at: datetime) -> ImpactNumber:
    """The service-minutes of a pattern's incidents in the window."""
    return count_minutes([spell for one in members for spell in one.spells if spell.start_at > at - WINDOW], at=at)
