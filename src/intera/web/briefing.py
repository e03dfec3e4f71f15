"""Briefings: the shift's as page and PDF, with what matters now; one incident's as PDF; for the signed-in role."""

from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.shift import SHIFT_HOURS
from intera.roles.view import Frame
from intera.web.answers import is_fragment, not_found, page_answer
from intera.web.gate import check_page, signed_in, visitor_of
from intera.web.print_pdf import PdfUnavailableError, make_pdf
from intera.web.render import load_role, render_briefing, render_error, render_shift
from intera.workflows.read_pages import Briefing, read_incident_briefing, read_now_briefing
from intera.workflows.serving import doors_of

ROUTES = APIRouter(default_response_class=HTMLResponse)
# One at a time, so that printing never takes the threads the pages are served with.
PRINTED_AT_ONCE = 1
_LENGTHS = frozenset(map(str, SHIFT_HOURS))
_PRINTERS: RunVar[CapacityLimiter] = RunVar("_PRINTERS")


def _hours(request: Request) -> int:
    """How long the shift was, as asked for; 0 where that is no such length."""
    typed = request.query_params.get("hours", "")
    return int(typed) if typed in _LENGTHS else 0


@ROUTES.get("/briefing")
async def shift_briefing(request: Request) -> Response:
    """What happened in the shift and what the next one takes over, as a page that prints."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "briefing")

    def html() -> str:
        role, visitor = load_role(who.person.role), visitor_of(request, who)
        briefing = read_now_briefing(doors.reader, role, visitor, hours=_hours(request))
        return render_shift(briefing, fragment=is_fragment(request))

    return page_answer(request, await run_in_threadpool(html))


@ROUTES.get("/briefing.pdf")
async def now_briefing(request: Request) -> Response:
    """What matters now and what the shift hands on, as PDF."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "briefing")

    def read() -> Briefing:
        role, visitor = load_role(who.person.role), visitor_of(request, who)
        return read_now_briefing(doors.reader, role, visitor, hours=_hours(request))

    return await pdf_answer(read, "briefing_now")


@ROUTES.get("/incidents/{incident_id}/briefing.pdf")
async def incident_briefing(request: Request, incident_id: str) -> Response:
    """One incident, as PDF."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "briefing")

    def read() -> Briefing | None:
        role = load_role(who.person.role)
        return read_incident_briefing(doors.reader, role, visitor_of(request, who), incident_id)

    return await pdf_answer(read, "briefing_incident")


async def pdf_answer(read: Callable[[], Briefing | None], template: str) -> Response:
    """A briefing as PDF, printed one at a time.

    Args:
        read: reads it; None where there is none for this role.
        template: the page it is printed from.

    Returns:
        The file, or why there is none.
    """
    briefing = await run_in_threadpool(read)
    if briefing is None:
        return not_found()
    html = await run_in_threadpool(render_briefing, template, briefing)
    try:
        body = await to_thread.run_sync(make_pdf, html, limiter=_printers())
    except PdfUnavailableError as error:
        text = f"{error}. The page itself can be printed from the browser."
        return HTMLResponse(render_error(headline="No PDF here", text=text, code="503"), status_code=503)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{file_name(briefing.page.frame)}"',
    }
    return Response(body, media_type="application/pdf", headers=headers)


def file_name(frame: Frame) -> str:
    """What a briefing is saved as: its instant on the operator's wall, to the minute."""
    return f"briefing-{frame.clock.iso[:16].replace('T', '-').replace(':', '')}.pdf"


def _printers() -> CapacityLimiter:
    try:
        return _PRINTERS.get()
    except LookupError:
        limiter = CapacityLimiter(PRINTED_AT_ONCE)
        _PRINTERS.set(limiter)
        return limiter
