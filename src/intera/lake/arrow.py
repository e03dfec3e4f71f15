"""How do columns get into an Iceberg table and out of it: the one place that touches Arrow.

pyarrow ships no types and pyiceberg's filters are typed as taking nothing, so the type checker is told
to trust this module's calls; everything it offers is typed.
"""
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportCallIssue=false

from collections.abc import Mapping, Sequence
from datetime import datetime

import pyarrow as pa
from pyiceberg.catalog import Catalog
from pyiceberg.expressions import And, BooleanExpression, GreaterThanOrEqual, In, LessThan, LessThanOrEqual
from pyiceberg.schema import Schema
from pyiceberg.table import Table

from intera.model.interval import Interval
from intera.sla.spans import OpenIntervalError

# Up to so many product instances are filtered by name; above it a period is read whole.
MOST_NAMED = 1000


def create_table(catalog: Catalog, identifier: tuple[str, str], schema: Schema, *, properties: dict[str, str]) -> Table:
    """A new table.

    Raises:
        TableAlreadyExistsError: another worker was quicker.
    """
    return catalog.create_table(identifier, schema, properties=properties)


def append_columns(table: Table, columns: Mapping[str, Sequence[object]], *, summary: dict[str, str]) -> None:
    """Appends rows given by column, with the summary in the same atomic commit.

    Args:
        table: the table; the columns have its names and types.
        columns: equally long lists.
        summary: what the snapshot says of itself.

    Raises:
        CommitFailedException: other writers kept winning; nothing was appended.
    """
    table.append(pa.Table.from_pydict(columns, schema=table.schema().as_arrow()), snapshot_properties=summary)


def open_windows(table: Table, *, period: Interval, known_at: datetime, product_instance_ids: Sequence[str]) -> object:
    """The probe windows that start in a period and were known by an instant, as a stream to read once.

    Args:
        table: the table of probe windows.
        period: the period, ended.
        known_at: only what was known by then.
        product_instance_ids: whose windows; more of them than `MOST_NAMED` and all are read.

    Returns:
        An Arrow record batch reader.

    Raises:
        OpenIntervalError: the period has no end.
    """
    if period.end_at is None:
        raise OpenIntervalError(period.start_at)
    wanted: BooleanExpression = And(
        GreaterThanOrEqual("window_start_at", period.start_at.isoformat()),
        LessThan("window_start_at", period.end_at.isoformat()),
        LessThanOrEqual("known_at", known_at.isoformat()),
    )
    if len(product_instance_ids) <= MOST_NAMED:
        wanted = And(wanted, In("product_instance_id", product_instance_ids))
    return table.scan(row_filter=wanted).to_arrow_batch_reader()
