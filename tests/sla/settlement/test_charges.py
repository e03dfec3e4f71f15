"""The base of a remedy, at the price that counts."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

HALF = {
    "period": "2026-06",
    "prices": [
        {"from": "2026-06-01", "amount": "1000"},
        {"from": "2026-06-16", "amount": "1200"},
        {"charge": "access", "amount": "100"},
    ],
    "outages": [outage("20T10:00", "20T12:00")],
}


def paid(base: dict[str, Any], flat: Any = "10%", facts: dict[str, Any] | None = None) -> str:  # noqa: ANN401
    document = come_to(
        {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": flat, "base": base}}},
        {**HALF, **(facts or {})},
    )
    return said(document, "credit.payable")


@pytest.mark.parametrize(
    ("base", "flat", "amount"),
    [
        ({}, "10%", "120.00"),
        ({"valued": "period_start"}, "10%", "100.00"),
        ({"valued": "billed"}, "10%", "110.00"),
        ({"valued": "event"}, "10%", "120.00"),
        ({"net_of": ["access"]}, "10%", "110.00"),
        ({"net_of": ["discount"]}, "10%", "120.00"),
        ({"charge": "access"}, "10%", "10.00"),
        ({"greater_of": ["mrc", "access"], "times": {"access": 20}}, "10%", "200.00"),
        ({"month_days": 30}, "1 day", "40.00"),
        ({"month_days": "30.5"}, "1 day", "39.34"),
        ({"month_days": "actual"}, "1 day", "40.00"),
        ({"month_days": 30}, "1 hour", "1.67"),
        ({}, "2 months", "2400.00"),
        ({}, "5.00 EUR", "5.00"),
        ({}, {"greater_of": ["5.00 EUR", "1%"]}, "12.00"),
        ({}, {"lesser_of": ["5.00 EUR", "1%"]}, "5.00"),
        ({}, "nothing", "0.00"),
    ],
)
def test_the_base_that_is_meant(base: dict[str, Any], flat: Any, amount: str) -> None:  # noqa: ANN401
    assert paid(base, flat) == amount


def test_a_share_of_a_charge_without_a_price_is_an_error_and_a_sum_is_not() -> None:
    terms = {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "10%", "base": {"charge": "port"}}}}
    document = come_to(terms, HALF)
    assert said(document, "errors.0.rule") == "no-price"
    assert said(document, "complete") is False
    assert paid({"charge": "port"}, "5.00 EUR") == "5.00"


def test_a_rate_is_the_one_in_force() -> None:
    terms = {
        "rates": {"day": [{"from": "2026-01-01", "amount": "5.00 EUR"}, {"from": "2026-07-01", "amount": "6.00 EUR"}]},
        "remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "@day"}},
    }
    assert said(come_to(terms, HALF), "credit.payable") == "5.00"
    early = {"period": "2025-06", "figures": {"uptime": "99%"}}
    assert said(come_to(terms, early), "errors.0.rule") == "no-rate"


def test_service_that_ends_is_billed_to_its_last_day() -> None:
    facts = {"prices": [], "mrc": "3000", "instance": {"active_from": "2026-06-11", "active_to": "2026-06-21"}}
    assert paid({"valued": "billed"}, facts=facts) == "100.00"
