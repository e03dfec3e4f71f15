"""Another place, the whole country and a denial are found however they are written."""

from collections.abc import Callable
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.incident import Lifecycle
from intera.model.operator import Operator
from intera.narrative.claimed_reach import denials, unstated_places
from intera.narrative.facts import facts_of

Moment = Callable[..., datetime]
Changed = Callable[..., Case]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("So it is in highlands.", ["highlands"]),
        ("The islands have it too.", ["islands"]),
        ("It is slow in the north.", ["north"]),
        ("We look north for it, coastal or not. In capital letters.", ["capital"]),
        ("Trouble in North and coast.", ["North"]),
        ("The whole country has it.", ["The whole country"]),
        ("It is slow nationwide and in every region.", ["nationwide", "every region"]),
        ("Im ganzen Land ist es langsam, also überall.", ["Im ganzen Land", "überall"]),
        ("Some customers in Coast and lakes have it.", []),
    ],
)
def test_places_no_fact_names(text: str, marked: list[str], case: Case, operator: Operator, moment: Moment) -> None:
    facts = facts_of(case, operator, audience="customer", language="en", at=moment("13:32"))
    assert [text[start:end] for start, end in unstated_places(text, facts, operator)] == marked


DENIED = [
    "Mobile Data is not slow in Coast.",
    "mobile data isn't affected in Coast",
    "There is no trouble with mobile data.",
    "Mobile data in Coast works as usual.",
    "Calls work, and mobile data is never slow.",
]
FAIR = [
    "Mobile data is slow in Coast, calls are not affected.",
    "Mobile data is slow and calls are not affected.",
    "Mobile data does not work for some customers in Coast.",
    "Some customers cannot use mobile data. Calls work as usual.",
    "We expect mobile data to be back to normal later this afternoon.",
]


def _denied(text: str, case: Case, operator: Operator, at: datetime) -> bool:
    facts = facts_of(case, operator, audience="customer", language="en", at=at)
    return any(denials(text, facts, operator))


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_of_the_fact(text: str, case: Case, operator: Operator, moment: Moment) -> None:
    assert _denied(text, case, operator, moment("13:32"))


@pytest.mark.parametrize("text", FAIR)
def test_what_is_no_denial(text: str, case: Case, operator: Operator, moment: Moment) -> None:
    assert not _denied(text, case, operator, moment("13:32"))


def test_once_it_is_restored_nothing_is_denied(
    case: Case, operator: Operator, moment: Moment, changed: Changed
) -> None:
    over = changed(case, lifecycle=Lifecycle.RESTORED, restored_at=moment("13:00"))
    assert not _denied(DENIED[3], over, operator, moment("13:32"))
