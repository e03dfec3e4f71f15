"""Logins: each its own, in UTC, and none where an acknowledged commit can be lost."""

from collections.abc import Generator

import pytest
from psycopg import sql
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from intera.store.database import DURABILITY, DatabaseRole, DurabilityError, Logins, driver, open_engine, server_version
from intera.workflows.open_installation import Installation


@pytest.fixture
def engine(installation: Installation) -> Generator[Engine]:
    opened = installation.engine(DatabaseRole.OWNER, pool_size=1)
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    ("role", "user"),
    [
        (DatabaseRole.OWNER, "intera_owner"),
        (DatabaseRole.WRITER, "intera_writer"),
        (DatabaseRole.READER, "intera_reader"),
        (DatabaseRole.ACCESS, "intera_access"),
    ],
)
def test_each_engine_is_its_own_login(engines: dict[DatabaseRole, Engine], role: DatabaseRole, user: str) -> None:
    with engines[role].connect() as connection:
        assert connection.execute(text("select session_user")).scalar_one() == user
        assert connection.execute(text("show timezone")).scalar_one() == "UTC"


@pytest.mark.parametrize("value", ["off", "local"])
def test_a_role_set_to_lose_commits_is_refused(installation: Installation, engine: Engine, value: str) -> None:
    with engine.begin() as connection:
        # For this test's own database only.
        driver(connection).execute(
            sql.SQL("alter role intera_writer in database {} set synchronous_commit = {}").format(
                sql.Identifier(str(installation.logins.writer.database)), sql.Literal(value)
            )
        )
    writer = installation.writer_engine()
    with pytest.raises(DurabilityError, match=f"synchronous_commit = {value}; INTERA only runs where"):
        writer.connect()
    writer.dispose()
    reader = installation.reader_engine()
    with reader.connect() as connection:
        assert connection.execute(text("show synchronous_commit")).scalar_one() == "on"
    reader.dispose()


def test_a_setting_of_the_server_itself_is_seen(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DURABILITY, "fsync", {"never"})
    reader = installation.reader_engine()
    with pytest.raises(DurabilityError, match="fsync = on"):
        reader.connect()
    reader.dispose()


def test_a_wrong_password_is_refused(installation: Installation) -> None:
    stranger = open_engine(installation.logins.reader.set(password="guess"), pool_size=1)  # noqa: S106 - a wrong one
    with pytest.raises(OperationalError, match="password authentication failed"):
        stranger.connect()
    stranger.dispose()


def test_logins_share_the_server_and_nothing_else() -> None:
    owner = make_url("postgresql+psycopg://owner:o@db.example:5433/intera?sslmode=require")
    passwords = {DatabaseRole.WRITER: "w@/:", DatabaseRole.READER: "r", DatabaseRole.ACCESS: "a"}
    logins = Logins.of(owner, passwords)
    assert logins.owner == owner
    assert logins.writer == owner.set(username="intera_writer", password=passwords[DatabaseRole.WRITER])
    assert (logins.reader.username, logins.reader.password) == ("intera_reader", "r")
    assert (logins.access.username, logins.access.password) == ("intera_access", "a")
    assert Logins.of(owner.render_as_string(hide_password=False), passwords) == logins


def test_the_server_says_its_version(owner: Connection) -> None:
    assert int(server_version(owner).split(".")[0]) >= 15
