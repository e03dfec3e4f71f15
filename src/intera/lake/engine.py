"""Which engine computes on measurements where one machine is enough: DuckDB, in UTC, without files.

Source: ARCHITECTURE section 3; notes on performance, section 1 (traps of DuckDB 2.0).
"""

from pathlib import Path

import duckdb


def open_engine(
    *, threads: int = 2, memory_limit: str = "1GB", spill_folder: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """An in-memory engine that reads only what it is handed.

    Args:
        threads: at most so many at once, 1 or more.
        memory_limit: at most so much memory, as DuckDB writes it ("1GB").
        spill_folder: where work larger than memory may go; None refuses such work.

    Returns:
        A connection; close it, or use it as a context manager.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            # This pass makes an ordered window about 15 times slower (measured on DuckDB 2.0.0).
            "disabled_optimizers": "partitioned_execution",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "enable_external_access": "false",
            "memory_limit": memory_limit,
            "temp_directory": "" if spill_folder is None else str(spill_folder),
            "threads": str(threads),
        },
    )
    # No engine ever does local time: boundaries arrive as instants.
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection
