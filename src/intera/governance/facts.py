"""What do the rules look at: the few facts of an impact that a severity may rest on.

Small, frozen and hashable, so that a judgement on facts seen before is a look-up.
"""

from dataclasses import dataclass, field
from datetime import datetime

from intera.model.impact import (
    CountRange,
    Evidence,
    EvidenceKind,
    HarmLevel,
    Impact,
    Stance,
    Visibility,
)
from intera.model.party import Tier
from intera.model.verdict import Severity

_NAMES_KEPT = 3
_UNHURT = frozenset({HarmLevel.CLEAR, HarmLevel.AT_RISK})


@dataclass(frozen=True, slots=True)
class RegionFact:
    """One region: how many customers at best, what share fails (0 to 100); `customers` is the whole range."""

    name: str
    customer_count: int | None
    failing_percent: int | None
    is_without_service: bool
    customers: CountRange | None = None


@dataclass(frozen=True, slots=True)
class TierFact:
    """How many affected accounts hold a tier, and the first few of their names, sorted."""

    tier: Tier
    account_count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an impact when a rule judges it; None is "not known", never "no".

    `kinds` are the independent kinds of evidence for harm, `late_kinds` those whose sources are
    late and so say nothing; `regions` are those hurt, `silent_regions` those nothing is heard of
    ("no data" is neither harm nor "clear"). `standing` is the severity the policy shows now.
    `duration_min` (whole minutes since harm began) is no part of a value's identity: only rules that say
    `reads_clock` may look at it, and those are judged afresh every time.
    """

    visibility: Visibility
    harm: HarmLevel
    kinds: tuple[EvidenceKind, ...]
    late_kinds: tuple[EvidenceKind, ...]
    confidence_percent: int
    customers: CountRange | None
    regions: tuple[RegionFact, ...]
    silent_regions: tuple[RegionFact, ...]
    failing_percent: int | None
    contact_ratio_percent: int | None
    tiers: tuple[TierFact, ...]
    partner_code: str | None
    emergency_affected: bool | None
    claimed_priority: int | None
    priority_confirmed: bool
    standing: Severity | None
    duration_min: int | None = field(default=None, compare=False)

    def tier(self, tier: Tier) -> TierFact | None:
        """The affected accounts of a tier; None when there are none."""
        for found in self.tiers:
            if found.tier is tier:
                return found
        return None


def _place(region: RegionFact) -> tuple[str, int, int]:
    return (region.name, region.failing_percent or 0, region.customer_count or 0)


def _regions_of(impact: Impact) -> tuple[tuple[RegionFact, ...], tuple[RegionFact, ...]]:
    """The regions that are hurt, and those nothing is heard of."""
    hurt: list[RegionFact] = []
    silent: list[RegionFact] = []
    for region in impact.regions:
        if region.harm in _UNHURT:
            continue
        count = region.customers.best if region.customers is not None else None
        is_full = region.harm is HarmLevel.FULL and region.failing_percent is None
        name = region.name or region.region_id
        found = RegionFact(name, count, region.failing_percent, is_full, region.customers)
        (silent if region.harm is HarmLevel.NO_DATA else hurt).append(found)
    if impact.region_ids and impact.harm not in _UNHURT:
        described = {region.region_id for region in impact.regions}
        is_full = impact.harm is HarmLevel.FULL and impact.failing_percent is None
        named = [RegionFact(name, None, None, is_full) for name in impact.region_ids if name not in described]
        (silent if impact.harm is HarmLevel.NO_DATA else hurt).extend(named)
    return tuple(sorted(hurt, key=_place)), tuple(sorted(silent, key=_place))


def _tiers_of(impact: Impact) -> tuple[TierFact, ...]:
    """The tiers in reach; of an inventory's accounts not all are named, but all are counted."""
    names: dict[Tier, list[str]] = {}
    for account in impact.accounts:
        names.setdefault(account.tier, []).append(account.name)
    tiers = {*names, *(one.tier for one in impact.account_counts if one.accounts.high)}
    return tuple(
        TierFact(tier, impact.account_count(tier), tuple(sorted(names.get(tier, ()))[:_NAMES_KEPT]))
        for tier in sorted(tiers)
    )


def _kinds_of(evidence: tuple[Evidence, ...]) -> tuple[tuple[EvidenceKind, ...], tuple[EvidenceKind, ...]]:
    speaking: set[EvidenceKind] = set()
    late: set[EvidenceKind] = set()
    for piece in evidence:
        if piece.stance is Stance.FOR:
            speaking.add(piece.kind)
        elif piece.is_late:
            late.add(piece.kind)
    return tuple(sorted(speaking)), tuple(sorted(late - speaking))


def facts_of(impact: Impact, *, standing: Severity | None, at: datetime) -> Facts:
    """The facts of an impact, ready to be judged.

    Args:
        impact: what the incident does to customers.
        standing: the severity the policy shows now; None before the first judgement.
        at: the instant of the judgement, from which the duration is counted.

    Returns:
        The facts; regions, kinds and tiers sorted, so that order of arrival does not matter.
    """
    onset_at = impact.onset_at
    kinds, late_kinds = _kinds_of(impact.evidence) if impact.evidence else ((), ())
    regions, silent_regions = _regions_of(impact) if impact.region_ids or impact.regions else ((), ())
    return Facts(
        visibility=impact.visibility,
        harm=impact.harm,
        kinds=kinds,
        late_kinds=late_kinds,
        confidence_percent=impact.confidence.percent,
        customers=impact.customers,
        regions=regions,
        silent_regions=silent_regions,
        failing_percent=impact.failing_percent,
        contact_ratio_percent=impact.contact_ratio_percent,
        tiers=_tiers_of(impact) if impact.accounts or impact.account_counts else (),
        partner_code=impact.partner_code,
        emergency_affected=impact.emergency_affected,
        claimed_priority=impact.claimed_priority,
        priority_confirmed=impact.priority_confirmed,
        standing=standing,
        duration_min=None if onset_at is None else max(0, int((at - onset_at).total_seconds()) // 60),
    )
