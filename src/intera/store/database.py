"""Which login does which work: one connection pool per database role, each checked as it connects.

Durability is asserted on every connection: a cluster or pooler that switches it off would turn an
acknowledgement into a guess (ADR-0003).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, OperationalError

DURABILITY = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_apply", "remote_write"}}

# The database or a disk is out of reach, which is never the fault of the record in hand.
UNREACHABLE = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError, OSError)


class DatabaseRole(StrEnum):
    """The four logins (ADR-0007)."""

    OWNER = "intera_owner"
    WRITER = "intera_writer"
    READER = "intera_reader"
    ACCESS = "intera_access"


class DurabilityError(RuntimeError):
    """The database may acknowledge a commit it can lose."""

    def __init__(self, name: str, value: str) -> None:
        """Names the setting."""
        super().__init__(
            f"the database has {name} = {value}; INTERA only runs where no acknowledged record can be lost"
        )


class _Cursor(Protocol):
    def execute(self, query: str) -> object: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def close(self) -> None: ...


class _DriverConnection(Protocol):
    autocommit: bool

    def cursor(self) -> _Cursor: ...


def _assert_durable(connection: _DriverConnection, _record: object) -> None:
    was_autocommit, connection.autocommit = connection.autocommit, True
    cursor = connection.cursor()
    try:
        for name, accepted in DURABILITY.items():
            cursor.execute(f"show {name}")
            row = cursor.fetchone()
            value = str(row[0]) if row else "unknown"
            if value not in accepted:
                raise DurabilityError(name, value)
    finally:
        cursor.close()
        connection.autocommit = was_autocommit


def open_engine(url: str | URL, *, pool_size: int = 5) -> Engine:
    """A pool of durable connections in UTC.

    Args:
        url: a `postgresql+psycopg` URL.
        pool_size: connections kept open, 1 or more.

    Returns:
        The engine; connecting raises DurabilityError where a commit could be lost.
    """
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        # A failing statement must not carry passwords, tokens or customers into the log.
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC"},
    )
    event.listen(engine, "connect", _assert_durable)
    return engine


@dataclass(frozen=True, slots=True)
class Logins:
    """The URL of each login."""

    owner: URL
    writer: URL
    reader: URL
    access: URL

    @classmethod
    def of(cls, owner_url: str | URL, passwords: dict[DatabaseRole, str]) -> "Logins":
        """The four logins at one server.

        Args:
            owner_url: the URL of the role that owns the schemas.
            passwords: the passwords of the other three roles.

        Returns:
            The logins.
        """
        owner = make_url(owner_url)

        def as_role(role: DatabaseRole) -> URL:
            return owner.set(username=role.value, password=passwords[role])

        return cls(owner, as_role(DatabaseRole.WRITER), as_role(DatabaseRole.READER), as_role(DatabaseRole.ACCESS))


def driver(connection: Connection) -> Any:  # noqa: ANN401 - psycopg's own type, used for COPY and LISTEN only
    """The psycopg connection under a SQLAlchemy one, for COPY and LISTEN."""
    return connection.connection.driver_connection


def server_version(connection: Connection) -> str:
    """The server's version, as it states it."""
    return str(connection.execute(text("show server_version")).scalar_one())
