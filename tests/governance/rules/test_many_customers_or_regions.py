"""Many customers, or more than one region."""

from collections.abc import Callable
from typing import Any

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.many_customers_or_regions import ManyCustomersOrRegions
from intera.governance.rules.port import CountFrom, Judged

RULE = ManyCustomersOrRegions(customer_count=20000, region_count=2)
HONEST = ManyCustomersOrRegions(customer_count=20000, region_count=2, count_from=CountFrom.LOW)
BOTH = {"Coast": {"customers": 29600}, "Lakes": {"customers": 11600}}


@pytest.mark.parametrize(
    ("customers", "regions", "judged"),
    [
        ((20000, 20000, 20000), {}, Judged.MET),
        ((10000, 19999, 90000), {}, Judged.TO_VERIFY),
        ((10000, 15000, 19999), {}, Judged.NOT_MET),
        (None, {"Coast": {}, "Lakes": {}}, Judged.MET),
        (None, {"Coast": {}}, Judged.NOT_MET),
        (None, {}, Judged.NOT_MET),
    ],
)
def test_either_figure_is_enough(
    customers: tuple[int, int, int] | None, regions: dict[str, Any], judged: Judged, make_facts: Callable[..., Facts]
) -> None:
    assert RULE.judge(make_facts(customers=customers, regions=regions)) is judged


def test_it_says_how_many_and_where(make_facts: Callable[..., Facts]) -> None:
    assert RULE.sees(make_facts(customers=(38000, 41200, 44000), regions=BOTH)) == "About 41,200 customers in 2 regions"
    assert RULE.sees(make_facts(regions={"Coast": {}})) == "Customer count not known, 1 region"


@pytest.mark.parametrize(
    ("customers", "regions", "condition"),
    [
        ((30000, 30000, 30000), {}, "if fewer than 20,000 customers are affected"),
        ((3, 3, 3), BOTH, "if customers in only 1 region are affected"),
        ((30000, 30000, 30000), BOTH, "if fewer than 20,000 customers in only 1 region are affected"),
    ],
)
def test_only_what_meets_it_has_to_go(
    customers: tuple[int, int, int] | None, regions: dict[str, Any], condition: str, make_facts: Callable[..., Facts]
) -> None:
    turn = RULE.turned(make_facts(customers=customers, regions=regions), is_met=False)
    assert turn is not None
    assert (turn.condition, RULE.judge(turn.facts)) == (condition, Judged.NOT_MET)


def test_the_worst_region_is_the_one_that_stays(make_facts: Callable[..., Facts]) -> None:
    facts = make_facts(regions={"Coast": {"failing": 34}, "Lakes": {"failing": 58}})
    turn = RULE.turned(facts, is_met=False)
    assert turn is not None
    assert [region.name for region in turn.facts.regions] == ["Lakes"]


@pytest.mark.parametrize(
    ("customers", "judged"),
    [
        ((20000, 25000, 30000), Judged.MET),
        ((19999, 25000, 30000), Judged.TO_VERIFY),
        ((0, 30000, 60000), Judged.TO_VERIFY),
        ((0, 10000, 20000), Judged.TO_VERIFY),
        ((0, 10000, 19999), Judged.NOT_MET),
    ],
)
def test_counted_from_the_low_end_a_guess_is_to_be_verified(
    customers: tuple[int, int, int], judged: Judged, make_facts: Callable[..., Facts]
) -> None:
    assert HONEST.judge(make_facts(customers=customers)) is judged
    assert HONEST.judge(make_facts(customers=customers, regions=BOTH)) is Judged.MET


def test_a_count_to_be_verified_shows_its_whole_range_and_what_would_settle_it(
    make_facts: Callable[..., Facts],
) -> None:
    facts = make_facts(customers=(0, 30000, 60000), regions={"Coast": {}})
    assert HONEST.sees(facts) == "Between 0 and 60,000 customers in 1 region"
    turn = HONEST.turned(facts, is_met=True)
    assert turn is not None
    assert (turn.condition, turn.now) == (
        "if it is verified that 20,000 customers are affected",
        "between 0 and 60,000",
    )
