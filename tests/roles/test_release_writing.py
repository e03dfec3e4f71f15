"""The desk that writes knows the facts of now, who is at work, and how the guard reads each text."""

from dataclasses import replace
from types import ModuleType

from intera.model.narrative import Approval, ApprovalRequest, NarrativeStatus
from roles.speaking import released, spoken_case

ROLE = "service_assurance"


def test_the_facts_are_those_of_the_newest_words(northmoor: ModuleType) -> None:
    case = spoken_case(northmoor)
    writing = released(case, northmoor.operator(), northmoor, ROLE)["writing"]
    (reader,) = writing["readers"]
    assert (reader["audience"], reader["language"]) == ("customer", "en")
    assert reader["facts_digest"] == case.narratives[0].facts_digest
    place = next(fact for fact in reader["facts"] if fact["slot"] == "place")
    assert (place["words"], place["confidence_word"]) == ("Coast and Lakes", "Confirmed")
    assert writing["stage"] == "active"


def test_words_of_old_facts_give_no_facts(northmoor: ModuleType) -> None:
    case = spoken_case(northmoor)
    lapsed = replace(case.narratives[0], status=NarrativeStatus.LAPSED)
    writing = released(replace(case, narratives=(lapsed,)), northmoor.operator(), northmoor, ROLE)["writing"]
    assert writing["readers"][0]["facts"] == []
    assert writing["readers"][0]["facts_digest"] == ""
    fresh = replace(case, narratives=(lapsed, *case.narratives[1:]))
    assert released(fresh, northmoor.operator(), northmoor, ROLE)["writing"]["readers"][0]["facts"]


def test_who_asked_and_who_agreed_is_there(northmoor: ModuleType) -> None:
    case = spoken_case(northmoor)
    draft = replace(case.narratives[0], approvals=(Approval("A. Lind", "quality", northmoor.NOW),))
    asked = ApprovalRequest(draft.narrative_id, "R. Novak", "quality", northmoor.NOW)
    changed = replace(case, narratives=(draft,), requests=(asked,))
    (one,) = released(changed, northmoor.operator(), northmoor, ROLE)["writing"]["authors"]
    assert (one["asked_by"], one["approvals"][0]["person"]) == ("R. Novak", "A. Lind")
    assert one["reading"]["state"] == "read"
