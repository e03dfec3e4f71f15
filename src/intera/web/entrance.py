"""Signing in and out, the theme, and the live stream."""

import json
import time
from collections.abc import AsyncIterator
from hmac import compare_digest
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool

from intera.web.gate import (
    THEMES,
    SignInNeededError,
    check_form,
    doors_of,
    form_token,
    own_path,
    set_cookie,
    signed_in,
)
from intera.web.pages import back_to
from intera.web.render import render_sign_in
from intera.workflows.listen import LiveHub, TooManyListenersError
from intera.workflows.read_pages import read_operator_name
from intera.workflows.sign_in import SignInRefusedError, TooManyAttemptsError, sign_in, sign_out

ROUTES = APIRouter(default_response_class=HTMLResponse)
FORM_LIFE_S = 3600
THEME_LIFE_S = 365 * 24 * 3600
# A comment line this often keeps proxies from closing a quiet stream.
HEARTBEAT_S = 15.0
# PostgreSQL keeps every character but NUL.
Field = Annotated[str, Form(max_length=300, pattern=r"^[^\x00]*$")]


async def _sign_in_page(
    request: Request, *, next_path: str, error: str = "", username: str = "", status: int = 200
) -> Response:
    doors = doors_of(request)
    token = form_token()
    name = await run_in_threadpool(read_operator_name, doors.reader)
    theme = request.cookies.get("intera_theme", "")
    html = render_sign_in(
        csrf_token=token,
        operator_name=name,
        next_path=own_path(next_path),
        error=error,
        username=username,
        theme=theme if theme in THEMES else "",
    )
    response = HTMLResponse(html, status_code=status)
    set_cookie(response, doors, doors.form_cookie, token, max_age_s=FORM_LIFE_S)
    return response


@ROUTES.get("/sign-in")
async def sign_in_form(request: Request) -> Response:
    """The sign-in page."""
    return await _sign_in_page(request, next_path=request.query_params.get("next", "/"))


@ROUTES.post("/sign-in")
async def sign_in_now(
    request: Request,
    username: Field = "",
    password: Field = "",
    csrf_token: Field = "",
    next: Field = "/",  # noqa: A002 - the form's field name
) -> Response:
    """Opens a session."""
    doors = doors_of(request)
    expected = request.cookies.get(doors.form_cookie, "")
    if not expected or not compare_digest(expected.encode(), csrf_token.encode()):
        error = "This form has expired. Try again."
        return await _sign_in_page(request, next_path=next, error=error, username=username, status=403)
    try:
        token, _ = await run_in_threadpool(sign_in, doors.access, username, password)
    except (SignInRefusedError, TooManyAttemptsError) as refused:
        status = 429 if isinstance(refused, TooManyAttemptsError) else 401
        return await _sign_in_page(request, next_path=next, error=str(refused), username=username, status=status)
    response = RedirectResponse(own_path(next), status_code=303)
    set_cookie(response, doors, doors.session_cookie, token)
    response.delete_cookie(doors.form_cookie, path="/", secure=doors.is_secure_cookie, httponly=True, samesite="lax")
    return response


@ROUTES.post("/sign-out")
async def sign_out_now(request: Request, csrf_token: Field = "") -> Response:
    """Ends the session at once."""
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, csrf_token)
    await run_in_threadpool(sign_out, doors.access, request.cookies.get(doors.session_cookie, ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(doors.session_cookie, path="/", secure=doors.is_secure_cookie, httponly=True, samesite="lax")
    return response


@ROUTES.post("/theme")
async def set_theme(
    request: Request,
    csrf_token: Field = "",
    theme: Field = "",
    next: Field = "/",  # noqa: A002 - the form's field name
) -> Response:
    """Light or dark, kept in a cookie so that the next page comes in it without a flash."""
    who = await signed_in(request)
    check_form(request, who, csrf_token)
    response = back_to(request, next)
    if theme in THEMES:
        set_cookie(response, doors_of(request), "intera_theme", theme, max_age_s=THEME_LIFE_S)
    return response


@ROUTES.get("/live")
async def live(request: Request) -> Response:
    """Server-sent events that say that something changed, never what."""
    await signed_in(request)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request, doors_of(request).hub), media_type="text/event-stream", headers=headers)


async def _events(request: Request, hub: LiveHub) -> AsyncIterator[str]:
    try:
        with hub.listening():
            version = await hub.next_version(-1, timeout_s=0)
            yield _event("hello", version)
            checked_s = time.monotonic()
            while not await request.is_disconnected():
                newer = await hub.next_version(version, timeout_s=HEARTBEAT_S)
                # A revoked session must not go on hearing, on a busy day no more than on a quiet one.
                if time.monotonic() - checked_s >= HEARTBEAT_S:
                    if not await _is_still_in(request):
                        return
                    checked_s = time.monotonic()
                yield ": still here\n\n" if newer == version else _event("changed", newer)
                version = newer
    except TooManyListenersError:
        yield "retry: 60000\n\n"


async def _is_still_in(request: Request) -> bool:
    try:
        await signed_in(request)
    except (SignInNeededError, OperationalError):
        return False
    return True


def _event(topic: str, version: int) -> str:
    return f"id: {version}\ndata: {json.dumps({'topic': topic, 'version': version})}\n\n"
