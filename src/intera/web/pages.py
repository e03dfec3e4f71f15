"""The pages: what matters now, one incident, the sources, the trail, the guide."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.board import BOARD_NAMES
from intera.roles.notices import NOTICES
from intera.roles.now import Ask
from intera.roles.view import Notice
from intera.web.answers import is_fragment, not_found, page_answer
from intera.web.care import care_html
from intera.web.gate import Doors, check_page, doors_of, has_page, own_path, signed_in, visitor_of
from intera.web.render import (
    load_guide,
    load_role,
    render_board,
    render_guide,
    render_incident,
    render_now,
    render_sources,
    render_trail,
)
from intera.web.sales import sales_html
from intera.workflows.read_pages import (
    read_board_page,
    read_frame_only,
    read_incident_page,
    read_now_page,
    read_sources_page,
    read_trail_page,
)
from intera.workflows.sign_in import SignedIn

# The first page of each role that has another than "What matters now".
_FIRST_PAGES = {"care": care_html, "sales": sales_html}
ROUTES = APIRouter(default_response_class=HTMLResponse)
SEARCH_CHARS_MAX = 80


def _ask(request: Request) -> Ask:
    params = request.query_params
    return Ask(
        show=params.get("show", "all"),
        query=params.get("q", "").strip()[:SEARCH_CHARS_MAX],
        is_all=params.get("all") == "1",
    )


@ROUTES.get("/")
async def now(request: Request) -> Response:
    """What matters now; for a role that is told, what it may say now."""
    who, doors = await signed_in(request), doors_of(request)
    notice = NOTICES.get(request.query_params.get("did", ""))
    for page, html in _FIRST_PAGES.items():
        if has_page(who, page):
            return page_answer(request, await run_in_threadpool(html, request, who, doors, notice))
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
    if not has_page(who, "incident"):
        return None
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
    check_page(who, "sources")

    def html() -> str:
        page = read_sources_page(doors.reader, load_role(who.person.role), visitor_of(request, who))
        return render_sources(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]

    return page_answer(request, await run_in_threadpool(html))


@ROUTES.get("/trail")
async def trail(request: Request) -> Response:
    """The decision trail, of all or of one incident."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "trail")
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
        check_page(who, "board")

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
