"""Measurements are found among all facts, in the order they were taken in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from intera.model.measurement import Measurement
from intera.store import tables
from intera.store.codec import DamagedRowError, encode
from intera.store.database import driver
from intera.store.measured import MEASURED, MeasuredFact, load_measured, newest_measured
from intera.store.staging import insert_rows
from store.samples import AT, signal_of


def put(connection: Connection, facts: Sequence[tuple[str, str]]) -> list[int]:
    """Stores facts of an attribute and value, known a minute after each other; their ids."""
    names = ("subject", "attribute", "value", "true_from", "known_at", "record_id")
    rows = [("s", kind, value, AT, AT + timedelta(minutes=place), 1) for place, (kind, value) in enumerate(facts)]
    insert_rows(driver(connection).cursor(), tables.FACT, names, rows)
    return [row.fact_id for row in connection.execute(text("select fact_id from internal.fact order by fact_id"))]


def window(lost: int) -> Measurement:
    return Measurement("pi-1", AT, 3600, 60, lost)


def statement(lost: int) -> tuple[str, str]:
    return MEASURED, encode(replace(signal_of(), measurement=window(lost)))


def test_nothing_was_measured_at_first(writer: Connection) -> None:
    put(writer, [("signal", encode(signal_of()))])
    assert newest_measured(writer) == 0
    assert load_measured(writer, after=0, limit=10) == []


def test_measurements_come_in_order_with_the_instant_they_were_learnt(writer: Connection) -> None:
    ids = put(writer, [statement(1), ("signal", "other"), statement(2), statement(3)])
    known = [replace(window(lost), known_at=AT + timedelta(minutes=at)) for lost, at in ((1, 0), (2, 2), (3, 3))]
    assert newest_measured(writer) == ids[3]
    assert load_measured(writer, after=0, limit=2) == [MeasuredFact(ids[0], known[0]), MeasuredFact(ids[2], known[1])]
    assert load_measured(writer, after=ids[0], limit=9) == [
        MeasuredFact(ids[2], known[1]),
        MeasuredFact(ids[3], known[2]),
    ]
    assert load_measured(writer, after=ids[3], limit=9) == []


def test_a_fact_without_a_window_is_damaged(writer: Connection) -> None:
    put(writer, [(MEASURED, encode(signal_of()))])
    with pytest.raises(DamagedRowError, match="measurement"):
        load_measured(writer, after=0, limit=1)


def test_the_worker_looks_new_ones_up_by_an_index(writer: Connection) -> None:
    writer.execute(text("set local enable_seqscan = off"))
    query = "explain select fact_id from internal.fact where attribute = 'measurement' and fact_id > 5"
    plan = " ".join(str(row[0]) for row in writer.execute(text(query)))
    assert "fact_measured" in plan
