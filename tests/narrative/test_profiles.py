"""Who is told in which language, how many must agree, and what a regulator asks: data, refused when it cannot hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from intera.model.case import Case
from intera.model.narrative import SlotFact, Template
from intera.model.operator import Operator
from intera.model.verdict import Severity
from intera.narrative.compose import Telling, compose_from
from intera.narrative.facts import cause_fact, facts_of
from intera.narrative.profiles import (
    STANDARD,
    Profile,
    Reader,
    WordsPolicyError,
    facts_under,
    parse_words_policy,
    refuse_unfit_template,
)

Moment = Callable[..., datetime]
Changed = Callable[..., Case]
ASKS_BOTH = Profile("both", force_timeframe=True, force_cause_class=True)


def raw(**changes: object) -> dict[str, Any]:
    good: dict[str, Any] = {
        "name": "Words",
        "version": "3",
        "audiences": {"customer": ["en", "de"], "sales": ["en"]},
        "approvals": {"template": {"P1": 2}, "own_words": {"P1": 3, "P2": 2}},
        "profiles": {"silent": {"forbid_eta": True}},
        "applies": {"customer": "silent"},
    }
    return good | changes


def test_a_policy_says_who_is_told_and_how_many_agree() -> None:
    policy = parse_words_policy(raw())
    assert [(one.audience, one.language, one.profile.profile_id) for one in policy.readers] == [
        ("customer", "en", "silent"),
        ("customer", "de", "silent"),
        ("sales", "en", "standard"),
    ]
    assert policy.reader("customer", "de") == policy.readers[1]
    assert policy.reader("sales", "de") is None
    assert policy.approvals_needed(Severity.P1, is_own_words=False) == 2
    assert policy.approvals_needed(Severity.P1, is_own_words=True) == 3
    assert policy.approvals_needed(Severity.P4, is_own_words=True) == 1
    assert policy.approvals_needed(None, is_own_words=True) == 1


@pytest.mark.parametrize(
    ("change", "key", "advice"),
    [
        ({"name": ""}, "name", "give a text"),
        ({"colour": "red"}, "colour", "not known here"),
        ({"audiences": None}, "audiences", "mapping"),
        ({"audiences": {"everyone": ["en"]}}, "audiences.everyone", "customer, internal-care, partner, sales"),
        ({"audiences": {"customer": "en"}}, "audiences.customer", "list of languages"),
        ({"audiences": {"customer": []}}, "audiences.customer", "list of languages"),
        ({"audiences": {"customer": ["cs"]}}, "audiences.customer", "use one of de, en"),
        ({"audiences": {"sales": ["en"]}}, "audiences", "customers are always told"),
        ({"audiences": {"customer": ["en", "en"]}}, "audiences", "twice"),
        ({"approvals": {"all": {}}}, "approvals.all", "template, own_words"),
        ({"approvals": {"template": {"P5": 1}}}, "approvals.template.P5", "P1, P2, P3, P4"),
        ({"approvals": {"template": {"P1": 0}}}, "approvals.template.P1", "from 1 to 5"),
        ({"approvals": {"template": {"P1": True}}}, "approvals.template.P1", "from 1 to 5"),
        ({"profiles": {"silent": {"forbid_all": True}}}, "profiles.silent.forbid_all", "forbid_eta"),
        ({"profiles": {"silent": {"forbid_eta": "yes"}}}, "profiles.silent.forbid_eta", "true or false"),
        ({"applies": {"customer": "loud"}}, "applies.customer", "silent, standard"),
        ({"applies": {"everyone": "silent"}}, "applies.everyone", "not known here"),
    ],
)
def test_a_bad_policy_is_refused_naming_key_and_remedy(change: dict[str, object], key: str, advice: str) -> None:
    with pytest.raises(WordsPolicyError, match=advice) as refused:
        parse_words_policy(raw(**change))
    assert refused.value.key == key


@pytest.fixture
def told(case: Case, operator: Operator, moment: Moment) -> tuple[SlotFact, ...]:
    return facts_of(case, operator, audience="customer", language="en", at=moment("13:32"))


def slots(facts: tuple[SlotFact, ...]) -> set[str]:
    return {fact.slot for fact in facts}


def test_a_plain_profile_takes_nothing_away_and_adds_nothing(told: tuple[SlotFact, ...]) -> None:
    assert facts_under(told, STANDARD, may_tell_end=True) is told


def test_an_end_time_is_taken_away_where_profile_or_playbook_forbids_it(told: tuple[SlotFact, ...]) -> None:
    assert "eta_soft" in slots(told)
    for hidden in (
        facts_under(told, Profile("silent", forbid_eta=True), may_tell_end=True),
        facts_under(told, STANDARD, may_tell_end=False),
    ):
        assert slots(told) - slots(hidden) == {"eta_soft"}


def test_where_a_timeframe_is_forced_a_time_to_hear_one_takes_its_place(
    told: tuple[SlotFact, ...], case: Case, operator: Operator, moment: Moment
) -> None:
    assert "timeframe_due" not in slots(facts_under(told, ASKS_BOTH, may_tell_end=True))
    silent = facts_of(replace(case, eta=None), operator, audience="customer", language="en", at=moment("13:32"))
    forced = facts_under(silent, ASKS_BOTH, may_tell_end=False)
    due = next(fact for fact in forced if fact.slot == "timeframe_due")
    assert (due.text, due.fact) == ("15:05 CET", "checkpoint.due_at")
    assert [fact.slot for fact in forced] == sorted(fact.slot for fact in forced)


def test_a_forced_cause_is_told_by_its_class_or_as_being_checked(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment, changed: Changed
) -> None:
    at = moment("13:32")
    facts = facts_of(case, operator, audience="customer", language="en", at=at)
    cause = cause_fact(case, language="en")
    assert cause is not None
    assert cause.slot == "cause_open"
    telling = Telling("customer", "en", facts_under(facts, ASKS_BOTH, may_tell_end=True, cause=cause), at)
    narrative = compose_from(case, templates, operator, telling)
    assert narrative is not None
    assert "We are checking the cause." in narrative.text
    plain = compose_from(case, templates, operator, Telling("customer", "en", facts, at))
    assert plain is not None
    assert "cause" not in plain.text
    assert cause_fact(changed(case, percent=20), language="en") is None


def test_a_template_that_cannot_do_what_a_profile_asks_is_refused(templates: tuple[Template, ...]) -> None:
    active = next(one for one in templates if (one.stage, one.audience, one.language) == ("active", "customer", "en"))
    reader = Reader("customer", "en", ASKS_BOTH)
    refuse_unfit_template(active, reader)
    for lacking in ("timeframe_due", "cause"):
        poorer = replace(active, clauses=tuple(one for one in active.clauses if lacking not in one.needs))
        with pytest.raises(WordsPolicyError, match=f"needs a sentence with {lacking} in active-customer"):
            refuse_unfit_template(poorer, reader)
        refuse_unfit_template(poorer, Reader("customer", "en"))
