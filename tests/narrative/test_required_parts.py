"""A draft of ours tells service, place, what still works, next update and an apology."""

from collections.abc import Callable
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.incident import Lifecycle
from intera.model.narrative import Template
from intera.model.operator import Operator
from intera.narrative.compose import compose
from intera.narrative.required_parts import RequiredPart, missing_parts

FULL = "Mobile data is slow in Coast. Texts work as usual. Next update by 15:05. We are sorry."


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (FULL, ()),
        (FULL.replace("Mobile data", "It"), (RequiredPart.SERVICE,)),
        (FULL.replace("Coast", "Coastal areas"), (RequiredPart.PLACE,)),
        (FULL.replace(" Texts work as usual.", ""), (RequiredPart.STILL_WORKS,)),
        (FULL.replace("by 15:05", "soon"), (RequiredPart.NEXT_UPDATE,)),
        (FULL.replace("We are sorry.", ""), (RequiredPart.APOLOGY,)),
        ("", tuple(RequiredPart)),
    ],
)
def test_each_part_is_missed_alone(text: str, missing: tuple[RequiredPart, ...], operator: Operator) -> None:
    assert missing_parts(text, operator) == missing


def test_a_closed_incident_owes_no_next_update(operator: Operator) -> None:
    text = "The disruption to mobile data in Coast is over. We apologise."
    assert missing_parts(text, operator, stage="closed") == ()
    assert missing_parts(text, operator, stage="restored") == (RequiredPart.NEXT_UPDATE,)


@pytest.mark.parametrize("lifecycle", [Lifecycle.SUSPECTED, Lifecycle.ACTIVE, Lifecycle.RESTORED, Lifecycle.CLOSED])
def test_our_shipped_templates_miss_nothing(
    lifecycle: Lifecycle,
    case: Case,
    templates: tuple[Template, ...],
    operator: Operator,
    changed: Callable[..., Case],
    moment: Callable[..., datetime],
) -> None:
    told = changed(case, lifecycle=lifecycle)
    narrative = compose(told, templates, operator, audience="customer", language="en", at=moment("13:32"))
    assert narrative is not None
    assert missing_parts(narrative, operator) == ()
