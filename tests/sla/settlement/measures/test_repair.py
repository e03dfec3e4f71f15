"""Repairs keep their own length and are judged where they end."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

OUTAGES = [
    {"from": "2026-05-31T22:00", "to": "2026-06-01T02:00"},
    outage("05T10:00", "05T11:00"),
    {"from": "2026-06-30T23:00", "to": "2026-07-01T05:00"},
]


@pytest.mark.parametrize(
    ("metric", "exact"),
    [
        ({"measure": "repair.longest"}, "14400"),
        ({"measure": "repair.mean"}, "9000"),
        ({"measure": "repair.percentile", "percentile": "50%", "percentile_method": "nearest_rank"}, "3600"),
        ({"measure": "events.number"}, "3"),
        ({"measure": "repair.between_failures"}, str((30 * 86400 - 4 * 3600) // 3)),
    ],
)
def test_what_ends_in_the_period(metric: dict[str, Any], exact: str) -> None:
    assert (
        said(come_to({"metrics": {"m": metric}}, {"period": "2026-06", "outages": OUTAGES}), "figures.m.exact") == exact
    )


def test_without_repairs_there_is_no_mean() -> None:
    metrics = {"m": {"measure": "repair.mean"}, "b": {"measure": "repair.between_failures"}}
    document = come_to({"metrics": metrics}, {"period": "2026-06"})
    assert (said(document, "figures.m.reason"), said(document, "figures.b.reason")) == ("no_repairs", "no_failures")
