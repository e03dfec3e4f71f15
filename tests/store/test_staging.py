"""Many rows at once: COPY keeps every character, an upsert replaces by key."""

from datetime import UTC, datetime

import pytest
from psycopg import errors
from sqlalchemy import Connection, Engine, text

from intera.store import tables
from intera.store.database import DatabaseRole, driver
from intera.store.staging import Row, insert_rows, upsert_rows
from store.samples import AT, ODD, ODD_TEXTS

SIGNAL = ("signal_id", "incident_id", "correlation_key", "occurred_at", "body")
FACT = ("subject", "attribute", "value", "true_from", "true_until", "known_at", "record_id")


def upsert(connection: Connection, *rows: Row) -> None:
    """Puts signals, as a transaction of its own would find the stage."""
    connection.execute(text("discard temp"))
    upsert_rows(driver(connection).cursor(), tables.SIGNAL, SIGNAL, rows)


def bodies(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("select signal_id, body from internal.signal"))
    return {row.signal_id: row.body for row in rows}


def test_rows_are_added_with_every_character_kept(writer: Connection) -> None:
    rows = [(one, ODD, one, AT, None, AT, None) for one in ODD_TEXTS]
    insert_rows(driver(writer).cursor(), tables.FACT, FACT, rows)
    kept = writer.execute(text("select subject, attribute, value from internal.fact order by fact_id")).all()
    assert [tuple(row) for row in kept] == [(one, ODD, one) for one in ODD_TEXTS]


def test_rows_are_replaced_with_every_character_kept(writer: Connection) -> None:
    for body in ("before", *ODD_TEXTS):
        upsert(writer, (f"s{ODD}", "", body, AT, body))
        assert bodies(writer) == {f"s{ODD}": body}


def test_nothing_known_is_not_the_word_for_it(writer: Connection) -> None:
    cursor = driver(writer).cursor()
    names = ("record_id", "source_id", "event_key", "reason", "detail", "state", "at")
    insert_rows(cursor, tables.FACT, FACT, [("a", "", "", AT, None, AT, None), ("b", "", "\\N", AT, AT, AT, 7)])
    upsert_rows(cursor, tables.PARKED_RECORD, names, [(1, "None", "null", "", "\\N", "NULL", AT)])
    facts = writer.execute(text("select value, true_until, record_id from internal.fact order by subject")).all()
    assert [tuple(row) for row in facts] == [("", None, None), ("\\N", AT, 7)]
    parked = writer.execute(text("select source_id, event_key, detail, state from internal.parked_record")).one()
    assert tuple(parked) == ("None", "null", "\\N", "NULL")


def test_bytes_and_instants_survive(writer: Connection) -> None:
    every_byte = bytes(range(256)) + b"\\x00\\."
    instants = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)]
    names = ("source_id", "event_key", "digest", "record_id")
    cursor = driver(writer).cursor()
    insert_rows(cursor, tables.SEEN_RECORD, names, [("desk", "k", every_byte, 2**63 - 1)])
    insert_rows(cursor, tables.FACT, FACT, [("", "", "", instants[0], instants[1], AT, None)])
    seen = writer.execute(text("select digest, record_id from internal.seen_record")).one()
    assert (bytes(seen.digest), seen.record_id) == (every_byte, 2**63 - 1)
    assert tuple(writer.execute(text("select true_from, true_until from internal.fact")).one()) == tuple(instants)


def test_an_upsert_touches_the_rows_of_its_keys_and_no_other(writer: Connection) -> None:
    upsert(writer, *((str(n), "", "key", AT, "old") for n in range(5)))
    upsert(writer, *((str(n), "", "key", AT, "new") for n in (1, 3, 7)))
    assert bodies(writer) == {"0": "old", "1": "new", "2": "old", "3": "new", "4": "old", "7": "new"}
    # The key has two columns: the same signal in another incident is another row.
    upsert(writer, ("1", "INC-0000001", "key", AT, "third"))
    assert writer.execute(text("select count(*) from internal.signal where signal_id = '1'")).scalar_one() == 2


def test_columns_that_were_not_given_are_left_alone(writer: Connection) -> None:
    cursor = driver(writer).cursor()
    writer.execute(text("insert into internal.source_state (source_id, taken_count, is_late) values ('desk', 5, true)"))
    upsert_rows(cursor, tables.SOURCE_STATE, ("source_id", "last_heard_at"), [("desk", AT)])
    kept = writer.execute(text("select last_heard_at, taken_count, is_late from internal.source_state")).one()
    assert tuple(kept) == (AT, 5, True)


def test_the_stage_is_empty_again_after_each_transaction(engines: dict[DatabaseRole, Engine]) -> None:
    name, count = {"name": "room"}, text("select count(*) from pg_temp.stage_published_setting")
    with engines[DatabaseRole.WRITER].connect() as connection:
        for body in ("failed", "kept", "again"):
            transaction = connection.begin()
            upsert_rows(driver(connection).cursor(), tables.PUBLISHED_SETTING, ("name", "body"), [("room", body)])
            kept = connection.execute(text("select body from published.setting where name = :name"), name).scalar_one()
            assert (kept, connection.execute(count).scalar_one()) == (body, 1)
            if body == "failed":
                transaction.rollback()
            else:
                transaction.commit()
        with connection.begin():
            assert connection.execute(count).scalar_one() == 0
            connection.execute(text("delete from published.setting where name = :name"), name)


def test_no_rows_need_no_statement() -> None:
    # No cursor at all: nothing may be asked of the database.
    assert insert_rows(None, tables.SIGNAL, SIGNAL, []) is None
    assert upsert_rows(None, tables.SIGNAL, SIGNAL, []) is None


def test_two_rows_of_one_key_in_one_batch_are_an_error(writer: Connection) -> None:
    rows = [("1", "", "key", AT, "one"), ("1", "", "key", AT, "two")]
    with pytest.raises(errors.CardinalityViolation):
        upsert_rows(driver(writer).cursor(), tables.SIGNAL, SIGNAL, rows)


def test_adding_a_row_that_is_there_is_an_error(writer: Connection) -> None:
    cursor = driver(writer).cursor()
    rows = [("1", "", "key", AT, "one")]
    insert_rows(cursor, tables.SIGNAL, SIGNAL, rows)
    with pytest.raises(errors.UniqueViolation):
        insert_rows(cursor, tables.SIGNAL, SIGNAL, rows)
