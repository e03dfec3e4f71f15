"""How does a metric's SQL read in the dialect of a larger engine.

Source: ARCHITECTURE section 3 (one text in DuckDB's dialect, SQLGlot to any other).
"""

from functools import lru_cache

import sqlglot
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ErrorLevel, SqlglotError

OWN_DIALECT = "duckdb"


class UntranslatableSqlError(ValueError):
    """A text cannot be put into a dialect without changing what it says."""

    def __init__(self, dialect: str, why: str) -> None:
        """Names the dialect and the obstacle."""
        super().__init__(f"SQL cannot be written for {dialect!r}: {why}")
        self.dialect = dialect


@lru_cache(maxsize=64)
def translate(sql: str, *, dialect: str) -> str:
    """One statement in another engine's dialect; named parameters stay named.

    Args:
        sql: one statement in DuckDB's dialect.
        dialect: SQLGlot's name of the engine, such as "spark".

    Returns:
        The statement, laid out for reading.

    Raises:
        UntranslatableSqlError: no such dialect, more or less than one statement, or no equivalent.
    """
    if dialect not in Dialect.classes:
        raise UntranslatableSqlError(dialect, "no such dialect")
    try:
        statements = sqlglot.transpile(
            sql, read=OWN_DIALECT, write=dialect, pretty=True, unsupported_level=ErrorLevel.RAISE
        )
    except SqlglotError as error:
        raise UntranslatableSqlError(dialect, str(error)) from error
    if len(statements) != 1:
        raise UntranslatableSqlError(dialect, f"expected one statement, found {len(statements)}")
    return statements[0]
