"""Availability of an IP service by the loss of each interval."""

from fractions import Fraction

from intera.sla.settlement.measures.y1540 import unavailable_intervals
from sla.asking import come_to, said


def test_exactly_at_the_threshold_is_available() -> None:
    losses = [(Fraction(1, 5), 3), (Fraction(1, 4), 2)]
    assert unavailable_intervals(losses, Fraction(1, 5)) == 2


def test_maintenance_leaves_the_figure_and_words_are_no_loss() -> None:
    metrics = {"ip": {"measure": "availability.y1540", "series": "ip"}}
    series = {
        "from": "2026-06-01T00:00:00Z",
        "interval": "60s",
        "runs": [{"value": "1", "count": 2}, {"value": "0", "count": 8}],
    }
    excluded = [{"from": "2026-06-01T00:00:00Z", "to": "2026-06-01T00:01:00Z", "reason": "planned_work"}]
    document = come_to({"metrics": metrics}, {"series": {"ip": series}, "exclusions": excluded})
    assert said(document, "figures.ip.exact") == "8/9"
    bad = {**series, "runs": [{"value": "much", "count": 1}]}
    assert said(come_to({"metrics": metrics}, {"series": {"ip": bad}}), "figures.ip.reason") == "unreadable_series"
    assert said(come_to({"metrics": metrics}, {}), "figures.ip.reason") == "no_samples"
