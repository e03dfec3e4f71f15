"""A person takes an incident for their team, or hands it over to another one."""

from dataclasses import replace

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.incident import HandOver
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given
from intera.workflows.judgement_decisions import decision_of_person


def take_ownership(case: Case, given: Given) -> Changed:
    """A person takes the incident for their team."""
    team_id = given.actor.team_id or case.incident.owner_team_id
    incident = replace(
        case.incident,
        owner_team_id=team_id,
        owner_person=given.actor.name,
        owner_accepted_at=given.at,
        updated_at=given.at,
    )
    changed = replace(case, incident=incident)
    detail: dict[str, Plain] = {"owner_team": team_id, "from_team": case.incident.owner_team_id}
    return changed, decision_of_person(DecisionKind.OWNER_TAKE, changed, given.actor, "Ownership taken", detail=detail)


def hand_over(case: Case, given: Given) -> Changed:
    """A person hands the incident over to another team, with what that team must know; open promises go with it."""
    wanted = given.text("team", chars_min=1)
    team = given.rules.operator.find_team(wanted) if given.rules is not None else None
    if team is None:
        raise CommandRefusedError("unknown_team", "There is no such desk. Choose one from the list.")
    old = case.incident
    if team.team_id == old.owner_team_id:
        raise CommandRefusedError("same_team", f"{team.name} owns it already. Choose another desk.")
    note = given.text("note", chars_min=REASON_CHARS_MIN)
    incident = replace(
        old,
        owner_team_id=team.team_id,
        # Whom to ask there; shown, and never counted. Taking the incident names whoever took it.
        owner_person=given.text("person"),
        owner_accepted_at=given.at,
        updated_at=given.at,
        hand_overs=(*old.hand_overs, HandOver(old.owner_team_id, team.team_id, given.at, note)),
    )
    # What was promised by the old desk and missed stays missed by the old desk.
    promises = tuple(
        replace(one, team_id=team.team_id) if one.outcome is None and given.at <= one.due_at else one
        for one in case.checkpoints
    )
    changed = replace(case, incident=incident, checkpoints=promises)
    detail: dict[str, Plain] = {"owner_team": team.team_id, "from_team": old.owner_team_id}
    summary = f"Handed over to {team.name}"
    return changed, decision_of_person(
        DecisionKind.OWNER_HAND_OVER, changed, given.actor, summary, basis=note, detail=detail
    )
