"""Stacked, capped once, rounded once; lines add up."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

TWO = {
    "metrics": {"repair": {"measure": "repair.longest"}},
    "promises": {"repair": {"metric": "repair", "target": {"at_most": "1h"}}},
    "remedies": {
        "a": {"promise": "uptime", "driver": "flat", "flat": "10%", "per": "event", "base": {"charge": "mrc"}},
        "b": {"promise": "repair", "driver": "flat", "flat": "15%", "per": "event", "base": {"charge": "mrc"}},
    },
}
FACTS = {
    "period": "2026-06",
    "mrc": "100.00",
    "outages": [outage("05T10:00", "05T12:00"), outage("09T10:00", "09T10:30")],
}


def paid(**terms: Any) -> str:  # noqa: ANN401
    return said(come_to({**TWO, **terms}, FACTS), "credit.payable")


@pytest.mark.parametrize(
    ("rule", "per", "amount"),
    [
        ("add", "period", "35.00"),
        ("greatest", "period", "20.00"),
        ("first", "period", "20.00"),
        ("none", "period", "0.00"),
        ("greatest", "same_time", "25.00"),
        ("first", "same_time", "20.00"),
        ("none", "same_time", "10.00"),
    ],
)
def test_remedies_for_the_same_thing(rule: str, per: str, amount: str) -> None:
    assert paid(stack=[{"remedies": ["a", "b"], "rule": rule, "per": per}]) == amount


def test_caps_hold_for_all_or_for_some_and_lines_add_up() -> None:
    cap = {"at_most": "12%", "base": {"charge": "mrc"}}
    assert paid(caps=[cap]) == "12.00"
    document = come_to({**TWO, "caps": [{**cap, "remedies": ["a"]}]}, FACTS)
    assert said(document, "credit.payable") == "27.00"
    assert [each["amount"] for each in document["remedies"]] == ["12.00", "15.00"]
    assert said(document, "credit.before_caps") == "35.00"


def test_a_cap_of_a_year_counts_what_was_given_before() -> None:
    cap = {"at_most": "40%", "base": {"charge": "mrc"}, "window": "year"}
    given = [{"at": "2026-03-01", "amount": "30.00"}, {"at": "2025-12-31", "amount": "99.00"}]
    assert said(come_to({**TWO, "caps": [cap]}, {**FACTS, "credits": given}), "credit.payable") == "10.00"


def test_small_credits_are_not_given() -> None:
    assert [paid(minimum={"over": "35.00 EUR"}), paid(minimum={"at_least": "35.00 EUR"})] == ["0.00", "35.00"]


def test_an_upper_limit_is_said_to_be_one() -> None:
    terms = {"remedies": {**TWO["remedies"], "a": {**TWO["remedies"]["a"], "amount": "at_most"}}}
    assert said(come_to({**TWO, **terms}, FACTS), "credit.at_most") is True


def test_a_condition_that_is_not_met_takes_the_credit_and_leaves_the_violation() -> None:
    terms = {
        **TWO,
        "conditions": {"utilisation": {"figure": "utilisation", "target": {"at_most": "50%"}, "clause": "7"}},
    }
    for told, payable, reason in (
        ({}, "35.00", ""),
        ({"utilisation": "50%"}, "35.00", ""),
        ({"utilisation": "51%"}, "0.00", "condition_utilisation"),
    ):
        document = come_to(terms, {**FACTS, "figures": told})
        assert (document["violated"], said(document, "credit.payable"), said(document, "credit.reason")) == (
            True,
            payable,
            reason,
        )
        assert any(each["clause"] == "7" for each in document["explanation"]) is (told != {"utilisation": "50%"})
