"""What holds of every settlement, whatever was agreed."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from sla.generated import a_deal, a_world, contract_of, engine_answer

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_credits_never_exceed_the_cap_nor_fall_below_nothing(seed: int) -> None:
    chance = Random(seed)
    deal = replace(a_deal(chance), cap_percent=chance.choice([10, 30, 100]))
    contract = contract_of(deal)
    for _ in range(5):
        world = a_world(chance, deal)
        due = engine_answer(contract, world).due_cents
        # Rounding to the cent may add half of one.
        assert due is None or 0 <= due <= Fraction((deal.cap_percent or 0) * world.price_cents, 100) + Fraction(1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_facts_and_saying_them_twice_never_matter(seed: int) -> None:
    chance = Random(seed)
    deal = a_deal(chance)
    contract = contract_of(deal)
    world = a_world(chance, deal)
    before = engine_answer(contract, world)
    shuffled = [list(each) * 2 for each in (world.outages, world.excluded, world.unknown)]
    for each in shuffled:
        chance.shuffle(each)
    outages, excluded, unknown = (tuple(each) for each in shuffled)
    assert engine_answer(contract, replace(world, outages=outages, excluded=excluded, unknown=unknown)) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_more_downtime_never_raises_delivered_quality(seed: int) -> None:
    chance = Random(seed)
    deal = replace(a_deal(chance), steps=("exclude",), unknown="up")
    contract = contract_of(deal)
    world = a_world(chance, deal)
    more = replace(world, outages=(*world.outages, *a_world(chance, deal).outages))
    before, after = engine_answer(contract, world).figure, engine_answer(contract, more).figure
    assert before is None or after is None or after <= before


@pytest.mark.parametrize("seed", SEEDS)
def test_days_add_up_to_the_week_where_the_contract_is_additive(seed: int) -> None:
    chance = Random(seed)
    deal = replace(
        a_deal(chance), steps=("exclude",), unknown="up", treat="counted_as_up", fixed_s=None, office_hours=False
    )
    contract = contract_of(deal)
    world = a_world(chance, deal)
    low, high = world.period
    cuts = sorted({low, high, *(chance.randrange(low, high) for _ in range(4))})
    parts = [engine_answer(contract, replace(world, period=span)).counted_s for span in pairwise(cuts)]
    assert sum(parts) == engine_answer(contract, world).counted_s
