"""A contract tried on facts, both as plain data."""

from fractions import Fraction

import pytest

from intera.sla.language.layers import layered
from intera.sla.language.problem import UnreadableTermError, UnusableContractError
from intera.sla.trial import contract_from, facts_from, period_span, total_of, try_contract
from sla.worked_case import contract_data

PLAIN = contract_data("plain")
FACTS = {"outages": [{"from": "2026-06-05T10:00", "to": "2026-06-05T12:00"}]}


def test_a_period_is_a_month_or_a_day_in_it() -> None:
    contract = contract_from(PLAIN)
    facts = facts_from(FACTS, contract.terms).facts
    assert period_span("2026-06", contract.terms, facts) == period_span("2026-06-20", contract.terms, facts)
    assert try_contract(PLAIN, FACTS, period="2026-07").violated is False
    with pytest.raises(UnreadableTermError):
        period_span("June", contract.terms, facts)


def test_as_of_is_read_in_the_zone_of_the_contract() -> None:
    document = try_contract(PLAIN, FACTS, as_of="2026-06-05T11:00")
    assert document.known_at == "2026-06-05T11:00:00+00:00"
    with pytest.raises(UnreadableTermError):
        try_contract(PLAIN, FACTS, as_of="noon")


def test_the_same_question_has_the_same_answer() -> None:
    assert try_contract(PLAIN, FACTS) == try_contract(PLAIN, FACTS)


def test_a_contract_with_a_problem_is_not_tried() -> None:
    with pytest.raises(UnusableContractError):
        try_contract(layered(PLAIN, {"timezone": "Nowhere"}), FACTS)


def test_credits_are_added_up_exactly() -> None:
    remedy = {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "0.10 EUR"}}}
    document = try_contract(layered(PLAIN, remedy), FACTS)
    assert total_of([document] * 3) == Fraction(3, 10)


def test_a_month_of_a_contract_with_longer_periods_names_the_one_it_lies_in() -> None:
    quarterly = layered(PLAIN, {"period": {"kind": "calendar_quarter"}})
    document = try_contract(quarterly, FACTS, period="2026-05")
    assert (document.period.starts_at[:10], document.period.ends_at[:10]) == ("2026-04-01", "2026-07-01")
