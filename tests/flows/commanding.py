"""A judged case and two people who give commands on it."""

import pytest

from flows.judged import RULES, judged, said
from flows.town import HEALTH, TESTS, after
from intera.model.decision import Actor, Plain
from intera.workflows.commands.given import CommandRefusedError, Given

NOVAK = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
HALE = Actor("person", "M. Hale", "business-desk", "service_assurance")
CASE = judged([said(TESTS, 0, failing_percent=58), said(HEALTH, 0)], after(0))


def given(**fields: Plain) -> Given:
    """What R. Novak typed five minutes later."""
    return Given(fields, NOVAK, after(5), RULES.policies, RULES)


def code_of(act: object) -> str:
    """The code a refused command answers with."""
    with pytest.raises(CommandRefusedError) as refused:
        act()  # type: ignore[operator]
    assert refused.value.message.endswith(".")
    return refused.value.code
