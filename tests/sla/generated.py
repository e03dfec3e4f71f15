"""Generated deals and worlds, and how the engine is asked about them."""

from fractions import Fraction
from random import Random
from typing import Any

from intera.sla.language.facts import ContractFacts, ExclusionFacts, Instant, OutageFacts, PeriodFacts, SpellFacts
from intera.sla.settlement.frame import Contract
from intera.sla.settlement.settle import Settled, settle
from intera.sla.trial import contract_from
from sla.oracle import Answer, Deal, World

HOUR_S = 3600
DAY_S = 24 * HOUR_S
MINIMA = (60, 300, 900, 1800)
JUNE_2026 = 1780272000
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
TARGETS = ("100%", "99.99%", "99.9%", "99.5%")


def a_deal(chance: Random) -> Deal:
    """Any deal the oracle understands."""
    steps = [step for step in ("exclude", "minimum", "merge") if chance.random() < 0.7]
    chance.shuffle(steps)
    percents = sorted(chance.choice([1, 3, 5, 10, 25]) for _ in range(3))
    return Deal(
        zone=chance.choice(ZONES),
        target=Fraction(chance.choice(TARGETS)[:-1]) / 100,
        unknown=chance.choice(["up", "removed", "down"]),
        treat=chance.choice(["removed", "counted_as_up"]) if "exclude" in steps else "counted_as_up",
        steps=tuple(steps) or ("exclude",),
        min_s=chance.choice(MINIMA),
        min_open=chance.random() < 0.5,
        min_excess=chance.random() < 0.3,
        min_remaining=chance.random() < 0.3,
        gap_s=chance.choice([60, 600, HOUR_S]),
        gap_counts=chance.random() < 0.5,
        office_hours=chance.random() < 0.2,
        fixed_s=30 * DAY_S if chance.random() < 0.2 else None,
        shape=chance.choice(["flat", "each", "blocks", "tiers"]),
        part=chance.choice(["started", "whole", "proportional"]),
        unit_s=chance.choice([60, 900, HOUR_S]),
        percents=tuple(percents),
        cap_percent=chance.choice([None, 10, 30, 100]),
        share_decimals=chance.choice([None, None, 4]),
        multiplier=chance.choice([1, 1, 2]),
    )


def a_world(chance: Random, deal: Deal) -> World:
    """What may happen within a week or a month."""
    days = 7 if deal.office_hours else chance.choice([1, 7, 30])
    start = JUNE_2026 + chance.randrange(300) * DAY_S
    period = (start, start + days * DAY_S)
    return World(
        period,
        _spans(chance, period, chance.randrange(7)),
        _spans(chance, period, chance.randrange(3)),
        _spans(chance, period, chance.randrange(3)),
        chance.randrange(1_000_00),
    )


