"""Accounts of a protected tier."""

from collections.abc import Callable

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged
from intera.governance.rules.tier_affected import TierAffected
from intera.model.party import Tier

RULE = TierAffected(tier=Tier.VIP, account_count=1)


def test_one_vip_is_enough_and_other_tiers_are_not(make_facts: Callable[..., Facts]) -> None:
    assert RULE.judge(make_facts(vip=["Harbour Logistics"])) is Judged.MET
    assert RULE.judge(make_facts(key=["Tidewater Ports"])) is Judged.NOT_MET


def test_it_names_a_few(make_facts: Callable[..., Facts]) -> None:
    assert RULE.sees(make_facts(vip=["Harbour Logistics"])) == "Harbour Logistics"
    assert RULE.sees(make_facts(vip=list("ABCDE"))) == "A, B, C and 2 more"
    assert RULE.sees(make_facts()) == "None known"


def test_a_higher_count_is_said_in_numbers(make_facts: Callable[..., Facts]) -> None:
    rule = TierAffected(tier=Tier.KEY, account_count=3)
    facts = make_facts(key=["A"])
    turn = rule.turned(facts, is_met=True)
    assert turn is not None
    assert (turn.condition, turn.now) == ("if 3 key accounts are affected", "1 key account")
    back = rule.turned(turn.facts, is_met=False)
    assert back is not None
    assert (back.condition, rule.judge(back.facts)) == ("if fewer than 3 key accounts are affected", Judged.NOT_MET)
