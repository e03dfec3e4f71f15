"""Care reads approved words, answers that promise nothing of their own, and an honest check of a place."""

from types import ModuleType
from typing import Any

import pytest

from intera.roles.care_now import CareAsk, check_place, leave_out, read_care
from intera.roles.desk import Desk
from intera.roles.relative import LocalClock
from intera.roles.told import all_told
from intera.roles.told_view import CareView
from roles.speaking import phrases_of, released

CARE = phrases_of("care")


@pytest.fixture
def documents(northmoor: ModuleType) -> list[dict[str, Any]]:
    return [released(case, northmoor.operator(), northmoor, "care") for case in northmoor.cases()]


def care(documents: list[dict[str, Any]], ask: CareAsk, desk: Desk, clock: LocalClock) -> CareView:
    return read_care(documents, ask, phrases=CARE, desk=desk, clock=clock)


def test_the_first_is_read_aloud_and_the_others_follow(
    documents: list[dict[str, Any]], desk: Desk, clock: LocalClock
) -> None:
    view = care(documents, CareAsk(), desk, clock)
    assert view.lead is not None
    assert view.headline == "Mobile data is slow or unavailable for some customers in Coast and Lakes."
    assert view.lead.incident_id not in {one.incident_id for one in view.also}
    assert dict(view.asks)["When will it work?"].endswith("We will know more by 15:05 CET.")
    assert dict(view.asks)["Why did it happen?"] == "We are still checking, and I do not want to guess."
    assert "A fixed end time" in view.leave_out


def test_another_incident_can_be_opened_and_an_unknown_one_is_not(
    documents: list[dict[str, Any]], desk: Desk, clock: LocalClock
) -> None:
    view = care(documents, CareAsk(incident_id="INC-4129"), desk, clock)
    assert view.lead is not None
    assert view.lead.incident_id == "INC-4129"
    unknown = care(documents, CareAsk(incident_id="INC-0"), desk, clock)
    assert unknown.lead is not None
    assert unknown.lead.incident_id == "INC-4127"


def test_words_nobody_approved_bring_no_answers(documents: list[dict[str, Any]], desk: Desk, clock: LocalClock) -> None:
    view = care(documents, CareAsk(incident_id="INC-4130"), desk, clock)
    assert view.lead is not None
    assert (view.lead.words, view.asks) == ((), ())
    assert view.wait.startswith("Tell customers nothing definite.")


def test_a_calm_day_says_so(desk: Desk, clock: LocalClock) -> None:
    view = care([], CareAsk(), desk, clock)
    assert (view.lead, view.headline) == (None, "Nothing is affecting customers that we know of.")


@pytest.mark.parametrize(
    ("place", "service_id", "kind", "incident_id"),
    [
        ("Harbour Street, coast", "", "yes", "INC-4127"),
        ("Harbour Street, coast", "mobile_data", "yes", "INC-4127"),
        ("Highlands", "", "perhaps", "INC-4122"),
        ("Atlantis", "", "no", ""),
        ("Islands", "fixed_broadband", "no", ""),
    ],
)
def test_a_place_is_checked_against_what_is_told(  # noqa: PLR0913, PLR0917 - the case and its fixtures
    documents: list[dict[str, Any]],
    desk: Desk,
    clock: LocalClock,
    place: str,
    service_id: str,
    kind: str,
    incident_id: str,
) -> None:
    told = all_told(documents, clock, CARE)
    checked = check_place(documents, told, CareAsk(place=place, service_id=service_id), desk=desk)
    assert (checked.kind, checked.incident_id) == (kind, incident_id)


def test_what_is_left_out_is_in_the_roles_words() -> None:
    assert leave_out(CARE, ("money",)) == ("Any promise of money",)
