"""Outcome, risk and finality, each by itself."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

MONTH = {"period": "2026-06"}


def verdict(target: dict[str, Any], facts: dict[str, Any], **more: Any) -> tuple[Any, ...]:  # noqa: ANN401
    promise = come_to({"promises": {"uptime": {"target": target, **more}}}, {**MONTH, **facts})["promises"][0]
    return promise["outcome"], promise["risk"], promise["finality"], promise["violated"]


@pytest.mark.parametrize(
    ("seconds", "as_of", "expected"),
    [
        ("10:43:12", None, ("met", "on_track", "final", False)),
        ("10:43:13", None, ("violated", "certain", "final", True)),
        ("10:20:00", "2026-06-10", ("met", "on_track", "provisional", None)),
        ("10:30:00", "2026-06-10", ("met", "watch", "provisional", None)),
        ("10:43:13", "2026-06-10", ("violated", "certain", "provisional", True)),
    ],
)
def test_the_allowance_decides(seconds: str, as_of: str | None, expected: tuple[Any, ...]) -> None:
    facts: dict[str, Any] = {"outages": [outage("05T10:00:00", f"05T{seconds}")]}
    assert verdict({}, {**facts, "as_of": as_of} if as_of else facts) == expected


def test_a_contract_may_warn_earlier() -> None:
    facts = {"outages": [outage("05T10:00", "05T10:20")], "as_of": "2026-06-10"}
    assert verdict({}, facts, warn={"watch": "10%", "jeopardy": "40%"})[1] == "jeopardy"


def test_over_and_under_make_the_bound_itself_a_miss() -> None:
    told = {"figures": {"uptime": "99.9%"}}
    assert verdict({}, told)[3] is False
    assert verdict({"at_least": None, "over": "99.9%"}, told)[3] is True
    assert verdict({"at_least": None, "under": "99.9%"}, told)[3] is True
    assert verdict({"at_least": None, "at_most": "99.9%"}, told)[3] is False


def test_thin_knowledge_makes_a_verdict_provisional() -> None:
    unknown = [{"from": "2026-06-01", "to": "2026-06-03"}]
    terms = {"metrics": {"uptime": {"coverage_floor": "95%"}}}
    assert said(come_to(terms, {**MONTH, "unknown": unknown}), "promises.uptime.finality") == "provisional"
    assert said(come_to(terms, MONTH), "promises.uptime.finality") == "final"


def test_a_share_may_recover_while_the_period_runs_and_a_worst_time_may_not() -> None:
    terms = {
        "metrics": {
            "on_time": {"measure": "records.on_time", "records": "orders"},
            "repair": {"measure": "repair.longest"},
        },
        "promises": {
            "uptime": None,
            "on_time": {"metric": "on_time", "target": {"at_least": "90%"}},
            "repair": {"metric": "repair", "target": {"at_most": "1h"}},
        },
    }
    facts = {
        **MONTH,
        "as_of": "2026-06-10",
        "orders": [{"promised": "2026-06-02", "completed": "2026-06-03"}],
        "outages": [outage("05T10:00", "05T12:00")],
    }
    document = come_to(terms, facts)
    assert said(document, "promises.on_time.violated") is None
    assert said(document, "promises.on_time.risk") == "jeopardy"
    assert said(document, "promises.repair.violated") is True


def test_an_instance_without_a_target_of_its_class_is_not_judged() -> None:
    terms = {"promises": {"uptime": {"target": None, "column": "class", "by": {"gold": {"at_least": "99.9%"}}}}}
    assert said(come_to(terms, MONTH), "promises.uptime.outcome") == "not_measurable"
    gold = {**MONTH, "instance": {"attributes": {"class": "gold"}}}
    assert said(come_to(terms, gold), "promises.uptime.outcome") == "met"


def test_an_open_outage_that_will_break_the_promise_puts_it_in_jeopardy() -> None:
    facts = {**MONTH, "as_of": "2026-06-05T10:10", "outages": [{"from": "2026-06-05T10:00"}]}
    document = come_to({}, facts)
    assert said(document, "promises.uptime.risk") == "jeopardy"
    assert said(document, "promises.uptime.breach_at") == "2026-06-05T10:43:12+00:00"
    assert document["violated"] is None
    loose = {"promises": {"uptime": {"target": {"at_least": "90%"}}}}
    assert said(come_to(loose, facts), "promises.uptime.risk") == "on_track"
    hours = {
        "calendars": {"office": {"days": "daily", "hours": "09:00-17:00", "works_on_holidays": True}},
        "clocks": {"c": {"hours": "office"}},
        "metrics": {"uptime": {"clock": "c"}},
    }
    assert said(come_to(hours, facts), "promises.uptime.breach_at") is None


def test_one_undecided_promise_leaves_the_answer_open() -> None:
    terms = {
        "metrics": {"told": {"measure": "stated.higher_is_better"}},
        "promises": {"told": {"metric": "told", "target": {"at_least": "1%"}}},
    }
    facts = {**MONTH, "figures": {"told": "50%"}}
    assert come_to(terms, facts)["violated"] is False
    assert come_to(terms, {**facts, "as_of": "2026-06-10"})["violated"] is None


def test_warnings_begin_at_their_share_itself() -> None:
    # 1296 of 2592 s are exactly half.
    facts = {"outages": [outage("05T10:00:00", "05T10:21:36")], "as_of": "2026-06-10"}
    assert verdict({}, facts, warn={"watch": "50%"})[1] == "watch"
    assert verdict({}, facts, warn={"jeopardy": "50%"})[1] == "jeopardy"
