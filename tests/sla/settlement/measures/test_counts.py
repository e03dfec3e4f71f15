"""Counts and figures told."""

import pytest

from sla.asking import come_to, said


@pytest.mark.parametrize(
    ("counts", "exact", "reason"),
    [
        ({"good": 9, "all": 10}, "9/10", ""),
        ({"good": 0, "all": 0}, None, "empty_population"),
        ({"all": 3}, None, "no_count_good"),
    ],
)
def test_a_share_of_counts(counts: dict[str, int], exact: str | None, reason: str) -> None:
    document = come_to(
        {"metrics": {"m": {"measure": "counts.share", "part": "good", "whole": "all"}}}, {"counts": counts}
    )
    assert (said(document, "figures.m.exact"), said(document, "figures.m.reason")) == (exact, reason)


def test_numbers_and_figures_as_told() -> None:
    metrics = {
        "n": {"measure": "counts.number", "part": "faults"},
        "d": {"measure": "counts.days", "part": "faults"},
        "s": {"measure": "stated.lower_is_better", "figure": "delay"},
        "t": {"measure": "stated.higher_is_better", "figure": "other"},
    }
    document = come_to({"metrics": metrics}, {"counts": {"faults": 3}, "figures": {"delay": "45ms"}})
    assert [said(document, f"figures.{name}.unit") for name in "nds"] == ["count", "days", "ms"]
    assert said(document, "figures.t.reason") == "no_figure_other"
    assert said(come_to({"metrics": metrics}, {}), "figures.n.reason") == "no_count_faults"
