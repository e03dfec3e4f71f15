"""Every metric, found by itself: what is listed, what is in the folder, and what each must keep."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from pkgutil import iter_modules

import pytest

import intera.sla.metrics as package
from intera.lake.metrics import metric_sql, metrics_with_sql
from intera.model.interval import Interval
from intera.model.measurement import Measurement, QosOutcome
from intera.sla.metric import Direction, MetricFacts, MetricMethod, outcome_of
from intera.sla.metrics import METRICS, UnknownMetricError, method_of

START = datetime(2026, 6, 1, tzinfo=UTC)
PERIOD = Interval(START, START + timedelta(hours=1))
every_method = pytest.mark.parametrize("method", METRICS, ids=lambda method: method.method)


def spell(start: int, end: int) -> Interval:
    return Interval(START + timedelta(minutes=start), START + timedelta(minutes=end))


def window(minute: int, lost: int) -> Measurement:
    return Measurement("pi", START + timedelta(minutes=minute), 60, 10, lost)


BUSY = MetricFacts(
    PERIOD,
    outages=(spell(30, 40), spell(5, 7), spell(35, 38)),
    unknown=(spell(50, 55),),
    measurements=tuple(window(minute, minute % 3) for minute in range(20)),
)
WORSE = MetricFacts(
    PERIOD,
    outages=(*BUSY.outages, spell(10, 20)),
    unknown=BUSY.unknown,
    measurements=tuple(window(minute, 9) for minute in range(20)),
)
NOTHING = MetricFacts(PERIOD, unknown=(PERIOD,))


def test_every_module_of_the_folder_is_listed_and_every_listed_metric_has_a_module() -> None:
    folder = Path(package.__file__).parent
    assert {module.name for module in iter_modules([str(folder)])} == {method.metric for method in METRICS}


def test_every_method_has_a_name_of_its_own() -> None:
    names = [method.method for method in METRICS]
    assert len(set(names)) == len(names)


def test_every_set_based_text_names_a_listed_method() -> None:
    assert metrics_with_sql()
    for metric in metrics_with_sql():
        first_line = metric_sql(metric).splitlines()[0]
        named = first_line.removeprefix("-- method: ")
        assert named in {method.method for method in METRICS if method.metric == metric and method.unit == "samples"}


@every_method
def test_a_method_says_what_it_is(method: MetricMethod) -> None:
    assert method.metric.isidentifier()
    assert method.name.isidentifier()
    assert method.unit
    assert method.version >= 1
    assert method.reading.endswith(".")
    assert method_of(method.metric, name=method.name) is method


@every_method
def test_a_figure_names_its_method_and_lies_between_nothing_and_all(method: MetricMethod) -> None:
    figure = method.measure(BUSY)
    assert figure.method == method.method
    assert 0 <= figure.good <= figure.total
    assert 0 < figure.known_s <= figure.eligible_s == 3600
    assert figure.ratio is not None
    assert isinstance(figure.ratio, Fraction)


@every_method
def test_order_of_facts_changes_nothing(method: MetricMethod) -> None:
    turned = MetricFacts(PERIOD, BUSY.outages[::-1], BUSY.unknown[::-1], BUSY.measurements[::-1])
    assert method.measure(turned) == method.measure(BUSY)


@every_method
def test_facts_delivered_twice_change_nothing(method: MetricMethod) -> None:
    twice = MetricFacts(PERIOD, BUSY.outages * 2, BUSY.unknown * 2, BUSY.measurements * 2)
    assert method.measure(twice) == method.measure(BUSY)


@every_method
def test_worse_facts_give_a_worse_figure(method: MetricMethod) -> None:
    before, after = method.measure(BUSY).ratio, method.measure(WORSE).ratio
    assert before is not None
    assert after is not None
    assert after < before if method.direction is Direction.HIGHER_IS_BETTER else after > before


@every_method
def test_knowing_nothing_is_neither_met_nor_missed(method: MetricMethod) -> None:
    figure = method.measure(NOTHING)
    assert figure.unknown_s == figure.eligible_s
    assert outcome_of(figure, Fraction(1, 2), direction=method.direction) is QosOutcome.NOT_MEASURABLE


def test_an_unlisted_metric_is_named_with_the_ones_there_are() -> None:
    with pytest.raises(UnknownMetricError, match=r"'latency'.*availability\.samples"):
        method_of("latency")
    with pytest.raises(UnknownMetricError, match=r"availability\.minutes"):
        method_of("availability", unit="minutes")
