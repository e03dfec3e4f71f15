"""How often the interval of the impact number holds the truth of made-up incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from impact.simulated_truth import Truth
from intera.impact.assess import assess
from intera.impact.service_minutes import count_minutes
from intera.impact.spells import Bounds, extend_spells
from intera.model.ids import RegionId, ServiceId, SignalId, SourceId
from intera.model.impact import CountRange
from intera.model.operator import Operator
from intera.model.service import Footprint, Region, Service
from intera.model.service_minutes import HarmSpell
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState, SourceHealth

MIDNIGHT = datetime(2026, 11, 18, tzinfo=UTC)
MOBILE, PROBES = ServiceId("mobile-data"), SourceId("probes")


@dataclass(frozen=True)
class Cover:
    """How many truths lay below, in and above the interval, and how wide it was for its best figure."""

    below: int
    inside: int
    above: int
    width_percent: int

    @property
    def percent(self) -> float:
        """The share of truths inside, in percent."""
        return 100 * self.inside / (self.below + self.inside + self.above)


def cover_of(truths: Iterable[Truth]) -> Cover:
    """How often the interval stated at the end of an incident holds what really happened."""
    below = inside = above = 0
    widths: list[int] = []
    for truth in truths:
        found = estimate(truth)
        if found is None:
            continue
        below += truth.hit_minutes < found.low
        above += truth.hit_minutes > found.high
        inside += found.low <= truth.hit_minutes <= found.high
        widths.append(100 * (found.high - found.low) // max(found.best, 1))
    return Cover(below, inside, above, sorted(widths)[len(widths) // 2])


def estimate(truth: Truth) -> CountRange | None:
    """What the product states of one incident once all its sources say it is over; None when none noticed."""
    operator = Operator(
        name="O",
        zone="UTC",
        services=(Service(MOBILE, "Mobile Data"),),
        regions=tuple(Region(RegionId(name), name) for name in truth.living),
        footprints=tuple(Footprint(MOBILE, RegionId(name), count) for name, count in truth.living.items()),
    )
    period = _period(truth)
    newest: dict[str, Signal] = {}
    spells: tuple[HarmSpell, ...] = ()
    opened_at: datetime | None = None
    at = MIDNIGHT
    for said in truth.said:
        at = MIDNIGHT + timedelta(seconds=said.second)
        onset_at = None if said.stated_start is None else MIDNIGHT + timedelta(seconds=said.stated_start)
        newest[said.region] = Signal(
            signal_id=SignalId(f"probes/{said.region}"),
            source_id=PROBES,
            kind=RecordKind.PROBE,
            state=ReportedState.DEGRADED if said.failed else ReportedState.OK,
            scope=Scope(MOBILE, (RegionId(said.region),)),
            occurred_at=at,
            revision=0,
            digest="",
            onset_at=onset_at,
            failing_percent=round(100 * said.failed / said.tried),
            sample_count=said.tried,
        )
        if opened_at is None and not said.failed:
            newest.pop(said.region)
            continue
        opened_at = opened_at or at
        health = {PROBES: SourceHealth(PROBES, "Probes", RecordKind.PROBE, at, period)}
        impact = assess(list(newest.values()), operator, health=health, ruling=None, at=at)
        spells = extend_spells(spells, impact, Bounds(opened_at), at=at)
    return count_minutes(spells, at=at).harmed if opened_at else None


def _period(truth: Truth) -> int:
    seconds = sorted(said.second for said in truth.said if said.region == "coast")
    return seconds[1] - seconds[0]
