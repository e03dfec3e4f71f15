"""How do many rows reach a table at once: COPY, and a session's own staging table where rows may exist.

A staging table is temporary and emptied at each commit, so a batch of upserts costs one COPY and
one statement however many rows it holds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Table, Text

Row = Sequence[Any]


def _name(table: Table) -> sql.Composed:
    return sql.SQL("{}.{}").format(sql.Identifier(str(table.schema)), sql.Identifier(table.name))


def _columns(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _copy(cursor: Any, target: sql.Composable, names: Sequence[str], rows: Iterable[Row]) -> None:  # noqa: ANN401 - psycopg's cursor
    statement = sql.SQL("copy {} ({}) from stdin").format(target, _columns(names))
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def insert_rows(cursor: Any, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:  # noqa: ANN401
    """Adds rows to a table.

    Args:
        cursor: a psycopg cursor inside the transaction.
        table: the table.
        names: the columns the rows give, in their order.
        rows: the rows; none is fine.
    """
    if rows:
        _copy(cursor, _name(table), names, rows)


def _ensure_stage(cursor: Any, stage: sql.Identifier, names: Sequence[str], table: Table) -> None:  # noqa: ANN401
    cursor.execute("select to_regclass(%s)", (f"pg_temp.{stage.as_string()}",))
    if cursor.fetchone()[0] is not None:
        return
    # Documents only pass through here: kept whole, they are not squeezed on their way.
    cursor.execute(
        sql.SQL(
            "create temp table {} with (toast_tuple_target = 8160) on commit delete rows"
            " as select {} from {} with no data"
        ).format(stage, _columns(names), _name(table))
    )
    for column in table.columns:
        if column.name in names and isinstance(column.type, Text):
            cursor.execute(
                sql.SQL("alter table {} alter column {} set storage external").format(
                    stage, sql.Identifier(column.name)
                )
            )


def upsert_rows(cursor: Any, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:  # noqa: ANN401
    """Adds rows to a table, replacing those with the same primary key; once per table and transaction.

    Args:
        cursor: a psycopg cursor inside the transaction.
        table: the table; its primary key columns must be among `names`.
        names: the columns the rows give, in their order.
        rows: the rows, no two with the same key; none is fine.
    """
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    others = [name for name in names if name not in keys]
    stage = sql.Identifier(f"stage_{table.schema}_{table.name}")
    _ensure_stage(cursor, stage, names, table)
    _copy(cursor, stage, names, rows)
    changes = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in others)
    cursor.execute(
        sql.SQL(
            "insert into {table} ({names}) select {names} from {stage} on conflict ({keys}) do update set {changes}"
        ).format(table=_name(table), names=_columns(names), stage=stage, keys=_columns(keys), changes=changes)
    )
