"""Records from sources over HTTP, signed by the Standard Webhooks scheme."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from intera.workflows.hand_in_records import DELIVERY_BYTES_MAX, UnknownSourceError, hand_in
from intera.workflows.serving import doors_of

ROUTES = APIRouter(prefix="/api/v1/intake", tags=["intake"])
SourceId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
REFUSED_STATUS = {"bad_signature": 401, "stale_delivery": 401, "oversized": 413}


class HandedInAnswer(BaseModel):
    """How many records were stored to be judged, and how many were set aside with a reason."""

    stored: int
    parked: int


class Refusal(BaseModel):
    """Why a delivery was turned away and what to do."""

    code: str
    message: str


async def _read(request: Request) -> bytes | None:
    """The body, or None once it is larger than a delivery may be; never more than that is held."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > DELIVERY_BYTES_MAX:
        return None
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > DELIVERY_BYTES_MAX:
            return None
        parts.append(part)
    return b"".join(parts)


@ROUTES.post(
    "/{source_id}",
    status_code=202,
    response_model=HandedInAnswer,
    responses={
        401: {"model": Refusal, "description": "The signature is missing, wrong or too old."},
        404: {"model": Refusal, "description": "No such source."},
        413: {"model": Refusal, "description": "More than 10 MB."},
    },
    openapi_extra={"requestBody": {"content": {"application/cloudevents+json": {"schema": {"type": "object"}}}}},
)
async def hand_in_records(request: Request, source_id: SourceId) -> JSONResponse:
    """Takes records in: CloudEvents, one raw record, or newline-delimited JSON.

    Answered with 202 after the records are safe on disk; judging follows.
    """
    doors = doors_of(request)
    body = await _read(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        done = await run_in_threadpool(hand_in, doors.reader, doors.door_key, source_id, headers=headers, body=body)
    except UnknownSourceError:
        return JSONResponse({"code": "unknown_source", "message": "There is nothing here for you."}, status_code=404)
    if done.refused is not None:
        status = REFUSED_STATUS.get(done.refused.reason.value, 422)
        return JSONResponse({"code": done.refused.reason.value, "message": done.refused.detail}, status_code=status)
    return JSONResponse({"stored": done.stored, "parked": done.parked}, status_code=202)
