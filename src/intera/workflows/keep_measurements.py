"""Keeps measurements: appends what was taken in since the last time to the lake's table.

How far it has come is written in the lake itself, in the same commit as the rows: a batch is named
after its first and last fact. So a process killed between two batches, or two workers at it at
once, lose nothing and append nothing twice.

The lake's libraries take a second and a half to load and a good deal of memory. They are loaded here
with the first measurement and never in a process that serves pages.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection, Engine, text

from intera.store.measured import load_measured, newest_measured
from intera.workflows.open_installation import Installation

if TYPE_CHECKING:
    from pyiceberg.table import Table

LOG = structlog.get_logger()
BATCH = 20_000
_ID = "facts"
# Nobody else may read how far the lake has come until this transaction ends.
_ALONE = "select pg_advisory_xact_lock(hashtext('intera.keep_measurements'))"


@contextmanager
def open_measurements(installation: Installation) -> "Generator[Table]":
    """The lake's table of probe windows.

    Args:
        installation: open.

    Yields:
        The table, created where it is absent; its catalog is closed in the end.
    """
    from intera.lake.catalog import open_catalog  # noqa: PLC0415 - see the module
    from intera.lake.tables import probe_sample_table  # noqa: PLC0415 - see the module

    url = installation.logins.writer.render_as_string(hide_password=False)
    catalog = open_catalog(url, warehouse=installation.settings.warehouse_path)
    try:
        yield probe_sample_table(catalog)
    finally:
        catalog.close()


class MeasurementKeeper:
    """Appends new measurements to the lake, and remembers how far it came."""

    def __init__(self, installation: Installation, engine: Engine) -> None:
        """Works on an open installation with the worker's engine."""
        self._installation = installation
        self._engine = engine
        self._kept = 0

    def keep(self) -> int:
        """Appends every measurement taken in since the last time.

        Returns:
            How many were appended.

        Raises:
            CatalogSchemaMissingError: the database has no schema for the catalog.
            CommitFailedException: somebody else kept writing the table; the next time goes on from here.
            DamagedRowError: a stored measurement cannot be read back.
        """
        with self._engine.begin() as connection:
            newest = newest_measured(connection)
            if newest <= self._kept:
                return 0
            connection.execute(text(_ALONE))
            with open_measurements(self._installation) as table:
                appended = _append_new(connection, table)
        self._kept = newest
        if appended:
            LOG.info("measurements_kept", count=appended)
        return appended


def _append_new(connection: Connection, table: "Table") -> int:
    from intera.lake.append import append_batch, batch_ids  # noqa: PLC0415 - see the module

    appended = 0
    after = next((last for batch_id in batch_ids(table) if (last := _last_of(batch_id)) is not None), 0)
    while facts := load_measured(connection, after=after, limit=BATCH):
        measurements = [fact.measurement for fact in facts]
        after = facts[-1].fact_id
        outcome = append_batch(
            table,
            measurements,
            batch_id=f"{_ID} {facts[0].fact_id} {after}",
            known_at=max(one.known_at for one in measurements if one.known_at is not None),
        )
        appended += outcome.appended
        for refused in outcome.refused:
            LOG.warning("measurement_refused", reason=refused.reason)
    return appended


def _last_of(batch_id: str) -> int | None:
    """The last fact of a batch of ours; None when somebody else named it."""
    parts = batch_id.split(" ")
    is_ours = len(parts) == 3 and parts[0] == _ID and parts[2].isascii() and parts[2].isdigit()  # noqa: PLR2004 - see the id
    return int(parts[2]) if is_ours else None
