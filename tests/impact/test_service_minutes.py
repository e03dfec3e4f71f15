"""The impact number: redone by hand, counted once, additive over places and time."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.service_minutes import FORMULA, count_minutes, minute_of
from intera.model.ids import RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel
from intera.model.service_minutes import HarmPlace, HarmSpell

DAY = datetime(2026, 11, 18, tzinfo=UTC)
UNTIL = DAY.replace(hour=15)
CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "impact_service_minutes.yaml").read_text())


def _at(text: str) -> datetime:
    return datetime.combine(DAY.date(), time.fromisoformat(text), tzinfo=UTC)


def _spell(said: Mapping[str, Any]) -> HarmSpell:
    start_at = _at(said["from"])
    return HarmSpell(
        place=HarmPlace(ServiceId("mobile-data"), RegionId(said["place"])),
        harm=HarmLevel(said["harm"]),
        customers=CountRange(*said["customers"]) if said["customers"] else None,
        earliest_at=_at(said["earliest"]) if "earliest" in said else start_at,
        start_at=start_at,
        seen_at=_at(said["seen"]),
        end_at=_at(said["to"]) if "to" in said else None,
        living_count=said.get("living"),
    )


def _bounds(count: CountRange) -> list[int]:
    return [count.low, count.best, count.high]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: Mapping[str, Any]) -> None:
    number = count_minutes([_spell(said) for said in case["spells"]], at=UNTIL)
    assert _bounds(number.harmed) == case["harmed"]
    assert number.unknown_min == case.get("unknown_min", 0)
    levels = {level.harm.value: _bounds(level.minutes) for level in number.levels}
    for harm, minutes in case.get("levels", {}).items():
        assert levels[harm] == minutes


def test_the_number_says_its_formula_and_until_when() -> None:
    number = count_minutes([], at=UNTIL)
    assert (number.formula, number.counted_until_at, number.harmed) == (FORMULA, UNTIL, CountRange(0, 0, 0))


MINUTES = st.integers(0, 300)
HARMS = st.sampled_from([HarmLevel.FULL, HarmLevel.DEGRADED, HarmLevel.AT_RISK, HarmLevel.NO_DATA])
COUNTS = st.lists(st.integers(0, 500), min_size=3, max_size=3).map(sorted).map(lambda n: CountRange(n[0], n[1], n[2]))


@st.composite
def spells(draw: st.DrawFn, regions: tuple[str, ...] = ("coast", "lakes")) -> HarmSpell:
    start_at = DAY + timedelta(minutes=draw(st.integers(600, 850)), seconds=draw(st.integers(0, 59)))
    length = draw(st.none() | MINUTES)
    end_at = None if length is None else start_at + timedelta(minutes=length)
    seen_at = start_at + timedelta(minutes=draw(st.integers(0, length if length is not None else 60)))
    harm = draw(HARMS)
    return HarmSpell(
        place=HarmPlace(ServiceId("mobile-data"), RegionId(draw(st.sampled_from(regions)))),
        harm=harm,
        customers=None if harm is HarmLevel.NO_DATA else draw(st.none() | COUNTS),
        earliest_at=start_at - timedelta(minutes=draw(st.integers(0, 10))),
        start_at=start_at,
        seen_at=seen_at,
        end_at=end_at,
    )


@given(st.lists(spells(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_spells_does_not_matter(some: list[HarmSpell], chance: Any) -> None:  # noqa: ANN401
    shuffled = [*some]
    chance.shuffle(shuffled)
    assert count_minutes(shuffled, at=UNTIL) == count_minutes(some, at=UNTIL)


@given(st.lists(spells(), min_size=1, max_size=5))
def test_a_second_incident_about_the_same_trouble_adds_nothing_to_the_best_and_low_figure(
    some: list[HarmSpell],
) -> None:
    once, twice = count_minutes(some, at=UNTIL).harmed, count_minutes([*some, *some], at=UNTIL).harmed
    assert (twice.low, twice.best) == (once.low, once.best)
    assert twice.high >= once.high


@given(st.lists(spells(), max_size=4), st.lists(spells(), max_size=4))
def test_together_is_never_more_than_the_sum_and_never_less_than_either(
    one: list[HarmSpell], other: list[HarmSpell]
) -> None:
    first, second = count_minutes(one, at=UNTIL).harmed, count_minutes(other, at=UNTIL).harmed
    both = count_minutes([*one, *other], at=UNTIL).harmed
    for side in ("low", "best", "high"):
        a, b, together = getattr(first, side), getattr(second, side), getattr(both, side)
        assert max(a, b) <= together <= a + b


@given(st.lists(spells(), max_size=6))
def test_places_and_levels_add_up_to_the_whole(some: list[HarmSpell]) -> None:
    number = count_minutes(some, at=UNTIL)
    assert number.harmed.low <= number.harmed.best <= number.harmed.high
    for side in ("low", "best", "high"):
        assert sum(getattr(place.harmed, side) for place in number.places) == getattr(number.harmed, side)
    levels = [level for level in number.levels if level.harm in (HarmLevel.FULL, HarmLevel.DEGRADED)]
    assert sum(level.minutes.best for level in levels) == number.harmed.best


@given(spells(("coast",)), st.integers(0, 100))
def test_splitting_a_region_and_adding_up_agrees(spell: HarmSpell, share: int) -> None:
    customers = spell.customers
    if customers is None:
        return
    west = CountRange(*(side * share // 100 for side in (customers.low, customers.best, customers.high)))
    east = CountRange(customers.low - west.low, customers.best - west.best, customers.high - west.high)
    split = [
        HarmSpell(
            HarmPlace(spell.place.service_id, RegionId(name)),
            spell.harm,
            part,
            spell.earliest_at,
            spell.start_at,
            spell.seen_at,
            spell.end_at,
        )
        for name, part in (("coast-west", west), ("coast-east", east))
    ]
    assert count_minutes(split, at=UNTIL).harmed == count_minutes([spell], at=UNTIL).harmed


@given(st.lists(spells(), max_size=5), st.integers(0, 120))
def test_time_only_ever_adds(some: list[HarmSpell], more: int) -> None:
    before, after = (count_minutes(some, at=UNTIL + timedelta(minutes=m)).harmed for m in (0, more))
    assert before.best <= after.best
    assert before.low <= after.low
    assert before.high <= after.high


def test_a_minute_is_the_whole_minute_an_instant_lies_in() -> None:
    assert minute_of(_at("14:00:59")) == minute_of(_at("14:00"))
    assert minute_of(_at("14:01")) == minute_of(_at("14:00")) + 1
