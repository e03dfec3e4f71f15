"""Three answers; what cannot be settled is named and the rest still is."""

import time

from intera.sla.language.layers import layered
from intera.sla.settlement.settle import settle
from intera.sla.trial import contract_from, facts_from
from sla.asking import come_to, outage, said
from sla.worked_case import contract_data

MANY = {
    "period": "2026-06",
    "mrc": "1000.00",
    "outages": [outage(f"{day:02}T10:00", f"{day:02}T10:{minute:02}") for day in range(1, 29) for minute in (5, 20)],
    "exclusions": [
        {"from": f"2026-06-{day:02}T10:03", "to": f"2026-06-{day:02}T10:04", "reason": "planned_work"}
        for day in range(1, 29)
    ],
}
REMEDY = {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "10%", "base": {"charge": "mrc"}}}}


def test_one_rule_that_cannot_be_applied_leaves_the_others() -> None:
    terms = {
        **REMEDY,
        "remedies": {
            **REMEDY["remedies"],
            "s": {"promise": "uptime", "driver": "days", "flat": "5%", "base": {"charge": "port"}},
        },
    }
    document = come_to(terms, {**MANY})
    assert (document["complete"], said(document, "credit.payable")) == (False, "100.00")
    assert said(document, "errors.0.place") == "remedies.s"


def test_a_contract_without_promises_still_gives_figures() -> None:
    document = come_to({"promises": {"uptime": None}}, MANY)
    assert document["violated"] is None
    assert said(document, "figures.uptime.count") == 28


def test_a_figure_told_is_taken_as_it_is() -> None:
    document = come_to(REMEDY, {"mrc": "10.00", "figures": {"uptime": "99.5%"}})
    assert (said(document, "figures.uptime.exact"), document["violated"]) == ("199/200", True)


def test_an_instance_month_settles_in_under_five_milliseconds() -> None:
    contract = contract_from(layered(contract_data("plain"), REMEDY))
    facts = facts_from(MANY, contract.terms).facts
    took: list[float] = []
    for _ in range(20):
        before = time.perf_counter()
        settle(contract, facts)
        took.append(time.perf_counter() - before)
    assert min(took) < 0.005
