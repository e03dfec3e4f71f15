"""Who is asking, and may this request change anything: sessions, CSRF and headers for every page."""

import secrets
from functools import partial
from hmac import compare_digest
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Response, status
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intera.roles import find_package
from intera.roles.frame import Visitor
from intera.workflows.serving import Doors, doors_of
from intera.workflows.sign_in import SignedIn, find_signed_in

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types intera default"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
THEMES = frozenset({"light", "dark"})
PATH_CHARS_MAX = 300
# What a form or a command can need, with room to spare; deliveries of records count for themselves.
BODY_BYTES_MAX = 256 * 1024


class SignInNeededError(Exception):
    """A page was asked for by nobody we know."""


async def signed_in(request: Request) -> SignedIn:
    """Who is asking, by their session.

    Raises:
        SignInNeededError: there is no good session.
    """
    doors = doors_of(request)
    token = request.cookies.get(doors.session_cookie, "")
    # What a page fetches by itself keeps no session alive.
    is_active = not request.headers.get("x-fragment") and request.url.path != "/live"
    find = partial(find_signed_in, doors.access, token, is_active=is_active)
    found = await run_in_threadpool(find) if token else None
    if found is None:
        raise SignInNeededError
    # Reads are counted by role; nothing else of who asks is kept with the request.
    request.state.reader_role = found.person.role
    return found


def has_page(who: SignedIn, page: str) -> bool:
    """Whether a page is among those of the visitor's role; any other is not there for them."""
    return page in find_package(who.person.role).pages


def check_page(who: SignedIn, page: str) -> None:
    """Raises unless a page is among those of the visitor's role.

    Raises:
        HTTPException: 404, as for what does not exist.
    """
    if not has_page(who, page):
        raise HTTPException(status.HTTP_404_NOT_FOUND)


def visitor_of(request: Request, who: SignedIn) -> Visitor:
    """The visitor the frame is made for."""
    theme = request.cookies.get("intera_theme", "")
    return Visitor(
        person_name=who.person.name,
        role_slug=who.person.role,
        desk_team_id=who.person.team_id,
        csrf_token=who.csrf_token,
        theme=theme if theme in THEMES else "",
        is_wall="wall" in request.query_params,
        path=own_path(request.url.path + (f"?{request.url.query}" if request.url.query else "")),
    )


def own_path(path: str) -> str:
    """A path of ours to go to; anything else becomes the first page."""
    is_plain = path.isascii() and path.isprintable() and len(path) <= PATH_CHARS_MAX
    if not is_plain or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(path)
    return path if not parts.netloc and not parts.scheme else "/"


def check_form(request: Request, who: SignedIn, token: str) -> None:
    """Raises unless a form was sent by a page of ours for this very session.

    Args:
        request: the request.
        who: whose session it is.
        token: the form's token.

    Raises:
        HTTPException: 403.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This form did not come from this site.")
    if not compare_digest(token.encode(), who.csrf_token.encode()):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This form has expired. Open the page again.")


def set_cookie(response: Response, doors: Doors, name: str, value: str, *, max_age_s: int | None = None) -> None:
    """Sets a cookie no script can read and no other site can send."""
    response.set_cookie(
        name, value, max_age=max_age_s, path="/", httponly=True, samesite="lax", secure=doors.is_secure_cookie
    )


def form_token() -> str:
    """A fresh token for the sign-in form, before there is a session."""
    return secrets.token_urlsafe(24)


def add_headers(request: Request, response: Response) -> Response:
    """The answer with the security headers; every answer gets them, errors and static files included."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/") or response.status_code >= status.HTTP_400_BAD_REQUEST:
        response.headers.setdefault("Cache-Control", "no-store")
    if doors_of(request).is_secure_cookie:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


class BodyLimit:
    """Reads no more of a request's body than a form or a command can need, whoever sends it.

    The framework reads a body whole before it asks who sent it.
    """

    def __init__(self, app: ASGIApp, *, except_under: str) -> None:
        """Guards everything but what reads its body itself, in parts."""
        self._app = app
        self._except_under = except_under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on with its body counted."""
        if scope["type"] != "http" or scope["path"].startswith(self._except_under):
            await self._app(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > BODY_BYTES_MAX:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, "This is more than can be sent here.")
            return message

        await self._app(scope, counted, send)
