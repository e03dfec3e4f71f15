"""Each daily question is answered from what is known, and honestly when nothing is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from intera.model.source import SourceHealth
from intera.roles.desk import Desk
from intera.roles.now_answers import CARDS, customers_by_noun, read_answers, situation_of
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import ranked
from intera.roles.relative import LocalClock
from intera.roles.view import Answer

Role = tuple[RolePackage, Phrases]


def _said(answer: Answer) -> str:
    return "".join(span.text for span in answer.long)


def _answers(
    documents: Iterable[dict[str, Any]],
    northmoor: ModuleType,
    role: Role,
    *,
    desk: Desk,
    sources: Sequence[SourceHealth],
) -> dict[str, str]:
    shown, internal = ranked(documents, northmoor.NOW)
    clock = LocalClock(desk.zone, northmoor.NOW)
    situation = situation_of(shown, internal, sources, desk=desk, clock=clock)
    return {answer.question_id: _said(answer) for answer in read_answers(*role, situation)}


def test_every_question_of_the_sample(docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk) -> None:
    answers = _answers(docs.values(), northmoor, role, desk=desk, sources=northmoor.sources())
    assert answers == {
        "Q1": "4 incidents: about 41,200 customers, 61 sites, about 1,850 lines and 1 partner route.",
        "Q2": "4 visible, 1 being verified. 3 more are internal only and not ranked here.",
        "Q3": "All owned. Next checkpoint 14:45 on INC-4129. 1 is late: INC-4130, by 4 min.",
        "Q4": "4 of 5 are repeats. 1 without owner and 1 fix is 5 days overdue.",
        "Q5": "2 VIP (Harbour Logistics and City Hospitals Trust), 5 key, 1 wholesale (P-17).",
        "Q6": "2 narratives approved, 1 waits for you. INC-4130: say nothing definite yet.",
        "Q7": "2 forecast, first Harbour Logistics 16:05 today. Reputation risk: High, contacts 3.4 times the usual.",
        "Q8": "5 of 6 sources fresh. Roaming probes 11 min late. INC-4130 held at Low.",
    }


def test_every_question_when_nothing_is_known(northmoor: ModuleType, role: Role) -> None:
    answers = _answers([], northmoor, role, desk=Desk("X", "UTC"), sources=[])
    assert answers["Q1"] == "Nothing known is affecting customers."
    assert (
        answers["Q7"] == "Nothing known: no contracts are loaded, so no forecast. Reputation: nothing puts it at risk."
    )
    assert answers["Q8"] == "Not yet. No source has reported."
    assert all(answers.values())


@pytest.mark.parametrize(
    "incident_id", ["INC-4127", "INC-4129", "INC-4131", "INC-4122", "INC-4130", "INC-4126", "INC-4110"]
)
def test_answers_follow_the_data(
    docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk, incident_id: str
) -> None:
    whole = _answers(docs.values(), northmoor, role, desk=desk, sources=northmoor.sources())
    alone = _answers([docs[incident_id]], northmoor, role, desk=desk, sources=northmoor.sources())
    assert alone["Q1"] != whole["Q1"]
    assert alone["Q2"] != whole["Q2"]


def test_repeats_in_time_name_the_most_frequent(
    docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk
) -> None:
    for document in docs.values():
        if document["recurrence"] is not None:
            document["recurrence"] |= {"has_owner": True, "fix_due_at": "2026-12-01T00:00:00+00:00"}
    answers = _answers(docs.values(), northmoor, role, desk=desk, sources=[])
    assert answers["Q4"] == "4 of 5 are repeats. Fixed Broadband, Highlands: 9th in 30 days."


def test_an_incident_nobody_owns_and_none_promised(
    docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk
) -> None:
    document = docs["INC-4122"]
    document["head"]["owner_team"] = ""
    document["checkpoints"] = []
    answer = _answers([document], northmoor, role, desk=desk, sources=[])["Q3"]
    assert answer == "1 without an owner. No checkpoint is promised. ETA known for 1 of 1."


def test_lapsed_words_are_said(docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk) -> None:
    docs["INC-4127"]["say"] = {"approved_version": None, "approved_at": None, "waits": False, "has_lapsed": True}
    answer = _answers([docs["INC-4127"]], northmoor, role, desk=desk, sources=[])["Q6"]
    assert answer == "No narrative approved. INC-4127: approval lapsed, facts changed."


def test_the_same_service_and_place_counts_once(docs: dict[str, Any], northmoor: ModuleType) -> None:
    twin = {**docs["INC-4127"], "incident_id": "INC-9999"}
    shown, _ = ranked([docs["INC-4127"], twin], northmoor.NOW)
    assert customers_by_noun(shown) == {"customers": (41_200, False)}


def test_no_forecast_among_contracts_on_track(
    docs: dict[str, Any], northmoor: ModuleType, role: Role, desk: Desk
) -> None:
    document = docs["INC-4127"]
    document["qos"] = document["qos"][1:]
    answer = _answers([document], northmoor, role, desk=replace(desk, agreement_count=3), sources=[])["Q7"]
    assert answer.startswith("None forecast among 3 contracts in reach.")
    document["qos"] = []
    assert _answers([document], northmoor, role, desk=desk, sources=[])["Q7"].startswith(
        "None forecast: no contract is in reach."
    )


def test_every_card_is_a_way_to_answer(role: Role) -> None:
    assert {question.card for question in role[0].questions} <= set(CARDS)
