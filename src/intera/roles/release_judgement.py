"""What may a role know of the verdict, the recurrence and the guard's marks on one incident.

Source: PRODUCT S2, S3, O5; see `release` for the rule these follow.
"""

from intera.model.case import Case
from intera.model.narrative import Narrative
from intera.model.operator import Operator
from intera.model.recurrence import Fingerprint
from intera.roles.released import (
    ReleasedFinding,
    ReleasedHistory,
    ReleasedMark,
    ReleasedOverride,
    ReleasedRecurrence,
    ReleasedRuling,
    ReleasedSeverity,
    ReleasedShift,
    ReleasedWhy,
)
from intera.roles.screen import screen, spoken_name
from intera.roles.stamp import stamp, stamp_or_none


def severity_of(case: Case, operator: Operator) -> ReleasedSeverity | None:  # noqa: ARG001 - every group is built the same way
    """How bad it is; None before the first verdict."""
    verdict = case.verdict
    if verdict is None:
        return None
    return {
        "level": int(verdict.severity),
        "is_provisional": verdict.is_provisional,
        "held_level": None if verdict.held_severity is None else int(verdict.held_severity),
        "worst_level": None if verdict.worst_severity is None else int(verdict.worst_severity),
        "is_override": verdict.override is not None,
    }


def _override(case: Case, operator: Operator) -> ReleasedOverride | None:
    override = case.verdict.override if case.verdict else None
    if override is None:
        return None
    return {
        "level": int(override.severity),
        "reason": screen(override.reason, operator.hidden_vocabulary),
        "clause": override.clause,
        "team": operator.team_name(override.by_team_id),
        "set_at": stamp(override.set_at),
        "expires_at": stamp(override.expires_at),
    }


def why_of(case: Case, operator: Operator) -> ReleasedWhy | None:
    """Why it is this bad, rule by rule, and what would change it; None before the first verdict."""
    verdict, hidden = case.verdict, operator.hidden_vocabulary
    if verdict is None:
        return None
    findings: list[ReleasedFinding] = [
        {
            "name": finding.name,
            "sees": screen(finding.sees, hidden),
            "needs": finding.needs,
            "is_met": finding.is_met,
        }
        for finding in verdict.findings
    ]
    shifts: list[ReleasedShift] = [
        {
            "effect": shift.effect,
            "condition": screen(shift.condition, hidden),
            "now": screen(shift.now, hidden),
            "is_lower": shift.is_lower,
        }
        for shift in verdict.would_change
    ]
    return {
        "reason": screen(verdict.reason, hidden),
        "clause": verdict.clause,
        "policy": verdict.policy_version,
        "decided_at": stamp(verdict.decided_at),
        "findings": findings,
        "would_change": shifts,
        "override": _override(case, operator),
        "raise_confidence_by": [screen(step, hidden) for step in case.impact.raise_confidence_by]
        if case.impact
        else [],
    }


def ruling_of(case: Case, operator: Operator) -> ReleasedRuling | None:
    """A desk's word on the impact; None while nobody ruled."""
    ruling = case.ruling
    if ruling is None:
        return None
    return {
        "is_confirmed": ruling.is_confirmed,
        "reason": screen(ruling.reason, operator.hidden_vocabulary),
        "team": operator.team_name(ruling.by_team_id),
        "at": stamp(ruling.at),
    }


def recurrence_of(case: Case, operator: Operator) -> ReleasedRecurrence | None:  # noqa: ARG001 - every group is built the same way
    """Which time it is; None before the first look."""
    recurrence = case.recurrence
    if recurrence is None:
        return None
    return {
        "kind": recurrence.kind.value,
        "nth": recurrence.nth,
        "window_days": recurrence.window_days,
        "fix_due_at": stamp_or_none(recurrence.problem_due_at),
    }


def _parts(fingerprint: Fingerprint, operator: Operator) -> list[str]:
    """What the occurrences share, in names people use."""
    hidden = operator.hidden_vocabulary
    service = operator.find_service(fingerprint.service_id)
    symptom = operator.find_symptom(fingerprint.symptom_class)
    region = operator.find_region(fingerprint.place)
    parts = (
        service.name if service else spoken_name(fingerprint.service_id, hidden, ""),
        region.name if region else spoken_name(fingerprint.place, hidden, ""),
        f"Partner {fingerprint.partner_code}" if fingerprint.partner_code else "",
        symptom.name if symptom else "",
    )
    return [part for part in parts if part]


def history_of(case: Case, operator: Operator) -> ReleasedHistory | None:
    """The pattern and its earlier times; None before the first look."""
    recurrence = case.recurrence
    if recurrence is None:
        return None
    owner = operator.find_team(recurrence.problem_owner)
    return {
        "pattern_id": recurrence.fingerprint_id,
        "parts": _parts(recurrence.fingerprint, operator),
        "earlier": [
            {
                "onset_at": stamp(occurrence.onset_at),
                "duration_s": occurrence.duration_s,
                "customers": occurrence.customer_count,
            }
            for occurrence in recurrence.earlier
        ],
        "fix_title": screen(recurrence.problem_title, operator.hidden_vocabulary),
        "fix_owner": owner.name if owner else "",
    }


def marks_of(narrative: Narrative) -> list[ReleasedMark]:
    """What the language guard marked in a narrative."""
    return [
        {
            "text": finding.text,
            "level": finding.level.value,
            "reason": finding.reason,
            "replacement": finding.replacement,
        }
        for finding in narrative.findings
    ]
