"""Communication messages for TM Forum clients: what was sent, and the release of approved words.

A message is made only of words that were approved: creating one names the narrative and repeats its
exact words, and every gate is asked again. Its receivers are those on the operator's list; an address
given here is refused, because nobody agreed to it.
Source: TMF681 Communication Management 4.0.0.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response, status
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from intera.api.bearer import token_holder
from intera.roles.tmf681 import BASE, approved_words, channel_of, split_message_id
from intera.workflows.give_command import give_command
from intera.workflows.read_pages import find_document
from intera.workflows.read_told import find_message, list_messages
from intera.workflows.serving import Doors, doors_of
from intera.workflows.sign_in import TokenHolder

ROUTES = APIRouter(prefix=BASE, tags=["TMF681"])
PAGE = 100
GROUPS = ("customer", "partner")
REFUSED = {
    "facts_changed": status.HTTP_409_CONFLICT,
    "not_allowed": status.HTTP_403_FORBIDDEN,
    "not_approved": status.HTTP_409_CONFLICT,
    "stale": status.HTTP_409_CONFLICT,
    "told_already": status.HTTP_409_CONFLICT,
    "unknown_incident": status.HTTP_404_NOT_FOUND,
}


async def tmf_holder(request: Request) -> TokenHolder:
    """The person a request's token acts as.

    Raises:
        HTTPException: 401, in the shape of a TMF error.
    """
    try:
        return await token_holder(request)
    except HTTPException as error:
        raise HTTPException(error.status_code, _error("unauthorized", str(error.detail)), error.headers) from None


Holder = Annotated[TokenHolder, Depends(tmf_holder)]
Text = Annotated[str, Field(max_length=5000)]


class Party(BaseModel):
    """A sender or a receiver; of a receiver only the group it names is used."""

    model_config = ConfigDict(extra="allow")

    id: Text = ""


class Characteristic(BaseModel):
    """A name and its value."""

    model_config = ConfigDict(extra="allow")

    name: Text
    value: Any = None


class CreateMessage(BaseModel):
    """The release of approved words; the characteristics incidentId, narrativeId and factsDigest name them."""

    model_config = ConfigDict(extra="allow")

    content: Text
    messageType: Text  # noqa: N815 - TMF681's own name
    sender: Party
    receiver: Annotated[list[Party], Field(min_length=1, max_length=10)]
    characteristic: Annotated[list[Characteristic], Field(max_length=20)] = []

    def named(self, name: str) -> str:
        """The value of a characteristic as text; empty when absent."""
        return next((str(one.value) for one in self.characteristic if one.name == name), "").replace("\0", "")


def _error(code: str, reason: str) -> dict[str, str]:
    return {"code": code, "reason": reason, "message": reason}


@ROUTES.get("/communicationMessage")
async def list_communication_messages(
    request: Request,
    holder: Holder,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE,
    fields: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """What was released to recipients outside, the newest first."""
    del holder
    total, found = await run_in_threadpool(list_messages, doors_of(request).reader, limit=limit, offset=offset)
    headers = {"X-Total-Count": str(total), "X-Result-Count": str(len(found))}
    return JSONResponse([_only(one, fields) for one in found], headers=headers)


@ROUTES.get("/communicationMessage/{name}", responses={404: {"description": "There is none."}})
async def get_communication_message(
    request: Request, name: str, holder: Holder, fields: Annotated[str, Query(max_length=500)] = ""
) -> Response:
    """One message."""
    del holder
    found = await run_in_threadpool(find_message, doors_of(request).reader, *split_message_id(name))
    if found is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, _error("not_found", "There is no such message."))
    return JSONResponse(_only(found, fields))


@ROUTES.post("/communicationMessage", status_code=201)
async def create_communication_message(request: Request, holder: Holder, body: CreateMessage) -> Response:
    """Releases approved words by one channel to everybody on the list whom they concern."""
    doors, incident_id, narrative_id = doors_of(request), body.named("incidentId"), body.named("narrativeId")
    channel = channel_of(body.messageType)
    if channel is None:
        raise _refused(
            "unknown_channel", "The messageType is not one of ours: Email, SMS, Chat, Webhook, PartnerNotice."
        )
    if any(one.id not in GROUPS or set(one.model_extra or ()) - {"name", "@type"} for one in body.receiver):
        raise _refused("receivers", "Receivers are those on the operator's list; name the group customer or partner.")
    document = await run_in_threadpool(find_document, doors.reader, holder.role, incident_id)
    if document is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, _error("not_found", "There is nothing here for you."))
    words = approved_words(document, narrative_id, channel)
    if words is None or words != body.content:
        raise _refused("not_approved_words", "The content is not, word for word, what was approved for this channel.")
    given = {"narrative_id": narrative_id, "facts_digest": body.named("factsDigest"), "channels": channel}
    answer = await give_command(
        doors.reader, doors.hub, holder, kind="publish_narrative", incident_id=incident_id, fields=dict(given)
    )
    if answer.is_known and not answer.is_done:
        code = REFUSED.get(answer.code, status.HTTP_422_UNPROCESSABLE_CONTENT)
        raise HTTPException(code, _error(answer.code, answer.message))
    found = await run_in_threadpool(_newest, doors, incident_id, channel, words)
    if found is None:
        return JSONResponse({"id": str(answer.command_id), "state": "initial"}, status_code=202)
    return JSONResponse(found, status_code=201, headers={"Location": str(found["href"])})


def _newest(doors: Doors, incident_id: str, channel: str, words: str) -> dict[str, Any] | None:
    _, found = list_messages(doors.reader, limit=PAGE, offset=0)
    of_channel = (one for one in found if str(one["id"]).endswith(f".{channel}") and one["content"] == words)
    return next((one for one in of_channel if str(one["id"]).startswith(f"{incident_id}.")), None)


def _only(message: dict[str, Any], fields: str) -> dict[str, Any]:
    wanted = {name.strip() for name in fields.split(",") if name.strip()}
    if not wanted:
        return message
    return {name: value for name, value in message.items() if name in wanted | {"id", "href", "@type"}}


def _refused(code: str, reason: str) -> HTTPException:
    return HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, _error(code, reason))
