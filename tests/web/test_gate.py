"""Who may change anything, where a form may lead, and which headers every answer carries."""

import asyncio
import contextlib
from typing import Any, cast

import httpx
import pytest
from fastapi import HTTPException
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from intera.web import decisions, entrance, pages
from intera.web.gate import BODY_BYTES_MAX, CSP, BodyLimit, own_path
from web.served import Served, application, forms_of, free_port, listening, words_of

FOREIGN = "f" * 43


@pytest.mark.parametrize(
    "path", ["/", "/trail", "/incidents/INC-0123456?did=done", "/?q=a%20b", "/a//b", "/a?next=https://b.example"]
)
def test_path_of_ours_is_followed(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "trail",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        " //evil.example",
        "//[",
        "/é",
        "/" + "a" * 300,
    ],
)
def test_anything_else_leads_to_the_first_page(path: str) -> None:
    assert own_path(path) == "/"


@given(path=st.text(max_size=40) | st.from_regex(r"[/\\]{1,3}[\[\]@:.a-z]{0,20}"))
def test_no_path_leads_to_another_host(path: str) -> None:
    there = httpx.URL("https://us.example/x").join(own_path(path))
    assert (there.scheme, there.host) == ("https", "us.example")


def answers(client: httpx.Client, coast: str) -> dict[str, httpx.Response]:
    """One answer of every kind."""
    large = b"x" * (BODY_BYTES_MAX + 1)
    gets = {
        "page": "/",
        "incident": f"/incidents/{coast}",
        "sources": "/sources",
        "repeats": "/repeats",
        "trail": "/trail",
        "guide": "/guide",
        "sign-in": "/sign-in",
        "not found": "/nowhere",
        "unknown incident": "/incidents/INC-0000000",
        "nul in the path": "/incidents/%00",
        "nul in the query": "/trail?incident=%00",
        "static": "/static/app.css?v=1",
        "no such static": "/static/none.css",
        "outside static": "/static/%2e%2e/gate.py",
        "wrong method": "/sign-out",
        "api": "/api/v1/incidents",
        "api not found": "/api/v1/nothing",
        "openapi": "/api/openapi.json",
    }
    found = {name: client.get(path) for name, path in gets.items()}
    found["not live"] = client.get("/live", headers={"cookie": "intera_session=none"})
    found["no token"] = client.post("/theme", data={})
    found["too large"] = client.post("/sign-in", data={"username": "x" * (BODY_BYTES_MAX + 1)})
    found["too large for the api"] = client.post("/api/v1/incidents/INC-0000000/owner/take", content=large)
    found["unsigned delivery"] = client.post("/api/v1/intake/probes", content=b"{}")
    return found


STATUS = {
    "not found": 404,
    "unknown incident": 404,
    "nul in the path": 404,
    "nul in the query": 404,
    "no such static": 404,
    "outside static": 404,
    "wrong method": 405,
    "api": 401,
    "api not found": 404,
    "not live": 401,
    "no token": 403,
    "too large": 413,
    "too large for the api": 413,
    "unsigned delivery": 401,
}


def test_every_kind_of_answer_carries_the_headers(mara: httpx.Client, coast: str) -> None:
    found = answers(mara, coast)
    assert {name: answer.status_code for name, answer in found.items()} == dict.fromkeys(found, 200) | STATUS
    for name, answer in found.items():
        headers = answer.headers
        assert headers["content-security-policy"] == CSP, name
        assert headers["x-content-type-options"] == "nosniff", name
        assert headers["x-frame-options"] == "DENY", name
        assert headers["referrer-policy"] == "same-origin", name
        assert "server" not in headers or "uvicorn" in headers["server"], name
        kept = headers["cache-control"]
        if name == "static":
            assert "immutable" in kept
        else:
            # A page may be kept by the one browser that shows it, and is asked for anew each time.
            assert kept in {"no-store", "private, no-cache"}, name


def test_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in CSP
    assert "default-src 'none'" in CSP
    assert "frame-ancestors 'none'" in CSP
    assert "http" not in CSP


def test_error_pages_say_nothing_of_the_inside(mara: httpx.Client, coast: str) -> None:
    for name, answer in answers(mara, coast).items():
        if answer.status_code >= 400:
            for word in ("Traceback", "sqlalchemy", "psycopg", "/src/", "internal."):
                assert word not in answer.text, name


