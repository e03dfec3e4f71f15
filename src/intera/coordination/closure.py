"""May an incident be closed: every criterion of the playbook, with what we see and what it needs.

Source: PRODUCT R4; eTOM 1.3.8.6 (close only when cleared and the customer is satisfied); issue 4, section 3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from intera.coordination.playbook import ClosureRule, Criterion, Playbook
from intera.model.case import Case
from intera.model.impact import Stance, Visibility
from intera.model.narrative import NarrativeStatus
from intera.model.verdict import Severity
from intera.recurrence.pressure import blocks_closure

_CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ClosureFinding:
    """One criterion as it was judged; an incident may be closed when all are met."""

    criterion: Criterion
    name: str
    sees: str
    needs: str
    is_met: bool


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
    stable_min = max(0, int((at - restored_at).total_seconds()) // 60)
    return _Judged(f"Stable for {stable_min} min", needs, is_met=stable_min >= needed_min)


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
    del rule, at
    unanswered = sum(1 for checkpoint in case.checkpoints if checkpoint.outcome is None)
    sees = "All answered" if unanswered == 0 else f"{unanswered} not answered"
    return _Judged(sees, "Every promise answered", is_met=unanswered == 0)


def _customers_told(case: Case, rule: ClosureRule, at: datetime) -> _Judged:
    needs = "An approved update since service came back"
    del rule
    if case.impact is None or case.impact.visibility is Visibility.INTERNAL_ONLY:
        return _Judged("Customers did not notice it", needs, is_met=True)
    restored_at = case.incident.restored_at
    if restored_at is None:
        return _Judged("Not restored yet", needs, is_met=False)
    for narrative in case.narratives:
        approved_at = narrative.approved_at
        if (
            narrative.audience == _CUSTOMER
            and narrative.status is NarrativeStatus.APPROVED
            and approved_at is not None
            and restored_at <= approved_at <= at
        ):
            return _Judged("Approved since then", needs, is_met=True)
    return _Judged("No approved update since then", needs, is_met=False)


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
        findings.append(ClosureFinding(rule.criterion, rule.name, judged.sees, judged.needs, judged.is_met))
    return tuple(findings)
