"""Which policy is in force, and policies that do not fit together."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.town import town
from intera.governance.policy import Policy, parse_policy
from intera.governance.policy_book import PolicyBookError, build_policy_book, check_segments
from intera.model.impact import Impact

Make = Callable[..., Policy]
JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def make(raw_policy: dict[str, Any]) -> Make:
    """The shipped policy under another id, with other dates or a segment."""

    def made(policy_id: str, **other: object) -> Policy:
        return parse_policy(copy.deepcopy(raw_policy) | {"id": policy_id} | other)

    return made


def test_a_special_policy_goes_before_the_default_and_a_higher_one_before_it(
    make: Make, make_impact: Callable[..., Impact], at: datetime
) -> None:
    partners = make("partners", segment={"wholesale": True})
    one = make("one", segment={"partners": ["P-17"]}, precedence=2)
    book = build_policy_book([make("usual"), partners, one])
    assert book.in_force(make_impact(), at=at).policy_id == "usual"
    assert book.in_force(make_impact(partner="P-09"), at=at).policy_id == "partners"
    assert book.in_force(make_impact(partner="P-17"), at=at).policy_id == "one"


def test_a_policy_gives_way_to_the_next_at_its_instant(make: Make, make_impact: Callable[..., Impact]) -> None:
    book = build_policy_book([make("b", effective_from="2026-07-01"), make("a", effective_until="2026-07-01")])
    impact = make_impact()
    assert book.in_force(impact, at=JULY.replace(month=6, day=30)).policy_id == "a"
    assert book.in_force(impact, at=JULY).policy_id == "b"
    assert book.default_at(JULY).policy_id == "b"


def test_before_the_first_policy_took_effect_that_one_judges(make: Make, make_impact: Callable[..., Impact]) -> None:
    book = build_policy_book([make("b", effective_from="2026-07-01"), make("a", effective_until="2026-07-01")])
    assert book.in_force(make_impact(), at=datetime(2016, 3, 1, tzinfo=UTC)).policy_id == "a"


def test_a_special_policy_of_another_time_leaves_the_default(
    make: Make, make_impact: Callable[..., Impact], at: datetime
) -> None:
    special = make("special", segment={"wholesale": True}, effective_until="2026-02-01")
    book = build_policy_book([make("usual"), special])
    assert book.in_force(make_impact(partner="P-17"), at=at).policy_id == "usual"


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ([("a", {}), ("a", {})], "severity policy a 8 is given twice"),
        ([("a", {"segment": {"wholesale": True}})], "add a default, a policy without a segment"),
        ([], "add a default"),
        ([("a", {"effective_until": "2026-07-01"})], "ends at 2026-07-01 and no default follows it"),
        (
            [("a", {"effective_until": "2026-06-01"}), ("b", {"effective_from": "2026-07-01"})],
            "no default severity policy is in force from 2026-06-01 until 2026-07-01, between a 8 and b 8",
        ),
        (
            [("a", {"effective_until": "2026-08-01"}), ("b", {"effective_from": "2026-07-01"})],
            "a 8 and b 8 are both in force from 2026-07-01; end a 8 with effective_until: 2026-07-01",
        ),
        ([("a", {}), ("b", {"effective_from": "2026-07-01"})], "end a 8 with effective_until: 2026-07-01"),
        (
            [("a", {}), ("b", {"segment": {"tiers": ["vip"]}}), ("c", {"segment": {"wholesale": True}})],
            "b 8 and c 8 could both hold for one impact from 2026-01-01",
        ),
    ],
)
def test_a_gap_or_an_overlap_is_refused_and_names_the_policies(
    made: list[tuple[str, dict[str, Any]]], says: str, make: Make
) -> None:
    with pytest.raises(PolicyBookError) as refused:
        build_policy_book([make(policy_id, **other) for policy_id, other in made])
    assert says in str(refused.value)


def test_special_policies_that_follow_each_other_or_rank_apart_are_no_overlap(make: Make) -> None:
    early = make("early", segment={"wholesale": True}, effective_until="2026-07-01")
    late = make("late", segment={"wholesale": True}, effective_from="2026-07-01")
    vip = make("vip", segment={"tiers": ["vip"]}, precedence=2)
    assert len(build_policy_book([make("usual"), early, late, vip]).policies) == 4


def test_a_segment_that_names_what_the_operator_has_not_is_refused(make: Make) -> None:
    known = build_policy_book([make("a"), make("b", segment={"services": ["vpn"], "regions": ["coast"]})])
    check_segments(known.policies, town())
    lost = build_policy_book([make("a"), make("b", segment={"services": ["vpm"]})])
    with pytest.raises(PolicyBookError, match=r"b 8, segment\.services: 'vpm' is not in the operator's data"):
        check_segments(lost.policies, town())


def test_a_draft_goes_before_what_is_in_force_for_its_segment_whatever_its_dates(
    make: Make, make_impact: Callable[..., Impact], at: datetime
) -> None:
    special = make("special", segment={"partners": ["P-17"]})
    book = build_policy_book([make("usual"), special])
    draft = make("draft", effective_from="2030-01-01")
    tried = book.with_draft(draft)
    assert tried.in_force(make_impact(), at=at) is draft
    assert tried.in_force(make_impact(partner="P-17"), at=at) is special
    narrow = book.with_draft(make("narrow", segment={"wholesale": True}))
    assert narrow.in_force(make_impact(partner="P-17"), at=at).policy_id == "narrow"
    assert narrow.in_force(make_impact(), at=at).policy_id == "usual"


@given(
    starts=st.lists(st.integers(1, 300), max_size=4, unique=True),
    special_at=st.integers(0, 300),
    days=st.integers(-50, 400),
    partner=st.sampled_from([None, "P-17"]),
)
def test_every_instant_and_every_impact_has_exactly_one_policy(
    starts: list[int],
    special_at: int,
    days: int,
    partner: str | None,
    policy: Policy,
    make_impact: Callable[..., Impact],
) -> None:
    def day(number: int) -> datetime:
        return datetime.fromordinal(datetime(2026, 1, 1, tzinfo=UTC).toordinal() + number).replace(tzinfo=UTC)

    cuts = [0, *sorted(starts)]
    defaults = [
        replace(
            policy,
            policy_id=f"d{number}",
            effective_from_at=day(cut),
            effective_until_at=day(cuts[number + 1]) if number + 1 < len(cuts) else None,
        )
        for number, cut in enumerate(cuts)
    ]
    segment = replace(policy.segment, is_wholesale=True)
    special = replace(policy, policy_id="s", segment=segment, precedence=1, effective_from_at=day(special_at))
    book = build_policy_book([special, *reversed(defaults)])
    impact = make_impact(partner=partner)
    found = book.in_force(impact, at=day(days))
    if partner and days >= special_at:
        assert found is special
    else:
        expected = max((number for number, cut in enumerate(cuts) if cut <= days), default=0)
        assert found.policy_id == f"d{expected}"
