"""What a scan hands the engine: the period's windows, and no more."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from pyiceberg.table import Table

from intera.lake.arrow import MOST_NAMED, append_columns, open_windows
from intera.model.interval import Interval
from intera.sla.spans import OpenIntervalError

START = datetime(2026, 6, 1, tzinfo=UTC)


def put(table: Table, name: str, minute: int, known_day: int = 0) -> None:
    columns: dict[str, list[object]] = {
        "product_instance_id": [name],
        "window_start_at": [START + timedelta(minutes=minute)],
        "window_s": [60],
        "total": [10],
        "lost": [1],
        "known_at": [START + timedelta(days=known_day)],
    }
    append_columns(table, columns, summary={"note": f"{name} {minute}"})


def names(table: Table, asked: list[str]) -> list[str]:
    reader = open_windows(
        table,
        period=Interval(START, START + timedelta(minutes=10)),
        known_at=START + timedelta(days=1),
        product_instance_ids=asked,
    )
    return sorted(cast("Any", reader).read_all().column("product_instance_id").to_pylist())


def test_only_windows_of_the_period_known_by_then_and_asked_for_are_read(table: Table) -> None:
    put(table, "asked", 0)
    put(table, "asked", 9)
    put(table, "asked", 10)
    put(table, "asked", -1)
    put(table, "asked", 5, known_day=2)
    put(table, "other", 5)
    assert names(table, ["asked"]) == ["asked", "asked"]


def test_a_long_list_of_names_reads_the_period_whole(table: Table) -> None:
    put(table, "other", 5)
    assert names(table, [f"pi-{number}" for number in range(MOST_NAMED + 1)]) == ["other"]


def test_the_summary_is_committed_with_the_rows(table: Table) -> None:
    put(table, "asked", 3)
    snapshot = table.current_snapshot()
    assert snapshot is not None
    assert snapshot.summary is not None
    assert snapshot.summary.additional_properties["note"] == "asked 3"


def test_a_period_without_an_end_is_refused(table: Table) -> None:
    with pytest.raises(OpenIntervalError):
        open_windows(table, period=Interval(START), known_at=START, product_instance_ids=[])
