"""Which metrics have a set-based text."""

import pytest

from intera.lake.metrics import NoSuchMetricSqlError, metric_sql, metrics_with_sql


def test_availability_has_one() -> None:
    assert "availability" in metrics_with_sql()
    assert metric_sql("availability").startswith("-- method: availability.samples/1\n")


@pytest.mark.parametrize("name", ["latency", "../engine", ""])
def test_a_metric_without_one_is_named(name: str) -> None:
    with pytest.raises(NoSuchMetricSqlError, match="there is one for availability"):
        metric_sql(name)
