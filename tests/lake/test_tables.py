"""The table of probe windows is there, once."""

from concurrent.futures import ThreadPoolExecutor

from pyiceberg.catalog.sql import SqlCatalog

from intera.lake.tables import NAMESPACE, PROBE_SAMPLE, PROBE_SAMPLE_SCHEMA, probe_sample_table


def test_the_table_is_created_where_it_is_absent_and_found_where_it_is_not(catalog: SqlCatalog) -> None:
    created = probe_sample_table(catalog)
    assert created.schema().fields == PROBE_SAMPLE_SCHEMA.fields
    assert probe_sample_table(catalog).metadata.table_uuid == created.metadata.table_uuid
    assert catalog.list_tables(NAMESPACE) == [(NAMESPACE, PROBE_SAMPLE)]


def test_workers_that_ask_at_once_get_the_same_table(catalog: SqlCatalog) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: probe_sample_table(catalog).metadata.table_uuid, range(4)))
    assert len(set(found)) == 1


def test_instants_are_stored_in_utc_and_no_count_is_a_float(catalog: SqlCatalog) -> None:
    columns = {field.name: str(field.field_type) for field in probe_sample_table(catalog).schema().fields}
    assert columns == {
        "product_instance_id": "string",
        "window_start_at": "timestamptz",
        "window_s": "int",
        "total": "int",
        "lost": "int",
        "known_at": "timestamptz",
    }
