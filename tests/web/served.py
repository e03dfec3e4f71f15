"""A served installation for tests: a database of its own, the application on a free port, a worker at work."""

import itertools
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch
from uuid import uuid4

import httpx
import uvicorn
from fastapi import FastAPI
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url
from standardwebhooks.webhooks import Webhook

from intera.app import create_app
from intera.settings import Settings
from intera.store import embedded
from intera.store.access import Person
from intera.store.database import DatabaseRole, Logins, driver, open_engine
from intera.store.secrets import Secrets
from intera.workflows.answer_guard import answer_guard
from intera.workflows.hand_in_records import source_secret
from intera.workflows.keep_working import Worker, keep_working
from intera.workflows.load_operator import load_operator
from intera.workflows.open_installation import Installation
from intera.workflows.sign_in import add_user, issue_token
from intera.workflows.world import World

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"
ROLE = "service_assurance"
PASSWORD = "canary-password-7741"  # noqa: S105 - a test's own, also looked for in the logs
SOURCES = """
sources:
  - {source_id: probes, name: Probes, connector: cloudevents, kind: probe, expected_every_s: 3600}
  - {source_id: contacts, name: Customer contacts, connector: cloudevents, kind: care_contacts, expected_every_s: 3600}
  - {source_id: tickets, name: Tickets, connector: cloudevents, kind: ticket}
"""
_NUMBERS = itertools.count(1)


class Cluster(Protocol):
    """The run's database server, as conftest makes it."""

    @property
    def owner_url(self) -> str:
        """Where its owner connects."""
        ...

    @property
    def secrets(self) -> Secrets:
        """The secrets it was made with."""
        ...

    @property
    def passwords(self) -> dict[DatabaseRole, str]:
        """The passwords of the other logins."""
        ...


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(found: Callable[[], Any], *, seconds: float = 10.0) -> Any:  # noqa: ANN401 - whatever is waited for
    """What a question answers once it answers anything; fails when it never does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for nothing")


@contextmanager
def own_database(cluster: Cluster, home: Path) -> Generator[Installation]:
    """An installation with a migrated database of its own on the run's cluster, dropped afterwards."""
    name = f"served_{os.getpid()}_{next(_NUMBERS)}"
    maintenance = open_engine(make_url(cluster.owner_url).set(database="postgres"), pool_size=1)

    def run(statement: str) -> None:
        with maintenance.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            driver(connection).execute(
                sql.SQL(statement).format(name=sql.Identifier(name), template=sql.Identifier(embedded.DATABASE))
            )

    run("create database {name} template {template}")
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secrets.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(cluster.secrets)), encoding="utf-8")
    url = make_url(cluster.owner_url).set(database=name)
    settings = Settings(home=home, database_url=url.render_as_string(hide_password=False))
    try:
        yield Installation(settings, cluster.secrets, Logins.of(url, cluster.passwords), is_embedded=True)
    finally:
        run("drop database {name} with (force)")
        maintenance.dispose()


