"""How is a page answered: its bytes with their mark, only its live part, or that there is nothing here."""

import hashlib

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.background import BackgroundTask

from intera.web.render import render_not_found
from intera.workflows.note_page_read import note_page_read
from intera.workflows.serving import doors_of


def is_fragment(request: Request) -> bool:
    """Whether only the live part of the page is asked for."""
    return request.headers.get("x-fragment") == "main"


def page_answer(request: Request, html: str) -> Response:
    """A page with its ETag, or 304 where the browser has these very bytes."""
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie, X-Fragment"}
    noted = _note_read(request)
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers, background=noted)
    return HTMLResponse(html, headers=headers, background=noted)


def _note_read(request: Request) -> BackgroundTask | None:
    """Counts a page a person opened, after it is sent; what a page fetches by itself is no reading."""
    role, page = getattr(request.state, "reader_role", ""), getattr(request.scope.get("route"), "path", "")
    if is_fragment(request) or request.method != "GET" or not role or not page:
        return None
    return BackgroundTask(note_page_read, doors_of(request).reader, role=role, page=page)


def not_found() -> Response:
    """The same answer for what does not exist and what is not shown to this role."""
    return HTMLResponse(render_not_found(), status_code=404)