def _spans(chance: Random, period: tuple[int, int], count: int) -> tuple[tuple[int, int], ...]:
    """Spans around a period, near each other often enough to touch, overlap and be merged."""
    found: list[tuple[int, int]] = []
    place = chance.randrange(period[0] - DAY_S // 4, period[1])
    for _ in range(count):
        length = chance.choice(
            [
                chance.randrange(1, 120),
                chance.randrange(1, 2 * HOUR_S),
                chance.randrange(1, DAY_S),
                chance.choice(MINIMA),
            ]
        )
        found.append((place, place + length))
        near = chance.choice([0, 1, 60, 600, HOUR_S, length])
        place = place + near if chance.random() < 0.6 else chance.randrange(period[0] - DAY_S // 4, period[1])
    return tuple(found)


def contract_of(deal: Deal) -> Contract:
    """The deal in the contract language."""
    remedy = {"promise": "uptime", "base": {"charge": "mrc"}, "multiplier": deal.multiplier, **_shape(deal)}
    data: dict[str, Any] = {
        "id": "generated",
        "version": 1,
        "currency": "EUR",
        "timezone": deal.zone,
        "effective": {"from": "2020-01-01"},
        "exclusions": {"work": {"treat": deal.treat}},
        "calendars": {"office": {"days": "mon-fri", "hours": "09:00-17:00", "works_on_holidays": True}},
        "clocks": {"c": {"steps": _steps(deal)}},
        "metrics": {"uptime": {"measure": "availability.ticket_clock", "clock": "c", "unknown_time": deal.unknown}},
        "promises": {"uptime": {"metric": "uptime", "target": {"at_least": _target(deal)}}},
        "remedies": {"r": remedy},
    }
    if deal.office_hours:
        data["clocks"]["c"]["hours"] = "office"
    if deal.fixed_s is not None:
        data["period"] = {"fixed": f"{deal.fixed_s}s"}
    if deal.cap_percent is not None:
        data["caps"] = [{"at_most": f"{deal.cap_percent}%", "base": {"charge": "mrc"}}]
    if deal.share_decimals is not None:
        data["rounding"] = {"share": {"decimals": deal.share_decimals, "mode": "half_up"}}
    return contract_from(data)


def _steps(deal: Deal) -> list[dict[str, Any]]:
    steps = [_step(deal, each) for each in deal.steps]
    return steps if "exclude" in deal.steps else [*steps, {"exclude": ["none"]}]


def _step(deal: Deal, name: str) -> dict[str, Any]:
    minimum = {
        "over" if deal.min_open else "at_least": f"{deal.min_s}s",
        "tested_on": "remaining" if deal.min_remaining else "whole",
        "counts": "excess" if deal.min_excess else "whole",
    }
    merge = {"gap": f"{deal.gap_s}s", "gap_time": "counted" if deal.gap_counts else "not_counted"}
    return {"exclude": {"exclude": ["all"]}, "minimum": {"minimum": minimum}, "merge": {"merge": merge}}[name]


def _target(deal: Deal) -> str:
    return f"{deal.target.numerator * 100}/{deal.target.denominator}%"


def _shape(deal: Deal) -> dict[str, Any]:
    percents = [f"{each}%" for each in deal.percents]
    unit = f"{deal.unit_s}s"
    tiers = [
        {"at_least": "99%", "under": _target(deal), "pay": percents[0]},
        {"at_least": "95%", "under": "99%", "pay": percents[1]},
        {"under": "95%", "pay": percents[2]},
    ]
    blocks = {
        "first": {"length": f"{2 * deal.unit_s}s", "pay": percents[0]},
        "then": {"length": unit, "pay": percents[1]},
        "part": deal.part,
    }
    shapes: dict[str, dict[str, Any]] = {
        "flat": {"driver": "flat", "flat": percents[0]},
        "each": {"driver": "counted_time", "each": {"unit": unit, "pay": percents[0], "part": deal.part}},
        "blocks": {"driver": "excess", "blocks": blocks},
        "tiers": {"driver": "figure", "table": {"rows": tiers}},
    }
    return shapes[deal.shape]


def facts_of(world: World) -> ContractFacts:
    """The world as facts."""
    return ContractFacts(
        period=PeriodFacts(Instant(world.period[0]), Instant(world.period[1])),
        mrc=Fraction(world.price_cents, 100),
        outages=tuple(OutageFacts(Instant(a), Instant(b)) for a, b in world.outages),
        exclusions=tuple(ExclusionFacts(Instant(a), Instant(b), "work") for a, b in world.excluded),
        unknown=tuple(SpellFacts(Instant(a), Instant(b)) for a, b in world.unknown),
    )


def engine_answer(contract: Contract, world: World) -> Answer:
    """What the engine says, in the words of the oracle."""
    return answer_of(settle(contract, facts_of(world)))


def answer_of(settled: Settled) -> Answer:
    """A settlement in the words of the oracle."""
    promise = settled.promises[0]
    clock = promise.figure.clock
    counted_s = clock.clocked.counted_s if clock is not None else Fraction(0)
    cents = settled.due.amount * 100
    return Answer(int(counted_s), promise.figure.value, promise.is_violated, None if settled.errors else int(cents))
