"""Unusable for most of a region."""

from collections.abc import Callable
from typing import Any

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged
from intera.governance.rules.unusable_for_most import UnusableForMost

RULE = UnusableForMost(failing_percent=50)


@pytest.mark.parametrize(
    ("told", "judged", "sees"),
    [
        (
            {"regions": {"Lakes": {"failing": 34}, "Coast": {"failing": 58}}},
            Judged.MET,
            "Coast 58% of attempts fail, Lakes 34%",
        ),
        ({"regions": {"Coast": {"failing": 50}}}, Judged.NOT_MET, "Coast 50% of attempts fail"),
        ({"regions": {"Coast": {"harm": "full"}}}, Judged.MET, "Coast without service"),
        ({"regions": {"Coast": {"harm": "full", "failing": 10}}}, Judged.NOT_MET, "Coast 10% of attempts fail"),
        ({"failing": 51}, Judged.MET, "51% of attempts fail"),
        ({"harm": "full"}, Judged.MET, "Without service"),
        ({}, Judged.NOT_MET, "Share of failing attempts not known"),
        (
            {"regions": {name: {"failing": 60} for name in "ABCDE"}},
            Judged.MET,
            "A 60% of attempts fail, B 60%, C 60% and 2 more",
        ),
    ],
)
def test_more_than_half_must_fail_in_a_region(
    told: dict[str, Any], judged: Judged, sees: str, make_facts: Callable[..., Facts]
) -> None:
    facts = make_facts(**told)
    assert RULE.judge(facts) is judged
    assert RULE.sees(facts) == sees


def test_nothing_is_more_than_all(make_facts: Callable[..., Facts]) -> None:
    assert UnusableForMost(failing_percent=100).turned(make_facts(), is_met=True) is None


def test_full_loss_without_a_measured_share_can_ease(make_facts: Callable[..., Facts]) -> None:
    for told in ({"harm": "full"}, {"regions": {"Coast": {"harm": "full"}}}):
        turn = RULE.turned(make_facts(**told), is_met=False)
        assert turn is not None
        assert RULE.judge(turn.facts) is Judged.NOT_MET
