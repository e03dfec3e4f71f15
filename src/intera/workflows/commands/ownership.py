"""A person takes an incident for their team."""

from dataclasses import replace

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.workflows.commands.given import Changed, Given
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
