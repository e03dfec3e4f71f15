"""What customers may read now as Atom and JSON feed, for status pages and feed readers that ask with an API token.

A status page is public; this is not, so that an operator decides where its words stand. Feed readers
send a name and a password, so the token is taken as the password too.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from intera.api.calendar import calendar_holder
from intera.roles.status_feed import as_atom, as_json_feed
from intera.workflows.read_told import find_status_feed
from intera.workflows.serving import doors_of
from intera.workflows.sign_in import TokenHolder

ROUTES = APIRouter(prefix="/api/v1/status", tags=["status"])
Holder = Annotated[TokenHolder, Depends(calendar_holder)]
_KEPT = {"Cache-Control": "private, max-age=60"}


@ROUTES.get("/feed.atom", response_class=Response, responses={200: {"content": {"application/atom+xml": {}}}})
async def atom(request: Request, holder: Holder) -> Response:
    """What was released for the portal, newest first, as Atom."""
    del holder
    feed = await run_in_threadpool(find_status_feed, doors_of(request).reader)
    body = as_atom(feed, href=str(request.url.replace(query="")))
    return Response(body, media_type="application/atom+xml", headers=_KEPT)


@ROUTES.get("/feed.json", response_class=JSONResponse, responses={200: {"content": {"application/feed+json": {}}}})
async def json_feed(request: Request, holder: Holder) -> Response:
    """What was released for the portal, newest first, as JSON Feed."""
    del holder
    feed = await run_in_threadpool(find_status_feed, doors_of(request).reader)
    body = as_json_feed(feed, href=str(request.url.replace(query="")))
    return JSONResponse(body, media_type="application/feed+json", headers=_KEPT)
