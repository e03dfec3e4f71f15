"""The catalog lies in its own schema of the same PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyiceberg.catalog.sql import SqlCatalog
from sqlalchemy import NullPool, create_engine, text

from intera.lake.catalog import (
    CatalogSchemaMissingError,
    InvalidSchemaNameError,
    catalog_url,
    open_catalog,
    warehouse_url,
)


def test_the_catalog_tables_are_in_their_schema_and_nowhere_else(
    catalog: SqlCatalog, database_url: str, schema: str
) -> None:
    engine = create_engine(catalog_url(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = :schema"),
            {"schema": schema},
        ).all()
        in_public = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
    assert {tuple(row) for row in found} == {(schema, "iceberg_tables"), (schema, "iceberg_namespace_properties")}
    assert in_public == 0
    assert catalog.engine.driver == "psycopg"


def test_a_catalog_is_opened_again_with_what_it_holds(catalog: SqlCatalog, database_url: str, schema: str) -> None:
    catalog.create_namespace("kept")
    again = open_catalog(database_url, warehouse=catalog.properties["warehouse"], schema=schema)
    assert ("kept",) in again.list_namespaces()
    again.close()


def test_workers_of_a_first_start_do_not_trip_over_each_other(database_url: str, schema: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_catalog(database_url, warehouse=tmp_path, schema=schema), range(4)))
    for each in opened:
        assert each.list_namespaces() == []
        each.close()


def test_a_missing_schema_is_named_before_anything_is_created(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogSchemaMissingError, match=r"'nowhere'.*migrations"):
        open_catalog(database_url, warehouse=tmp_path, schema="nowhere")


def test_any_postgresql_address_becomes_one_of_psycopg_3_and_keeps_its_options() -> None:
    url = catalog_url("postgresql://me:s%40y@db:5433/intera?options=-cstatement_timeout%3D5s&sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.password, url.port) == ("s@y", 5433)
    assert url.query["options"] == "-cstatement_timeout=5s -csearch_path=lake"
    assert url.query["sslmode"] == "require"


@pytest.mark.parametrize("name", ["", "Lake", "la ke", "lake,public", "lake -cfsync=off", "läke"])
def test_a_schema_that_is_no_plain_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidSchemaNameError):
        catalog_url("postgresql://db/intera", schema=name)


def test_a_folder_becomes_a_file_address_and_an_address_stays() -> None:
    assert warehouse_url(Path("/data/lake")) == "file:///data/lake"
    assert warehouse_url("/data/lake") == "file:///data/lake"
    assert warehouse_url("s3://bucket/lake") == "s3://bucket/lake"
