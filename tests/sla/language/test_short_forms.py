"""Facts in one word are the same facts."""

from typing import Any

import pytest

from intera.sla.language.short_forms import SHORT_FORMS, spelled_out


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ({"given": {"mrc": "1"}, "expect": {}}, {"mrc": "1"}),
        ({"now": "2026-06-02", "month": "2026-06"}, {"as_of": "2026-06-02", "period": "2026-06"}),
        ({"turned_up": "2026-05-01"}, {"instance": {"active_from": "2026-05-01"}}),
        ({"accepted": "2024-02-29", "instance": {"id": "x"}}, {"instance": {"anniversary": "2024-02-29", "id": "x"}}),
        ({"open_outage": {"from": "a"}, "outages": [{"from": "b"}]}, {"outages": [{"from": "b"}, {"from": "a"}]}),
        (
            {"ticket_opened": "t", "outages": [{"from": "b"}, "nonsense"]},
            {"outages": [{"ticket_opened_at": "t", "from": "b"}, "nonsense"]},
        ),
        ({"reported": "r", "restored": "s"}, {"tickets": [{"reported": "r", "restored": "s"}]}),
        (
            {"reported": ["r", "s"], "level": 1},
            {"tickets": [{"reported": "r", "level": "1"}, {"reported": "s", "level": "1"}]},
        ),
        ({"promised": "p", "completed": "c"}, {"orders": [{"promised": "p", "completed": "c"}]}),
        (
            {"slot_start": "s", "cancelled": ["a", "b"]},
            {"appointments": [{"slot_start": "s", "cancelled": each} for each in "ab"]},
        ),
        ({"slot_start": "s"}, {"appointments": [{"slot_start": "s"}]}),
        ({"claims": ["a", {"at": "b"}]}, {"claims": [{"at": "a"}, {"at": "b"}]}),
        ({"prices": [{"from": "f", "mrc": "1"}, 7]}, {"prices": [{"from": "f", "amount": "1"}, 7]}),
        ({"mrc": None, "exclusions": [{"evidence": None, "from": "f"}]}, {"exclusions": [{"from": "f"}]}),
    ],
)
def test_a_short_form_is_written_at_length(short: dict[str, Any], long: dict[str, Any]) -> None:
    assert spelled_out(short) == long


def test_facts_at_length_are_left_as_they_are() -> None:
    facts = {"mrc": "1", "outages": [{"from": "a", "to": "b"}], "period": {"from": "x", "to": "y"}}
    assert spelled_out(facts) == facts
    assert "given" in SHORT_FORMS
