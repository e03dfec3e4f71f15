"""Where is the harm, how bad is it in each place, and how many customers does it hit."""

from collections.abc import Sequence
from dataclasses import dataclass

from intera.impact.customers import add_up, customers_in_place, with_counts
from intera.impact.harm import covering, failing_percents, harm_of, mean_percent, worst_harm
from intera.impact.reach import Place, living_there
from intera.impact.weigh import Weighed
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel, RegionHarm
from intera.model.operator import Operator
from intera.model.source import ReportedState

HURT = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED})
_HARMED = HURT | {HarmLevel.AT_RISK}
_NOBODY = CountRange(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Extent:
    """The harm over all places; `region_ids` are those harmed, or all of them once none is."""

    region_ids: tuple[RegionId, ...]
    regions: tuple[RegionHarm, ...]
    harm: HarmLevel
    customers: CountRange | None
    failing_percent: int | None


def extent_of(
    weighed: Sequence[Weighed], operator: Operator, *, service_id: ServiceId, partner_code: PartnerCode | None
) -> Extent:
    """The extent of the harm as the signals tell it.

    A count stated for exactly one region belongs to that region; any other is about the whole.

    Args:
        weighed: the incident's signals as they count.
        operator: who lives where, and what symptoms mean.
        service_id: the service that is hurt.
        partner_code: the partner route it is behind, None when it is not.

    Returns:
        The extent; `customers` None when nobody knows.
    """
    region_ids = _regions_spoken_of(weighed)
    if not region_ids:
        return _placeless(weighed, operator, Place(service_id, None, partner_code))
    regions: list[RegionHarm] = []
    counted: list[tuple[CountRange | None, int | None]] = []
    is_measured = True
    for region_id in region_ids:
        about = covering(weighed, region_id)
        harm = harm_of(about, operator)
        percents = failing_percents(about) if harm in HURT else []
        counts = _counts(about, only_one_region=True) if harm in HURT else []
        living = living_there(operator, Place(service_id, region_id, partner_code))
        estimated = customers_in_place(harm, living, percents)
        customers = with_counts(counts, estimated if percents or not counts else None)
        is_measured = is_measured and bool(percents or counts or harm not in HURT)
        counted.append((customers, living))
        regions.append(
            RegionHarm(region_id, harm, customers, mean_percent(percents), name=operator.region_name(region_id))
        )
    total = add_up(counted)
    harm = worst_harm([region.harm for region in regions])
    whole_counts = _counts(weighed, only_one_region=False) if harm in HURT else []
    harmed = tuple(region.region_id for region in regions if region.harm in _HARMED)
    return Extent(
        region_ids=harmed or region_ids,
        regions=tuple(regions),
        harm=harm,
        customers=with_counts(whole_counts, total if is_measured or not whole_counts else None),
        failing_percent=max((r.failing_percent for r in regions if r.failing_percent is not None), default=None),
    )


def unharmed(extent: Extent) -> Extent:
    """The same extent once a person has ruled that customers are not hit: at risk, nobody hurt."""
    return Extent(
        region_ids=extent.region_ids,
        regions=tuple(
            RegionHarm(r.region_id, HarmLevel.AT_RISK, _NOBODY, r.failing_percent, name=r.name) if r.harm in HURT else r
            for r in extent.regions
        ),
        harm=HarmLevel.AT_RISK if extent.harm in HURT else extent.harm,
        customers=_NOBODY,
        failing_percent=extent.failing_percent,
    )


def _placeless(weighed: Sequence[Weighed], operator: Operator, place: Place) -> Extent:
    """The extent without regions: behind a partner route, or a place nobody named."""
    harm = harm_of(weighed, operator)
    percents = failing_percents(weighed) if harm in HURT else []
    counts = [*_counts(weighed, only_one_region=False)] if harm in HURT else []
    living = living_there(operator, place) if place.partner_code is not None else None
    estimated = customers_in_place(harm, living, percents)
    return Extent(
        region_ids=(),
        regions=(),
        harm=harm,
        customers=with_counts(counts, estimated if percents or not counts else None),
        failing_percent=mean_percent(percents),
    )


def _regions_spoken_of(weighed: Sequence[Weighed]) -> tuple[RegionId, ...]:
    """Every region a signal that still stands names, sorted; withdrawn ones only when all are withdrawn."""
    if len(weighed) == 1:
        return weighed[0].signal.scope.region_ids
    standing = [entry for entry in weighed if entry.signal.state is not ReportedState.CANCELLED]
    found = {region for entry in standing or weighed for region in entry.signal.scope.region_ids}
    return tuple(sorted(found))


def _counts(weighed: Sequence[Weighed], *, only_one_region: bool) -> list[int]:
    """Customers as counted by signals that report harm, newest first."""
    found = [
        (entry.signal.version, entry.signal.customer_count)
        for entry in weighed
        if entry.says_harm
        and entry.signal.customer_count is not None
        and (len(entry.signal.scope.region_ids) == 1) is only_one_region
    ]
    found.sort(reverse=True)
    return [count for _, count in found]
