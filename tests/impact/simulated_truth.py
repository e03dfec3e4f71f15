"""A made-up incident whose truth is known minute by minute, and what sources would have said of it.

Nothing here comes from the estimator: customers fail one by one by a share that drifts, tests sample them,
and reports come late. Times are whole seconds since the truth's own midnight.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

MINUTE = 60


@dataclass(frozen=True)
class Said:
    """What one source said at one second: a share of failed tests, or that it is well, or a stated start."""

    second: int
    region: str
    tried: int
    failed: int
    stated_start: int | None


@dataclass(frozen=True)
class Truth:
    """One incident: who lives where, how many were really hit in each minute, and what was said."""

    living: dict[str, int]
    hit_minutes: float
    said: tuple[Said, ...]
    over_at: int


def made_up(chance: random.Random) -> Truth:
    """One incident; every draw comes from `chance`."""
    living = {name: chance.randrange(200, 80_000) for name in ("coast", "lakes")[: chance.choice((1, 1, 2))]}
    period = chance.choice((60, 120, 300))
    tried = chance.choice((100, 300, 600, 1_500))
    is_start_stated = chance.random() < 0.5
    said: list[Said] = []
    hit = 0.0
    over_at = 0
    for name, customers in living.items():
        start, end, shares = _course(chance)
        hit += customers * sum(shares[second] for second in range(start, end, MINUTE // 6)) / 6
        phase = chance.randrange(period)
        for second in range(phase, end + 2 * period, period):
            share = shares.get(second // 10 * 10, 0.0) if start <= second < end else 0.0
            failed = sum(chance.random() < share for _ in range(tried)) if share else 0
            stated = start if is_start_stated and failed else None
            said.append(Said(second, name, tried, failed, stated))
        over_at = max(over_at, end)
    return Truth(living, hit, tuple(sorted(said, key=lambda one: (one.second, one.region))), over_at)


def _course(chance: random.Random) -> tuple[int, int, dict[int, float]]:
    start = chance.randrange(600, 3_600)
    end = start + chance.randrange(25 * MINUTE, 240 * MINUTE)
    level, drift = chance.uniform(0.08, 0.95), chance.uniform(0.0, 0.01)
    shares: dict[int, float] = {}
    for second in range(start // 10 * 10, end + 10, 10):
        if chance.random() < drift:
            level = min(0.98, max(0.04, level + chance.gauss(0, 0.15)))
        shares[second] = level
    return start, end, _Stepped(shares)


class _Stepped(dict[int, float]):
    """Shares by steps of ten seconds, read at any second."""

    def __missing__(self, second: int) -> float:
        return self.get(second // 10 * 10, 0.0)


def truths(seed: int, count: int) -> Iterator[Truth]:
    """`count` incidents drawn one after the other from one seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield made_up(chance)
