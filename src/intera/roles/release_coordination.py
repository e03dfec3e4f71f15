"""What may a role know of who owns an incident, what was escalated, what is still to do and may it be closed.

Desks are named, people are not: a note and a hand-over belong to a desk. Source: PRODUCT R4, U3, H4; issue 4,
sections 1 to 3.
"""

from intera.coordination.closure import may_close
from intera.model.incident import Lifecycle
from intera.roles.material import Material
from intera.roles.released_coordination import (
    ReleasedAgreed,
    ReleasedClosure,
    ReleasedEscalation,
    ReleasedEtaStep,
    ReleasedHandOver,
)
from intera.roles.stamp import stamp, stamp_or_none

_CLOSING = (Lifecycle.RESTORED, Lifecycle.CLOSED)


def _desk(m: Material, team_id: str) -> str:
    team = m.operator.find_team(team_id) if team_id else None
    return team.name if team else m.screen.name(team_id, "") if team_id else ""


def escalations_of(m: Material) -> list[ReleasedEscalation]:
    """Every note, oldest first."""
    return [
        {
            "number": number,
            "checkpoint_id": note.checkpoint_id,
            "rung": note.rung,
            "rung_name": m.screen.text(note.rung_name),
            "team": _desk(m, note.team_id),
            "raised_at": stamp(note.raised_at),
            "promise": m.screen.text(note.promise),
            "promised_by": _desk(m, note.promised_by),
            "due_at": stamp(note.due_at),
            "stakes": [m.screen.text(one) for one in note.stakes],
            "evidence": [m.screen.text(one) for one in note.evidence],
            "next_rung": m.screen.text(note.next_rung),
            "next_at": stamp_or_none(note.next_at),
            "answered_at": stamp_or_none(note.answered_at),
            "answered_by": _desk(m, note.answered_by),
            "answer": m.screen.text(note.answer),
        }
        for number, note in enumerate(m.case.escalations, 1)
    ]


def follow_ups_of(m: Material) -> list[ReleasedAgreed]:
    """Every follow-up agreed on the incident, oldest first."""
    return [
        {
            "id": one.follow_up_id,
            "title": m.screen.text(one.title),
            "owner": _desk(m, one.owner),
            "due_at": stamp_or_none(one.due_at),
            "done_at": stamp_or_none(one.done_at),
            "outcome": m.screen.text(one.outcome),
        }
        for one in m.case.follow_ups
    ]


def closure_of(m: Material) -> ReleasedClosure | None:
    """Every closure criterion once service is back; None before, and where no playbook is at hand."""
    incident = m.case.incident
    if m.playbook is None or (incident.lifecycle not in _CLOSING and not incident.earlier_closed_at):
        return None
    ruling = incident.closing
    return {
        "criteria": [
            {
                "name": m.screen.text(finding.name),
                "sees": m.screen.text(finding.sees),
                "needs": m.screen.text(finding.needs),
                "is_met": finding.is_met,
                "met_from_at": stamp_or_none(finding.met_from_at),
            }
            for finding in may_close(m.case, m.playbook, at=m.at)
        ],
        "ruled_at": stamp(ruling.at) if ruling else None,
        "ruled_by": _desk(m, ruling.team_id) if ruling else "",
        "reason": m.screen.text(ruling.reason) if ruling else "",
        "overridden": [m.screen.text(name) for name in ruling.unmet] if ruling else [],
        "earlier_closed_at": [stamp(at) for at in incident.earlier_closed_at],
    }


def hand_overs_of(m: Material) -> list[ReleasedHandOver]:
    """Every hand-over between desks, oldest first."""
    return [
        {
            "from_team": _desk(m, one.from_team_id),
            "to_team": _desk(m, one.to_team_id),
            "at": stamp(one.at),
            "note": m.screen.text(one.note),
        }
        for one in m.case.incident.hand_overs
    ]


def eta_steps_of(m: Material) -> list[ReleasedEtaStep]:
    """What the ETA was before, oldest first."""
    return [
        {
            "version": one.version,
            "best_at": stamp(one.best_at),
            "stated_at": stamp(one.stated_at),
            "basis": m.screen.text(one.basis),
        }
        for one in m.case.eta_history
    ]
