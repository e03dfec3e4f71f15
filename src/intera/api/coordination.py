"""For machines: hand over, state an ETA, take on an escalation, agree and finish follow-ups, close and reopen."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from intera.api.incidents import ANSWERS, Body, Decided, Holder, IncidentId, Text, decide

ROUTES = APIRouter(prefix="/api/v1/incidents/{incident_id}", tags=["incidents"])
Said = Annotated[str, Field(min_length=5, max_length=500)]
Name = Annotated[str, Field(min_length=1, max_length=80)]


class HandOver(Body):
    """Another desk owns it from now on; `person` is whom to ask there, shown and never counted."""

    team: Name
    note: Said
    person: Annotated[str, Field(max_length=80)] = ""


class StateEta(Body):
    """When service is expected back; `confidence` is a word, Low to Confirmed, or whole percent as text."""

    earliest_at: datetime
    best_at: datetime
    latest_at: datetime
    confidence: Annotated[str, Field(min_length=1, max_length=20)]
    basis: Said


class TakeOnEscalation(Body):
    """What the token's desk will do about a missed promise; `number` is that of the note."""

    number: Annotated[int, Field(ge=1, le=9999)]
    answer: Said


class AgreeFollowUp(Body):
    """What will be done after the incident, by which desk, by when."""

    title: Said
    owner: Name
    due_at: datetime


class FinishFollowUp(Body):
    """What came of a follow-up."""

    follow_up_id: Name
    outcome: Said


class CloseIncident(Body):
    """It is over; a criterion that is not met needs the reason it is closed all the same."""

    override_reason: Text = ""


class ReopenIncident(Body):
    """A closed incident is not over."""

    reason: Said


@ROUTES.post("/owner/hand-over", responses=ANSWERS)  # type: ignore[arg-type]
async def hand_over(request: Request, incident_id: IncidentId, holder: Holder, body: HandOver) -> Decided:
    """Hands the incident over to another desk."""
    return await decide(request, holder, incident_id, "hand_over", body)


@ROUTES.post("/eta", responses=ANSWERS)  # type: ignore[arg-type]
async def state_eta(request: Request, incident_id: IncidentId, holder: Holder, body: StateEta) -> Decided:
    """States when service is expected back; what was stated before stays on record."""
    return await decide(request, holder, incident_id, "state_eta", body)


@ROUTES.post("/escalations/take-on", responses=ANSWERS)  # type: ignore[arg-type]
async def take_on_escalation(
    request: Request, incident_id: IncidentId, holder: Holder, body: TakeOnEscalation
) -> Decided:
    """Takes an escalation on, so that it climbs no further."""
    return await decide(request, holder, incident_id, "take_on_escalation", body)


@ROUTES.post("/follow-ups", responses=ANSWERS)  # type: ignore[arg-type]
async def agree_follow_up(request: Request, incident_id: IncidentId, holder: Holder, body: AgreeFollowUp) -> Decided:
    """Agrees a follow-up; also after the incident is over."""
    return await decide(request, holder, incident_id, "agree_follow_up", body)


@ROUTES.post("/follow-ups/finish", responses=ANSWERS)  # type: ignore[arg-type]
async def finish_follow_up(request: Request, incident_id: IncidentId, holder: Holder, body: FinishFollowUp) -> Decided:
    """Says what came of a follow-up."""
    return await decide(request, holder, incident_id, "finish_follow_up", body)


@ROUTES.post("/close", responses=ANSWERS)  # type: ignore[arg-type]
async def close_incident(request: Request, incident_id: IncidentId, holder: Holder, body: CloseIncident) -> Decided:
    """Closes the incident."""
    return await decide(request, holder, incident_id, "close_incident", body)


@ROUTES.post("/reopen", responses=ANSWERS)  # type: ignore[arg-type]
async def reopen_incident(request: Request, incident_id: IncidentId, holder: Holder, body: ReopenIncident) -> Decided:
    """Opens a closed incident again."""
    return await decide(request, holder, incident_id, "reopen_incident", body)
