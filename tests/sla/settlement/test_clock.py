"""Downtime by the clock of the contract, in its own order."""

from typing import Any

import pytest

from intera.sla.language.clock_terms import SelectTerms
from intera.sla.settlement.clock import is_selected, one_site, sites_of
from sla.asking import come_to, framed, outage, said


def counted(clock: dict[str, Any], *outages: dict[str, Any], **facts: Any) -> str:  # noqa: ANN401
    if "steps" in clock:
        clock = {**clock, "steps": [*clock["steps"], {"exclude": ["all"]}]}
    terms = {"clocks": {"c": clock}, "metrics": {"uptime": {"clock": "c"}}}
    return said(come_to(terms, {"period": "2026-06", "outages": list(outages), **facts}), "figures.uptime.counted_s")


RECORDED = outage(
    "05T10:00",
    "05T12:00",
    alarm_at="2026-06-05T09:50",
    reported_at="2026-06-05T10:10",
    released_at="2026-06-05T10:20",
    restored_at="2026-06-05T11:50",
    closed_at="2026-06-05T13:00",
    priority=2,
    cause="cable",
    impairment="degraded",
)


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        ({}, "7200"),
        ({"start": "earliest(alarm_at, reported_at)"}, "7800"),
        ({"start": "latest(reported_at, released_at)"}, "6000"),
        ({"end": "closed_at"}, "10800"),
        ({"end": "earliest(restored_at, closed_at)"}, "6600"),
        ({"start": "ticket_opened_at"}, "0"),
        ({"select": {"priorities": [1]}}, "0"),
        ({"select": {"priorities": [1, 2]}}, "7200"),
        ({"select": {"impairments": ["total"]}}, "0"),
        ({"select": {"causes_not": ["cable"]}}, "0"),
        ({"select": {"causes": ["cable"]}}, "7200"),
        ({"select": {"kinds": ["loss"]}}, "0"),
        ({"granularity": {"unit": "1h", "round": "up", "per": "total"}}, "7200"),
        ({"granularity": {"unit": "5h", "round": "up", "per": "event"}}, "18000"),
        ({"granularity": {"unit": "5h", "round": "down", "per": "total"}}, "0"),
        ({"steps": [{"require": {"record": "reported_at", "within": "5min"}}]}, "0"),
        ({"steps": [{"require": {"record": "reported_at", "within": "10min"}}]}, "7200"),
    ],
)
def test_records_and_choices(clock: dict[str, Any], seconds: str) -> None:
    assert counted(clock, RECORDED) == seconds


def test_affected_shares_weigh_seconds_and_the_worst_counts() -> None:
    outages = (outage("05T10:00", "05T12:00", affected="50%"), outage("05T11:00", "05T12:00", affected="10%"))
    assert counted({"weight": "affected_share"}, *outages) == "3600"
    assert counted({}, *outages) == "7200"


def test_both_legs_have_to_be_down() -> None:
    outages = (outage("05T10:00", "05T12:00", site="a"), outage("05T11:00", "05T14:00", site="b"))
    assert counted({"steps": [{"redundancy": "all"}]}, *outages) == "3600"
    assert counted({"steps": [{"redundancy": "any"}]}, *outages) == "14400"


def test_a_merger_inside_a_window() -> None:
    outages = (outage("05T10:00", "05T10:40"), outage("05T11:00", "05T11:40"), outage("05T13:30", "05T14:10"))
    steps = [{"merge": {"within": "3h"}}, {"minimum": {"at_least": "45min"}}]
    assert counted({"steps": steps}, *outages) == "4800"


def test_stops_are_taken_by_their_reason() -> None:
    stops = [
        {"from": "2026-06-05T10:00", "to": "2026-06-05T10:30", "reason": "no access"},
        {"from": "2026-06-05T11:00", "to": "2026-06-05T11:30", "reason": "lunch"},
    ]
    assert counted({"steps": [{"stops": ["no access"]}]}, RECORDED, stops=stops) == "5400"


def test_sites_are_named_or_found() -> None:
    facts = {"outages": [outage("05T10:00", "05T12:00", site="b"), outage("05T10:00", "05T12:00", site="a")]}
    assert sites_of(framed(facts=facts)) == ("a", "b")
    assert sites_of(framed(facts={**facts, "instance": {"sites": ["a", "b", "c"]}})) == ("a", "b", "c")
    assert len(one_site(framed(facts=facts), "a").facts.outages) == 1
    assert is_selected(framed(facts=facts).facts.outages[0], SelectTerms())


def test_hours_may_depend_on_the_cause() -> None:
    terms = {
        "calendars": {"office": {"days": "daily", "hours": "09:00-11:00", "works_on_holidays": True}},
        "clocks": {"c": {"hours_by_cause": {"cable": "office"}}},
        "metrics": {"uptime": {"clock": "c"}},
    }
    facts = {"period": "2026-06", "outages": [RECORDED, outage("06T10:00", "06T12:00", cause="power")]}
    document = come_to(terms, facts)
    assert said(document, "figures.uptime.counted_s") == str(3600 + 7200)
    assert said(document, "figures.uptime.eligible_s") == "2592000"
