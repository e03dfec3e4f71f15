"""A partner, by code."""

from collections.abc import Callable

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged
from intera.governance.rules.wholesale_partner import WholesalePartner

RULE = WholesalePartner()


def test_a_partner_route_or_a_wholesale_account_is_enough(make_facts: Callable[..., Facts]) -> None:
    assert RULE.judge(make_facts(partner="P-17")) is Judged.MET
    assert RULE.judge(make_facts(wholesale=["A carrier"])) is Judged.MET
    assert RULE.judge(make_facts(vip=["A"])) is Judged.NOT_MET


def test_a_partner_is_named_by_its_code_only(make_facts: Callable[..., Facts]) -> None:
    assert RULE.sees(make_facts(partner="P-17", wholesale=["A carrier"])) == "Partner P-17"
    assert RULE.sees(make_facts(wholesale=["A carrier"])) == "1 wholesale account"
