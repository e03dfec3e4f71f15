"""The desk that writes reads each sentence with what it rests on, and what was released."""

from dataclasses import replace
from typing import Any, cast

from flows.commanding import CASE
from flows.judged import RULES
from flows.town import after
from intera.model.case import Case
from intera.model.ids import NarrativeId, PublicationId
from intera.model.narrative import ApprovalRequest, NarrativeStatus
from intera.model.publication import Channel, ChannelText, Publication, PublicationKind
from intera.model.verdict import Severity
from intera.narrative.profiles import WordsPolicy
from intera.roles.release import release


def words(case: Case = CASE, policy: WordsPolicy | None = None) -> dict[str, Any]:
    document = release(case, RULES.operator, audience="service_assurance", at=after(5), words=policy)
    return cast("dict[str, Any]", document["words"])


def test_each_sentence_has_its_facts_with_evidence_and_confidence() -> None:
    (customer, *_) = words()["speeches"]
    first = customer["sentences"][0]
    assert (customer["id"], first["part"]) == (CASE.narratives[0].narrative_id, "experience")
    assert " ".join(one["text"] for one in customer["sentences"]).startswith("Some customers in Coast")
    facts = {fact["slot"]: fact for fact in first["facts"]}
    assert set(facts) == {"place", "trouble"}
    assert CASE.impact is not None
    assert facts["place"] == {
        "slot": "place",
        "words": "Coast",
        "source": "Where customers are hit",
        "evidence": CASE.impact.confidence.basis,
        "confidence_percent": CASE.impact.confidence.percent,
        "confidence_word": "High",
    }
    last = customer["sentences"][-1]
    assert [fact["evidence"] for fact in last["facts"]] == ["Our own promise"]


def test_every_fact_we_tell_has_words_for_where_it_comes_from() -> None:
    for speech in words()["speeches"]:
        for sentence in speech["sentences"]:
            assert all(fact["source"] and fact["confidence_word"] for fact in sentence["facts"])


def test_how_many_must_agree_follows_the_policy_and_the_severity() -> None:
    assert CASE.verdict is not None
    grave = replace(CASE, verdict=replace(CASE.verdict, severity=Severity.P1))
    policy = replace(RULES.words, template_approvals={Severity.P1: 2})
    assert words(grave, policy)["speeches"][0]["needed_count"] == 2
    assert words(CASE, policy)["speeches"][0]["needed_count"] == 1
    assert words(grave)["speeches"][0]["needed_count"] == 1
    asked = ApprovalRequest(CASE.narratives[0].narrative_id, "R. Novak", "mobile-desk", after(3))
    speeches = words(replace(CASE, requests=(asked,)))["speeches"]
    assert [one["is_asked"] for one in speeches] == [True, *(False for _ in speeches[1:])]


def test_words_that_lapsed_keep_no_sentences() -> None:
    lapsed = replace(CASE, narratives=(replace(CASE.narratives[0], status=NarrativeStatus.LAPSED),))
    assert words(lapsed)["speeches"][0]["sentences"] == []


def published(number: int, kind: PublicationKind = PublicationKind.UPDATE, about: str = "") -> Publication:
    return Publication(
        PublicationId(f"INC-0000001/p{number}"),
        CASE.incident.incident_id,
        CASE.narratives[0].narrative_id if not about else NarrativeId("gone"),
        kind,
        "customer",
        "en",
        (ChannelText(Channel.SMS, "", "words"),),
        "00",
        after(number),
        about_id=about,
    )


def test_what_was_released_says_whether_it_still_stands() -> None:
    told = (
        published(4, PublicationKind.WITHDRAWAL, "INC-0000001/p2"),
        published(3, PublicationKind.CORRECTION, "INC-0000001/p1"),
        published(2),
        published(1),
    )
    found = words(replace(CASE, publications=told))
    assert [(one["id"][-2:], one["ended"]) for one in found["publications"]] == [
        ("p4", ""),
        ("p3", ""),
        ("p2", "withdrawn"),
        ("p1", "corrected"),
    ]
    assert found["publications"][0]["channels"] == ["sms"]
    assert found["speeches"][0]["told"] == ["INC-0000001/p2", "INC-0000001/p1"]