def posts() -> list[str]:
    """The address of every form of the pages, with a made-up incident."""
    found = [
        route.path.replace("{incident_id}", "INC-0000000").replace("{checkpoint_id:path}", "cp-1")
        for routes in (entrance.ROUTES, pages.ROUTES, decisions.ROUTES)
        for route in cast("list[APIRoute]", routes.routes)
        if "POST" in route.methods and route.path != "/sign-in"
    ]
    return [path.replace("{narrative_id:path}", "n1") for path in found]


@pytest.mark.parametrize("path", posts())
def test_form_without_this_sessions_token_is_refused(served: Served, mara: httpx.Client, path: str) -> None:
    with served.signed_in() as other:
        foreign = forms_of(other.get("/").text)["/theme"]["csrf_token"]
    before = served.state()
    waiting = served.ask("select count(*) from inbox.command")
    for token in ({}, {"csrf_token": ""}, {"csrf_token": FOREIGN}, {"csrf_token": foreign}, {"csrf_token": "é"}):
        answer = mara.post(path, data=token)
        assert answer.status_code == 403
    assert mara.get("/").status_code == 200
    assert served.state() == before
    assert served.ask("select count(*) from inbox.command") == waiting


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
@pytest.mark.parametrize("path", posts())
def test_form_from_another_site_is_refused_even_with_the_token(mara: httpx.Client, path: str, site: str) -> None:
    token = forms_of(mara.get("/").text)["/theme"]["csrf_token"]
    answer = mara.post(path, data={"csrf_token": token, "theme": "dark"}, headers={"sec-fetch-site": site})
    assert answer.status_code == 403
    assert "did not come from this site" in words_of(answer.text)


def test_form_without_a_session_leads_to_the_sign_in_page(served: Served) -> None:
    with served.client() as nobody:
        for path in posts():
            answer = nobody.post(path, data={"csrf_token": FOREIGN})
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/")


def test_asking_for_a_page_changes_nothing(served: Served, mara: httpx.Client, coast: str) -> None:
    def all_of_it() -> list[Any]:
        return [
            *served.state(),
            *served.ask("select count(*), max(expires_at) from access.session"),
            *served.ask("select count(*) from inbox.command union all select count(*) from inbox.record"),
        ]

    form_addresses = [path.replace("INC-0000000", coast) for path in posts()]
    before = all_of_it()
    for path in ["/", f"/incidents/{coast}", "/sources", "/repeats", "/trail", "/guide", "/sign-in", *form_addresses]:
        assert mara.get(path, headers={"sec-fetch-site": "cross-site"}).status_code in {200, 303, 405}, path
    assert all_of_it() == before


def test_cookies_over_tls_are_bound_to_this_host(served: Served) -> None:
    app, port = application(served.installation, INTERA_SECURE_COOKIE="1"), free_port()
    with listening(app, port), served.client() as client:
        client.base_url = httpx.URL(f"http://127.0.0.1:{port}")
        page = client.get("/sign-in")
        assert page.headers["strict-transport-security"] == "max-age=31536000"
        (form_cookie,) = page.headers.get_list("set-cookie")
        assert form_cookie.startswith("__Host-intera-form=")
        form = forms_of(page.text)["/sign-in"]
        cookie = form_cookie.split(";")[0]
        sent = form | {"username": "mara", "password": "canary-password-7741"}
        answer = client.post("/sign-in", data=sent, headers={"cookie": cookie})
        assert answer.status_code == 303
    for header in (form_cookie, *answer.headers.get_list("set-cookie")):
        flags = {part.strip().lower() for part in header.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= flags, header
        assert not any(flag.startswith("domain") for flag in flags)
    assert any(header.startswith("__Host-intera=") for header in answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize(("path", "read_parts"), [("/sign-in", 5), ("/api/v1/intake/probes", 40)])
def test_body_larger_than_a_form_is_not_read_on(path: str, read_parts: int) -> None:
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * (BODY_BYTES_MAX // 4), "more_body": True}

    async def reads_everything(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        for _ in range(40):
            await receive()

    async def send(message: Message) -> None:
        del message

    limited = BodyLimit(reads_everything, except_under="/api/v1/intake/")
    with contextlib.suppress(HTTPException):
        asyncio.run(limited({"type": "http", "path": path}, receive, send))
    assert taken == read_parts
