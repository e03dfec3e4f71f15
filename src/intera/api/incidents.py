"""Incidents for machines: released documents, and every decision a person can take on a page."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Path, Request, status
from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator
from starlette.concurrency import run_in_threadpool

from intera.api.bearer import token_holder
from intera.roles.impact_number import is_felt, number_document
from intera.workflows.give_command import give_command
from intera.workflows.read_pages import find_dated_document, list_cards
from intera.workflows.serving import doors_of
from intera.workflows.sign_in import TokenHolder

ROUTES = APIRouter(prefix="/api/v1", tags=["incidents"])
Holder = Annotated[TokenHolder, Depends(token_holder)]
IncidentId = Annotated[str, Path(pattern=r"^INC-[0-9A-HJKMNP-TV-Z]{7}$")]
Text = Annotated[str, Field(max_length=500)]
REFUSED = {
    "already_answered": status.HTTP_409_CONFLICT,
    "already_done": status.HTTP_409_CONFLICT,
    "criteria_unmet": status.HTTP_409_CONFLICT,
    "expired": status.HTTP_409_CONFLICT,
    "facts_changed": status.HTTP_409_CONFLICT,
    "no_override": status.HTTP_409_CONFLICT,
    "no_request": status.HTTP_409_CONFLICT,
    "not_allowed": status.HTTP_403_FORBIDDEN,
    "overdue": status.HTTP_409_CONFLICT,
    "request_changed": status.HTTP_409_CONFLICT,
    "request_waits": status.HTTP_409_CONFLICT,
    "unknown_incident": status.HTTP_404_NOT_FOUND,
}


class Body(BaseModel):
    """A body whose unknown keys are refused, never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _can_be_kept(cls, value: object) -> object:
        # PostgreSQL keeps every character but NUL.
        if isinstance(value, str) and "\0" in value:
            raise ValueError("holds a character that cannot be kept")
        return value


class ConfirmImpact(Body):
    """Customers are hit."""

    reason: Text = ""


class RejectImpact(Body):
    """Customers are not hit."""

    reason: Annotated[str, Field(min_length=5, max_length=500)]


class OverrideSeverity(Body):
    """Another severity than the rules give, for a while.

    `clause` is the number of a clause a person may rely on. The severity policy of the incident says
    which those are, how long an override may last, and which steps wait for a second person.
    """

    severity: Literal["P1", "P2", "P3", "P4"]
    reason: Annotated[str, Field(min_length=5, max_length=500)]
    clause: Annotated[str, Field(min_length=1, max_length=120)]
    expires_in_min: Annotated[int, Field(ge=1, le=999_999_999)]


class ApproveSeverity(Body):
    """A second person agrees with the override that waits.

    `requested_at` is that of `why.request` in the incident's document, so that only what was read is approved.
    """

    requested_at: datetime


class WithdrawSeverity(Body):
    """The override that waits is taken back; where none waits, the one in effect ends before its time."""

    reason: Annotated[str, Field(min_length=5, max_length=500)]


class TakeOwnership(Body):
    """The token's desk owns it."""


class SetCheckpoint(Body):
    """What will be known or done, for whom, by when."""

    promise: Annotated[str, Field(min_length=5, max_length=500)]
    due_at: datetime
    audience: Literal["internal", "customer", "internal-care", "sales", "partner"] = "internal"


class KeepCheckpoint(Body):
    """What is known or done now."""

    checkpoint_id: Annotated[str, Field(min_length=1, max_length=80)]
    answer: Annotated[str, Field(min_length=5, max_length=500)]
    has_news: bool = True


class MoveCheckpoint(Body):
    """A promise made anew before its time has come."""

    checkpoint_id: Annotated[str, Field(min_length=1, max_length=80)]
    due_at: datetime
    promise: Text = ""
    reason: Annotated[str, Field(min_length=5, max_length=500)]


class ApproveNarrative(Body):
    """These words, resting on these facts, may be said."""

    narrative_id: Annotated[str, Field(min_length=1, max_length=80)]
    facts_digest: Annotated[str, Field(min_length=1, max_length=80)]
    accepts_marks: bool = False


class Decided(BaseModel):
    """What became of a decision; `waiting` means stored and not yet carried out."""

    command_id: UUID
    outcome: Literal["done", "waiting"]
    message: str


class IncidentList(BaseModel):
    """The open incidents as released to the token's role, and what those customers feel have done so far."""

    as_of: datetime
    impact_number: dict[str, JsonValue]
    incidents: list[dict[str, JsonValue]]


class IncidentDocument(BaseModel):
    """One incident as released to the token's role, and what it has done so far."""

    as_of: datetime
    impact_number: dict[str, JsonValue]
    incident: dict[str, JsonValue]


@ROUTES.get("/incidents")
async def list_incidents(request: Request, holder: Holder) -> IncidentList:
    """Every open incident, as the token's role may see it."""
    at, cards = await run_in_threadpool(list_cards, doors_of(request).reader, holder.role)
    number = number_document([card for card in cards if is_felt(card)], at)
    return IncidentList.model_validate({"as_of": at, "impact_number": number, "incidents": cards})


@ROUTES.get("/incidents/{incident_id}", responses={404: {"description": "Not there, or not yours to see."}})
async def get_incident(request: Request, incident_id: IncidentId, holder: Holder) -> IncidentDocument:
    """One incident, as the token's role may see it."""
    at, document = await run_in_threadpool(find_dated_document, doors_of(request).reader, holder.role, incident_id)
    if document is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is nothing here for you.")
    number = number_document([document], at)
    return IncidentDocument.model_validate({"as_of": at, "impact_number": number, "incident": document})


