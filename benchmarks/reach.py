"""One impact over a million product instances of a hundred thousand accounts: how long, on how much memory.

The town is invented, by a seed. Every assessment asks for a scope and an instant nobody asked for before.
"""

import gc
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from pathlib import Path

from intera.impact.accounts_hit import FailingShare
from intera.impact.assess import assess
from intera.impact.reach import account_counts, reach_of
from intera.impact.service_model import build_service_model
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SignalId, SourceId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Tier
from intera.model.service import ProductInstance, Region, RegionMembership, Service, Symptom
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState, Source

GOAL_P95_MS = 50
SERVICES, AREAS, DISTRICTS, PLACES, PARTNERS = 12, 4, 5, 6, 40
START = datetime(2021, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
SPAN_S = int((NOW - START).total_seconds())
ROUNDS = 60
ENDED_SHARE, PARTNER_SHARE = 0.1, 0.03


@dataclass(frozen=True)
class Size:
    """How large the town is."""

    instances: int
    accounts: int


LARGE = Size(1_000_000, 100_000)


def services() -> tuple[Service, ...]:
    return tuple(Service(ServiceId(f"s{n}"), f"Service {n}") for n in range(SERVICES))


def regions() -> tuple[Region, ...]:
    found: list[Region] = []
    for area in range(AREAS):
        top = RegionId(f"a{area}")
        found.append(Region(top, f"Area {area}"))
        for district in range(DISTRICTS):
            middle = RegionId(f"{top}d{district}")
            found.append(Region(middle, f"District {area}.{district}", member_of=(RegionMembership(top),)))
            found += [
                Region(RegionId(f"{middle}p{n}"), f"Place {area}.{district}.{n}", member_of=(RegionMembership(middle),))
                for n in range(PLACES)
            ]
    return tuple(found)


def accounts(size: Size) -> Iterator[Account]:
    chance = random.Random(1)
    tiers = (Tier.VIP, Tier.KEY, Tier.WHOLESALE, Tier.BUSINESS, Tier.CONSUMER)
    drawn = chance.choices(tiers, (2, 10, 1, 200, 787), k=size.accounts)
    for number, tier in enumerate(drawn):
        partner = PartnerCode(f"P-{chance.randrange(PARTNERS)}") if tier is Tier.WHOLESALE else None
        yield Account(AccountId(f"acc-{number:06}"), f"Account {number}", tier, partner)


def product_instances(size: Size) -> Iterator[ProductInstance]:
    """Nine in ten still there, the others ended; three in a hundred behind a partner."""
    chance = random.Random(2)
    leaves = [region.region_id for region in regions() if "p" in region.region_id]
    for number in range(size.instances):
        start = START + timedelta(seconds=chance.randrange(SPAN_S))
        ended = start + timedelta(days=chance.randrange(1, 900)) if chance.random() < ENDED_SHARE else None
        partner = PartnerCode(f"P-{chance.randrange(PARTNERS)}") if chance.random() < PARTNER_SHARE else None
        yield ProductInstance(
            f"pi-{number}",
            AccountId(f"acc-{min(chance.randrange(size.accounts), chance.randrange(size.accounts)):06}"),
            ServiceId(f"s{chance.randrange(SERVICES)}"),
            chance.choice(leaves),
            partner,
            site_id=f"site-{chance.randrange(size.instances // 2)}",
            valid_from_at=start,
            valid_until_at=ended,
        )


def town(size: Size) -> Operator:
    document = Operator(
        name="Town",
        zone="UTC",
        services=services(),
        regions=regions(),
        symptoms=(Symptom("slow", "Slow", "slow", "Slow."),),
        partners=tuple(Partner(PartnerCode(f"P-{n}"), f"Carrier {n}") for n in range(PARTNERS)),
        sources=(Source(SourceId("probe"), "Tests", "x", RecordKind.PROBE),),
    )
    return document.stocked(build_service_model(accounts(size), product_instances(size)))


def scopes(operator: Operator) -> dict[str, list[Scope]]:
    """Scopes by kind; every one is asked in turn."""
    every = [region.region_id for region in operator.regions]
    leaves = [one for one in every if "p" in one]
    chance = random.Random(3)
    ids = [service.service_id for service in operator.services]

    def about(*named: RegionId, partner: PartnerCode | None = None) -> Scope:
        return Scope(chance.choice(ids), tuple(sorted(named)), partner, "slow", is_resolved=True)

    return {
        "one place": [about(chance.choice(leaves)) for _ in range(ROUNDS)],
        "one area": [about(RegionId(f"a{n % AREAS}")) for n in range(ROUNDS)],
        "thirty places": [about(*chance.sample(leaves, 30)) for _ in range(ROUNDS)],
        "area and parts": [about(RegionId("a1"), *[one for one in leaves if one.startswith("a1d2")])] * ROUNDS,
        "every place": [about(*leaves) for _ in range(ROUNDS)],
        "every region": [about(*every) for _ in range(ROUNDS)],
        "partner": [about(partner=PartnerCode(f"P-{n % PARTNERS}")) for n in range(ROUNDS)],
        "no place named": [about() for _ in range(ROUNDS)],
    }


def timed(operator: Operator) -> dict[str, list[float]]:
    """Milliseconds of each assessment, by kind of scope; each at an instant of its own."""
    found: dict[str, list[float]] = {}
    tick = count()
    for kind, asked in scopes(operator).items():
        for scope in asked:
            at = NOW - timedelta(hours=7 * next(tick))
            signal = Signal(
                signal_id=SignalId("probe/1"),
                source_id=SourceId("probe"),
                kind=RecordKind.PROBE,
                state=ReportedState.DEGRADED,
                scope=scope,
                occurred_at=at - timedelta(minutes=1),
                revision=0,
                digest="d",
                failing_percent=37,
            )
            started = time.perf_counter()
            assess([signal], operator, health={}, ruling=None, at=at)
            found.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
    return found


def counting(operator: Operator) -> list[float]:
    """Milliseconds to say how many accounts of each tier are hit in every region at once."""
    share = FailingShare(Fraction(1, 3), Fraction(7, 20), Fraction(2, 5))
    found: list[float] = []
    for number in range(ROUNDS):
        service = operator.services[number % SERVICES].service_id
        at = NOW - timedelta(hours=5 * number)
        failing = [(region.region_id, share) for region in operator.regions]
        started = time.perf_counter()
        account_counts(operator, service, failing=failing, partner_code=None, at=at)
        found.append((time.perf_counter() - started) * 1000)
    return found


class Clock:
    """Seconds since it was made, by the wall and of the processor."""

    def __init__(self) -> None:
        """Starts."""
        self.wall, self.own = time.monotonic(), time.process_time()

    def __str__(self) -> str:
        """Says both."""
        wall, own = time.monotonic() - self.wall, time.process_time() - self.own
        return f"{wall:.1f} s ({own:.1f} s of processor time)"


def memory_mb() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def percentile(took: list[float], share: float) -> float:
    return sorted(took)[min(len(took) - 1, int(len(took) * share))]


def bench_reach(size: Size = LARGE) -> None:
    print(f"One impact over {size.instances:,} product instances of {size.accounts:,} accounts")
    held_before = memory_mb()
    started = time.process_time()
    drawn = sum(1 for _ in product_instances(size)) + sum(1 for _ in accounts(size))
    drawing = time.process_time() - started
    started = time.process_time()
    operator = town(size)
    building = time.process_time() - started - drawing
    reach_of(operator)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    gc.collect()
    kept = memory_mb() - held_before
    print(f"  {drawn:,} rows indexed in {building:.1f} s of processor time")
    print(f"  memory: {kept} MB more than before; this process at the most {most} MB")
    took = timed(operator)
    for kind, times in took.items():
        print(f"  {kind:<15} p50 {percentile(times, 0.5):6.2f} ms, p95 {percentile(times, 0.95):6.2f} ms")
    every = [one for times in took.values() for one in times]
    p50, p95 = percentile(every, 0.5), percentile(every, 0.95)
    print(f"  all scopes mixed: p50 {p50:.1f} ms, p95 {p95:.1f} ms, slowest {max(every):.1f} ms")
    counted = counting(operator)
    p50, p95 = percentile(counted, 0.5), percentile(counted, 0.95)
    print(f"  accounts by tier alone, a third of every region failing: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    print(f"  (goal: p95 under {GOAL_P95_MS} ms, scope and instant never asked before)")
