"""A draft follows the facts for every reader; what was approved lapses with them."""

from dataclasses import replace

import pytest

from flows.commanding import CASE
from flows.judged import RULES
from flows.town import after
from intera.coordination.playbook import EtaBar
from intera.model.case import Case
from intera.model.checkpoint import Eta
from intera.model.decision import Plain
from intera.model.ids import PartnerCode
from intera.model.impact import Visibility
from intera.model.narrative import NarrativeStatus
from intera.narrative.in_force import newest_of
from intera.narrative.profiles import parse_words_policy
from intera.workflows.commands.narratives import approve_narrative, write_narrative
from intera.workflows.renew_narratives import readers_of, renew_narratives, telling_of
from intera.workflows.rulebook import Rulebook
from workflows.commands.telling_case import HALE, NOVAK, approved, by, less_sure, newest, own_text, read

ALL = {audience: ["en", "de"] for audience in ("customer", "internal-care", "sales", "partner")}


def told_to(audiences: dict[str, list[str]], **more: object) -> Rulebook:
    return replace(RULES, words=parse_words_policy({"name": "x", "version": "1", "audiences": audiences, **more}))


def readers(case: Case) -> list[tuple[str, str]]:
    return list(dict.fromkeys((one.audience, one.language) for one in case.narratives))


def test_the_same_facts_keep_the_same_words() -> None:
    assert CASE.narratives
    assert renew_narratives(CASE, RULES, after(1)) is CASE.narratives


def test_words_lapse_when_nothing_may_be_said_any_more() -> None:
    assert CASE.impact is not None
    approved_first = replace(CASE.narratives[0], status=NarrativeStatus.APPROVED)
    hidden = replace(CASE.impact, visibility=Visibility.INTERNAL_ONLY)
    (kept,) = renew_narratives(replace(CASE, impact=hidden, narratives=(approved_first,)), RULES, after(1))
    assert kept.status is NarrativeStatus.LAPSED


def test_every_audience_is_told_in_every_language_it_has_in_the_policys_order() -> None:
    rules = told_to(ALL)
    assert CASE.impact is not None
    wholesale = replace(CASE, narratives=(), impact=replace(CASE.impact, partner_code=PartnerCode("P-17")))
    found = replace(wholesale, narratives=renew_narratives(wholesale, rules, after(1)))
    assert readers(found) == [(audience, language) for audience in ALL for language in ("en", "de")]
    assert all(one.status is NarrativeStatus.DRAFT and one.clauses for one in found.narratives)
    assert len({one.narrative_id for one in found.narratives}) == len(found.narratives)
    times = {fact.text for one in found.narratives for fact in one.facts if fact.slot == "next_update"}
    assert times == {"14:05 CET", "14:05 Uhr MEZ"}


def test_partners_are_told_only_of_incidents_on_their_routes() -> None:
    rules = told_to(ALL)
    assert {one.audience for one in readers_of(CASE, rules)} == {"customer", "internal-care", "sales"}
    scope = replace(CASE.incident.scope, partner_code=PartnerCode("P-17"))
    routed = replace(CASE, incident=replace(CASE.incident, scope=scope))
    assert {one.audience for one in readers_of(routed, rules)} == set(ALL)


def test_a_changed_fact_voids_the_approval_of_every_reader() -> None:
    case = approved(approved(CASE), audience="internal-care")
    moved = less_sure(case, 95)
    found = renew_narratives(moved, RULES, after(6))
    for audience in ("customer", "internal-care"):
        own = [one for one in found if one.audience == audience]
        assert [(one.version, one.status) for one in own] == [
            (2, NarrativeStatus.DRAFT),
            (1, NarrativeStatus.LAPSED),
        ]


def test_an_approval_holds_while_no_word_changes() -> None:
    case = approved(CASE)
    assert renew_narratives(case, RULES, after(30)) is case.narratives


def test_words_by_hand_stay_where_they_are_until_a_fact_moves_and_are_not_lost_then() -> None:
    draft = newest(CASE)
    fields: dict[str, Plain] = {
        "audience": "customer",
        "language": "en",
        "text": own_text(CASE),
        "facts_digest": draft.facts_digest,
    }
    written, _ = write_narrative(CASE, by(NOVAK, fields))
    assert renew_narratives(written, RULES, after(6)) is written.narratives
    moved = less_sure(written, 95)
    lying = replace(moved, narratives=renew_narratives(moved, RULES, after(6)))
    own = [one for one in lying.narratives if one.audience == "customer"]
    assert [(one.version, one.status, bool(one.written_by)) for one in own] == [
        (3, NarrativeStatus.DRAFT, False),
        (2, NarrativeStatus.LAPSED, True),
    ]
    agreed, _ = approve_narrative(written, by(HALE, read(newest(written))))
    assert renew_narratives(agreed, RULES, after(6)) is agreed.narratives
    ended = renew_narratives(less_sure(agreed, 95), RULES, after(7))
    assert [one.status for one in ended if one.written_by] == [NarrativeStatus.LAPSED]


def test_a_reader_the_policy_names_no_more_is_told_nothing_more() -> None:
    case = approved(CASE, audience="internal-care")
    found = renew_narratives(case, told_to({"customer": ["en"]}), after(6))
    care = [one for one in found if one.audience == "internal-care"]
    assert {one.status for one in care} <= {NarrativeStatus.LAPSED, NarrativeStatus.WITHDRAWN}


def test_a_profile_and_the_playbook_keep_an_end_time_from_one_audience_only() -> None:
    eta = Eta(after(120), after(90), after(180), 80, "a repair plan", after(0))
    case = less_sure(replace(CASE, eta=eta, narratives=()), 85)
    silent = told_to(
        {"customer": ["en"], "internal-care": ["en"]},
        profiles={"silent": {"forbid_eta": True}},
        applies={"customer": "silent"},
    )
    bar = replace(RULES.playbook, eta_for={"customer": EtaBar.NEVER, "internal-care": EtaBar.ANY})
    for rules in (silent, replace(told_to({"customer": ["en"], "internal-care": ["en"]}), playbook=bar)):
        found = renew_narratives(case, rules, after(5))
        by_audience = {one.audience: one.text for one in found}
        assert "back to normal" not in by_audience["customer"]
        assert "back to normal at about 15:00 CET" in by_audience["internal-care"]
        told = telling_of(case, rules, readers_of(case, rules)[0], after(5))
        assert newest_of(found, "customer", "en") is not None
        assert "eta" not in {fact.slot for fact in told.facts}


@pytest.mark.parametrize("minutes", [66, 600])
def test_a_promise_that_has_passed_takes_its_words_back(minutes: int) -> None:
    case = approved(CASE)
    found = renew_narratives(case, RULES, after(minutes))
    assert not [one for one in found if one.status in (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED)]
