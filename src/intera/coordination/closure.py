"""May an incident be closed: every criterion of the playbook, with what we see and what it needs.

Source: PRODUCT R4; eTOM 1.3.8.6 (close only when cleared and the customer is satisfied); issue 4, section 3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from intera.coordination.ledger import overdue
from intera.coordination.playbook import CUSTOMER, ClosureRule, Criterion, Playbook, ToldBy
from intera.model.case import Case
from intera.model.impact import Stance, Visibility
from intera.model.measurement import QosOutcome
from intera.model.narrative import NarrativeStatus
from intera.model.publication import PublicationKind
from intera.model.recurrence import RecurrenceKind
from intera.model.verdict import Severity
from intera.recurrence.pressure import blocks_closure

_KIND_WORDS = {
    RecurrenceKind.FIRST: "First of its pattern",
    RecurrenceKind.DUPLICATE: "A duplicate",
    RecurrenceKind.CHILD: "Part of a wider one",
    RecurrenceKind.REOPEN: "The same one again",
    RecurrenceKind.REPEAT: "A repeat",
    RecurrenceKind.CHRONIC: "A chronic repeat",
}


@dataclass(frozen=True, slots=True)
class ClosureFinding:
    """One criterion as it was judged; an incident may be closed when all are met.

    `met_from_at` is when it is met by time alone, None where that cannot be said.
    """

    criterion: Criterion
    name: str
    sees: str
    needs: str
    is_met: bool
    met_from_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    sees: str
    needs: str
    is_met: bool


def _severity_of(case: Case) -> Severity:
    """The worst severity it ever had: a P1 that faded is closed with a P1's care."""
    if case.verdict is None:
        return Severity.P4
    return case.verdict.worst_severity or case.verdict.severity


