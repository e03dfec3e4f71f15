"""What was delivered to many product instances in a period, as known at an instant.

The engine sees only the columns and files a period needs: Iceberg's file statistics leave out the rest.

Source: ARCHITECTURE section 3; held equal to `sla.metrics` by a property test.
"""

from collections.abc import Sequence
from datetime import datetime

import duckdb
from pyiceberg.table import Table

from intera.lake.arrow import open_windows
from intera.lake.metrics import metric_sql
from intera.lake.tables import PROBE_SAMPLE
from intera.model.interval import Interval, to_utc
from intera.sla.metric import Delivered
from intera.sla.metrics import method_of
from intera.sla.spans import instant_of, span_of


def settle(
    table: Table,
    engine: duckdb.DuckDBPyConnection,
    *,
    metric: str,
    product_instance_ids: Sequence[str],
    period: Interval,
    known_at: datetime,
) -> dict[str, Delivered]:
    """What was delivered to each product instance, by probe samples.

    Args:
        table: the table of probe windows.
        engine: an open engine.
        metric: the metric's slug.
        product_instance_ids: whose delivery is asked for.
        period: the period, ended; cut to whole seconds.
        known_at: only what was known by then counts.

    Returns:
        One figure for each id asked for, in sorted order; with no samples it is not measurable.

    Raises:
        UnknownMetricError, NoSuchMetricSqlError: the metric cannot be computed here.
        OpenIntervalError: the period has no end.
        NaiveInstantError: `known_at` has no zone.
    """
    start_s, end_s = span_of(period)
    period = Interval(instant_of(start_s), instant_of(end_s))
    known_at = to_utc(known_at, "known_at")
    sql = metric_sql(metric)
    asked = sorted(set(product_instance_ids))
    table.refresh()
    windows = open_windows(table, period=period, known_at=known_at, product_instance_ids=asked)
    found = compute(engine, windows, sql=sql, period=period, known_at=known_at)
    method = method_of(metric, unit="samples").method
    return {each: Delivered(method, *found.get(each, (0, 0, 0)), end_s - start_s) for each in asked}


def compute(
    engine: duckdb.DuckDBPyConnection, windows: object, *, sql: str, period: Interval, known_at: datetime
) -> dict[str, tuple[int, int, int]]:
    """What one SQL text makes of a set of windows.

    Args:
        engine: an open engine.
        windows: an Arrow table, or a record batch reader, which is used up.
        sql: a text of `lake.metrics`.
        period: the period, ended, on whole seconds.
        known_at: only what was known by then counts.

    Returns:
        Good, total and known seconds by product instance; those without a counted window are not in it.
    """
    parameters = {"period_start_at": period.start_at, "period_end_at": period.end_at, "known_at": known_at}
    with engine.cursor() as cursor:
        cursor.register(PROBE_SAMPLE, windows)
        try:
            rows = cursor.execute(sql, parameters).fetchall()
        finally:
            cursor.unregister(PROBE_SAMPLE)
    return {str(row[0]): (int(row[1]), int(row[2]), int(row[3])) for row in rows}
