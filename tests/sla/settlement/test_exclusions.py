"""An exclusion has to earn its status."""

from typing import Any

import pytest

from sla.asking import come_to, outage, said

DOWN = [outage("14T01:00", "14T05:00")]
WINDOW = {"from": "2026-06-14T02:00", "to": "2026-06-14T04:00", "reason": "planned_work"}


def judged(terms: dict[str, Any], *windows: dict[str, Any], as_of: str | None = None) -> Any:  # noqa: ANN401
    facts: dict[str, Any] = {"period": "2026-06", "outages": DOWN, "exclusions": list(windows)}
    if as_of:
        facts["as_of"] = as_of
    return come_to({"exclusions": {"planned_work": terms}}, facts)


@pytest.mark.parametrize(
    ("terms", "told", "status", "counted"),
    [
        ({}, {}, "accepted", "7200"),
        ({"tail": "30min"}, {}, "accepted", "5400"),
        ({"notice": {"at_least": "72h", "counted": "elapsed"}}, {}, "refused_no_notice", "14400"),
        (
            {"notice": {"at_least": "72h", "counted": "elapsed"}},
            {"notified_at": "2026-06-11T02:00"},
            "accepted",
            "7200",
        ),
        (
            {"notice": {"at_least": "3 days", "counted": "elapsed"}},
            {"notified_at": "2026-06-11T02:01"},
            "refused_short_notice",
            "14400",
        ),
        (
            {"notice": {"at_least": "3 days", "counted": "days"}},
            {"notified_at": "2026-06-11T23:00"},
            "accepted",
            "7200",
        ),
        ({"evidence": "always"}, {}, "pending_evidence", "14400"),
        ({"evidence": "always"}, {"evidence": "mail 17"}, "accepted", "7200"),
        ({"evidence": "entered_late"}, {"recorded_at": "2026-06-14T01:59"}, "accepted", "7200"),
        ({"evidence": "entered_late"}, {"recorded_at": "2026-06-15T00:00"}, "pending_evidence", "14400"),
        ({"approval": True}, {}, "pending_approval", "14400"),
        ({"approval": True}, {"approved_at": "2026-06-15T00:00"}, "accepted", "7200"),
        ({}, {"reason": "bad weather"}, "refused_unknown_reason", "14400"),
        ({}, {"actual_end": "2026-06-14T05:00"}, "accepted", "7200"),
        ({"allowance": {"at_most": "1h", "each": "calendar_month"}}, {}, "accepted_in_part", "10800"),
        ({"allowance": {"at_most": "0s", "each": "calendar_month"}}, {}, "refused_over_allowance", "14400"),
    ],
)
def test_what_is_asked_for_has_to_be_there(
    terms: dict[str, Any], told: dict[str, Any], status: str, counted: str
) -> None:
    document = judged(terms, {**WINDOW, **told})
    assert said(document, "exclusions.0.status") == status
    assert said(document, "figures.uptime.counted_s") == counted


def test_notice_in_working_days() -> None:
    terms = {
        "calendars": {"work": {"days": "mon-fri", "works_on_holidays": True}},
        "exclusions": {
            "planned_work": {"notice": {"at_least": "2 working_days", "counted": "working_days", "calendar": "work"}}
        },
    }
    for told, status in (("2026-06-11T23:00", "accepted"), ("2026-06-12T01:00", "refused_short_notice")):
        # The 14th is a Sunday: two working days after Thursday 11 are Monday 15.
        facts = {
            "outages": DOWN,
            "exclusions": [{**WINDOW, "from": "2026-06-15T02:00", "to": "2026-06-15T04:00", "notified_at": told}],
        }
        assert said(come_to(terms, facts), "exclusions.0.status") == status


def test_an_allowance_is_spent_in_order_of_time() -> None:
    first = {**WINDOW, "id": "first", "from": "2026-06-02T00:00", "to": "2026-06-02T01:30"}
    document = judged({"allowance": {"at_most": "2h", "each": "calendar_month"}}, WINDOW, first)
    assert [(each["name"], each["accepted_s"]) for each in document["exclusions"]] == [
        ("first", 5400),
        ("exclusion 1", 1800),
    ]


def test_an_approval_counts_from_when_it_was_given() -> None:
    told = {**WINDOW, "approved_at": "2026-06-20T00:00"}
    assert said(judged({"approval": True}, told, as_of="2026-06-16T00:00"), "exclusions.0.status") == "pending_approval"
    assert said(judged({"approval": True}, told, as_of="2026-06-21T00:00"), "exclusions.0.status") == "accepted"
