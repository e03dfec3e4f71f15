"""What may a role know of the verdict, the recurrence and the guard's marks on one incident.

Source: PRODUCT S2, S3, O5; see `release` for the rule these follow.
"""

from intera.model.narrative import Narrative
from intera.model.recurrence import Fingerprint
from intera.roles.material import Material
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
from intera.roles.stamp import stamp, stamp_or_none
from intera.roles.wording import joined


def severity_of(m: Material) -> ReleasedSeverity | None:
    """How bad it is; None before the first verdict."""
    verdict = m.case.verdict
    if verdict is None:
        return None
    return {
        "level": int(verdict.severity),
        "is_provisional": verdict.is_provisional,
        "held_level": None if verdict.held_severity is None else int(verdict.held_severity),
        "worst_level": None if verdict.worst_severity is None else int(verdict.worst_severity),
        "is_override": verdict.override is not None,
    }


def _override(m: Material) -> ReleasedOverride | None:
    override = m.case.verdict.override if m.case.verdict else None
    if override is None:
        return None
    return {
        "level": int(override.severity),
        "reason": m.screen.text(override.reason),
        "clause": override.clause,
        "team": m.operator.team_name(override.by_team_id),
        "set_at": stamp(override.set_at),
        "expires_at": stamp(override.expires_at),
    }


def why_of(m: Material) -> ReleasedWhy | None:
    """Why it is this bad, rule by rule, and what would change it; None before the first verdict."""
    verdict = m.case.verdict
    if verdict is None:
        return None
    findings: list[ReleasedFinding] = [
        {
            "name": finding.name,
            "sees": m.screen.text(finding.sees),
            "needs": finding.needs,
            "is_met": finding.is_met,
        }
        for finding in verdict.findings
    ]
    shifts: list[ReleasedShift] = [
        {
            "effect": shift.effect,
            "condition": m.screen.text(shift.condition),
            "now": m.screen.text(shift.now),
            "is_lower": shift.is_lower,
        }
        for shift in verdict.would_change
    ]
    return {
        "reason": m.screen.text(verdict.reason),
        "clause": verdict.clause,
        "policy": verdict.policy_version,
        "decided_at": stamp(verdict.decided_at),
        "findings": findings,
        "would_change": shifts,
        "override": _override(m),
        "raise_confidence_by": [m.screen.text(step) for step in m.case.impact.raise_confidence_by]
        if m.case.impact
        else [],
    }


def ruling_of(m: Material) -> ReleasedRuling | None:
    """A desk's word on the impact; None while nobody ruled."""
    ruling = m.case.ruling
    if ruling is None:
        return None
    return {
        "is_confirmed": ruling.is_confirmed,
        "reason": m.screen.text(ruling.reason),
        "team": m.operator.team_name(ruling.by_team_id),
        "at": stamp(ruling.at),
    }


def recurrence_of(m: Material) -> ReleasedRecurrence | None:
    """Which time it is; None before the first look."""
    recurrence = m.case.recurrence
    if recurrence is None:
        return None
    return {
        "kind": recurrence.kind.value,
        "nth": recurrence.nth,
        "window_days": recurrence.window_days,
        "fix_due_at": stamp_or_none(recurrence.problem_due_at),
    }


def _parts(fingerprint: Fingerprint, m: Material) -> list[str]:
    """What the occurrences share, in names people use."""
    service = m.operator.find_service(fingerprint.service_id)
    symptom = m.operator.find_symptom(fingerprint.symptom_class)
    places = [m.operator.find_region(place) for place in fingerprint.place.split("+")]
    named = [region.name for region in places if region]
    parts = (
        service.name if service else m.screen.name(fingerprint.service_id, ""),
        joined(named) if len(named) == len(places) else m.screen.name(fingerprint.place, ""),
        f"Partner {fingerprint.partner_code}" if fingerprint.partner_code else "",
        symptom.name if symptom else "",
    )
    return [part for part in parts if part]


def history_of(m: Material) -> ReleasedHistory | None:
    """The pattern and its earlier times; None before the first look."""
    recurrence = m.case.recurrence
    if recurrence is None:
        return None
    owner = m.operator.find_team(recurrence.problem_owner)
    return {
        "pattern_id": recurrence.fingerprint_id,
        "parts": _parts(recurrence.fingerprint, m),
        "earlier": [
            {
                "onset_at": stamp(occurrence.onset_at),
                "duration_s": occurrence.duration_s,
                "customers": occurrence.customer_count,
            }
            for occurrence in recurrence.earlier
        ],
        "fix_title": m.screen.text(recurrence.problem_title),
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