def _stable(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    needed_min = rule.minutes.get(_severity_of(case), 0)
    needs = f"{needed_min} stable minutes"
    restored_at = case.incident.restored_at
    if restored_at is None:
        return _Judged("Not restored yet", needs, is_met=False)
    # Once closed it counts how long it had been stable then.
    at = min(at, case.incident.closed_at or at)
    stable_min = max(0, int((at - restored_at).total_seconds()) // 60)
    return _Judged(f"Stable for {stable_min} min", needs, is_met=stable_min >= needed_min)


def _stable_from(case: Case, rule: ClosureRule) -> datetime | None:
    incident = case.incident
    if incident.restored_at is None or not incident.is_open:
        return None
    return incident.restored_at + timedelta(minutes=rule.minutes.get(_severity_of(case), 0))


def _sources_agree(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    del rule
    needs = "No sign of harm since service came back"
    restored_at = case.incident.restored_at
    evidence = () if case.impact is None else case.impact.evidence
    since = [
        piece
        for piece in evidence
        if piece.stance is Stance.FOR
        and piece.observed_at <= at
        and (not restored_at or piece.observed_at > restored_at)
    ]
    if not since:
        return _Judged("No source shows harm", needs, is_met=True)
    names = sorted({piece.source_name for piece in since})
    return _Judged(f"Still shown by {', '.join(names)}", needs, is_met=False)


def _checkpoints_answered(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    """A promise whose time is yet to come does not keep it open: closing is the news that answers it."""
    del rule
    late = len(overdue(case.checkpoints, at))
    sees = "None is overdue" if late == 0 else f"{late} overdue, not answered"
    return _Judged(sees, "Every promise answered by its time", is_met=late == 0)


def _customers_told(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    needs = "An update to customers since service came back"
    if case.impact is None or case.impact.visibility is Visibility.INTERNAL_ONLY:
        return _Judged("Customers did not notice it", needs, is_met=True)
    restored_at = case.incident.restored_at
    if restored_at is None:
        return _Judged("Not restored yet", needs, is_met=False)
    if ToldBy.PUBLICATION in rule.told_by and _has_published(case, restored_at, at):
        return _Judged("Published since then", needs, is_met=True)
    if ToldBy.APPROVED_WORDS in rule.told_by and _has_approved(case, restored_at, at):
        return _Judged("Approved since then", needs, is_met=True)
    return _Judged("No update to customers since then", needs, is_met=False)


def _has_published(case: Case, since_at: datetime, at: datetime) -> bool:
    taken_back = {one.about_id for one in case.publications if one.kind is PublicationKind.WITHDRAWAL}
    return any(
        one.audience == CUSTOMER
        and one.kind is not PublicationKind.WITHDRAWAL
        and one.publication_id not in taken_back
        and since_at <= one.released_at <= at
        for one in case.publications
    )


def _has_approved(case: Case, since_at: datetime, at: datetime) -> bool:
    return any(
        narrative.audience == CUSTOMER
        and narrative.status is NarrativeStatus.APPROVED
        and narrative.approved_at is not None
        and since_at <= narrative.approved_at <= at
        for narrative in case.narratives
    )


def _recurrence_classified(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    del rule, at
    needs = "Known whether it is a return"
    if case.recurrence is None:
        return _Judged("Not classified yet", needs, is_met=False)
    if not case.recurrence.fingerprint.service_id:
        return _Judged("Its service is not named", needs, is_met=False)
    return _Judged(_KIND_WORDS[case.recurrence.kind], needs, is_met=True)


def _follow_ups_owned(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    """Those still to do, of the incident and of its pattern's problem record."""
    del rule, at
    needs = "A desk and a day for each follow-up"
    agreed = (*case.follow_ups, *(case.recurrence.follow_ups if case.recurrence else ()))
    loose = sum(1 for one in agreed if one.done_at is None and not (one.owner and one.due_at))
    if loose:
        return _Judged(f"{loose} of {len(agreed)} without desk or day", needs, is_met=False)
    return _Judged(f"{len(agreed)} agreed, all owned" if agreed else "None agreed", needs, is_met=True)


def _credit_decided(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    del rule, at
    needs = "A decision for every violated contract"
    violated = sum(1 for qos in case.delivered_qos if qos.outcome is QosOutcome.VIOLATED)
    if violated:
        return _Judged(f"{violated} violated, no decision on record", needs, is_met=False)
    return _Judged("No contract violated", needs, is_met=True)


def _repeats_owned(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    needs = "Every return owned, its fix in time"
    blocking = blocks_closure(case.recurrence, rule.needs, at=at)
    if blocking is None:
        return _Judged("No open question about returns", needs, is_met=True)
    return _Judged(f"{blocking[:1].upper()}{blocking[1:]}", needs, is_met=False)


_JUDGES: Mapping[Criterion, Callable[[Case, ClosureRule, datetime], _Judged]] = {
    Criterion.STABLE: _stable,
    Criterion.SOURCES_AGREE: _sources_agree,
    Criterion.CHECKPOINTS_ANSWERED: _checkpoints_answered,
    Criterion.CUSTOMERS_TOLD: _customers_told,
    Criterion.REPEATS_OWNED: _repeats_owned,
    Criterion.RECURRENCE_CLASSIFIED: _recurrence_classified,
    Criterion.FOLLOW_UPS_OWNED: _follow_ups_owned,
    Criterion.CREDIT_DECIDED: _credit_decided,
}


def may_close(case: Case, playbook: Playbook, *, at: datetime) -> tuple[ClosureFinding, ...]:
    """Whether an incident may be closed, criterion by criterion.

    Args:
        case: what is known of it.
        playbook: the criteria.
        at: the instant asked about.

    Returns:
        Every criterion that applies, in the playbook's order; it may be closed when all are met.
    """
    severity = _severity_of(case)
    findings: list[ClosureFinding] = []
    for rule in playbook.closure:
        if severity not in rule.severities:
            continue
        judged = _JUDGES[rule.criterion](case, rule, at)
        met_from_at = _stable_from(case, rule) if rule.criterion is Criterion.STABLE else None
        findings.append(
            ClosureFinding(rule.criterion, rule.name, judged.sees, judged.needs, judged.is_met, met_from_at)
        )
    return tuple(findings)


def unmet_criteria(case: Case, playbook: Playbook, *, at: datetime) -> tuple[ClosureFinding, ...]:
    """What still stands in the way of closing an incident, in the playbook's order; empty when nothing does."""
    return tuple(finding for finding in may_close(case, playbook, at=at) if not finding.is_met)
