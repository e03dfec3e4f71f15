"""Which columns does a measurement table have, and is the table there.

Source: ARCHITECTURE section 3 (total and lost as small integers, lz4); notes on performance, section 1
(counts of lost samples take half the bytes of counts of good ones; lz4 reads twice as fast as zstd).
"""

from contextlib import suppress

from pyiceberg.catalog import Catalog
from pyiceberg.exceptions import NamespaceAlreadyExistsError, NoSuchTableError, TableAlreadyExistsError
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.types import IntegerType, NestedField, StringType, TimestamptzType
from sqlalchemy.exc import IntegrityError

from intera.lake.arrow import create_table

NAMESPACE = "intera"
PROBE_SAMPLE = "probe_sample"

# Iceberg has no integer under 32 bits; Parquet's packing makes a small value small anyway. `known_at` is
# the same for a whole batch and so takes next to no space; it is what makes "as known then" answerable.
PROBE_SAMPLE_SCHEMA = Schema(
    NestedField(1, "product_instance_id", StringType(), required=True),
    NestedField(2, "window_start_at", TimestamptzType(), required=True),
    NestedField(3, "window_s", IntegerType(), required=True),
    NestedField(4, "total", IntegerType(), required=True),
    NestedField(5, "lost", IntegerType(), required=True),
    NestedField(6, "known_at", TimestamptzType(), required=True),
)

_PROPERTIES = {
    "write.parquet.compression-codec": "lz4",
    # Every append rewrites the metadata file; old ones are of no use once a newer one is committed.
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
}


def probe_sample_table(catalog: Catalog) -> Table:
    """The table of probe windows, created where it is absent; two workers may ask at once.

    Args:
        catalog: an open catalog.

    Returns:
        The table at its newest snapshot.
    """
    identifier = (NAMESPACE, PROBE_SAMPLE)
    with suppress(NoSuchTableError):
        return catalog.load_table(identifier)
    # pyiceberg looks before it inserts, so the slower of two workers meets the key of the quicker one.
    with suppress(NamespaceAlreadyExistsError, IntegrityError):
        catalog.create_namespace(NAMESPACE)
    try:
        return create_table(catalog, identifier, PROBE_SAMPLE_SCHEMA, properties=_PROPERTIES)
    except TableAlreadyExistsError:
        return catalog.load_table(identifier)
