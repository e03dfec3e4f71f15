"""Emergency calls."""

from collections.abc import Callable
from typing import Any

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.emergency_calling import EmergencyCalling
from intera.governance.rules.port import Judged

RULE = EmergencyCalling()


@pytest.mark.parametrize(
    ("told", "judged", "sees"),
    [
        ({"emergency": True}, Judged.MET, "Affected"),
        ({"emergency": False}, Judged.NOT_MET, "Works as usual"),
        ({}, Judged.NOT_MET, "Not known"),
    ],
)
def test_unknown_is_said_as_unknown(
    told: dict[str, Any], judged: Judged, sees: str, make_facts: Callable[..., Facts]
) -> None:
    facts = make_facts(**told)
    assert (RULE.judge(facts), RULE.sees(facts)) == (judged, sees)
