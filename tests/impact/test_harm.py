"""How badly a place is hurt, and that silence is not health."""

from collections.abc import Callable

import pytest

from intera.impact.customers import MeasuredShare
from intera.impact.harm import covering, harm_of, mean_percent, measured_shares, worst_harm
from intera.impact.weigh import Weighed
from intera.model.ids import RegionId
from intera.model.impact import HarmLevel
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"symptom": "slow"}, HarmLevel.DEGRADED),
        ({"symptom": "gone"}, HarmLevel.FULL),
        ({"symptom": "margin"}, HarmLevel.AT_RISK),
        ({"symptom": "Symptom 72"}, HarmLevel.DEGRADED),
        ({"symptom": "gone", "failing_percent": 58}, HarmLevel.DEGRADED),
        ({"symptom": "slow", "failing_percent": 90}, HarmLevel.FULL),
        ({"symptom": "slow", "failing_percent": 0}, HarmLevel.AT_RISK),
        ({"symptom": "margin", "failing_percent": 3}, HarmLevel.DEGRADED),
    ],
)
def test_what_was_measured_goes_before_what_it_is_called(
    operator: Operator, signal_of: Build, weighed_of: Weigh, changes: dict[str, object], level: HarmLevel
) -> None:
    assert harm_of(weighed_of(signal_of("probe", **changes)), operator) is level


def test_the_worst_report_stands_while_anyone_makes_it(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    said = (signal_of("probe", "ok"), signal_of("health", symptom="margin"), signal_of("care_contacts"))
    assert harm_of(weighed_of(*said), operator) is HarmLevel.DEGRADED


def test_no_data_is_not_clear(
    operator: Operator, signal_of: Build, weighed_of: Weigh, health_of: Callable[..., dict[str, SourceHealth]]
) -> None:
    assert harm_of(weighed_of(signal_of("probe"), late=health_of("probe")), operator) is HarmLevel.NO_DATA
    assert harm_of(weighed_of(signal_of("probe", "ok")), operator) is HarmLevel.CLEAR
    assert harm_of((), operator) is HarmLevel.NO_DATA
    assert worst_harm([HarmLevel.CLEAR, HarmLevel.NO_DATA]) is HarmLevel.NO_DATA
    assert worst_harm([HarmLevel.AT_RISK, HarmLevel.NO_DATA]) is HarmLevel.AT_RISK
    assert worst_harm([]) is HarmLevel.NO_DATA


def test_measured_shares_of_harm_are_averaged_half_up(signal_of: Build, weighed_of: Weigh) -> None:
    weighed = weighed_of(
        signal_of("probe", name="1", failing_percent=58),
        signal_of("probe", name="2", failing_percent=61),
        signal_of("probe", "ok", name="3", failing_percent=1),
    )
    assert measured_shares(weighed) == [MeasuredShare(58), MeasuredShare(61)]
    assert mean_percent([58, 61]) == 60
    assert mean_percent([]) is None


def test_a_report_without_a_region_covers_every_region(signal_of: Build, weighed_of: Weigh) -> None:
    weighed = weighed_of(signal_of("health", regions=()), signal_of("probe", regions=("lakes",)))
    assert [entry.kind for entry in covering(weighed, RegionId("coast"))] == ["health"]
    assert [entry.kind for entry in covering(weighed, RegionId("lakes"))] == ["health", "probe"]
