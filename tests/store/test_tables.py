"""The tables as the program sees them: each in a schema of the house, every instant with a zone."""

from sqlalchemy import DateTime, Float

from intera.store import tables

TABLES = list(tables.METADATA.tables.values())


def test_every_table_lives_in_one_of_the_four_schemas_and_has_a_key() -> None:
    assert {table.schema for table in TABLES} == {"inbox", "internal", "published", "access"}
    assert [table.fullname for table in TABLES if not table.primary_key.columns] == []


def test_every_instant_has_a_zone_and_is_named_so() -> None:
    instants = {c: c.type for table in TABLES for c in table.columns if isinstance(c.type, DateTime)}
    assert len(instants) > 30
    assert [str(column) for column, kind in instants.items() if not kind.timezone] == []
    odd = {column.name for column in instants if not column.name.endswith("_at")}
    assert odd == {"at", "true_from", "true_until"}


def test_no_number_is_a_float() -> None:
    assert [str(c) for table in TABLES for c in table.columns if isinstance(c.type, Float)] == []
