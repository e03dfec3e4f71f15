"""Our own PostgreSQL: it starts, keeps what it was told, stops, and starts again at once."""

import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from intera.store import embedded
from intera.store.database import open_engine

QUICK_S = 5.0


@pytest.fixture(scope="module")
def home() -> Generator[Path]:
    """A home with a server that was started once; not under pytest's own folder, which is closed to others."""
    with tempfile.TemporaryDirectory(prefix="intera-embedded-") as folder:
        path = Path(folder) / "home"
        server, has_started = embedded.start(path, "owner-password")
        assert has_started
        assert embedded.is_running(server)
        engine = open_engine(make_url(server.url(embedded.SUPERUSER, "owner-password")).set(database="postgres"))
        with engine.begin() as connection:
            connection.execute(text("create table kept (answer integer)"))
        engine.dispose()
        yield path
        embedded.stop(path)


def ask(home: Path, query: str, *, password: str = "owner-password") -> object:  # noqa: S107 - the test's own server
    url = make_url(embedded.locate(home).url(embedded.SUPERUSER, password)).set(database="postgres")
    engine = open_engine(url, pool_size=1)
    try:
        with engine.begin() as connection:
            return connection.execute(text(query)).scalar_one_or_none()
    finally:
        engine.dispose()


def test_a_running_server_is_joined_and_not_started_twice(home: Path) -> None:
    began = time.monotonic()
    server, has_started = embedded.start(home, "another password is of no use now")
    assert not has_started
    assert server == embedded.locate(home)
    assert time.monotonic() - began < 1


def test_it_listens_on_a_socket_only_asks_for_the_password_and_is_durable(home: Path) -> None:
    assert ask(home, "show listen_addresses") == ""
    assert [ask(home, f"show {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == ["on"] * 3
    assert ask(home, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'") == 0
    assert ask(home, "show data_checksums") == "on"
    with pytest.raises(OperationalError, match="password authentication failed"):
        ask(home, "select 1", password="guess")  # noqa: S106 - a wrong one


def test_it_stops_keeps_what_it_was_told_and_starts_again_quickly(home: Path) -> None:
    server = embedded.locate(home)
    assert ask(home, "insert into kept values (42) returning answer") == 42
    embedded.stop(home)
    assert not embedded.is_running(server)
    embedded.stop(home)
    began = time.monotonic()
    assert embedded.start(home, "owner-password") == (server, True)
    assert time.monotonic() - began < QUICK_S
    assert ask(home, "select answer from kept") == 42


def test_files_are_closed_to_others(home: Path) -> None:
    server = embedded.locate(home)
    assert server.data_path.stat().st_mode & 0o077 == 0
    assert server.log_path.stat().st_mode & 0o077 == 0
    assert list(home.glob("*.pw")) == []


def test_a_server_that_cannot_start_says_why() -> None:
    with tempfile.TemporaryDirectory(prefix="intera-broken-") as folder:
        home = Path(folder)
        data = embedded.locate(home).data_path
        data.mkdir(mode=0o700)
        (data / "PG_VERSION").write_text("7\n", encoding="utf-8")
        with pytest.raises(embedded.EmbeddedServerError, match="embedded PostgreSQL did not start"):
            embedded.start(home, "owner-password")
        assert not embedded.is_running(embedded.locate(home))


@pytest.mark.parametrize("pid_file", [None, "", "x\n", "999999999\n"])
def test_a_stale_or_damaged_pid_file_is_no_server(tmp_path: Path, pid_file: str | None) -> None:
    server = embedded.locate(tmp_path)
    server.data_path.mkdir()
    if pid_file is not None:
        (server.data_path / "postmaster.pid").write_text(pid_file, encoding="utf-8")
    assert not embedded.is_running(server)


def test_a_long_home_gets_a_short_socket_of_its_own(tmp_path: Path) -> None:
    short = embedded.locate(Path("/srv/intera"))
    assert short.socket_path == Path("/srv/intera/run")
    one, other = (embedded.locate(tmp_path / ("x" * 100) / name) for name in "ab")
    assert len(str(one.socket_path)) <= embedded.SOCKET_PATH_MAX
    assert one.socket_path != other.socket_path
    assert one == embedded.locate(tmp_path / ("x" * 100) / "a")
