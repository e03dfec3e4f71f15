"""Only what is known, named in the catalogue and sure enough becomes a fact that may be said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.case import Case
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import CheckpointId, FingerprintId, IncidentId, RegionId, ServiceId, TeamId
from intera.model.impact import HarmLevel, RegionHarm, Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import SlotFact
from intera.model.operator import Operator
from intera.model.recurrence import Fingerprint, Recurrence, RecurrenceKind
from intera.model.service import WordsIn
from intera.narrative.facts import (
    cause_fact,
    confidence_word,
    facts_digest,
    facts_of,
    next_update_at,
    service_words,
    stage_of,
)
from intera.narrative.spoken import UnknownLanguageError

Moment = Callable[..., datetime]
Changed = Callable[..., Case]


def said(case: Case, operator: Operator, at: datetime) -> dict[str, str]:
    return {f.slot: f.text for f in facts_of(case, operator, audience="customer", language="en", at=at)}


def test_a_confirmed_case_offers_its_facts_in_order_of_slot(case: Case, operator: Operator, moment: Moment) -> None:
    facts = said(case, operator, moment("13:32"))
    assert list(facts.items()) == [
        ("eta_soft", "later this afternoon"),
        ("next_update", "15:05 CET"),
        ("place", "Coast and Lakes"),
        ("restoring", "yes"),
        ("service", "mobile data"),
        ("since", "13:18 today"),
        ("stage", "active"),
        ("still_works_sentence", "Calls and texts work as usual."),
        ("trouble", "slow or no mobile data"),
    ]


def test_no_fact_ever_holds_a_number_of_customers_a_cause_or_a_partner(
    case: Case, operator: Operator, changed: Changed, moment: Moment
) -> None:
    facts = said(changed(case, partner_code="P-17", eta_percent=95), operator, moment("13:32"))
    assert not any(hidden in " ".join(facts.values()) for hidden in ("41", "29", "P-17", "Acmecell", "58"))


@pytest.mark.parametrize(
    ("percents", "slots"),
    [((91, 75), ["eta"]), ((91, 74), ["eta_soft"]), ((74, 95), ["eta_soft"]), ((91, 49), []), ((91, 50), ["eta_soft"])],
)
def test_a_clock_time_for_the_end_needs_high_confidence_in_impact_and_end(
    case: Case, operator: Operator, changed: Changed, percents: tuple[int, int], slots: list[str]
) -> None:
    told = changed(case, percent=percents[0], eta_percent=percents[1])
    facts = said(told, operator, case.incident.updated_at)
    assert [name for name in ("eta", "eta_soft") if name in facts] == slots


def test_an_end_time_that_has_passed_is_not_told(
    case: Case, operator: Operator, changed: Changed, moment: Moment
) -> None:
    facts = said(changed(case, eta_percent=95), operator, moment("17:00"))
    assert "eta" not in facts
    assert "eta_soft" not in facts


def test_under_low_confidence_only_the_holding_facts_remain(
    case: Case, operator: Operator, changed: Changed, moment: Moment
) -> None:
    assert set(said(changed(case, percent=49), operator, moment("13:32"))) == {
        "next_update",
        "place",
        "service",
        "stage",
    }


@pytest.mark.parametrize(
    ("lifecycle", "visibility", "percent", "stage"),
    [
        (Lifecycle.SUSPECTED, Visibility.CUSTOMER_VISIBLE, 91, "being_verified"),
        (Lifecycle.ACTIVE, Visibility.BEING_VERIFIED, 91, "being_verified"),
        (Lifecycle.ACTIVE, Visibility.CUSTOMER_VISIBLE, 50, "active"),
        (Lifecycle.ACTIVE, Visibility.CUSTOMER_VISIBLE, 49, "being_verified"),
        (Lifecycle.RESTORED, Visibility.CUSTOMER_VISIBLE, 91, "restored"),
        (Lifecycle.CLOSED, Visibility.CUSTOMER_VISIBLE, 91, "closed"),
        (Lifecycle.CLOSED, Visibility.CUSTOMER_VISIBLE, 49, None),
        (Lifecycle.CANCELLED, Visibility.CUSTOMER_VISIBLE, 91, None),
        (Lifecycle.MERGED, Visibility.CUSTOMER_VISIBLE, 91, None),
        (Lifecycle.ACTIVE, Visibility.INTERNAL_ONLY, 91, None),
    ],
)
def test_the_stage_follows_lifecycle_visibility_and_confidence(
    case: Case, changed: Changed, lifecycle: Lifecycle, visibility: Visibility, percent: int, stage: str | None
) -> None:
    assert stage_of(changed(case, lifecycle=lifecycle, visibility=visibility, percent=percent)) == stage


def test_before_the_first_assessment_nothing_may_be_said(case: Case, operator: Operator, moment: Moment) -> None:
    assert stage_of(replace(case, impact=None)) is None
    assert said(replace(case, impact=None), operator, moment("13:32")) == {}


def test_places_the_catalogue_does_not_know_and_places_unhurt_are_left_out(
    case: Case, operator: Operator, changed: Changed, moment: Moment
) -> None:
    regions = (
        RegionHarm(RegionId("lakes"), HarmLevel.DEGRADED, None),
        RegionHarm(RegionId("coast"), HarmLevel.CLEAR, None),
        RegionHarm(RegionId("pop cst-agg-01"), HarmLevel.FULL, None),
    )
    assert said(changed(case, regions=regions), operator, moment("13:32"))["place"] == "Lakes"
    only_unknown = changed(case, regions=(), region_ids=(RegionId("pop cst-agg-01"),))
    assert "place" not in said(only_unknown, operator, moment("13:32"))


@pytest.mark.parametrize(
    ("impact", "words"),
    [
        ({"emergency_affected": True}, None),
        ({"emergency_affected": None}, None),
        ({"emergency_affected": False}, "texts and emergency calls"),
    ],
)
def test_emergency_calling_is_claimed_only_where_it_was_tested(
    case: Case, operator: Operator, changed: Changed, impact: dict[str, object], words: str | None
) -> None:
    facts = said(changed(case, service_id="voice", **impact), operator, case.incident.updated_at)
    assert facts.get("still_works") == words


def test_a_symptom_without_an_adjective_is_told_by_what_customers_notice(
    case: Case, operator: Operator, moment: Moment
) -> None:
    incident = replace(case.incident, scope=replace(case.incident.scope, symptom_class="drops"))
    facts = said(replace(case, incident=incident), operator, moment("13:32"))
    assert facts["trouble"] == "trouble with mobile data"
    assert facts["detail"] == "The connection drops for a few minutes at a time."


def promise(clock: datetime, *, outcome: CheckpointOutcome | None = None) -> Checkpoint:
    slug = CheckpointId(clock.isoformat())
    return Checkpoint(slug, IncidentId("i"), "known", clock, TeamId("t"), clock, outcome=outcome)


def test_the_next_update_is_five_minutes_after_the_next_open_checkpoint(case: Case, moment: Moment) -> None:
    checkpoints = (
        promise(moment("13:00")),
        promise(moment("13:45"), outcome=CheckpointOutcome.KEPT),
        promise(moment("15:00")),
        promise(moment("14:00")),
    )
    several = replace(case, checkpoints=checkpoints)
    assert next_update_at(several, at=moment("13:32")) == moment("14:05")
    assert next_update_at(several, at=moment("13:04")) == moment("13:05")
    assert next_update_at(several, at=moment("14:05")) == moment("15:05")
    assert next_update_at(several, at=moment("15:05")) is None


facts_lists = st.lists(
    st.builds(SlotFact, st.text(max_size=4), st.text(max_size=4), st.text(max_size=4), st.integers(0, 100)),
    max_size=6,
    unique_by=lambda fact: fact.slot,
)


@given(facts_lists, st.data())
def test_the_digest_does_not_depend_on_order(facts: list[SlotFact], data: st.DataObject) -> None:
    assert facts_digest(data.draw(st.permutations(facts))) == facts_digest(facts)


def test_the_digest_changes_with_words_and_confidence_word_but_not_with_a_percent_within_it() -> None:
    fact = SlotFact("place", "Coast", "impact.regions", 80)
    same = facts_digest([replace(fact, confidence_percent=89)])
    assert facts_digest([fact]) == same
    assert facts_digest([fact]) != facts_digest([replace(fact, confidence_percent=90)])
    assert facts_digest([fact]) != facts_digest([replace(fact, text="Lakes")])
    assert facts_digest([fact]) != facts_digest([replace(fact, fact="a person")])


def test_time_passing_within_the_day_changes_nothing_said_until_the_promise_has_passed(
    case: Case, operator: Operator, moment: Moment
) -> None:
    first = said(case, operator, moment("13:32"))
    assert said(case, operator, moment("13:32") + timedelta(minutes=32)) == first
    assert "next_update" not in said(case, operator, moment("14:05"))


def test_another_language_is_refused(case: Case, operator: Operator, moment: Moment) -> None:
    with pytest.raises(UnknownLanguageError, match="'cs'"):
        facts_of(case, operator, audience="customer", language="cs", at=moment("13:32"))


def caused(case: Case, cause_class: str) -> Case:
    fingerprint = Fingerprint(ServiceId("mobile-data"), "coast+lakes", "", "slow", cause_class)
    return replace(case, recurrence=Recurrence(RecurrenceKind.FIRST, FingerprintId("f"), fingerprint, 1, 90))


def test_the_class_of_a_cause_is_named_only_when_it_is_confirmed_and_has_words(case: Case, changed: Changed) -> None:
    sure, unsure = changed(case, percent=95), changed(case, percent=85)
    for told, language, slot, words in (
        (caused(sure, "power"), "en", "cause", "a loss of power"),
        (caused(sure, "power"), "de", "cause", "ein Ausfall der Stromversorgung"),
        (caused(unsure, "power"), "en", "cause_open", "yes"),
        (caused(sure, "squirrel"), "en", "cause_open", "yes"),
        (sure, "en", "cause_open", "yes"),
    ):
        fact = cause_fact(told, language=language)
        assert fact is not None
        assert (fact.slot, fact.text) == (slot, words)
    assert cause_fact(caused(changed(case, percent=20), "power"), language="en") is None


def test_in_another_language_only_what_the_operator_says_in_it_is_told(
    case: Case, operator: Operator, moment: Moment
) -> None:
    def told(of: Operator) -> dict[str, str]:
        facts = facts_of(case, of, audience="customer", language="de", at=moment("13:32"))
        return {fact.slot: fact.text for fact in facts}

    plain = told(operator)
    assert plain["trouble"] == "St\u00f6rungen beim Dienst Mobile Data"
    assert plain["place"] == "Coast und Lakes"
    assert plain["next_update"] == "15:05 Uhr MEZ"
    assert {"detail", "still_works", "still_works_sentence"}.isdisjoint(plain)
    own = WordsIn("de", "Mobile Daten", "Anrufe und SMS", "Seiten laden langsam")
    spoken = replace(
        operator,
        services=(replace(operator.services[0], words_in=(own,)),),
        symptoms=(replace(operator.symptoms[0], words_in=(own,)),),
    )
    german = told(spoken)
    assert (german["service"], german["still_works"]) == ("Mobile Daten", "Anrufe und SMS")
    assert german["detail"] == "Seiten laden langsam."
    assert service_words(case, spoken, language="de") == "Mobile Daten"
    assert service_words(replace(case, impact=None), operator, language="en") == "mobile data"
    assert not service_words(case, replace(operator, services=()), language="en")


def test_the_last_words_on_an_incident_read_the_same_on_a_later_day(
    case: Case, operator: Operator, moment: Moment, changed: Changed
) -> None:
    over = changed(case, lifecycle=Lifecycle.CLOSED, restored_at=moment("13:25"), checkpoints=())
    days = [
        facts_of(over, operator, audience="customer", language="en", at=moment("13:32", day)) for day in (18, 19, 25)
    ]
    assert len({facts_digest(facts) for facts in days}) == 1


def test_how_sure_a_fact_is_has_a_word() -> None:
    assert [confidence_word(percent) for percent in (0, 49, 50, 74, 75, 89, 90, 100)] == [
        *("Low", "Low", "Medium", "Medium", "High", "High", "Confirmed", "Confirmed")
    ]
