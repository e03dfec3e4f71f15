"""What a remedy depends on."""

from fractions import Fraction
from typing import Any

import pytest

from intera.sla.settlement.remedies import written_share
from sla.asking import come_to, outage, said

EACH_HOUR = {"each": {"unit": "1h", "pay": "1%", "part": "started"}}


def paid(remedy: dict[str, Any], terms: dict[str, Any] | None = None, **facts: Any) -> str:  # noqa: ANN401
    outages = [outage("05T10:00", "05T11:30"), outage("06T10:00", "06T10:20")]
    whole = {"remedies": {"r": {"promise": "uptime", "base": {"charge": "mrc"}, **remedy}}, **(terms or {})}
    return said(come_to(whole, {"period": "2026-06", "mrc": "100.00", "outages": outages, **facts}), "credit.payable")


@pytest.mark.parametrize(
    ("remedy", "amount"),
    [
        ({"driver": "counted_time", **EACH_HOUR}, "2.00"),
        ({"driver": "event_time", "per": "event", **EACH_HOUR}, "3.00"),
        ({"driver": "excess", **EACH_HOUR}, "2.00"),
        ({"driver": "event_count", "each": {"unit": 1, "pay": "1%", "part": "whole"}}, "2.00"),
        ({"driver": "flat", "flat": "1%", "per": "event"}, "2.00"),
        ({"driver": "flat", "flat": "1%", "multiplier": 3}, "3.00"),
        ({"driver": "relative_excess", "each": {"unit": "0.01%", "pay": "1%", "part": "whole"}}, "15.00"),
    ],
)
def test_drivers(remedy: dict[str, Any], amount: str) -> None:
    assert paid(remedy) == amount


def test_only_events_that_miss_the_target_pay_by_themselves() -> None:
    terms = {
        "metrics": {"repair": {"measure": "repair.longest"}},
        "promises": {"repair": {"metric": "repair", "target": {"at_most": "1h"}}},
    }
    assert paid({"promise": "repair", "driver": "flat", "flat": "1%", "per": "event"}, terms) == "1.00"


def test_a_kept_promise_pays_only_when_the_remedy_is_always_looked_at() -> None:
    table = {"rows": [{"up_to": "1h", "pay": "2%"}, {"over": "1h", "pay": "4%"}]}
    short = {"outages": [outage("05T10:00", "05T10:20")]}
    assert paid({"driver": "counted_time", "table": table, "when": "always"}, **short) == "2.00"
    assert paid({"driver": "counted_time", "table": table}, **short) == "0.00"


def test_another_metric_may_drive_a_remedy() -> None:
    terms = {"clocks": {"all": {}}, "metrics": {"down": {"measure": "downtime.counted", "clock": "all"}}}
    assert paid({"metric": "down", "driver": "counted_time", **EACH_HOUR}, terms) == "2.00"


def test_a_driver_the_metric_does_not_have_is_an_error() -> None:
    told = {"remedies": {"r": {"promise": "uptime", "driver": "counted_time", **EACH_HOUR, "base": {"charge": "mrc"}}}}
    document = come_to(told, {"mrc": "1", "figures": {"uptime": "99%"}})
    assert said(document, "errors.0.rule") == "driver"


def test_a_share_can_be_redone_by_hand() -> None:
    assert [written_share(Fraction(1, 30)), written_share(Fraction(1, 4))] == ["1/30", "0.25"]