def operator_folder(at: Path) -> Path:
    """Northmoor's data with three sources that speak CloudEvents."""
    at.mkdir()
    for name in ("operator.yaml", "accounts.yaml", "partners.yaml"):
        shutil.copy(NORTHMOOR / name, at / name)
    (at / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return at


class _Forms(HTMLParser):
    """Collects every form of a page: its address and its fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a form or one of its fields."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((found.get("action", ""), {}))
        if not self.forms:
            return
        fields, name = self.forms[-1][1], found.get("name", "")
        if tag == "input" and name and (found.get("type") != "checkbox" or "checked" in found):
            fields[name] = found.get("value", "")
        if tag == "textarea":
            fields[name], self._area = "", name
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in found or self._select not in fields):
            fields[self._select] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        """Notes what stands in a text area."""
        if self._area:
            self.forms[-1][1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """Leaves a field."""
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""


def forms_of(html: str) -> dict[str, dict[str, str]]:
    """The forms of a page by their address, with their fields as a browser would send them."""
    reader = _Forms()
    reader.feed(html)
    return dict(reader.forms)


def words_of(html: str) -> str:
    """What a person reads on a page, spaces evened out."""

    class Words(HTMLParser):
        found: list[str] = []  # noqa: RUF012 - one reader, one page

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    reader = Words()
    reader.found = []
    reader.feed(html)
    return " ".join(" ".join(reader.found).split())


@dataclass
class Served:
    """A served installation: where, with which doors, and how to act in it."""

    base: str
    app: FastAPI
    installation: Installation

    def client(self, **settings: Any) -> httpx.Client:  # noqa: ANN401 - httpx's own settings
        """A browser with no session."""
        return httpx.Client(base_url=self.base, timeout=20, trust_env=False, **settings)

    @contextmanager
    def signed_in(self, login: str = "mara") -> Generator[httpx.Client]:
        """A browser with a session."""
        with self.client() as client:
            client.headers["sec-fetch-site"] = "same-origin"
            form = forms_of(client.get("/sign-in").text)["/sign-in"]
            answer = client.post("/sign-in", data=form | {"username": login, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            yield client

    def token(self, login: str = "mara", days: int = 1) -> str:
        """A fresh API token."""
        access = self.installation.access_engine()
        token = issue_token(access, login, name="test", days=days)
        access.dispose()
        assert token
        return token

    def add_person(self, login: str, *, team_id: str = "mobile-desk", role: str = ROLE) -> Person:
        """A person who can sign in."""
        access = self.installation.access_engine()
        try:
            return add_user(access, login=login, name=login.title(), role=role, password=PASSWORD, team_id=team_id)
        finally:
            access.dispose()

    def signature(self, source_id: str, body: bytes, *, at: datetime | None = None) -> dict[str, str]:
        """The headers of a signed delivery."""
        sent_at = at or datetime.now(UTC)
        name = f"msg_{uuid4().hex}"
        signed = Webhook(source_secret(self.installation.door_key, source_id)).sign(name, sent_at, body.decode())
        stamp = str(int(sent_at.timestamp()))
        return {"webhook-id": name, "webhook-timestamp": stamp, "webhook-signature": signed}

    def deliver(
        self, source_id: str, body: bytes, *, content_type: str = "application/cloudevents+json", **headers: str
    ) -> httpx.Response:
        """A signed delivery, handed in."""
        sent = {"content-type": content_type} | self.signature(source_id, body) | headers
        return httpx.post(f"{self.base}/api/v1/intake/{source_id}", content=body, headers=sent, trust_env=False)

    def report(self, service: str, region: str, **said: Any) -> None:  # noqa: ANN401 - an event's data
        """A probe says that a service fails in a region, and its record is judged."""
        data = {"state": "degraded", "service_ref": service, "region_refs": [region], "failing_percent": 40} | said
        answer = self.deliver("probes", json.dumps(cloud_event(f"{service}/{region}", data)).encode())
        assert answer.status_code == 202, answer.text
        self.settled()

    def incident(self, service: str, region: str) -> str:
        """The number of a fresh incident that two kinds of source agree on."""
        known = {row[0] for row in self.ask("select incident_id from published.incident")}
        self.report(service, region)
        data = {"state": "degraded", "service_ref": service, "region_refs": [region], "contact_ratio_percent": 300}
        event = cloud_event(f"{service}/{region}", data, kind="care_contacts")
        assert self.deliver("contacts", json.dumps(event).encode()).status_code == 202
        self.settled()
        (found,) = {row[0] for row in self.ask("select incident_id from published.incident")} - known
        return str(found)

    def ask(self, query: str, **values: Any) -> list[Any]:  # noqa: ANN401 - whatever the rows hold
        """The rows a question to the database gives, asked as its owner."""
        engine = open_engine(self.installation.logins.owner, pool_size=1)
        try:
            with engine.begin() as connection:
                result = connection.execute(text(query), values)
                return list(result) if result.returns_rows else []
        finally:
            engine.dispose()

    def settled(self) -> None:
        """Waits until nothing waits in the inbox."""
        until(lambda: not self.ask("select 1 from inbox.pending union all select 1 from inbox.pending_command"))

    def state(self) -> list[Any]:
        """What must not move when nothing was decided: every case's version and the trail's length."""
        return self.ask(
            "select incident_id, version from internal.incident union all"
            " select 'trail', size from internal.trail_head order by 1"
        )


def cloud_event(subject: str, data: Mapping[str, object], *, kind: str = "probe") -> dict[str, object]:
    """An event with a fresh id, now."""
    return {
        "specversion": "1.0",
        "type": f"org.intera.{kind}.v1",
        "source": "/test",
        "id": uuid4().hex,
        "time": (datetime.now(UTC) - timedelta(seconds=2)).isoformat(timespec="seconds"),
        "subject": subject,
        "data": dict(data),
    }


@contextmanager
def listening(app: FastAPI, port: int) -> Generator[None]:
    """The application behind a real socket."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive())
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def working(installation: Installation) -> Generator[Worker]:
    """A worker at work in a thread."""
    writer = installation.writer_engine()
    worker = Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())
    stop = threading.Event()
    thread = threading.Thread(target=keep_working, args=(worker, stop), daemon=True)
    thread.start()
    guard = threading.Thread(target=answer_guard, args=(writer, stop), daemon=True)
    guard.start()
    try:
        yield worker
    finally:
        stop.set()
        thread.join(timeout=10)
        guard.join(timeout=10)
        writer.dispose()


def application(installation: Installation, **environment: str) -> FastAPI:
    """The application as the composition root makes it for this installation."""
    given = {"INTERA_HOME": str(installation.settings.home), "INTERA_DATABASE_URL": installation.settings.database_url}
    with patch.dict(os.environ, given | environment):
        return create_app()


@contextmanager
def serve(cluster: Cluster, folder: Path, **environment: str) -> Iterator[Served]:
    """Everything together: database, Northmoor's data, worker, application; one person, mara, may sign in."""
    with own_database(cluster, folder / "home") as installation:
        writer = installation.writer_engine()
        load_operator(installation.write_door(writer), operator_folder(folder / "operator"), at=datetime.now(UTC))
        writer.dispose()
        app, port = application(installation, **environment), free_port()
        served = Served(f"http://127.0.0.1:{port}", app, installation)
        served.add_person("mara")
        with working(installation), listening(app, port):
            yield served
