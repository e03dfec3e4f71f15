"""What the tables of every schema are made of."""

from sqlalchemy import Column, DateTime, MetaData, func

METADATA = MetaData()
# What is counted of a source, inside and as published.
COUNTS = ("taken_count", "duplicate_count", "parked_count")


def instant(name: str, *, nullable: bool = True, is_now: bool = False) -> Column[object]:
    """A column that holds an instant.

    Args:
        name: ends in `_at`.
        nullable: whether it may be empty.
        is_now: whether the database fills it in.

    Returns:
        The column.
    """
    default = func.clock_timestamp() if is_now else None
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=default)
