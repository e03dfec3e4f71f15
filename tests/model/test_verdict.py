"""Severity: 1 is worst, and its label says so."""

from intera.model.verdict import Severity


def test_the_worst_comes_first_and_is_called_p1() -> None:
    assert [severity.label for severity in sorted(Severity)] == ["P1", "P2", "P3", "P4"]
    assert min(Severity.P3, Severity.P1) is Severity.P1
