"""Enough kinds of source."""

from collections.abc import Callable

from intera.governance.facts import Facts
from intera.governance.rules.customers_can_see_it import CustomersCanSeeIt
from intera.governance.rules.port import Judged

RULE = CustomersCanSeeIt(kind_count=2)


def test_two_kinds_of_source_are_needed(make_facts: Callable[..., Facts]) -> None:
    assert RULE.judge(make_facts(seen_by=["probe", "care_contacts"])) is Judged.MET
    assert RULE.judge(make_facts(seen_by=["probe", "probe"])) is Judged.NOT_MET
    assert RULE.judge(make_facts()) is Judged.NOT_MET


def test_internal_only_is_not_seen_by_customers(make_facts: Callable[..., Facts]) -> None:
    facts = make_facts(seen_by=["probe", "ticket"], visibility="internal_only")
    assert RULE.judge(facts) is Judged.NOT_MET
    turn = RULE.turned(facts, is_met=True)
    assert turn is not None
    assert (turn.condition, RULE.judge(turn.facts)) == ("if customers turn out to notice it", Judged.MET)


def test_it_says_who_shows_it(make_facts: Callable[..., Facts]) -> None:
    facts = make_facts(seen_by=["probe", "care_contacts"], contacts=340)
    assert RULE.sees(facts) == "Customer contacts at 3.4 times the usual and service tests"
    assert RULE.sees(make_facts()) == "No source shows harm to customers"


def test_more_kinds_than_exist_cannot_be_hoped_for(make_facts: Callable[..., Facts]) -> None:
    assert CustomersCanSeeIt(kind_count=20).turned(make_facts(), is_met=True) is None
