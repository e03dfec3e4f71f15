"""An end that no fact states is found in whatever words it is stated; what the facts state is not."""

from collections.abc import Callable
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.operator import Operator
from intera.narrative.claimed_times import unstated_times
from intera.narrative.facts import facts_of

Moment = Callable[..., datetime]


def _marked(text: str, case: Case, operator: Operator, at: datetime, language: str = "en") -> list[str]:
    facts = facts_of(case, operator, audience="customer", language=language, at=at)
    spans = unstated_times(text, facts, at=at, zone=operator.zone, language=language)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It will be back by half past four.", "half past four"),
        ("It works again by 16h30.", "16h30"),
        ("It will work at 4 o'clock.", "4 o'clock"),
        ("It will work by 1630.", "1630"),
        ("It will work in two hours.", "in two hours"),
        ("It works again tonight.", "tonight"),
        ("It works again this evening.", "this evening"),
        ("All is well tomorrow.", "tomorrow"),
        ("It will be fine by Friday.", "Friday"),
        ("It works again in the next few days.", "in the next few days"),
        ("We will be done shortly before five.", "before five"),
        ("The work ends by tea time.", "tea time"),
        ("It works again today.", "today"),
        ("The next update comes tomorrow at 15:05.", "tomorrow at 15:05"),
    ],
)
def test_an_end_no_fact_states_is_found(text: str, marked: str, case: Case, operator: Operator, moment: Moment) -> None:
    assert _marked(text, case, operator, moment("13:32")) == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "Since 13:18 today, pages load slowly.",
        "We are sorry that pages load slowly today.",
        "It began at 1:18 pm.",
        "We expect service to be back to normal later this afternoon.",
        "The next update comes by 15:05 CET.",
        "The next update comes at five past three.",
        "Wait two minutes and restart your phone. Calls drop for a few minutes at a time.",
        "One in five calls fails. Call 0800 555 0142.",
    ],
)
def test_what_the_facts_state_stands(text: str, case: Case, operator: Operator, moment: Moment) -> None:
    assert _marked(text, case, operator, moment("13:32")) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ab halb fünf geht es wieder.", ["halb fünf"]),
        ("Es geht heute Abend wieder.", ["heute Abend"]),
        ("In zwei Stunden geht alles.", ["In zwei Stunden"]),
        ("Seit 13:18 Uhr heute ist Mobile Data langsam. Nächste Mitteilung bis 15:05 Uhr MEZ.", []),
    ],
)
def test_german_is_read_too(text: str, marked: list[str], case: Case, operator: Operator, moment: Moment) -> None:
    assert _marked(text, case, operator, moment("13:32"), "de") == marked
