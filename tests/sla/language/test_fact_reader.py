"""One bad fact does not spoil the others: it is named and set aside."""

from typing import Any

import pytest

from intera.sla.language.fact_reader import ReadFacts, period_of_month, read_as_of, read_facts
from sla.asking import outage


def read(raw: dict[str, Any]) -> ReadFacts:
    return read_facts(raw, timezone="Europe/Berlin", currency="EUR")


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ({"outages": [outage("05T11:00", "05T10:00")]}, "inverted_interval"),
        ({"exclusions": [{"from": "2026-06-02", "to": "2026-06-01", "reason": "x"}]}, "inverted_interval"),
        ({"period": {"from": "2026-07-01", "to": "2026-06-01"}}, "inverted_interval"),
        ({"mrc": "-1"}, "negative_price"),
        ({"prices": [{"amount": "-5"}]}, "negative_price"),
        ({"timezone": "Europe/Atlantis"}, "unknown_zone"),
        ({"currency": "USD", "mrc": "5"}, "currency"),
        ({"outages": [outage("05T10:00", "05T11:00", instance="other")]}, "instance_without_contract"),
        ({"measurements": [{"samples": 5, "lost": 6}]}, "impossible_samples"),
        ({"weather": "rain"}, "unknown-key"),
        ({"period": {"from": "0001-01-01", "to": "9999-12-31"}}, "out_of_reach"),
        ({"counts": {"faults": 10**13}}, "unreadable"),
        (
            {"series": {"s": {"from": "2026-06-01", "interval": "1s", "runs": [{"value": ".", "count": 10**9}]}}},
            "too_long",
        ),
        ({"mrc": "ten"}, "unreadable"),
        ({"outages": [{"to": "2026-06-01"}]}, "missing-key"),
        ({"outages": [{"from": "2026-10-25T02:30"}]}, "ambiguous_local_time"),
    ],
)
def test_a_bad_fact_is_set_aside_with_its_rule(raw: dict[str, Any], rule: str) -> None:
    good = {"outages": [*raw.get("outages", []), outage("07T10:00", "07T11:00")]}
    found = read({**raw, **good})
    assert rule in {each.rule for each in found.set_aside}
    assert len(found.facts.outages) == 1


def test_good_facts_set_nothing_aside() -> None:
    found = read({"currency": "EUR", "mrc": "10", "period": "2026-12", "outages": [outage("05T10:00", "05T10:00")]})
    assert found.set_aside == ()
    assert len(found.facts.outages) == 1


def test_a_month_is_its_days() -> None:
    assert period_of_month("2026-12") == {"from": "2026-12-01", "to": "2027-01-01"}
    assert period_of_month("December") == "December"


def test_an_instant_of_knowledge_is_read_in_the_zone_of_the_contract() -> None:
    assert read_as_of("2026-06-01T02:00", timezone="Europe/Berlin") == read_as_of("2026-06-01T00:00Z", timezone="UTC")
