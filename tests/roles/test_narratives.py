"""The list says first what waits for somebody, and nothing twice."""

from dataclasses import replace
from types import ModuleType

from intera.model.case import Case
from intera.model.narrative import ApprovalRequest, NarrativeStatus
from intera.roles.narratives import read_narratives
from intera.roles.relative import LocalClock
from intera.roles.view_composer import NarrativesView
from roles.speaking import released
from roles.test_composer_forms import draft_of, told


def listed(northmoor: ModuleType, clock: LocalClock, *cases: Case) -> NarrativesView:
    documents = [released(case, northmoor.operator(), northmoor, "service_assurance") for case in cases]
    return read_narratives(documents, clock=clock)


def test_what_waits_for_a_second_person_comes_first(northmoor: ModuleType, clock: LocalClock) -> None:
    case, draft = draft_of(northmoor)
    asked = replace(case, requests=(ApprovalRequest(draft.narrative_id, "R. Novak", "quality", northmoor.NOW),))
    others = [one for one in northmoor.cases() if one.incident.incident_id != case.incident.incident_id]
    view = listed(northmoor, clock, asked, *others)
    assert view.headline == "1 text waits for a second person."
    assert view.groups[0].key == "asked"
    (row,) = view.groups[0].rows
    assert (row.state, row.reader, row.version) == ("Asked by R. Novak", "Customers, English", "v4")
    assert row.href == "/incidents/INC-4127/write?audience=customer&language=en&start=INC-4127/n4"


def test_a_lapsed_approval_is_a_matter_of_the_past_once_there_is_another(
    northmoor: ModuleType, clock: LocalClock
) -> None:
    case, draft = draft_of(northmoor)
    lapsed = replace(draft, status=NarrativeStatus.LAPSED, version=3)
    assert listed(northmoor, clock, replace(case, narratives=(lapsed,))).headline == (
        "1 approval lapsed because a fact changed."
    )
    approved = replace(draft, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    view = listed(northmoor, clock, replace(case, narratives=(approved, lapsed)))
    assert [group.key for group in view.groups] == ["ready"]


def test_what_was_released_names_its_channels(northmoor: ModuleType, clock: LocalClock) -> None:
    case, approved = draft_of(northmoor, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    view = listed(northmoor, clock, replace(case, publications=(told(case, approved, northmoor),)))
    ((row,),) = (group.rows for group in view.groups)
    assert row.state.startswith("Web and portal, E-mail, SMS")
    assert (view.headline, view.sub) == ("No words wait for anybody.", "1 released.")


def test_an_empty_list_says_so(northmoor: ModuleType, clock: LocalClock) -> None:
    view = listed(northmoor, clock)
    assert (view.headline, view.sub, view.groups) == ("No words wait for anybody.", "", ())
