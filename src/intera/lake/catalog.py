"""Where are the measurement tables registered: an Iceberg catalog in a schema of the same PostgreSQL.

The catalog is pyiceberg's own, over psycopg 3. It has no setting for a schema, so its two tables are
put there by the connection's `search_path`, which names that schema alone: it can neither see nor
touch anything else of the database by a bare name.

Source: ARCHITECTURE section 3 and section 5 (no second PostgreSQL driver).
"""

from pathlib import Path

from pyiceberg.catalog.sql import SqlCatalog
from sqlalchemy import URL, NullPool, create_engine, make_url, text

CATALOG_NAME = "intera"
CATALOG_SCHEMA = "lake"


class CatalogSchemaMissingError(RuntimeError):
    """The PostgreSQL schema for the catalog does not exist, or this login cannot see it."""

    def __init__(self, schema: str) -> None:
        """Names the schema."""
        super().__init__(f"PostgreSQL schema {schema!r} does not exist; run the migrations first")
        self.schema = schema


class InvalidSchemaNameError(ValueError):
    """A schema name that would need quoting in a search path."""

    def __init__(self, schema: str) -> None:
        """Names it."""
        super().__init__(f"schema name {schema!r} must be lower-case letters, digits and underscores")


def catalog_url(database_url: str, *, schema: str = CATALOG_SCHEMA) -> URL:
    """The address the catalog connects to: same database, psycopg 3, only its own schema in sight.

    Args:
        database_url: a `postgresql://` address, with any driver or none; other options are kept.
        schema: the catalog's schema.

    Returns:
        The address with `options=-csearch_path=<schema>`.

    Raises:
        InvalidSchemaNameError: the schema is no plain name.
    """
    if not (schema.isascii() and schema.isidentifier() and schema.islower()):
        raise InvalidSchemaNameError(schema)
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    given = url.query.get("options", "")
    earlier = given if isinstance(given, str) else " ".join(given)
    return url.update_query_dict({"options": f"{earlier} -csearch_path={schema}".strip()})


def warehouse_url(warehouse: Path | str) -> str:
    """Where the files of the tables are: a folder as `file://`, an address with a scheme as it is."""
    if isinstance(warehouse, str) and "://" in warehouse:
        return warehouse
    return f"file://{Path(warehouse).resolve()}"


def open_catalog(database_url: str, *, warehouse: Path | str, schema: str = CATALOG_SCHEMA) -> SqlCatalog:
    """The catalog, its two tables created where they are absent; close it with `close()`.

    Args:
        database_url: the product's PostgreSQL; the login needs USAGE on the schema, and CREATE the first time.
        warehouse: the folder (or object store address) the measurement files are written under.
        schema: the catalog's schema; it must exist.

    Returns:
        An open catalog with a connection pool of its own.

    Raises:
        CatalogSchemaMissingError: the schema does not exist.
        InvalidSchemaNameError: the schema is no plain name.
    """
    url = catalog_url(database_url, schema=schema)
    with create_engine(url, poolclass=NullPool).connect() as connection:
        if connection.scalar(text("SELECT to_regnamespace(:schema)"), {"schema": schema}) is None:
            raise CatalogSchemaMissingError(schema)
        # Two workers of a first start would both create the tables, and one would fail; the lock ends with
        # this transaction.
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:schema))"), {"schema": f"catalog {schema}"})
        return SqlCatalog(
            CATALOG_NAME,
            uri=url.render_as_string(hide_password=False),
            warehouse=warehouse_url(warehouse),
            pool_pre_ping="true",
        )
