"""The whole application when things go wrong: an answer of use, and nothing of the inside in it or in the log."""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.routing import Mount, Route

from intera.store.database import open_engine
from intera.web import entrance, pages
from intera.web.gate import CSP
from intera.workflows import give_command
from intera.workflows.set_up_logs import set_up_logs
from web.served import (
    PASSWORD,
    Cluster,
    Served,
    application,
    forms_of,
    free_port,
    listening,
    own_database,
    serve,
    words_of,
)

INSIDE = ("Traceback", "sqlalchemy", "psycopg", "/src/", "published.", "internal.", "line 1", "intera_reader")


@pytest.fixture(scope="module")
def served(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Northmoor, served, with a worker."""
    with serve(cluster, tmp_path_factory.mktemp("app")) as running:
        yield running


@pytest.fixture
def mara(served: Served) -> Iterator[httpx.Client]:
    """A browser in which mara is signed in, with an API token beside."""
    with served.signed_in() as client:
        client.headers["Authorization"] = f"Bearer {served.token()}"
        yield client


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged while a test runs."""
    written = io.StringIO()
    with contextlib.redirect_stderr(written):
        set_up_logs("info")
    yield written
    set_up_logs("info")


def broken(*_: object, **__: object) -> NoReturn:
    """What nobody foresaw, with values nobody may read."""
    password = PASSWORD
    raise ZeroDivisionError(f"secret-word in published.incident {password[:0]}")


@pytest.mark.parametrize("path", ["/", "/api/v1/incidents"])
def test_unforeseen_error_is_a_page_without_details(
    mara: httpx.Client, monkeypatch: pytest.MonkeyPatch, log: io.StringIO, path: str
) -> None:
    monkeypatch.setattr(pages, "read_now_page", broken)
    monkeypatch.setattr("intera.api.incidents.list_cards", broken)
    answer = mara.get(path)
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == CSP
    assert answer.headers["cache-control"] == "no-store"
    assert "Nothing was changed" in answer.text
    for word in (*INSIDE, "secret-word", "ZeroDivision"):
        assert word not in answer.text
    logged = log.getvalue()
    assert "ZeroDivisionError" in logged
    assert PASSWORD not in logged


@pytest.mark.parametrize("error", [OperationalError, PoolTimeoutError])
@pytest.mark.parametrize("path", ["/", "/api/v1/incidents"])
def test_database_that_cannot_be_reached_is_503(
    mara: httpx.Client, monkeypatch: pytest.MonkeyPatch, path: str, error: type[Exception]
) -> None:
    def away(*_: object, **__: object) -> NoReturn:
        raise (
            OperationalError("select body from published.incident", {}, Exception("server closed the connection"))
            if error is OperationalError
            else PoolTimeoutError("QueuePool limit reached")
        )

    monkeypatch.setattr(pages, "read_now_page", away)
    monkeypatch.setattr("intera.api.incidents.list_cards", away)
    answer = mara.get(path)
    assert answer.status_code == 503
    assert "Try again in a minute" in answer.text
    assert answer.headers["content-security-policy"] == CSP
    for word in INSIDE:
        assert word not in answer.text


def test_database_that_really_went_away_and_came_back(cluster: Cluster, tmp_path: Path) -> None:
    with serve(cluster, tmp_path) as served, served.signed_in() as mara:
        (name,) = served.ask("select current_database()")[0]
        token = forms_of(mara.get("/").text)["/theme"]
        machine = {"Authorization": f"Bearer {served.token()}"}
        other = f"{name}_away"
        owner = {
            "rename": f'alter database "{name}" rename to "{other}"',
            "back": f'alter database "{other}" rename to "{name}"',
        }
        _as_maintenance(cluster, f'alter database "{name}" with allow_connections false', cut=name)
        try:
            _as_maintenance(cluster, owner["rename"], cut=name)
            page, api = mara.get("/"), mara.get("/api/v1/incidents", headers=machine)
            form = mara.post("/incidents/INC-0000000/owner/take", data=token)
            sign_in = mara.get("/sign-in")
            intake = mara.post("/api/v1/intake/probes", content=b"{}")
        finally:
            _as_maintenance(cluster, owner["back"])
            _as_maintenance(cluster, f'alter database "{name}" with allow_connections true')
        for answer in (page, api, form, sign_in, intake):
            assert answer.status_code == 503
            assert not [word for word in INSIDE if word in answer.text]
        assert api.json()["code"] == "database_away"
        assert api.headers["retry-after"] == "30"
        assert "We cannot look right now" in words_of(page.text)
        assert mara.get("/").status_code == 200


def _as_maintenance(cluster: Cluster, statement: str, *, cut: str = "") -> None:
    engine = open_engine(make_url(cluster.owner_url).set(database="postgres"), pool_size=1)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if cut:
            cutting = "select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"
            connection.execute(text(cutting), {"name": cut})
        connection.execute(text(statement))
    engine.dispose()


def test_command_waits_where_no_worker_answers(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(give_command, "ANSWER_TIMEOUT_S", 0.3)
    with own_database(cluster, tmp_path / "home") as installation:
        app, port = application(installation), free_port()
        served = Served(f"http://127.0.0.1:{port}", app, installation)
        served.add_person("mara")
        with listening(app, port), served.signed_in() as mara:
            token = forms_of(mara.get("/").text)["/theme"]
            answer = mara.post("/incidents/INC-0000000/owner/take", data=token)
            assert answer.headers["location"] == "/incidents/INC-0000000?did=waiting"
            machine = {"Authorization": f"Bearer {served.token()}"}
            told = mara.post("/api/v1/incidents/INC-0000000/owner/take", json={}, headers=machine)
            assert (told.status_code, told.json()["outcome"]) == (200, "waiting")
            assert served.ask("select count(*) from inbox.pending_command") == [(2,)]


def test_log_holds_no_password_cookie_or_token(
    served: Served, mara: httpx.Client, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    coast = served.incident("mobile-data", "coast")
    page = mara.get(f"/incidents/{coast}").text
    form = forms_of(page)
    mara.post(f"/incidents/{coast}/owner/take", data=form[f"/incidents/{coast}/owner/take"])
    mara.get("/api/v1/incidents")
    with served.client() as other:
        sign_in = forms_of(other.get("/sign-in").text)["/sign-in"]
        for password in (PASSWORD, "canary-wrong-password"):
            other.post("/sign-in", data=sign_in | {"username": "mara", "password": password})
        monkeypatch.setattr(entrance, "sign_in", broken)
        again = forms_of(other.get("/sign-in").text)["/sign-in"]
        assert other.post("/sign-in", data=again | {"username": "mara", "password": PASSWORD}).status_code == 500
        monkeypatch.setattr(pages, "read_now_page", broken)
        assert mara.get("/").status_code == 500
    logged = log.getvalue()
    assert "unforeseen" in logged
    secrets = [PASSWORD, "canary-wrong-password", *mara.cookies.values(), form["/theme"]["csrf_token"]]
    secrets += [mara.headers["Authorization"].removeprefix("Bearer "), served.installation.secrets.door_key_hex]
    for secret in secrets:
        assert secret not in logged


def all_routes(served: Served) -> list[Route | Mount]:
    """Every route of the application, those of its routers included."""
    found: list[Any] = []
    for route in served.app.routes:
        router = getattr(route, "original_router", None)
        found += router.routes if router else [route]
    assert len(found) > 25
    return found


def test_every_route_answers_somebody_without_a_session_with_nothing(served: Served) -> None:
    """Whatever route is added asks who is there, or is named here."""
    is_open = {"/sign-in", "/api/openapi.json", "/api/v1/intake/{source_id}"}
    with served.client() as nobody:
        for route in all_routes(served):
            path = route.path
            if path in is_open or isinstance(route, Mount):
                continue
            address = re.sub(r"\{incident_id\}", "INC-0000000", path)
            address = re.sub(r"\{[^}]+\}", "x", address)
            for method in sorted(route.methods or {"GET"}):
                answer = nobody.request(method, address)
                assert answer.status_code in {303, 401, 405, 422}, (method, path)
                if answer.status_code == 303:
                    assert answer.headers["location"].startswith("/sign-in"), path


def test_listener_of_the_database_stops_with_the_server(cluster: Cluster, tmp_path: Path) -> None:
    with own_database(cluster, tmp_path / "home") as installation:
        app, port = application(installation), free_port()
        served = Served(f"http://127.0.0.1:{port}", app, installation)
        with listening(app, port):
            assert httpx.get(f"{served.base}/sign-in", trust_env=False).status_code == 200
        query = "select count(*) from pg_stat_activity where datname = current_database() and usename = 'intera_reader'"
        assert served.ask(query) == [(0,)]
