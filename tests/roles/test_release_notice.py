"""A notice is the same for every role, holds approved words only, and nothing that is hidden."""

import json
from dataclasses import replace
from types import ModuleType

from intera.model.narrative import NarrativeStatus
from intera.roles import PACKAGES
from roles.speaking import released, spoken_case

SECRETS = ("co-cr-02", "kilnmark", "ring 4", "B. Olsen", "Telenord", "R. Novak", "41,2", "41200", "5 sources")


def test_every_role_is_told_the_same_words_and_times(northmoor: ModuleType) -> None:
    operator = northmoor.operator()
    for case in northmoor.cases():
        notices = [
            json.dumps(released(case, operator, northmoor, package.slug)["notice"], sort_keys=True)
            for package in PACKAGES
            if "notice" in package.fields
        ]
        assert len(notices) >= 3
        assert len(set(notices)) == 1


def test_who_is_only_told_gets_no_hidden_word_no_name_and_no_count(northmoor: ModuleType) -> None:
    operator = northmoor.operator()
    for slug in ("care", "sales"):
        for case in northmoor.cases():
            text = json.dumps(released(case, operator, northmoor, slug))
            assert not [word for word in SECRETS if word.casefold() in text.casefold()]
            assert (
                not {"severity", "impact", "head", "evidence", "why"} & released(case, operator, northmoor, slug).keys()
            )


def test_a_draft_is_not_told_and_an_approval_has_its_channels(northmoor: ModuleType) -> None:
    operator, case = northmoor.operator(), spoken_case(northmoor)
    draft, approved = case.narratives
    only_draft = replace(case, narratives=(draft,))
    notice = released(only_draft, operator, northmoor, "care")["notice"]
    assert (notice["words"], notice["standing"], notice["when_words"]) == ([], "not_verified", "")
    spoken = replace(draft, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW, approved_by="R. Novak")
    notice = released(replace(case, narratives=(spoken, approved)), operator, northmoor, "care")["notice"]
    (words,) = notice["words"]
    assert [one["channel"] for one in words["channels"]] == ["portal", "mail", "sms", "chat"]
    assert notice["when_words"] == "We expect service to be back to normal later this afternoon."
    assert notice["still_works"] == "Calls, texts and Wi-Fi work as usual."


def test_partners_are_not_in_reach_of_those_who_speak_with_customers(northmoor: ModuleType) -> None:
    operator = northmoor.operator()
    reach = {
        one["id"]: one["tier"]
        for case in northmoor.cases()
        for one in released(case, operator, northmoor, "sales")["reach"]
    }
    assert reach["harbour"] == "vip"
    assert "wholesale" not in reach.values()


def test_a_commitment_says_at_risk_and_no_figure(northmoor: ModuleType) -> None:
    document = released(northmoor.mobile_case(), northmoor.operator(), northmoor, "sales")
    at_risk = {one["account_id"]: one["is_at_risk"] for one in document["commitments"]}
    assert at_risk == {"harbour": True, "tidewater": False, "lakeside": False, "brightwell": False}
    assert "commitments" not in released(northmoor.mobile_case(), northmoor.operator(), northmoor, "care")
