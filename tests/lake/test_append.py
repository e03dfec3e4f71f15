"""A batch gets in once, however often it is delivered; what cannot be true is set aside and named."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import Table

from intera.lake.append import append_batch, batch_ids, has_batch, refusal_of
from intera.lake.tables import probe_sample_table
from intera.model.interval import NaiveInstantError
from intera.model.measurement import Measurement

START = datetime(2026, 6, 1, tzinfo=UTC)
NOON = START + timedelta(hours=12)
GOOD = Measurement("pi-1", START, 300, 60, 2)
NAIVE = datetime(2026, 6, 1)  # noqa: DTZ001 - a naive instant is the point


def rows(table: Table) -> list[dict[str, Any]]:
    table.refresh()
    return cast("Any", table.scan().to_arrow()).to_pylist()


def test_a_batch_is_stored_as_it_was_measured(table: Table) -> None:
    outcome = append_batch(table, [GOOD], batch_id="b1", known_at=NOON)
    assert (outcome.appended, outcome.refused, outcome.was_known) == (1, (), False)
    stored = rows(table)[0]
    assert stored["product_instance_id"] == "pi-1"
    assert stored["window_start_at"] == START
    assert (stored["window_s"], stored["total"], stored["lost"]) == (300, 60, 2)
    assert stored["known_at"] == NOON


def test_a_measurement_that_says_when_it_was_learnt_keeps_that(table: Table) -> None:
    stated = Measurement("pi-1", START, 300, 60, 2, known_at=START + timedelta(hours=1))
    append_batch(table, [stated], batch_id="b1", known_at=NOON)
    assert rows(table)[0]["known_at"] == stated.known_at


def test_a_batch_delivered_three_times_is_stored_once(table: Table, catalog: SqlCatalog) -> None:
    append_batch(table, [GOOD], batch_id="b1", known_at=NOON)
    again = append_batch(table, [GOOD], batch_id="b1", known_at=NOON)
    elsewhere = append_batch(probe_sample_table(catalog), [GOOD], batch_id="b1", known_at=NOON)
    assert (again.was_known, elsewhere.was_known) == (True, True)
    assert again.appended == elsewhere.appended == 0
    assert len(rows(table)) == 1


def test_batches_are_named_from_the_last_one_back(table: Table) -> None:
    assert list(batch_ids(table)) == []
    for batch_id in ("b1", "b2"):
        append_batch(table, [GOOD], batch_id=batch_id, known_at=NOON)
    assert list(batch_ids(table)) == ["b2", "b1"]


def test_another_worker_sees_a_batch_although_it_opened_the_table_before(table: Table, catalog: SqlCatalog) -> None:
    opened_before = probe_sample_table(catalog)
    append_batch(table, [GOOD], batch_id="b1", known_at=NOON)
    assert append_batch(opened_before, [GOOD], batch_id="b1", known_at=NOON).was_known


def test_two_batches_are_two(table: Table) -> None:
    append_batch(table, [GOOD], batch_id="b1", known_at=NOON)
    append_batch(table, [GOOD], batch_id="b2", known_at=NOON)
    assert len(rows(table)) == 2
    assert has_batch(table, "b1")
    assert not has_batch(table, "b3")


BAD = [
    (Measurement("", START, 300, 60, 2), "no product instance"),
    (Measurement("pi-1", NAIVE, 300, 60, 2), "window_start_at has no time zone"),
    (Measurement("pi-1", START, 300, 60, 2, known_at=NAIVE), "known_at has no time zone"),
    (Measurement("pi-1", START, 300, 60, 61), "61 lost of 60"),
    (Measurement("pi-1", START, 300, -1, 0), "0 lost of -1"),
    (Measurement("pi-1", START, 300, 60, -1), "-1 lost of 60"),
    (Measurement("pi-1", START, 0, 60, 2), "in 0 s"),
    (Measurement("pi-1", START, 300, 2**31, 2), "larger than 2147483647"),
    (Measurement("pi-1", START, 2**31, 60, 2), "larger than 2147483647"),
]


@pytest.mark.parametrize(("bad", "why"), BAD)
def test_a_measurement_that_cannot_be_true_says_why(bad: Measurement, why: str) -> None:
    assert why in refusal_of(bad)


def test_the_bad_are_set_aside_and_the_good_appended(table: Table) -> None:
    batch = [bad for bad, _ in BAD] + [GOOD]
    outcome = append_batch(table, batch, batch_id="b1", known_at=NOON)
    assert outcome.appended == 1
    assert [refused.measurement for refused in outcome.refused] == [bad for bad, _ in BAD]
    assert len(rows(table)) == 1


def test_a_batch_of_nothing_but_bad_ones_writes_nothing(table: Table) -> None:
    outcome = append_batch(table, [BAD[0][0]], batch_id="b1", known_at=NOON)
    assert outcome.appended == 0
    assert table.metadata.snapshots == []


def test_when_it_was_learnt_needs_a_zone(table: Table) -> None:
    with pytest.raises(NaiveInstantError):
        append_batch(table, [GOOD], batch_id="b1", known_at=NAIVE)
