"""A credit that has to be asked for: until when, and whether it was."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

BASE = {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "10%", "base": {"charge": "mrc"}}}}
FACTS = {
    "period": "2026-06",
    "mrc": "100.00",
    "outages": [outage("05T10:00", "05T12:00", closed_at="2026-06-06T09:00")],
}


def claimed(claim: dict[str, Any], **facts: Any) -> Any:  # noqa: ANN401
    work = {"work": {"days": "mon-fri", "works_on_holidays": True}}
    return come_to({**BASE, "calendars": work, "claim": {"mode": "on_claim", **claim}}, {**FACTS, **facts})


@pytest.mark.parametrize(
    ("start", "length", "deadline"),
    [
        ("period_end", "30 days", "2026-07-30"),
        ("period_end", "7 working_days", "2026-07-09"),
        ("period_end", "2 billing_cycles", "2026-08-31"),
        ("period_end", "1 month", "2026-07-31"),
        ("event_start", "48 h", "2026-06-07T10:00:00+00:00"),
        ("event_end", "30 days", "2026-07-05"),
        ("ticket_closed", "30 days", "2026-07-06"),
    ],
)
def test_until_when(start: str, length: str, deadline: str) -> None:
    window = {"from": start, "length": length.replace(" h", "h"), "calendar": "work"}
    assert said(claimed({"window": window}), "claim.deadline") == deadline


WINDOW = {"window": {"from": "period_end", "length": "10 days"}}


@pytest.mark.parametrize(
    ("facts", "state", "valid", "payable"),
    [
        ({}, "open", None, "10.00"),
        ({"claims": [{"at": "2026-07-10"}]}, "claimed", True, "10.00"),
        ({"claims": [{"at": "2026-07-11"}]}, "late", False, "0.00"),
        ({"claims": [{"at": "2026-07-11"}, {"at": "2026-07-09"}]}, "claimed", True, "10.00"),
        ({"as_of": "2026-07-10T23:00"}, "open", None, "10.00"),
        ({"as_of": "2026-07-11T00:00"}, "lapsed", False, "0.00"),
    ],
)
def test_late_forfeits_the_credit_never_the_violation(
    facts: dict[str, Any], state: str, *, valid: bool | None, payable: str
) -> None:
    document = claimed(WINDOW, **facts)
    assert (said(document, "claim.state"), said(document, "claim.valid")) == (state, valid)
    assert (said(document, "credit.due"), said(document, "credit.payable")) == ("10.00", payable)
    assert document["violated"] is True


def test_an_outage_whose_record_came_late_is_not_paid_for() -> None:
    gates = {"gates": [{"record": "ticket_opened_at", "within": "1h"}]}
    each = {"driver": "counted_time", "each": {"unit": "1h", "pay": "10%", "part": "whole"}, "flat": None}
    late = outage("05T10:00", "05T12:00", ticket_opened_at="2026-06-05T11:01")
    good = outage("08T10:00", "08T11:00", ticket_opened_at="2026-06-08T10:59")
    terms = {"remedies": {"r": {**BASE["remedies"]["r"], **each}}, "claim": {"mode": "on_claim", **gates}}
    document = come_to(terms, {**FACTS, "outages": [late, good]})
    assert (said(document, "credit.due"), said(document, "credit.payable")) == ("30.00", "10.00")
    assert said(document, "claim.failed") == ["outage 1"]


def test_an_automatic_credit_needs_no_claim() -> None:
    assert said(come_to({**BASE, "claim": {"mode": "automatic"}}, FACTS), "claim.state") == "not_needed"
    assert said(claimed({"window": {"from": "event_start", "length": "3 days"}}, outages=[]), "claim.deadline") is None
