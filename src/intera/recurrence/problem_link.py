"""Which problem stands behind a pattern: the one its source names, the open one, else the last one fixed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from intera.model.incident import Incident
from intera.model.recurrence import Fingerprint, ProblemRecord, Recurrence, RecurrenceKind
from intera.recurrence.fingerprint import is_same_cause

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_FAR_AHEAD = datetime.max.replace(tzinfo=UTC)
_NO_PROBLEM = ProblemRecord("", "", "", None, "")


def link_problem(
    recurrence: Recurrence, incident: Incident, problems: Sequence[ProblemRecord], *, is_return: bool | None = None
) -> Recurrence:
    """The recurrence with the problem as its records stand now; kind and counts stay as judged.

    Owners, due days and fixes change after an incident was judged; whoever shows or presses links anew.

    Args:
        recurrence: as classified, now or earlier.
        incident: the incident it is about.
        problems: the records as they are now.
        is_return: whether the pattern was seen before; None to take it from the recurrence itself.

    Returns:
        The recurrence; without a fitting problem only the id its source names, if any.
    """
    if is_return is None:
        is_return = recurrence.kind is not RecurrenceKind.FIRST or bool(recurrence.earlier or recurrence.problem_id)
    found = find_problem(incident.problem_ref, recurrence.fingerprint, problems, is_return=is_return)
    problem = found or _NO_PROBLEM
    fix_at = problem.fix_at
    return replace(
        recurrence,
        problem_id=problem.problem_id or incident.problem_ref,
        problem_title=problem.title,
        problem_owner=problem.owner,
        # A fix that is in place is not overdue, whatever its record once promised.
        problem_due_at=None if problem.has_fix else problem.due_at,
        problem_fixed_at=fix_at,
        is_after_fix=fix_at is not None and fix_at <= (incident.onset_at or incident.opened_at),
        problem_playbook_ref=problem.playbook_ref,
        follow_ups=problem.follow_ups,
    )


def find_problem(
    problem_ref: str, fingerprint: Fingerprint, problems: Sequence[ProblemRecord], *, is_return: bool
) -> ProblemRecord | None:
    """The problem to show beside an incident, None when there is none.

    A problem the incident's own source names comes first. A return then takes the open problem about
    its pattern, the narrower record before the wider, then the one due first. With no open one it
    takes the last one fixed, because a return after a fix says that the fix did not hold.

    Args:
        problem_ref: the problem the incident's source names, empty when it names none.
        fingerprint: the pattern.
        problems: known records, any order.
        is_return: whether the pattern was seen before.

    Returns:
        The record.

    Source: issue 3 point 6; ITIL problem management.
    """
    named = next((p for p in problems if problem_ref and p.problem_id == problem_ref), None)
    if named is not None or not is_return:
        return named
    fitting = [problem for problem in problems if is_about(problem, fingerprint)]
    still_open = [problem for problem in fitting if not problem.has_fix]
    if still_open:
        return min(still_open, key=lambda p: (_is_wide(p), p.due_at or _FAR_AHEAD, p.problem_id))
    return max(fitting, key=lambda p: (p.fix_at or _LONG_AGO, not _is_wide(p), p.problem_id), default=None)


def is_about(problem: ProblemRecord, fingerprint: Fingerprint) -> bool:
    """Whether a problem is about a pattern: same service, and nothing it names differs.

    Args:
        problem: what it leaves empty fits everything.
        fingerprint: the pattern; a cause not known yet fits every problem.

    Returns:
        The answer.
    """
    if problem.fingerprint_service_id != fingerprint.service_id:
        return False
    if problem.symptom_class and problem.symptom_class != fingerprint.symptom_class:
        return False
    if not is_same_cause(problem.cause_class, fingerprint.cause_class):
        return False
    if problem.partner_code or fingerprint.partner_code:
        return problem.partner_code in ("", fingerprint.partner_code)
    regions = fingerprint.place.split("+")
    return not problem.region_ids or any(region in problem.region_ids for region in regions)


def _is_wide(problem: ProblemRecord) -> bool:
    return not (problem.region_ids or problem.partner_code)
