"""Which team owns an incident.

Source: PRODUCT R4, Q3; issue 4, section 1.
"""

from intera.model.impact import Impact
from intera.model.operator import Operator


def assign_owner(impact: Impact, operator: Operator, *, current_team_id: str, suggested_team_id: str) -> str:
    """The team that owns the incident.

    A team that owns it keeps it: a hand-over is a decision by people, never a side effect of a
    new report. Otherwise the service's own team, else the team the ticket names, else the
    operator's first team.

    Args:
        impact: names the service.
        operator: the teams and services.
        current_team_id: the owner so far, empty when there is none.
        suggested_team_id: the team the ticket names, empty when none; kept as named if unknown.

    Returns:
        A team id; empty only for an operator without teams.
    """
    if current_team_id:
        return current_team_id
    service = operator.find_service(impact.service_id)
    if service is not None and service.owner_team_id:
        return service.owner_team_id
    if suggested_team_id:
        team = operator.find_team(suggested_team_id)
        return suggested_team_id if team is None else team.team_id
    return operator.teams[0].team_id if operator.teams else ""
