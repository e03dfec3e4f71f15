"""Who hears of an incident: by audience, service, place, account, partner and language, each once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.case import Case
from intera.model.ids import AccountId, IncidentId, NarrativeId, PartnerCode, PublicationId, RegionId, ServiceId
from intera.model.incident import Incident, Lifecycle
from intera.model.operator import Operator
from intera.model.publication import (
    Channel,
    ChannelText,
    Publication,
    PublicationKind,
    PublicationReach,
    Recipient,
    SkipReason,
)
from intera.model.service import Region, RegionMembership
from intera.model.signal import Scope
from intera.narrative.recipients import Ground, judge_recipient, places_of, reach_of, spoken_language

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
WORDS = Publication(
    PublicationId("INC-0000001/p1"),
    IncidentId("INC-0000001"),
    NarrativeId("n1"),
    PublicationKind.UPDATE,
    "customer",
    "en",
    (ChannelText(Channel.MAIL, "s", "b"),),
    "d",
    AT,
)
REACH = PublicationReach((ServiceId("mobile"),), (RegionId("coast"),), (AccountId("port"),), None, ("de", "en"))
GROUND = Ground(WORDS, REACH, frozenset({"coast"}), frozenset({"coast", "north"}), account_ids={"port"})
ANYBODY = Recipient("r1", "customer", Channel.MAIL, "a@b.example")


@pytest.mark.parametrize(
    ("recipient", "is_concerned"),
    [
        (ANYBODY, True),
        (replace(ANYBODY, audience="partner"), False),
        (replace(ANYBODY, service_ids=("vpn",)), False),
        (replace(ANYBODY, service_ids=("vpn", "mobile")), True),
        (replace(ANYBODY, region_ids=("lakes",)), False),
        (replace(ANYBODY, region_ids=("coast",)), True),
        (replace(ANYBODY, region_ids=("north",)), True),
        (replace(ANYBODY, account_id=AccountId("rail")), False),
        (replace(ANYBODY, account_id=AccountId("port")), True),
        (replace(ANYBODY, partner_code=PartnerCode("P-01")), False),
    ],
)
def test_whom_it_concerns(recipient: Recipient, *, is_concerned: bool) -> None:
    assert judge_recipient(recipient, GROUND).is_concerned is is_concerned


@pytest.mark.parametrize(
    ("recipient", "ground", "reason"),
    [
        (ANYBODY, GROUND, None),
        (ANYBODY, replace(GROUND, unsubscribed={"r1"}), SkipReason.UNSUBSCRIBED),
        (ANYBODY, replace(GROUND, untold={"r1"}), SkipReason.WAS_NOT_TOLD),
        (replace(ANYBODY, channel=Channel.SMS), GROUND, SkipReason.NO_WORDS_FOR_CHANNEL),
        (
            replace(ANYBODY, language="fr"),
            replace(GROUND, publication=replace(WORDS, language="de"), reach=replace(REACH, languages=("de",))),
            SkipReason.NO_WORDS_IN_LANGUAGE,
        ),
    ],
)
def test_why_somebody_it_concerns_is_not_told(recipient: Recipient, ground: Ground, reason: SkipReason | None) -> None:
    found = judge_recipient(recipient, ground)
    assert (found.is_concerned, found.why_not) == (True, reason)


def test_a_partner_hears_of_its_own_routes_only() -> None:
    theirs = replace(ANYBODY, audience="partner", partner_code=PartnerCode("P-01"))
    words = replace(WORDS, audience="partner")
    ground = replace(GROUND, publication=words, reach=replace(REACH, partner_code=PartnerCode("P-01")))
    assert judge_recipient(theirs, ground).is_concerned
    assert not judge_recipient(theirs, replace(GROUND, publication=words)).is_concerned


def test_a_partners_recipient_that_names_no_partner_hears_of_nobodys_routes() -> None:
    nobodys = replace(ANYBODY, audience="partner")
    ground = replace(GROUND, publication=replace(WORDS, audience="partner"))
    assert not judge_recipient(nobodys, ground).is_concerned
    assert not judge_recipient(
        nobodys, replace(ground, reach=replace(REACH, partner_code=PartnerCode("P-01")))
    ).is_concerned


@given(
    st.sampled_from(["en", "de", "fr", "de-AT", "en-GB", "it"]),
    st.sets(st.sampled_from(["en", "de", "fr"]), min_size=1),
)
def test_words_in_several_languages_reach_each_once(wanted: str, languages: set[str]) -> None:
    reach = replace(REACH, languages=tuple(sorted(languages)))
    told = [
        language
        for language in sorted(languages)
        if judge_recipient(
            replace(ANYBODY, language=wanted),
            replace(GROUND, publication=replace(WORDS, language=language), reach=reach),
        ).is_concerned
    ]
    assert len(told) == 1


def test_a_language_falls_back_to_the_one_it_is_a_variety_of_then_english() -> None:
    assert spoken_language("de-AT", ["de", "en"]) == "de"
    assert spoken_language("fr", ["de", "en"]) == "en"
    assert spoken_language("fr", ["de"]) is None


def test_places_are_those_inside_and_those_around() -> None:
    regions = (
        Region(RegionId("north"), "North"),
        Region(RegionId("coast"), "Coast"),
        Region(RegionId("lakes"), "Lakes"),
    )
    inside = RegionMembership(RegionId("north"))
    operator = Operator(
        "Town",
        "UTC",
        regions=(regions[0], replace(regions[1], member_of=(inside,)), replace(regions[2], member_of=(inside,))),
    )
    assert places_of(REACH, operator, WORDS) == (frozenset({"coast"}), frozenset({"coast", "north"}))
    whole = replace(REACH, region_ids=(RegionId("north"),))
    assert places_of(whole, operator, WORDS)[0] == {"north", "coast", "lakes"}


def test_what_was_released_together_counts_as_one() -> None:
    german = replace(WORDS, publication_id=PublicationId("p2"), language="de")
    later = replace(WORDS, publication_id=PublicationId("p3"), language="fr", released_at=AT.replace(hour=14))
    incident = Incident(IncidentId("INC-0000001"), Lifecycle.ACTIVE, Scope(ServiceId("mobile")), "", AT, AT)
    case = Case(incident, (), publications=(later, german, WORDS))
    assert reach_of(WORDS, case).languages == ("de", "en")
    assert reach_of(later, case).languages == ("fr",)
