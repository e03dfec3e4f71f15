"""The list of metrics answers by metric, unit and method name, and says what it knows."""

import pytest

from intera.sla.metrics import METRICS, UnknownMetricError, method_of


def test_every_listed_method_is_found_by_its_own_name() -> None:
    for method in METRICS:
        assert method_of(method.metric, unit=method.unit, name=method.name) is method


def test_the_first_of_a_metric_is_its_default() -> None:
    assert method_of("availability") is METRICS[0]
    assert method_of("availability", unit="samples").unit == "samples"


@pytest.mark.parametrize(("metric", "unit"), [("latency", None), ("availability", "calls")])
def test_an_unknown_metric_names_the_known_ones(metric: str, unit: str | None) -> None:
    with pytest.raises(UnknownMetricError, match=r"use one of availability\."):
        method_of(metric, unit=unit)