async def decide(request: Request, holder: TokenHolder, incident_id: str, kind: str, body: Body) -> Decided:
    """Gives one command as the token's person and answers with what became of it.

    Args:
        request: the request.
        holder: whom the token acts as.
        incident_id: the incident.
        kind: the command.
        body: its fields.

    Returns:
        What became of it.

    Raises:
        HTTPException: it was refused, with its code and why.
    """
    doors = doors_of(request)
    fields = body.model_dump(mode="json")
    if "severity" in fields:
        fields["severity"] = str(fields["severity"]).removeprefix("P")
    answer = await give_command(doors.reader, doors.hub, holder, kind=kind, incident_id=incident_id, fields=fields)
    if answer.is_known and not answer.is_done:
        code = REFUSED.get(answer.code, status.HTTP_422_UNPROCESSABLE_CONTENT)
        raise HTTPException(code, {"code": answer.code, "message": answer.message})
    outcome = "done" if answer.is_done else "waiting"
    return Decided(command_id=answer.command_id, outcome=outcome, message=answer.message)


ANSWERS: dict[int | str, dict[str, object]] = {
    401: {"description": "No valid token."},
    403: {"description": "The token's role does not decide this."},
    404: {"description": "Not there, or not yours to see."},
    409: {"description": "Something changed meanwhile."},
}


@ROUTES.post("/incidents/{incident_id}/impact/confirm", responses=ANSWERS)  # type: ignore[arg-type]
async def confirm_impact(request: Request, incident_id: IncidentId, holder: Holder, body: ConfirmImpact) -> Decided:
    """Confirms that customers are hit."""
    return await decide(request, holder, incident_id, "confirm_impact", body)


@ROUTES.post("/incidents/{incident_id}/impact/reject", responses=ANSWERS)  # type: ignore[arg-type]
async def reject_impact(request: Request, incident_id: IncidentId, holder: Holder, body: RejectImpact) -> Decided:
    """Finds that customers are not hit."""
    return await decide(request, holder, incident_id, "reject_impact", body)


@ROUTES.post("/incidents/{incident_id}/severity/override", responses=ANSWERS)  # type: ignore[arg-type]
async def override_severity(
    request: Request, incident_id: IncidentId, holder: Holder, body: OverrideSeverity
) -> Decided:
    """Sets another severity than the rules give, for a while, or asks for it where it takes a second person.

    What waits stands in the document as `why.request`, what is in effect as `why.override`.
    """
    return await decide(request, holder, incident_id, "override_severity", body)


@ROUTES.post("/incidents/{incident_id}/severity/approve", responses=ANSWERS)  # type: ignore[arg-type]
async def approve_severity(request: Request, incident_id: IncidentId, holder: Holder, body: ApproveSeverity) -> Decided:
    """Puts an override in effect that waits for a second person; refused to the person who asked for it."""
    return await decide(request, holder, incident_id, "approve_severity", body)


@ROUTES.post("/incidents/{incident_id}/severity/withdraw", responses=ANSWERS)  # type: ignore[arg-type]
async def withdraw_severity(
    request: Request, incident_id: IncidentId, holder: Holder, body: WithdrawSeverity
) -> Decided:
    """Takes back the override that waits, or else ends the one in effect."""
    return await decide(request, holder, incident_id, "withdraw_severity", body)


@ROUTES.post("/incidents/{incident_id}/owner/take", responses=ANSWERS)  # type: ignore[arg-type]
async def take_ownership(request: Request, incident_id: IncidentId, holder: Holder, body: TakeOwnership) -> Decided:
    """Takes the incident for the token's desk."""
    return await decide(request, holder, incident_id, "take_ownership", body)


@ROUTES.post("/incidents/{incident_id}/checkpoints", responses=ANSWERS)  # type: ignore[arg-type]
async def set_checkpoint(request: Request, incident_id: IncidentId, holder: Holder, body: SetCheckpoint) -> Decided:
    """Promises what will be known or done by when."""
    return await decide(request, holder, incident_id, "set_checkpoint", body)


@ROUTES.post("/incidents/{incident_id}/checkpoints/keep", responses=ANSWERS)  # type: ignore[arg-type]
async def keep_checkpoint(request: Request, incident_id: IncidentId, holder: Holder, body: KeepCheckpoint) -> Decided:
    """Answers a checkpoint."""
    return await decide(request, holder, incident_id, "keep_checkpoint", body)


@ROUTES.post("/incidents/{incident_id}/checkpoints/move", responses=ANSWERS)  # type: ignore[arg-type]
async def move_checkpoint(request: Request, incident_id: IncidentId, holder: Holder, body: MoveCheckpoint) -> Decided:
    """Promises anew before the time has come."""
    return await decide(request, holder, incident_id, "move_checkpoint", body)


@ROUTES.post("/incidents/{incident_id}/narratives/approve", responses=ANSWERS)  # type: ignore[arg-type]
async def approve_narrative(
    request: Request, incident_id: IncidentId, holder: Holder, body: ApproveNarrative
) -> Decided:
    """Approves customer words bound to the facts they rest on."""
    return await decide(request, holder, incident_id, "approve_narrative", body)
