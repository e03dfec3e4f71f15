"""One database for the whole room: each test works in a transaction that is rolled back."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from intera.store.database import DatabaseRole
from intera.workflows.open_installation import Installation


@pytest.fixture(scope="session")
def engines(
    open_fresh: Callable[[Path], AbstractContextManager[Installation]], tmp_path_factory: pytest.TempPathFactory
) -> Generator[dict[DatabaseRole, Engine]]:
    """One engine per login, on a database nothing is ever committed to."""
    with open_fresh(tmp_path_factory.mktemp("room")) as installation:
        opened = {role: installation.engine(role, pool_size=1) for role in DatabaseRole}
        yield opened
        for engine in opened.values():
            engine.dispose()


def _rolled_back(engine: Engine) -> Generator[Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        # Two of these logins in one test must never wait for each other.
        connection.execute(text("set local lock_timeout = '2s'"))
        yield connection
        transaction.rollback()


@pytest.fixture
def owner(engines: dict[DatabaseRole, Engine]) -> Generator[Connection]:
    """A connection of the owner, rolled back in the end."""
    yield from _rolled_back(engines[DatabaseRole.OWNER])


@pytest.fixture
def writer(engines: dict[DatabaseRole, Engine]) -> Generator[Connection]:
    """A connection of the worker's login, rolled back in the end."""
    yield from _rolled_back(engines[DatabaseRole.WRITER])


@pytest.fixture
def reader(engines: dict[DatabaseRole, Engine]) -> Generator[Connection]:
    """A connection of the pages' login, rolled back in the end."""
    yield from _rolled_back(engines[DatabaseRole.READER])


@pytest.fixture
def access(engines: dict[DatabaseRole, Engine]) -> Generator[Connection]:
    """A connection of sign-in's login, rolled back in the end."""
    yield from _rolled_back(engines[DatabaseRole.ACCESS])
