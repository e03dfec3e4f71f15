"""What every test may use: a real PostgreSQL, a fresh migrated database for each test that asks for one."""

import itertools
import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import LiteralString

import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from intera.model.operator import Operator
from intera.settings import Settings
from intera.store import embedded
from intera.store.database import DatabaseRole, Logins, driver, open_engine
from intera.store.provision import ensure_database, migrate, provision_roles
from intera.store.reference import publish_settings, save_reference
from intera.store.secrets import Secrets, load_secrets
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.rulebook import read_rule_data
from intera.workflows.world import World

os.environ.pop("INTERA_HOME", None)
os.environ.pop("INTERA_DATABASE_URL", None)
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL with the roles made and a migrated template database."""

    owner_url: str
    secrets: Secrets
    passwords: dict[DatabaseRole, str]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One embedded PostgreSQL for the whole run."""
    # Not under pytest's own folder: pytest closes that to everybody else, the server's user included.
    with tempfile.TemporaryDirectory(prefix="intera-cluster-") as folder:
        yield from _serve_cluster(Path(folder))


def _serve_cluster(home: Path) -> Iterator[Cluster]:
    secrets = load_secrets(home)
    server, _ = embedded.start(home, secrets.owner_password)
    owner_url = server.url(embedded.SUPERUSER, secrets.owner_password)
    passwords = {
        DatabaseRole.WRITER: secrets.writer_password,
        DatabaseRole.READER: secrets.reader_password,
        DatabaseRole.ACCESS: secrets.access_password,
    }
    maintenance = open_engine(make_url(owner_url).set(database="postgres"), pool_size=1)
    ensure_database(maintenance, embedded.DATABASE)
    maintenance.dispose()
    owner = open_engine(owner_url, pool_size=1)
    provision_roles(owner, passwords)
    migrate(owner)
    owner.dispose()
    yield Cluster(owner_url, secrets, passwords)
    embedded.stop(home)


@pytest.fixture(scope="session")
def open_fresh(cluster: Cluster) -> Callable[[Path], AbstractContextManager[Installation]]:
    """Opens an installation with an empty, migrated database of its own in a folder, dropped when it ends."""

    @contextmanager
    def opened(home: Path) -> Generator[Installation]:
        name = f"test_{os.getpid()}_{next(_NUMBERS)}"
        maintenance = open_engine(make_url(cluster.owner_url).set(database="postgres"), pool_size=1)

        def run(statement: LiteralString) -> None:
            with maintenance.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                driver(connection).execute(
                    sql.SQL(statement).format(name=sql.Identifier(name), template=sql.Identifier(embedded.DATABASE))
                )

        run("create database {name} template {template}")
        url = make_url(cluster.owner_url).set(database=name)
        settings = Settings(home=home)
        try:
            yield Installation(settings, cluster.secrets, Logins.of(url, cluster.passwords), is_embedded=True)
        finally:
            run("drop database {name} with (force)")
            maintenance.dispose()

    return opened


@pytest.fixture
def installation(
    open_fresh: Callable[[Path], AbstractContextManager[Installation]], tmp_path: Path
) -> Generator[Installation]:
    """An installation with an empty, migrated database of its own, dropped afterwards."""
    with open_fresh(tmp_path) as opened:
        yield opened


@pytest.fixture
def load() -> Callable[[Installation, Operator], None]:
    """Puts an operator with the product's own rules in force."""

    def put(installation: Installation, operator: Operator) -> None:
        writer = installation.writer_engine()
        with installation.write_door(writer).open() as work:
            save_reference(work.connection, operator, rule_data=read_rule_data(), at=datetime.now(UTC))
            publish_settings(work.connection, {})
        writer.dispose()

    return put


@pytest.fixture
def worker(installation: Installation) -> Generator[Worker]:
    """A worker on the installation's database, driven by the test with `drain`."""
    writer = installation.writer_engine()
    yield Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())
    writer.dispose()
