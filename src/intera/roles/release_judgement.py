"""What may a role know of the verdict, the recurrence and the guard's marks on one incident.

Source: PRODUCT S2, S3, O5; see `release` for the rule these follow.
"""

from intera.governance.override import waiting_request
from intera.model.narrative import Narrative
from intera.model.operator import Operator
from intera.model.recurrence import Fingerprint, FollowUp
from intera.roles.material import Material
from intera.roles.released import (
    ReleasedFollowUp,
    ReleasedHistory,
    ReleasedMark,
    ReleasedRecurrence,
)
from intera.roles.released_judgement import (
    ReleasedFinding,
    ReleasedOverride,
    ReleasedOverrideRequest,
    ReleasedRuling,
    ReleasedSeverity,
    ReleasedShift,
    ReleasedWhy,
)
from intera.roles.screen import Screen
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
        "clause": m.screen.text(override.clause),
        "team": m.operator.team_name(override.by_team_id),
        "second_team": m.operator.team_name(override.approved_by_team_id) if override.approved_at else None,
        "set_at": stamp(override.set_at),
        "expires_at": stamp(override.expires_at),
    }


def _request(m: Material) -> ReleasedOverrideRequest | None:
    request = waiting_request(m.case.override_request, at=m.at)
    if request is None:
        return None
    return {
        "level": int(request.severity),
        "reason": m.screen.text(request.reason),
        "clause": m.screen.text(request.clause),
        "team": m.operator.team_name(request.by_team_id),
        "requested_at": stamp(request.requested_at),
        "answer_by_at": stamp(request.answer_by_at),
        "expires_at": stamp(request.expires_at),
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
            "clause": m.screen.text(finding.clause),
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
        "clause": m.screen.text(verdict.clause),
        "clause_text": m.screen.text(verdict.clause_text),
        "policy_id": verdict.policy_id,
        "policy": verdict.policy_version,
        "decided_at": stamp(verdict.decided_at),
        "findings": findings,
        "would_change": shifts,
        "override": _override(m),
        "request": _request(m),
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
    open_days = [one.due_at for one in recurrence.follow_ups if one.due_at and (one.done_at or m.at) >= m.at]
    return {
        "pattern_id": recurrence.fingerprint_id,
        "kind": recurrence.kind.value,
        "nth": recurrence.nth,
        "window_days": recurrence.window_days,
        "has_owner": bool(recurrence.problem_owner),
        "fix_due_at": stamp_or_none(recurrence.problem_due_at),
        "fixed_at": stamp_or_none(recurrence.problem_fixed_at),
        "is_after_fix": recurrence.is_after_fix,
        "follow_up_due_at": stamp_or_none(min(open_days, default=None)),
    }


def parts_of(fingerprint: Fingerprint, operator: Operator, screen: Screen) -> list[str]:
    """What the occurrences of a pattern share, in names people use."""
    service = operator.find_service(fingerprint.service_id)
    symptom = operator.find_symptom(fingerprint.symptom_class)
    places = [operator.find_region(place) for place in fingerprint.place.split("+")]
    named = [region.name for region in places if region]
    parts = (
        service.name if service else screen.name(fingerprint.service_id, ""),
        joined(named) if len(named) == len(places) else screen.name(fingerprint.place, ""),
        f"Partner {fingerprint.partner_code}" if fingerprint.partner_code else "",
        symptom.name if symptom else "",
    )
    return [part for part in parts if part]


def history_of(m: Material) -> ReleasedHistory | None:
    """The pattern and its earlier times; None before the first look."""
    recurrence = m.case.recurrence
    if recurrence is None:
        return None
    owner, expected = m.operator.find_team(recurrence.problem_owner), recurrence.expectation
    return {
        "pattern_id": recurrence.fingerprint_id,
        "parts": parts_of(recurrence.fingerprint, m.operator, m.screen),
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
        "fixed_at": stamp_or_none(recurrence.problem_fixed_at),
        "is_after_fix": recurrence.is_after_fix,
        "playbook": m.screen.text(recurrence.problem_playbook_ref),
        "expected_tenths": None if expected is None else round(expected.expected_count * 10),
        "is_more_than_chance": expected is not None and expected.is_more_than_chance,
        "follow_ups": [_follow_up(one, m) for one in recurrence.follow_ups],
    }


def _follow_up(one: FollowUp, m: Material) -> ReleasedFollowUp:
    team = m.operator.find_team(one.owner)
    return {
        "title": m.screen.text(one.title),
        "owner": team.name if team else "",
        "due_at": stamp_or_none(one.due_at),
        "is_done": one.done_at is not None,
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
