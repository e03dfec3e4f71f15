"""What is released is what was approved, once; a correction and a withdrawal are entries of their own."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from flows.commanding import CASE, code_of
from flows.judged import RULES
from flows.town import after
from intera.model.case import Case
from intera.model.decision import Actor, DecisionKind, Plain
from intera.model.impact import Visibility
from intera.model.narrative import GuardFinding, GuardLevel, Narrative, NarrativeStatus
from intera.model.publication import Channel, Publication, PublicationKind
from intera.model.verdict import Severity
from intera.narrative.facts import facts_digest
from intera.narrative.template import is_same_person
from intera.workflows.commands.given import CommandRefusedError, Given
from intera.workflows.commands.narratives import (
    approve_narrative,
    request_approval,
    withdraw_narrative,
    write_narrative,
)
from intera.workflows.commands.publications import correct_publication, publish_narrative, withdraw_publication
from intera.workflows.commands.telling import approvals_needed
from intera.workflows.renew_narratives import readers_of, renew_narratives, telling_of
from workflows.commands.telling_case import (
    HALE,
    LIND,
    NOVAK,
    approved,
    by,
    graver,
    less_sure,
    newest,
    published,
    read,
)

REASON = "Lakes was named by mistake"


def test_approved_words_go_to_every_channel_that_can_carry_them_with_their_bytes_on_the_trail() -> None:
    case = approved(CASE)
    changed, decision = published(case)
    (found,) = changed.publications
    assert (found.publication_id, found.kind) == ("INC-0000001/p1", PublicationKind.UPDATE)
    assert (found.narrative_id, found.released_at) == (newest(case).narrative_id, after(5))
    assert found.next_update_at == after(65)
    assert {Channel.PORTAL, Channel.MAIL, Channel.SMS} <= {text.channel for text in found.texts}
    assert decision.kind is DecisionKind.PUBLICATION_RELEASE
    (kept,) = cast("list[dict[str, Any]]", decision.detail["publications"])
    assert kept["digest"] == found.digest
    for said, text in zip(kept["texts"], found.texts, strict=True):
        assert (said["subject"], said["body"]) == (text.subject, text.body)
        assert said["sha256"] == hashlib.sha256(f"{text.subject}\n{text.body}".encode()).hexdigest()
    assert kept["approved_by"] == [["R. Novak", "mobile-desk"]]


def test_the_channels_chosen_and_no_other() -> None:
    changed, _ = published(approved(CASE), "sms, portal")
    assert [text.channel for text in changed.publications[0].texts] == [Channel.SMS, Channel.PORTAL]
    more, _ = published(changed, "mail")
    assert [one.publication_id for one in more.publications] == ["INC-0000001/p2", "INC-0000001/p1"]


def test_a_second_press_tells_nobody_twice() -> None:
    changed, _ = published(approved(CASE), "mail")
    assert code_of(lambda: published(changed, "mail")) == "told_already"
    assert code_of(lambda: published(changed)) == "told_already"


def test_several_readers_are_told_in_one_go() -> None:
    case = approved(approved(CASE), audience="internal-care")
    both = [newest(case), newest(case, "internal-care")]
    fields: dict[str, Plain] = {
        "narrative_id": ",".join(one.narrative_id for one in both),
        "facts_digest": [one.facts_digest for one in both],
        "channels": ["portal", "care_script"],
    }
    changed, decision = publish_narrative(case, by(HALE, fields))
    assert [(one.audience, [t.channel for t in one.texts]) for one in reversed(changed.publications)] == [
        ("customer", [Channel.PORTAL]),
        ("internal-care", [Channel.CARE_SCRIPT]),
    ]
    assert decision.summary == "Words for customer (en), internal-care (en) released"
    # One of them not approved, and nobody is told.
    half = approved(CASE)
    drafts = [newest(half), newest(half, "internal-care")]
    fields |= {"facts_digest": [one.facts_digest for one in drafts]}
    assert code_of(lambda: publish_narrative(half, by(HALE, fields))) == "not_approved"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"narrative_id": ""}, "too_short"),
        ({"narrative_id": "gone"}, "not_approved"),
        ({"facts_digest": "0" * 64}, "facts_changed"),
        ({"facts_digest": ""}, "bad_choice"),
        ({"channels": "pigeon"}, "unknown_channel"),
        ({"channels": "sales_note"}, "no_channel"),
    ],
)
def test_what_cannot_be_released_is_refused(fields: dict[str, Plain], code: str) -> None:
    case = approved(CASE)
    ready: dict[str, Plain] = {**read(newest(case)), "channels": "portal"}
    assert code_of(lambda: publish_narrative(case, by(HALE, ready | fields))) == code


def test_words_that_are_not_ready_stay_in_the_house() -> None:
    assert code_of(lambda: published(CASE)) == "not_approved"
    case = approved(CASE)
    assert code_of(lambda: published(less_sure(case, 20))) == "stale"
    assert code_of(lambda: published(case, at=after(600))) == "stale"
    assert case.impact is not None
    hidden = replace(case, impact=replace(case.impact, visibility=Visibility.INTERNAL_ONLY))
    assert code_of(lambda: published(hidden)) == "stale"
    words = replace(RULES.words, template_approvals={Severity.P1: 3})
    grave = graver(case, Severity.P1)
    strict = by(HALE, read(newest(grave)), rules=replace(RULES, words=words))
    assert code_of(lambda: publish_narrative(grave, strict)) == "too_few_approvals"


def test_the_guard_stops_words_that_became_hidden_after_the_approval() -> None:
    case = approved(CASE)
    operator = replace(RULES.operator, hidden_words=("settings",))
    later = by(HALE, read(newest(case)), rules=replace(RULES, operator=operator))
    assert code_of(lambda: publish_narrative(case, later)) == "guard"


def test_a_correction_is_an_entry_of_its_own_and_says_what_it_puts_right() -> None:
    told, _ = published(approved(CASE), "portal,sms")
    about = told.publications[0]
    again = told
    fields: dict[str, Plain] = {"publication_id": about.publication_id, "reason": REASON}
    same = by(HALE, fields | read(newest(again)), at=after(7))
    assert code_of(lambda: correct_publication(again, same)) == "told_already"
    # A fact changed since: new words, approved anew.
    later = less_sure(told, 95)
    later = replace(later, narratives=renew_narratives(later, RULES, after(7)))
    ready = approved(later, at=after(8))
    changed, decision = correct_publication(ready, by(HALE, fields | read(newest(ready)), at=after(9)))
    found = changed.publications[0]
    assert (found.kind, found.about_id, found.publication_id) == (
        PublicationKind.CORRECTION,
        about.publication_id,
        "INC-0000001/p2",
    )
    assert [text.channel for text in found.texts] == [text.channel for text in about.texts]
    assert all(text.body.startswith("This corrects our update of 13:05 CET. ") for text in found.texts)
    assert (decision.kind, decision.basis) == (DecisionKind.PUBLICATION_CORRECT, REASON)
    assert changed.publications[1] is about
    twice = by(HALE, fields | read(newest(changed)), at=after(9))
    assert code_of(lambda: correct_publication(changed, twice)) == "ended"


def test_a_correction_is_for_the_same_reader() -> None:
    told, _ = published(approved(CASE), "portal")
    care = approved(told, audience="internal-care")
    fields: dict[str, Plain] = {"publication_id": "INC-0000001/p1", "reason": REASON}
    other = by(HALE, fields | read(newest(care, "internal-care")))
    assert code_of(lambda: correct_publication(care, other)) == "other_reader"
    unknown = by(HALE, fields | {"publication_id": "p9"} | read(newest(care)))
    assert code_of(lambda: correct_publication(care, unknown)) == "not_published"


def test_a_withdrawal_takes_words_back_on_the_channels_that_carried_them() -> None:
    told, _ = published(approved(CASE), "portal,sms,mail")
    about = told.publications[0]
    fields: dict[str, Plain] = {"publication_id": about.publication_id, "reason": REASON}
    changed, decision = withdraw_publication(told, by(HALE, fields, at=after(9)))
    found = changed.publications[0]
    assert (found.kind, found.about_id) == (PublicationKind.WITHDRAWAL, about.publication_id)
    assert [text.channel for text in found.texts] == [text.channel for text in about.texts]
    assert found.texts[0].body.startswith("We withdraw our update of 13:05 CET on mobile data in Coast.")
    assert changed.publications[1] is about
    assert (decision.kind, decision.basis) == (DecisionKind.PUBLICATION_WITHDRAW, REASON)
    assert code_of(lambda: withdraw_publication(changed, by(HALE, fields))) == "ended"
    of_it = by(HALE, fields | {"publication_id": found.publication_id})
    assert code_of(lambda: withdraw_publication(changed, of_it)) == "not_published"
    assert (
        code_of(lambda: withdraw_publication(told, by(HALE, {"publication_id": about.publication_id}))) == "too_short"
    )
    # What was taken back may be told again.
    assert published(changed, "portal", at=after(10))[0].publications[0].publication_id == "INC-0000001/p3"


def test_words_are_taken_back_whatever_became_of_them_and_of_impact() -> None:
    told, _ = published(approved(CASE), "sms")
    assert told.impact is not None
    hidden = replace(told, narratives=(), impact=replace(told.impact, visibility=Visibility.INTERNAL_ONLY))
    about = by(HALE, {"publication_id": "INC-0000001/p1", "reason": REASON}, at=after(9))
    changed, _ = withdraw_publication(hidden, about)
    assert changed.publications[0].texts[0].body == (
        "We withdraw our update of 13:05 CET on mobile data. Please do not rely on it. We are sorry for this."
        " We will give the next update by 14:05 CET."
    )


STEPS = 6000


def _may_leave(case: Case, publication: Publication, at: datetime) -> bool:
    """The rule told once more, from what stood when the words were released."""
    narrative = next(one for one in case.narratives if one.narrative_id == publication.narrative_id)
    reader = next(
        one
        for one in readers_of(case, RULES)
        if (one.audience, one.language) == (narrative.audience, narrative.language)
    )
    facts = telling_of(case, RULES, reader, at).facts
    people = {one.person for one in narrative.approvals}
    author = any(is_same_person(person, narrative.written_by) for person in people)
    stage = next((fact for fact in facts if fact.slot == "stage"), None)
    return (
        narrative.status is NarrativeStatus.APPROVED
        and narrative.facts_digest == facts_digest(facts)
        and not author
        and len(people) >= approvals_needed(case, RULES, narrative)
        and not any(finding.level is GuardLevel.MUST_CHANGE for finding in narrative.findings)
        and stage is not None
        and (stage.confidence_percent >= 50 or stage.text == "being_verified")
    )


def _forged(narrative: Narrative, chance: random.Random) -> dict[str, Plain]:
    fields = read(narrative)
    if chance.random() < 0.1:
        fields["facts_digest"] = "0" * 64
    return fields


def _step(
    case: Case, chance: random.Random, at: datetime
) -> tuple[Callable[[Case, Given], tuple[Case, object]], Given]:
    who = chance.choice([NOVAK, HALE, LIND, Actor("person", "r. novak ", "x", "service_assurance")])
    one = chance.choice(case.narratives)
    fields = _forged(one, chance)
    acts: list[tuple[Callable[[Case, Given], tuple[Case, object]], dict[str, Plain]]] = [
        (publish_narrative, fields | {"channels": chance.choice(["", "portal", "sms,mail", "care_script"])}),
        (publish_narrative, fields),
        (approve_narrative, fields | {"accepts_marks": "yes"}),
        (approve_narrative, fields),
        (request_approval, fields),
        (withdraw_narrative, fields | {"reason": REASON}),
        (
            write_narrative,
            {
                "audience": one.audience,
                "language": one.language,
                "text": chance.choice(
                    [one.text.replace("We are sorry", "We are very sorry"), "All is well.", one.text]
                ),
                "facts_digest": fields["facts_digest"],
            },
        ),
    ]
    if case.publications:
        about: dict[str, Plain] = {
            "publication_id": chance.choice(case.publications).publication_id,
            "reason": REASON,
        }
        acts += [(withdraw_publication, about), (correct_publication, fields | about)]
    act, given_fields = chance.choice(acts)
    return act, by(who, given_fields, at=at)


def _moved(case: Case, chance: random.Random, at: datetime) -> Case:
    """The world moves: how sure impact is, how grave it is; sometimes nobody judged it anew yet."""
    case = graver(less_sure(case, chance.choice([20, 45, 55, 70, 80, 92])), chance.choice(list(Severity)))
    if chance.random() < 0.7:
        case = replace(case, narratives=renew_narratives(case, RULES, at))
    if chance.random() < 0.1:
        mark = GuardFinding(0, 4, "Some", "blame", GuardLevel.MUST_CHANGE, "Blames.")
        first, *rest = case.narratives
        case = replace(case, narratives=(replace(first, findings=(mark,)), *rest))
    return case


def test_whatever_people_try_nothing_leaves_against_the_rules() -> None:
    chance = random.Random(7)
    case, at, released = CASE, after(5), 0
    for number in range(STEPS):
        at += timedelta(seconds=1)
        if chance.random() < 0.08 or not case.narratives:
            case = _moved(case, chance, at)
        if number % 100 == 99:  # a new day at the same desk, with an empty board
            case, at = CASE, after(5)
        act, given = _step(case, chance, at)
        before = len(case.publications)
        try:
            changed, _ = act(case, given)
        except CommandRefusedError:
            continue
        for publication in changed.publications[: len(changed.publications) - before]:
            if publication.kind is not PublicationKind.WITHDRAWAL:
                assert _may_leave(case, publication, at), (act, given.fields)
                released += 1
        case = changed
    assert released > STEPS // 100
