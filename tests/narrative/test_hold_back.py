"""What must wait is always listed with its reason and what releases it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from intera.model.case import Case
from intera.model.impact import CountRange, Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import Template
from intera.model.operator import Operator
from intera.narrative.compose import compose
from intera.narrative.hold_back import hold_back, hold_back_saying

Moment = Callable[..., datetime]
Changed = Callable[..., Case]


def waits(case: Case, at: datetime) -> dict[str, str]:
    found = hold_back(case, at=at)
    assert all(wait.releases_when for wait in found)
    return {wait.what: wait.why for wait in found}


def test_cause_end_time_and_numbers_wait(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    at = moment("13:32")
    assert waits(case, at) == {
        "Cause": "Not verified. Do not name or hint.",
        "A fixed end time": 'ETA confidence is Medium; say "we expect", and no clock time.',
        "Customer numbers": "Internal estimate only.",
    }
    narrative = compose(case, templates, operator, audience="customer", language="en", at=at)
    assert narrative is not None
    told = replace(case, narratives=(narrative,))
    assert waits(told, at)["A fixed end time"] == 'ETA confidence is Medium; say "later this afternoon".'
    assert "later" not in waits(told, moment("13:31"))["A fixed end time"]


def test_the_end_time_is_released_by_confidence_and_by_the_end(case: Case, changed: Changed, moment: Moment) -> None:
    at = moment("13:32")
    assert waits(changed(case, eta_percent=49), at)["A fixed end time"].startswith("ETA confidence is Low")
    assert waits(replace(case, eta=None), at)["A fixed end time"].startswith("There is no ETA yet")
    assert "A fixed end time" not in waits(changed(case, eta_percent=75), at)
    assert "A fixed end time" not in waits(changed(case, lifecycle=Lifecycle.RESTORED), at)


def test_under_low_confidence_anything_definite_waits_first(case: Case, changed: Changed, moment: Moment) -> None:
    low = changed(case, percent=40, raise_confidence_by=("A second probe in Coast.",))
    first = hold_back(low, at=moment("13:32"))[0]
    assert (first.what, first.releases_when) == ("Anything definite", "A second probe in Coast.")
    bare = hold_back(changed(case, percent=40), at=moment("13:32"))[0]
    assert bare.releases_when.startswith("Confidence reaches 50%")
    assert hold_back(replace(case, impact=None), at=moment("13:32"))[0].what == "Anything definite"


def test_internal_only_means_not_a_word(case: Case, changed: Changed, moment: Moment) -> None:
    found = hold_back(changed(case, visibility=Visibility.INTERNAL_ONLY), at=moment("13:32"))
    assert [wait.what for wait in found] == ["Any word of it"]


def test_a_partner_is_never_named_and_a_count_is_no_estimate(case: Case, changed: Changed, moment: Moment) -> None:
    found = waits(changed(case, partner_code="P-17", customers=CountRange(3, 3, 3)), moment("13:32"))
    assert found["Which partner is involved"] == "Partners are never named to customers."
    assert found["Customer numbers"] == "A count of ours, and not for customers."


def test_an_audience_that_is_told_no_end_time_hears_what_to_say_instead(case: Case, changed: Changed) -> None:
    sure = changed(case, percent=80, eta_percent=80)
    kept = {wait.what: wait for wait in hold_back_saying(sure, soft_end="", tells_end=False)}
    assert kept["A fixed end time"].why == "It has passed, or this audience is not told one."
    assert "A fixed end time" not in {wait.what for wait in hold_back_saying(sure, soft_end="", tells_end=True)}
