"""Where quality degrades for good: worked cases and what always holds."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.quality import QualityDay, QualityPlace, QualityScope, QualityState
from intera.sla.quality_trend import USUAL_FROM_PERIODS, find_weak_spots, judge_quality

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "sla_quality_trend.yaml").read_text(encoding="utf-8")
)
COAST = QualityPlace("Coast Mobile Data", ServiceId("mobile-data"), RegionId("coast"))
LAKES = QualityPlace("Lakes Mobile Data", ServiceId("mobile-data"), RegionId("lakes"))
VOICE = QualityPlace("Voice by P-17", ServiceId("voice"), None, PartnerCode("P-17"))
MONDAY = date(2026, 1, 5)
DAY_SAMPLES = 10_000
QUIET = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]


def week(number: int, share: int | str, place: QualityPlace = COAST) -> list[QualityDay]:
    """Seven days with the same degraded share, in hundredths of a percent."""
    first = MONDAY + timedelta(weeks=number)
    known, lost = (DAY_SAMPLES // 3, 0) if share == "-" else (DAY_SAMPLES, int(share))
    return [QualityDay(first + timedelta(days=day), place, lost, known, DAY_SAMPLES) for day in range(7)]


def weeks(shares: list[int | str] | list[int], place: QualityPlace = COAST) -> list[QualityDay]:
    return [day for number, share in enumerate(shares) for day in week(number, share, place)]


def after(shares: list[int | str] | list[int]) -> date:
    return MONDAY + timedelta(weeks=len(shares))


def one_a_day(lost: list[int]) -> list[QualityDay]:
    return [
        QualityDay(MONDAY + timedelta(days=day), COAST, count, DAY_SAMPLES, DAY_SAMPLES)
        for day, count in enumerate(lost)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_worked_case(case: dict[str, Any]) -> None:
    trend = judge_quality(COAST, weeks(case["weeks"]), until=after(case["weeks"]))
    expect = case["expect"]
    assert trend.state is QualityState(expect["state"])
    assert trend.reason == expect["reason"]
    assert (trend.beyond_count, trend.recent_count) == (expect["beyond"], expect["recent"])


def test_the_usual_range_can_be_recomputed_by_hand() -> None:
    trend = judge_quality(COAST, weeks([*QUIET, 10]), until=after([*QUIET, 10]))
    assert trend.usual is not None
    mean = Fraction(126, 12) / DAY_SAMPLES
    moved = Fraction(2 + 3 + 2 + 1 + 2 + 3 + 2 + 1 + 2 + 3 + 2, 11) / DAY_SAMPLES
    assert trend.usual.usual_ratio == mean
    assert trend.usual.upper_ratio == mean + Fraction(266, 100) * moved
    assert trend.usual.lower_ratio == mean - Fraction(266, 100) * moved
    assert trend.usual.period_count == USUAL_FROM_PERIODS


def test_weeks_below_a_mean_drawn_up_by_a_few_bad_ones_are_not_better() -> None:
    spells = [0, 0, 90, 0, 0, 0, 0, 80, 0, 0, 0, 0]
    trend = judge_quality(COAST, weeks([*spells, *[0] * 8]), until=after([*spells, *[0] * 8]))
    assert trend.usual is not None
    assert trend.usual.middle_ratio == 0 < trend.usual.usual_ratio
    assert trend.state is QualityState.STEADY


def test_a_week_that_is_not_over_is_not_judged() -> None:
    days = weeks([*QUIET, 10, 90])
    midweek = MONDAY + timedelta(weeks=13, days=5)
    assert judge_quality(COAST, days, until=midweek).state is QualityState.STEADY
    assert judge_quality(COAST, days, until=midweek + timedelta(days=2)).state is QualityState.OUTSIDE


def test_a_day_that_contradicts_itself_does_not_count() -> None:
    days = weeks([*QUIET, 10])
    broken = [QualityDay(days[-1].day, COAST, 20, 10, DAY_SAMPLES), QualityDay(days[-1].day, COAST, 0, 0, 0)]
    assert judge_quality(COAST, days + broken, until=after([*QUIET, 10])) == judge_quality(
        COAST, days, until=after([*QUIET, 10])
    )


def test_weak_spots_come_weakest_first_and_ignorance_last() -> None:
    shares = [*QUIET, 10, 11, 10]
    chronic, outside = [*QUIET, 50, 60, 70], [*QUIET, 10, 11, 70]
    north = QualityPlace("North Mobile Data", ServiceId("mobile-data"), RegionId("north"))
    days = weeks(shares) + weeks(outside, LAKES) + weeks(chronic, VOICE) + week(1, 90, north)
    found = find_weak_spots(days, until=after(shares))
    assert [trend.place.name for trend in found] == [VOICE.name, LAKES.name, COAST.name, north.name]
    assert found[-1].reason == "North Mobile Data: too little history, 1 of 13 weeks measured"


def test_quality_is_seen_by_service_region_or_partner() -> None:
    days = weeks([*QUIET, 10]) + weeks([*QUIET, 70], LAKES) + weeks([*QUIET, 10], VOICE)
    until = after([*QUIET, 10])
    names = {"mobile-data": "Mobile Data", "P-17": "partner P-17"}
    by_service = find_weak_spots(days, until=until, scope=QualityScope.SERVICE, names=names)
    assert [trend.place.name for trend in by_service] == ["Mobile Data", "voice"]
    assert by_service[0].periods[-1].degraded_ratio == Fraction(40, DAY_SAMPLES)
    assert [t.place.name for t in find_weak_spots(days, until=until, scope=QualityScope.REGION)] == ["lakes", "coast"]
    by_partner = find_weak_spots(days, until=until, scope=QualityScope.PARTNER, names=names)
    assert [trend.reason for trend in by_partner] == ["partner P-17: within its usual range"]


def test_a_place_whose_usual_is_bad_is_said_to_be_so() -> None:
    places = [QualityPlace(f"Place {number}", ServiceId(f"s{number}")) for number in range(5)]
    days = [day for place in places[:4] for day in weeks([*QUIET, 10], place)]
    days += weeks([share * 8 for share in [*QUIET, 10]], places[4])
    found = find_weak_spots(days, until=after([*QUIET, 10]))
    assert found[0].reason == ("Place 4: within its usual range; its usual share is 8 times that of the middle place")


@settings(max_examples=60, deadline=None)
@given(
    lost=st.lists(st.integers(0, DAY_SAMPLES), min_size=USUAL_FROM_PERIODS + 1, max_size=40),
    perfect=st.integers(1, 20),
)
def test_adding_perfect_days_never_makes_a_place_chronic(lost: list[int], perfect: int) -> None:
    before = judge_quality(COAST, one_a_day(lost), until=MONDAY + timedelta(days=60), period_days=1)
    longer = lost + [0] * perfect
    after_them = judge_quality(COAST, one_a_day(longer), until=MONDAY + timedelta(days=60), period_days=1)
    assert after_them.beyond_count <= before.beyond_count
    if after_them.state is QualityState.CHRONIC:
        assert before.state is QualityState.CHRONIC


@settings(max_examples=60, deadline=None)
@given(
    lost=st.lists(st.integers(0, DAY_SAMPLES), max_size=40),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_days_does_not_matter(lost: list[int], chance: Any) -> None:  # noqa: ANN401
    days = one_a_day(lost)
    shuffled = list(days)
    chance.shuffle(shuffled)
    until = MONDAY + timedelta(days=60)
    assert find_weak_spots(shuffled, until=until, period_days=1) == find_weak_spots(days, until=until, period_days=1)


@settings(max_examples=60, deadline=None)
@given(
    lost=st.lists(st.integers(0, DAY_SAMPLES), min_size=USUAL_FROM_PERIODS + 1, max_size=40),
    which=st.integers(USUAL_FROM_PERIODS, 39),
)
def test_a_worse_day_after_the_range_is_set_never_ends_a_chronic_state(lost: list[int], which: int) -> None:
    until = MONDAY + timedelta(days=60)
    before = judge_quality(COAST, one_a_day(lost), until=until, period_days=1)
    worse = [DAY_SAMPLES if number == which else count for number, count in enumerate(lost)]
    after_it = judge_quality(COAST, one_a_day(worse), until=until, period_days=1)
    assert after_it.beyond_count >= before.beyond_count
    if before.state is QualityState.CHRONIC:
        assert after_it.state is QualityState.CHRONIC
