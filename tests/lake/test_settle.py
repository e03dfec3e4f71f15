"""The set-based twin gives what the exact reference gives, on a real catalog, table and engine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

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


def settled(
    table: Table, ids: list[str], *, period: Interval = HOUR, known_at: datetime = LATER, metric: str = "availability"
) -> dict[str, Delivered]:
    with open_engine(threads=1) as engine:
        return settle(table, engine, metric=metric, product_instance_ids=ids, period=period, known_at=known_at)


def window(name: str, minute: int, total: int, lost: int) -> Measurement:
    return Measurement(name, START + timedelta(minutes=minute), 60, total, lost, START)


# Windows on a coarse raster around the hour, so that repeats, overlaps, contradictions, corrections, empty
# windows, impossible ones and ones over the boundary are common.
instants = [START + timedelta(minutes=5 * step // 2, milliseconds=step % 2 * 250) for step in (-3, 0, 1, 2, 23)]
raster = st.builds(
    Measurement,
    st.sampled_from(IDS[:2]),
    st.sampled_from(instants),
    st.sampled_from([0, 60, 900]),
    st.sampled_from([-1, 0, 10, 40]),
    st.integers(-1, 12),
    st.sampled_from([START + timedelta(days=day) for day in range(2)]),
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


@settings(max_examples=200, deadline=None)
@given(st.lists(raster, max_size=40), st.integers(-1, 1))
def test_the_twin_gives_what_the_reference_gives(stated: list[Measurement], known_day: int) -> None:
    known_at = START + timedelta(days=known_day)
    with open_engine(threads=1) as engine:
        found = compute(engine, arrow(stated), sql=metric_sql("availability"), period=HOUR, known_at=known_at)
    told = reference(stated, known_at)
    assert found == {name: (each.good, each.total, each.known_s) for name, each in told.items() if each.total}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(raster, min_size=10, max_size=60), st.integers(0, 1))
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
    assert settled(table, list(told), known_at=known_at) == told


def ask(table: Table, known_at: datetime = LATER) -> tuple[int, int, int]:
    found = settled(table, ["pi-a"], known_at=known_at)["pi-a"]
    return found.good, found.total, found.known_s


def test_a_batch_that_got_in_twice_changes_no_figure(table: Table) -> None:
    batch = [window("pi-a", minute, 10, minute % 2) for minute in range(4)]
    append_batch(table, batch, batch_id="b1", known_at=START)
    once = ask(table)
    append_batch(table, batch, batch_id="b1 again", known_at=START)
    assert ask(table) == once == (38, 40, 240)


def test_a_correction_counts_from_the_instant_it_is_known(table: Table) -> None:
    first, corrected = window("pi-a", 0, 10, 10), replace(window("pi-a", 0, 10, 0), known_at=START + timedelta(days=2))
    append_batch(table, [first], batch_id="b1", known_at=START)
    append_batch(table, [corrected], batch_id="b2", known_at=START)
    assert ask(table, START + timedelta(days=1)) == (0, 10, 60)
    assert ask(table, START + timedelta(days=2)) == (10, 10, 60)


def test_of_statements_known_together_the_fullest_then_the_worst_counts(table: Table) -> None:
    batch = [window("pi-a", 0, 10, 1), window("pi-a", 0, 10, 3), window("pi-a", 0, 9, 9), window("pi-a", 0, 10, 2)]
    append_batch(table, batch, batch_id="b1", known_at=START)
    assert ask(table) == (7, 10, 60)


def test_a_window_inside_a_longer_one_adds_no_known_time(table: Table) -> None:
    long, inside, after = window("pi-a", 0, 1, 0), window("pi-a", 1, 1, 0), window("pi-a", 4, 1, 0)
    append_batch(table, [replace(long, window_s=300), inside, after], batch_id="b1", known_at=START)
    assert ask(table) == (3, 3, 300)


def test_a_name_with_quotes_is_only_a_name(table: Table) -> None:
    append_batch(table, [window(IDS[2], 0, 10, 1)], batch_id="b1", known_at=START)
    assert settled(table, list(IDS))[IDS[2]].good == 9


def test_an_instance_nobody_measured_is_not_measurable(table: Table) -> None:
    found = settled(table, ["z", "a", "z"])
    assert list(found) == ["a", "z"]
    assert found["a"].ratio is None
    assert (found["a"].eligible_s, found["a"].known_s, found["a"].method) == (3600, 0, SAMPLES.method)


def test_a_month_is_cut_in_the_contracts_zone(table: Table) -> None:
    month = period_at("calendar_month", START + timedelta(days=10), zone="Europe/Berlin")
    first_at = datetime(2026, 5, 31, 22, tzinfo=UTC)
    inside = Measurement("pi-a", first_at, 300, 10, 1)
    outside = Measurement("pi-a", first_at - timedelta(minutes=5), 300, 90, 90)
    append_batch(table, [inside, outside], batch_id="b1", known_at=START)
    found = settled(table, ["pi-a"], period=month)["pi-a"]
    assert (found.good, found.total, found.eligible_s) == (9, 10, 30 * 86400)


def test_what_cannot_be_computed_here_is_named(table: Table) -> None:
    with pytest.raises(NoSuchMetricSqlError, match="latency"):
        settled(table, ["a"], metric="latency")
