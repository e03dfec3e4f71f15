"""The pages: what matters now, one incident, the sources, the trail, the guide."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.board import BOARD_NAMES
from intera.roles.notices import NOTICES
from intera.roles.now import Ask
from intera.roles.view import Notice
from intera.web.gate import Doors, doors_of, own_path, signed_in, visitor_of
from intera.web.render import (
    load_guide,
    load_role,
    render_board,
    render_guide,
    render_incident,
    render_not_found,
    render_now,
    render_sources,
    render_trail,
)
from intera.workflows.read_pages import (
    read_board_page,
    read_frame_only,
    read_incident_page,
    read_now_page,
    read_sources_page,
    read_trail_page,
)
from intera.workflows.sign_in import SignedIn

ROUTES = APIRouter(default_response_class=HTMLResponse)
SEARCH_CHARS_MAX = 80


def is_fragment(request: Request) -> bool:
    """Whether only the live part of the page is asked for."""
    return request.headers.get("x-fragment") == "main"


def page_answer(request: Request, html: str) -> Response:
    """A page with its ETag, or 304 where the browser has these very bytes."""
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie, X-Fragment"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


def not_found() -> Response:
    """The same answer for what does not exist and what is not shown to this role."""
    return HTMLResponse(render_not_found(), status_code=404)


def _ask(request: Request) -> Ask:
    params = request.query_params
    return Ask(
        show=params.get("show", "all"),
        query=params.get("q", "").strip()[:SEARCH_CHARS_MAX],
        is_all=params.get("all") == "1",
    )


@ROUTES.get("/")
async def now(request: Request) -> Response:
    """What matters now."""
    who, doors = await signed_in(request), doors_of(request)
    return page_answer(request, await run_in_threadpool(_now, request, who, doors))


def _now(request: Request, who: SignedIn, doors: Doors) -> str:
    role = load_role(who.person.role)
    page = read_now_page(doors.reader, role, visitor_of(request, who), _ask(request))
    return render_now(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]


@ROUTES.get("/incidents/{incident_id}")
async def incident(request: Request, incident_id: str) -> Response:
    """One incident."""
    who, doors = await signed_in(request), doors_of(request)
    notice = NOTICES.get(request.query_params.get("did", ""))
    html = await run_in_threadpool(incident_html, request, who, doors, incident_id, notice)
    return page_answer(request, html) if html is not None else not_found()


def incident_html(request: Request, who: SignedIn, doors: Doors, incident_id: str, notice: Notice | None) -> str | None:
    """The incident page as HTML; None where there is none for this role."""
    role = load_role(who.person.role)
    visitor = visitor_of(request, who)
    if request.method != "GET":
        # Shown in answer to a form; whatever leads back from here leads to the page itself.
        visitor = replace(visitor, path=f"/incidents/{incident_id}")
    page = read_incident_page(doors.reader, role, visitor, incident_id, notice=notice)
    if page is None:
        return None
    return render_incident(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]


@ROUTES.get("/sources")
async def sources(request: Request) -> Response:
    """The sources and what was parked."""
    who, doors = await signed_in(request), doors_of(request)

    def html() -> str:
        page = read_sources_page(doors.reader, load_role(who.person.role), visitor_of(request, who))
        return render_sources(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]

    return page_answer(request, await run_in_threadpool(html))


@ROUTES.get("/trail")
async def trail(request: Request) -> Response:
    """The decision trail, of all or of one incident."""
    who, doors = await signed_in(request), doors_of(request)
    before = request.query_params.get("before", "")
    incident_id = request.query_params.get("incident", "")[:40]
    is_all = request.query_params.get("all") == "1"

    def html() -> str:
        older = int(before) if before.isascii() and before.isdigit() and len(before) <= 15 else None  # noqa: PLR2004
        page = read_trail_page(
            doors.reader, visitor_of(request, who), incident_id=incident_id, before=older, is_all=is_all
        )
        return render_trail(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]

    return page_answer(request, await run_in_threadpool(html))


def _board(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def board(request: Request) -> Response:
        who, doors = await signed_in(request), doors_of(request)

        def html() -> str:
            page = read_board_page(doors.reader, load_role(who.person.role), visitor_of(request, who), name)
            return render_board(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]

        return page_answer(request, await run_in_threadpool(html))

    return board


for _name in BOARD_NAMES:
    ROUTES.get(f"/{_name}", name=_name)(_board(_name))


@ROUTES.get("/guide")
async def guide(request: Request) -> Response:
    """The guide shipped with the reader's role package."""
    who, doors = await signed_in(request), doors_of(request)
    frame = await run_in_threadpool(read_frame_only, doors.reader, visitor_of(request, who), "guide")
    return page_answer(request, render_guide(load_guide(who.person.role), frame, fragment=is_fragment(request)))


def back_to(request: Request, path: str) -> Response:
    """Sends the browser to a page of ours after a form."""
    del request
    return RedirectResponse(own_path(path), status_code=303)
