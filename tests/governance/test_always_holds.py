"""What holds for the severity of any incident, whatever happens to it (issue 3, "Must show")."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from intera.governance.facts import Facts, facts_of
from intera.governance.govern import govern
from intera.governance.policy import Policy
from intera.model.impact import Impact, Visibility
from intera.model.verdict import Severity, Verdict

Make = Callable[..., Impact]
Told = dict[str, Any]
REGIONS = ("Coast", "Lakes", "East")
KINDS = ("probe", "ticket", "care_contacts", "health")


def _agreeing(told: Told) -> Told:
    """The same with its regions hurt as badly as the whole is, which is the worst of them."""
    hurt = {name: {**each, "harm": told["harm"]} for name, each in told["regions"].items()}
    return told | {"regions": hurt}


TOLD = st.fixed_dictionaries(
    {
        "confidence": st.integers(0, 100),
        "seen_by": st.sets(st.sampled_from(KINDS)).map(sorted),
        "customers": st.none()
        | st.lists(st.integers(0, 50000), min_size=3, max_size=3).map(lambda ends: tuple(sorted(ends))),
        "regions": st.dictionaries(
            st.sampled_from(REGIONS), st.fixed_dictionaries({"failing": st.none() | st.integers(0, 100)})
        ),
        "vip": st.lists(st.just("Harbour Logistics"), max_size=1),
        "partner": st.none() | st.just("P-17"),
        "visibility": st.sampled_from(["customer_visible", "being_verified", "internal_only"]),
        "emergency": st.none() | st.booleans(),
        "claimed_priority": st.none() | st.integers(1, 4),
        "confirmed": st.booleans(),
        "harm": st.sampled_from(["degraded", "full", "no_data"]),
    }
).map(_agreeing)
STEPS = st.lists(st.tuples(st.integers(1, 25), TOLD), min_size=1, max_size=6)


def _live(steps: list[tuple[int, Told]], policy: Policy, make: Make, at: datetime) -> list[tuple[Facts, Verdict]]:
    """The incident judged step by step, each some minutes after the last; harm began with the first."""
    found: list[tuple[Facts, Verdict]] = []
    verdict: Verdict | None = None
    minutes = 0
    for passed_min, told in steps:
        minutes += passed_min
        now_at = at + timedelta(minutes=minutes)
        impact = make(now_at, **told, minutes=minutes)
        verdict = govern(impact, policy, previous=verdict, override=None, at=now_at)
        found.append((facts_of(impact, standing=None, at=now_at), verdict))
    return found


def _worse(region: Told) -> Told:
    """A region with 30 points more of attempts failing; one fully without service cannot be worse."""
    if region["harm"] == "full" and region["failing"] is None:
        return region
    return region | {"failing": min(100, (region["failing"] or 0) + 30)}


MORE: Mapping[str, Callable[[Told], Told]] = {
    "customers": lambda told: {
        "customers": tuple(end + 9000 for end in told["customers"] or (0, 0, 0)),
    },
    "a region": lambda told: {"regions": told["regions"] | {"North": {"failing": None}}},
    "a failing region": lambda told: {"regions": told["regions"] | {"North": {"failing": 100}}},
    "failing share": lambda told: {"regions": {name: _worse(each) for name, each in told["regions"].items()}},
    "a kind of source": lambda told: {"seen_by": sorted({*told["seen_by"], "partner"})},
    "a protected account": lambda told: {"vip": [*told["vip"], "City Hospitals Trust"]},
    "a wholesale account": lambda _told: {"wholesale": ["Roam Partner"]},
    "emergency calling": lambda _told: {"emergency": True},
    "a confirmed priority": lambda _told: {"claimed_priority": 1, "confirmed": True},
    "confidence": lambda told: {"confidence": min(100, told["confidence"] + 25)},
}


@given(before=STEPS, told=TOLD, what=st.sampled_from(sorted(MORE)), passed_min=st.integers(1, 60))
def test_more_harm_never_lowers_the_severity(  # noqa: PLR0913, PLR0917 - three fixtures
    before: list[tuple[int, Told]],
    told: Told,
    what: str,
    passed_min: int,
    policy: Policy,
    make_impact: Make,
    at: datetime,
) -> None:
    known, worse = (
        _live([*before, (passed_min, facts)], policy, make_impact, at)[-1][1]
        for facts in (told, told | MORE[what](told))
    )
    assert worse.severity <= known.severity
    assert min(worse.severity, worse.held_severity or worse.severity) <= known.severity


@given(steps=STEPS)
def test_low_confidence_and_internal_trouble_never_show_a_p1(
    steps: list[tuple[int, Told]], policy: Policy, make_impact: Make, at: datetime
) -> None:
    for facts, verdict in _live(steps, policy, make_impact, at):
        if facts.visibility is Visibility.INTERNAL_ONLY:
            assert verdict.severity is Severity.P4
        if facts.confidence_percent < 60 and verdict.severity is Severity.P1:
            # Clause 1.1: emergency calling is shown at once, and marked as being verified.
            assert facts.emergency_affected
            assert verdict.is_provisional


def _rose(now: Facts, before: Facts) -> bool:
    """Whether any evidence for harm is more than it was."""
    failing_now, failing_before = (
        {region.name: region.failing_percent or 0 for region in facts.regions} for facts in (now, before)
    )
    count_now, count_before = (
        (facts.customers.low, facts.customers.high) if facts.customers else (0, 0) for facts in (now, before)
    )
    return (
        bool(set(now.kinds) - set(before.kinds))
        or now.confidence_percent > before.confidence_percent
        or any(failing_now[name] > failing_before.get(name, -1) for name in failing_now)
        or any(end > other for end, other in zip(count_now, count_before, strict=True))
        or bool(set(now.tiers) - set(before.tiers))
        or (now.partner_code is not None and before.partner_code is None)
        or bool(now.emergency_affected and not before.emergency_affected)
        or (now.priority_confirmed, -(now.claimed_priority or 9))
        > (before.priority_confirmed, -(before.claimed_priority or 9))
        or (now.claimed_priority is not None and before.claimed_priority is None)
        or (before.visibility is Visibility.INTERNAL_ONLY and now.visibility is not before.visibility)
        or (now.harm != before.harm)
    )


@given(steps=STEPS)
def test_a_severity_rises_only_when_evidence_for_harm_rose(
    steps: list[tuple[int, Told]], policy: Policy, make_impact: Make, at: datetime
) -> None:
    lived = _live(steps, policy, make_impact, at)
    for (before, earlier), (now, later) in pairwise(lived):
        if later.severity < earlier.severity:
            assert _rose(now, before)


@given(
    order=st.permutations([*KINDS]), gaps=st.lists(st.integers(1, 20), min_size=4, max_size=4), start=st.integers(0, 90)
)
def test_while_sources_clear_one_by_one_the_severity_only_falls_and_never_before_its_wait(
    order: list[str], gaps: list[int], start: int, policy: Policy, make_impact: Make, at: datetime
) -> None:
    left = set(order)
    steps: list[tuple[int, Told]] = []
    for gap, cleared in zip([start + 1, *gaps], ["", *order], strict=True):
        left.discard(cleared)
        share = 20 * len(left)
        told = {
            "confidence": 62 + 9 * len(left),
            "seen_by": sorted(left),
            "customers": (7000 * len(left), 9000 * len(left), 11000 * len(left)),
            "regions": {name: {"failing": share} for name in ("Coast", "Lakes") if left},
            "harm": "degraded" if left else "clear",
        }
        steps.append((gap, told))
    lived = _live(steps, policy, make_impact, at)
    shown = [verdict.severity for _, verdict in lived]
    assert shown == sorted(shown)
    minutes = 0
    asked_at: int | None = None
    for (gap, _), (facts, verdict), earlier in zip(steps, lived, [None, *shown], strict=False):
        minutes += gap
        lasts = facts.duration_min is not None and facts.duration_min >= 30
        if verdict.held_severity is not None and not verdict.is_provisional and asked_at is None:
            asked_at = minutes
        if earlier is not None and verdict.severity > earlier and lasts and facts.kinds:
            assert asked_at is not None
            assert minutes - asked_at >= 30
            asked_at = None


@given(steps=STEPS, seed=st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_of_an_instant_does_not_matter(
    steps: list[tuple[int, Told]],
    seed: Random,
    policy: Policy,
    make_impact: Make,
    at: datetime,
) -> None:
    def shuffled(told: Told) -> Told:
        kinds, names = [*told["seen_by"]], [*told["regions"]]
        seed.shuffle(kinds)
        seed.shuffle(names)
        return told | {"seen_by": kinds, "regions": {name: told["regions"][name] for name in names}}

    other = [(passed_min, shuffled(told)) for passed_min, told in steps]
    straight, detour = (_live(each, policy, make_impact, at)[-1][1] for each in (steps, other))
    assert straight == detour


@given(steps=STEPS)
def test_the_worst_ever_shown_stays_on_record(
    steps: list[tuple[int, Told]], policy: Policy, make_impact: Make, at: datetime
) -> None:
    worst = Severity.P4
    for _, verdict in _live(steps, policy, make_impact, at):
        worst = min(worst, verdict.severity)
        assert verdict.worst_severity is worst
