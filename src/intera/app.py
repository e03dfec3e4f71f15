"""The composition root: settings to rooms to the ASGI application, and nothing else."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from intera.api import calendar as api_calendar
from intera.api import coordination as api_coordination
from intera.api import incidents as api_incidents
from intera.api import intake as api_intake
from intera.api import status as api_status
from intera.api import tmf681 as api_tmf681
from intera.settings import read_settings
from intera.web import briefing, care, coordination, coverage, decisions, entrance, guard, pages, success, words
from intera.web.gate import BodyLimit, SignInNeededError, add_headers
from intera.web.print_pdf import why_no_pdf
from intera.web.render import STATIC, render_error, render_not_found
from intera.workflows.open_installation import join_installation
from intera.workflows.serving import doors_of, open_doors
from intera.workflows.set_up_logs import set_up_logs

LOG = structlog.get_logger()
API_PREFIXES = ("/api/", "/tmf-api/")
GZIP_BYTES_MIN = 1024


class _CachedFiles(StaticFiles):
    """Static files whose address carries their content's mark, so that they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, cacheable for ever when asked for by its mark."""
        response = await super().get_response(path, scope)
        if b"v=" not in scope.get("query_string", b""):
            response.headers["Cache-Control"] = "no-cache"
            return response
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app() -> FastAPI:
    """The application, ready to be served; the database must be running and migrated.

    Returns:
        The ASGI application.
    """
    settings = read_settings()
    set_up_logs(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        doors = app.state.doors = open_doors(join_installation(settings))
        await run_in_threadpool(why_no_pdf)  # looked up now, so that no page waits for it
        await doors.hub.start()
        yield
        await doors.hub.stop()
        doors.close()

    app = FastAPI(
        title="INTERA Service Assurance", version="1", lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.add_middleware(BodyLimit, except_under=f"{api_intake.ROUTES.prefix}/")
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_BYTES_MIN)
    app.middleware("http")(_answer)
    app.mount("/static", _CachedFiles(directory=STATIC), name="static")
    for routes in (
        entrance.ROUTES,
        pages.ROUTES,
        briefing.ROUTES,
        decisions.ROUTES,
        coordination.ROUTES,
        coverage.ROUTES,
        care.ROUTES,
        guard.ROUTES,
        success.ROUTES,
        words.LIST_ROUTES,
        words.ROUTES,
    ):
        app.include_router(routes, include_in_schema=False)
    for routes in (
        api_calendar.ROUTES,
        api_coordination.ROUTES,
        api_incidents.ROUTES,
        api_intake.ROUTES,
        api_status.ROUTES,
        api_tmf681.ROUTES,
    ):
        app.include_router(routes)
    _answer_errors(app)
    return app


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeededError, _to_sign_in)
    app.add_exception_handler(HTTPException, _http_error)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _bad_request)  # type: ignore[arg-type]
    for kind in (InterfaceError, OperationalError, PoolTimeoutError):
        app.add_exception_handler(kind, _no_database)


async def _answer(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """The answer to any request, with every header, even where something here is broken."""
    try:
        if "\0" in request.scope["path"] or "%00" in request.url.query:
            response = await _http_error(request, HTTPException(HTTPStatus.NOT_FOUND))
        else:
            response = await call_next(request)
    except Exception as error:  # noqa: BLE001 - what nobody foresaw still gets a page, and its headers
        response = await _unforeseen(request, error)
    return add_headers(request, response)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API_PREFIXES)


async def _to_sign_in(request: Request, error: Exception) -> Response:
    del error
    if request.headers.get("x-fragment") or request.url.path == "/live":
        return Response(status_code=HTTPStatus.UNAUTHORIZED)
    where = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={quote(where)}", status_code=HTTPStatus.SEE_OTHER)


async def _http_error(request: Request, error: HTTPException) -> Response:
    if _is_api(request):
        detail = error.detail if isinstance(error.detail, dict) else {"code": "refused", "message": str(error.detail)}
        return JSONResponse(detail, status_code=error.status_code, headers=error.headers)
    if error.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        return HTMLResponse(render_not_found(), status_code=error.status_code)
    html = render_error(headline="That did not work", text=str(error.detail), code=str(error.status_code))
    return HTMLResponse(html, status_code=error.status_code)


async def _bad_request(request: Request, error: RequestValidationError) -> Response:
    where = [".".join(str(part) for part in item["loc"][1:]) or "body" for item in error.errors()]
    said = "; ".join(f"{place}: {item['msg']}" for place, item in zip(where, error.errors(), strict=True))[:500]
    said = said.encode("utf-8", "replace").decode()
    if _is_api(request):
        code = HTTPStatus.UNPROCESSABLE_ENTITY
        return JSONResponse({"code": "invalid", "message": said}, status_code=code)
    html = render_error(headline="That form cannot be used", text="A field is too long or missing.", code="422")
    return HTMLResponse(html, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


async def _no_database(request: Request, error: Exception) -> Response:
    LOG.warning("database_away", error=str(error).split("\n", maxsplit=1)[0])
    text = "The database cannot be reached right now. Nothing that was acknowledged is lost. Try again in a minute."
    if _is_api(request):
        return JSONResponse({"code": "database_away", "message": text}, status_code=503, headers={"Retry-After": "30"})
    return HTMLResponse(render_error(headline="We cannot look right now", text=text, code="503"), status_code=503)


async def _unforeseen(request: Request, error: Exception) -> Response:
    LOG.error("unforeseen", path=request.url.path, error=type(error).__name__, exc_info=error)
    text = "Something here is broken. Nothing was changed. The log says what."
    if _is_api(request):
        return JSONResponse({"code": "unforeseen", "message": text}, status_code=500)
    return HTMLResponse(render_error(headline="That did not work", text=text, code="500"), status_code=500)


__all__ = ["create_app", "doors_of"]
