"""The one SQL text reads the same in a larger engine's dialect."""

import pytest
import sqlglot
from sqlglot import exp

from intera.lake.metrics import metric_sql, metrics_with_sql
from intera.lake.translate import UntranslatableSqlError, translate


@pytest.mark.parametrize("metric", metrics_with_sql())
@pytest.mark.parametrize("dialect", ["spark", "trino"])
def test_every_metric_parses_in_the_dialect_and_keeps_columns_parameters_and_table(metric: str, dialect: str) -> None:
    own = sqlglot.parse_one(metric_sql(metric), read="duckdb")
    theirs = sqlglot.parse_one(translate(metric_sql(metric), dialect=dialect), read=dialect)
    assert [column.alias_or_name for column in theirs.selects] == ["product_instance_id", "good", "total", "known_s"]
    assert [column.alias_or_name for column in own.selects] == [column.alias_or_name for column in theirs.selects]
    assert {table.name for table in theirs.find_all(exp.Table)} == {table.name for table in own.find_all(exp.Table)}
    names = {each.name for each in theirs.find_all(exp.Placeholder, exp.Parameter)}
    assert names == {"period_start_at", "period_end_at", "known_at"}


@pytest.mark.parametrize("metric", metrics_with_sql())
def test_no_function_is_left_that_spark_does_not_know(metric: str) -> None:
    spark = translate(metric_sql(metric), dialect="spark")
    assert "UNIX_TIMESTAMP" in spark
    assert "EPOCH" not in spark
    assert ":period_start_at" in spark
    unknown = [each.sql() for each in sqlglot.parse_one(spark, read="spark").find_all(exp.Anonymous)]
    assert unknown == []


def test_what_cannot_be_translated_is_refused() -> None:
    with pytest.raises(UntranslatableSqlError, match="no such dialect"):
        translate("SELECT 1", dialect="klingon")
    with pytest.raises(UntranslatableSqlError, match="expected one statement, found 2"):
        translate("SELECT 1; SELECT 2", dialect="spark")
    with pytest.raises(UntranslatableSqlError):
        translate("SELECT FROM WHERE (", dialect="spark")
