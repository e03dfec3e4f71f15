"""A claimed priority is a lead."""

from collections.abc import Callable
from typing import Any

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.claim_needs_evidence import ClaimNeedsEvidence
from intera.governance.rules.port import Judged

RULE = ClaimNeedsEvidence(priority=2)


@pytest.mark.parametrize(
    ("told", "judged", "sees"),
    [
        ({"claimed_priority": 1, "confirmed": True}, Judged.MET, "Priority 1 claimed, confirmed by the desk"),
        ({"claimed_priority": 2}, Judged.TO_VERIFY, "Priority 2 claimed, not confirmed"),
        ({"claimed_priority": 3, "confirmed": True}, Judged.NOT_MET, "Priority 3 claimed, confirmed by the desk"),
        ({}, Judged.NOT_MET, "No priority claimed"),
    ],
)
def test_an_imported_priority_is_a_lead_until_its_desk_confirms_it(
    told: dict[str, Any], judged: Judged, sees: str, make_facts: Callable[..., Facts]
) -> None:
    facts = make_facts(**told)
    assert (RULE.judge(facts), RULE.sees(facts)) == (judged, sees)


def test_nobody_is_asked_to_claim(make_facts: Callable[..., Facts]) -> None:
    assert RULE.turned(make_facts(), is_met=True) is None
    assert RULE.turned(make_facts(claimed_priority=4), is_met=True) is None
