"""The set-based twin gives what the exact reference gives, on a real catalog, table and engine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyiceberg.table import Table

from intera.lake.append import append_batch
from intera.lake.arrow import append_columns
from intera.lake.engine import open_engine
from intera.lake.metrics import NoSuchMetricSqlError, metric_sql
from intera.lake.settle import compute, settle
from intera.lake.tables import PROBE_SAMPLE_SCHEMA
from intera.model.interval import Interval
from intera.model.measurement import Measurement
from intera.sla.metric import Delivered, MetricFacts
from intera.sla.metrics.availability import SAMPLES, by_samples
from intera.sla.period import period_at

START = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = Interval(START, START + timedelta(hours=1))
LATER = START + timedelta(days=9)
IDS = ("pi-a", "pi-b", "pi-'c\"")


@pytest.fixture
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_engine(threads=1) as opened:
        yield opened


def window(name: str, minute: int, total: int, lost: int) -> Measurement:
    return Measurement(name, START + timedelta(minutes=minute), 60, total, lost, START)


# Windows on a coarse raster around the hour, so that repeats, overlaps, contradictions, corrections, empty
# windows, impossible ones and ones over the boundary are common.
instants = [START + timedelta(minutes=5 * step // 6, milliseconds=step % 3 * 250) for step in range(-12, 72)]
raster = st.builds(
    Measurement,
    st.sampled_from(IDS),
    st.sampled_from(instants),
    st.sampled_from([0, 30, 60, 300, 600]),
    st.integers(-1, 40),
    st.integers(-1, 12),
    st.sampled_from([START + timedelta(days=day) for day in range(4)]),
)
_runs = count(1)


def arrow(stated: list[Measurement]) -> pa.Table:
    columns = {column: [getattr(each, column) for each in stated] for column in PROBE_SAMPLE_SCHEMA.column_names}
    return pa.Table.from_pydict(columns, schema=PROBE_SAMPLE_SCHEMA.as_arrow())


def reference(stated: list[Measurement], known_at: datetime) -> dict[str, Delivered]:
    known = [each for each in stated if each.known_at is not None and each.known_at <= known_at]
    return {
        name: by_samples(MetricFacts(HOUR, measurements=tuple(m for m in known if m.product_instance_id == name)))
        for name in sorted({each.product_instance_id for each in stated})
    }


@settings(max_examples=300, deadline=None)
@given(st.lists(raster, max_size=40), st.integers(-1, 3))
def test_the_twin_gives_what_the_reference_gives(stated: list[Measurement], known_day: int) -> None:
    known_at = START + timedelta(days=known_day)
    with open_engine(threads=1) as engine:
        found = compute(engine, arrow(stated), sql=metric_sql("availability"), period=HOUR, known_at=known_at)
    told = reference(stated, known_at)
    assert found == {name: (each.good, each.total, each.known_s) for name, each in told.items() if each.total}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(raster, min_size=10, max_size=60), st.integers(0, 3))
def test_so_does_the_whole_way_through_catalog_files_and_scan(
    table: Table, stated: list[Measurement], known_day: int
) -> None:
    # A table is not emptied between examples; names of their own keep them apart.
    run = next(_runs)
    stated = [replace(each, product_instance_id=f"{each.product_instance_id}/{run}") for each in stated]
    known_at = START + timedelta(days=known_day)
    # Past the door on purpose: another platform may write the table, impossible windows included.
    append_columns(table, arrow(stated).to_pydict(), summary={})
    told = reference(stated, known_at)
    with open_engine(threads=1) as engine:
        found = settle(
            table, engine, metric="availability", product_instance_ids=list(told), period=HOUR, known_at=known_at
        )
    assert found == told


def ask(table: Table, engine: duckdb.DuckDBPyConnection, known_at: datetime = LATER) -> tuple[int, int, int]:
    found = settle(table, engine, metric="availability", product_instance_ids=["pi-a"], period=HOUR, known_at=known_at)[
        "pi-a"
    ]
    return found.good, found.total, found.known_s


def test_a_batch_that_got_in_twice_changes_no_figure(table: Table, engine: duckdb.DuckDBPyConnection) -> None:
    batch = [window("pi-a", minute, 10, minute % 2) for minute in range(4)]
    append_batch(table, batch, batch_id="b1", known_at=START)
    once = ask(table, engine)
    append_batch(table, batch, batch_id="b1 again", known_at=START)
    assert ask(table, engine) == once == (38, 40, 240)


def test_a_correction_counts_from_the_instant_it_is_known(table: Table, engine: duckdb.DuckDBPyConnection) -> None:
    first, corrected = window("pi-a", 0, 10, 10), replace(window("pi-a", 0, 10, 0), known_at=START + timedelta(days=2))
    append_batch(table, [first], batch_id="b1", known_at=START)
    append_batch(table, [corrected], batch_id="b2", known_at=START)
    assert ask(table, engine, START + timedelta(days=1)) == (0, 10, 60)
    assert ask(table, engine, START + timedelta(days=2)) == (10, 10, 60)


def test_an_instance_nobody_measured_is_not_measurable(table: Table, engine: duckdb.DuckDBPyConnection) -> None:
    found = settle(
        table, engine, metric="availability", product_instance_ids=["z", "a", "z"], period=HOUR, known_at=LATER
    )
    assert list(found) == ["a", "z"]
    assert found["a"].ratio is None
    assert (found["a"].eligible_s, found["a"].known_s, found["a"].method) == (3600, 0, SAMPLES.method)


def test_a_month_is_cut_in_the_contracts_zone(table: Table, engine: duckdb.DuckDBPyConnection) -> None:
    month = period_at("calendar_month", START + timedelta(days=10), zone="Europe/Berlin")
    first_at = datetime(2026, 5, 31, 22, tzinfo=UTC)
    inside = Measurement("pi-a", first_at, 300, 10, 1)
    outside = Measurement("pi-a", first_at - timedelta(minutes=5), 300, 90, 90)
    append_batch(table, [inside, outside], batch_id="b1", known_at=START)
    found = settle(table, engine, metric="availability", product_instance_ids=["pi-a"], period=month, known_at=LATER)[
        "pi-a"
    ]
    assert (found.good, found.total, found.eligible_s) == (9, 10, 30 * 86400)


def test_what_cannot_be_computed_here_is_named(table: Table, engine: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoSuchMetricSqlError, match="latency"):
        settle(table, engine, metric="latency", product_instance_ids=["a"], period=HOUR, known_at=LATER)
