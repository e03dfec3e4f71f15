"""The page of who was told of an incident, and the form that sends again."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.notices import NOTICES, refused
from intera.roles.view import Notice
from intera.web.answers import is_fragment, not_found, page_answer
from intera.web.gate import check_form, has_page, signed_in, visitor_of
from intera.web.render import load_role, render_coverage
from intera.workflows.give_command import give_command
from intera.workflows.read_told import read_coverage_page
from intera.workflows.send_again import SEND_AGAIN
from intera.workflows.serving import Doors, doors_of
from intera.workflows.sign_in import SignedIn

ROUTES = APIRouter(prefix="/incidents/{incident_id}/told", default_response_class=HTMLResponse)
# What a refused form answers with; the page shown with it gives the reason.
STATUS = {"ended": 409, "not_allowed": 403, "nothing_to_send": 409, "unknown_publication": 404}
# PostgreSQL keeps every character but NUL.
Text = Annotated[str, Form(max_length=2000, pattern=r"^[^\x00]*$")]


def _html(request: Request, who: SignedIn, doors: Doors, incident_id: str, notice: Notice | None) -> str | None:
    if not has_page(who, "incident"):
        return None
    role, visitor = load_role(who.person.role), visitor_of(request, who)
    page = read_coverage_page(doors.reader, role, visitor, incident_id, notice=notice)
    return render_coverage(page.view, page.frame, fragment=is_fragment(request)) if page is not None else None


@ROUTES.get("")
async def told(request: Request, incident_id: str) -> Response:
    """Who was told of an incident, who was not, and why."""
    who, doors = await signed_in(request), doors_of(request)
    notice = NOTICES.get(request.query_params.get("did", ""))
    html = await run_in_threadpool(_html, request, who, doors, incident_id, notice)
    return page_answer(request, html) if html is not None else not_found()


@ROUTES.post("/{publication_id:path}/again")
async def again(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    publication_id: str,
    csrf_token: Text = "",
    which: Text = "",
    accepts_twice: Text = "",
    reason: Text = "",
) -> Response:
    """What failed, or may not have arrived, goes out again."""
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, csrf_token)
    fields = {"publication_id": publication_id, "which": which, "accepts_twice": accepts_twice, "reason": reason}
    answer = await give_command(
        doors.reader, doors.hub, who.person, kind=SEND_AGAIN, incident_id=incident_id, fields=dict(fields)
    )
    if answer.is_done or not answer.is_known:
        did = "done" if answer.is_done else "waiting"
        return RedirectResponse(f"/incidents/{quote(incident_id)}/told?did={did}", status_code=303)
    html = await run_in_threadpool(_html, request, who, doors, incident_id, refused(answer.message))
    return HTMLResponse(html, status_code=STATUS.get(answer.code, 422)) if html is not None else not_found()


@ROUTES.get("/{publication_id:path}/again")
async def after_a_refusal(request: Request, incident_id: str, publication_id: str) -> Response:
    """The page, at the address a refused form has left the browser at."""
    del publication_id
    if is_fragment(request):
        return await told(request, incident_id)
    await signed_in(request)
    return RedirectResponse(f"/incidents/{quote(incident_id)}/told", status_code=303)
