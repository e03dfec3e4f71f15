"""Where is the harm, how bad is it in each place, and how many customers does it hit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intera.impact.certainty import ratio_of
from intera.impact.customers import MeasuredShare, add_up, customers_in_place, with_counts, without_inner
from intera.impact.harm import covering, harm_of, mean_percent, measured_shares, worst_harm
from intera.impact.reach import Place, living_there, nested_in
from intera.impact.weigh import Weighed
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import UNSEEN, CountRange, HarmLevel, RegionHarm, Sighting
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
    living_count: int | None = None
    sighting: Sighting = UNSEEN


@dataclass(frozen=True, slots=True)
class _Said:
    """What sources measured and counted of one region, newest first."""

    shares: Sequence[MeasuredShare] = ()
    counts: Sequence[int] = ()


_NOTHING_SAID = _Said()


def extent_of(
    weighed: Sequence[Weighed],
    operator: Operator,
    *,
    service_id: ServiceId,
    partner_code: PartnerCode | None,
    at: datetime | None = None,
) -> Extent:
    """The extent of the harm as the signals tell it.

    A count stated for exactly one region belongs to that region; any other is about the whole.

    Args:
        weighed: the incident's signals as they count.
        operator: who lives where, and what symptoms mean.
        service_id: the service that is hurt.
        partner_code: the partner route it is behind, None when it is not.
        at: the instant reach is asked for; None means what has no end.

    Returns:
        The extent; `customers` None when nobody knows.
    """
    region_ids = _regions_spoken_of(weighed)
    if not region_ids:
        return _placeless(weighed, operator, Place(service_id, None, partner_code), at)
    nested = nested_in(operator, region_ids, at=at)
    found: dict[RegionId, RegionHarm] = {}
    is_measured = True
    # Inner regions first: what a source counted for a larger one holds their customers too.
    for region_id in sorted(region_ids, key=lambda one: len(nested.get(one, ()))):
        about = covering(weighed, region_id)
        harm = harm_of(about, operator)
        said = _Said(measured_shares(about), _counts(about, only_one_region=True)) if harm in HURT else _NOTHING_SAID
        apart = nested.get(region_id, ())
        living = living_there(operator, Place(service_id, region_id, partner_code), at=at, apart_from=apart)
        customers = _customers(said, customers_in_place(harm, living, said.shares), [found[one] for one in apart])
        is_measured = is_measured and bool(said.shares or said.counts or harm not in HURT)
        percent = mean_percent([share.percent for share in said.shares])
        region = RegionHarm(region_id, harm, customers, percent, operator.region_name(region_id), living)
        found[region_id] = _as_seen(region, about)
    regions = [found[region_id] for region_id in region_ids]
    counted = [(region.customers, region.living_count) for region in regions]
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
        living_count=_all_living([living for _, living in counted]),
        sighting=sighting_of(weighed),
    )


def _customers(said: _Said, estimated: CountRange | None, inside: Sequence[RegionHarm]) -> CountRange | None:
    """How many a region hits, without those of the regions inside it that are spoken of on their own."""
    if not said.counts or not inside:
        return with_counts(said.counts, estimated if said.shares or not said.counts else None)
    own = without_inner(
        CountRange(min(said.counts), said.counts[0], max(said.counts)), [one.customers for one in inside]
    )
    if not said.shares or estimated is None:
        return own
    return CountRange(min(own.low, estimated.low), own.best, max(own.high, estimated.high))


def sighting_of(weighed: Sequence[Weighed]) -> Sighting:
    """When harm began by what was stated, and when it was first and last reported by signals that count.

    A start nobody stated stays None; harm may then have begun up to one reporting period of its
    source before the first report.

    Args:
        weighed: the signals about one place.

    Returns:
        The sighting; all None when no signal reports harm.
    """
    reports = [entry for entry in weighed if entry.says_harm]
    if not reports:
        return UNSEEN
    stated = [entry.signal.onset_at for entry in reports if entry.signal.onset_at is not None]
    onset_at = min(stated, default=None)
    first_at = min(entry.signal.occurred_at for entry in reports)
    earliest_at = onset_at or min(entry.signal.occurred_at - timedelta(seconds=entry.period_s) for entry in reports)
    return Sighting(onset_at, earliest_at, first_at, max(entry.signal.occurred_at for entry in reports))


def _as_seen(region: RegionHarm, about: Sequence[Weighed]) -> RegionHarm:
    """A region with when its harm was seen, and how sure its own level is.

    It began with the first report that names it: what was said of the service as a whole before does
    not tell that this region was hurt then. Anybody's last report shows that it goes on.
    """
    ratio = ratio_of(about, region.harm)
    percent = None if region.harm is HarmLevel.NO_DATA else ratio.numerator * 100 // ratio.denominator
    sighting = sighting_of(about)
    naming = [entry for entry in about if entry.says_harm and entry.signal.scope.region_ids]
    if naming and len(naming) < len(about):
        sighting = replace(sighting_of(naming), seen_at=sighting.seen_at)
    return replace(region, sighting=sighting, confidence_percent=percent)


def _all_living(living: Sequence[int | None]) -> int | None:
    known = [count for count in living if count is not None]
    return sum(known) if known and len(known) == len(living) else None


def unharmed(extent: Extent) -> Extent:
    """The same extent once a person has ruled that customers are not hit: at risk, nobody hurt."""
    return Extent(
        region_ids=extent.region_ids,
        regions=tuple(
            replace(region, harm=HarmLevel.AT_RISK, customers=_NOBODY) if region.harm in HURT else region
            for region in extent.regions
        ),
        harm=HarmLevel.AT_RISK if extent.harm in HURT else extent.harm,
        customers=_NOBODY,
        failing_percent=extent.failing_percent,
        living_count=extent.living_count,
        sighting=extent.sighting,
    )


def _placeless(weighed: Sequence[Weighed], operator: Operator, place: Place, at: datetime | None) -> Extent:
    """The extent without regions: behind a partner route, or a place nobody named."""
    harm = harm_of(weighed, operator)
    shares = measured_shares(weighed) if harm in HURT else []
    counts = [*_counts(weighed, only_one_region=False)] if harm in HURT else []
    living = living_there(operator, place, at=at) if place.partner_code is not None else None
    estimated = customers_in_place(harm, living, shares)
    return Extent(
        region_ids=(),
        regions=(),
        harm=harm,
        customers=with_counts(counts, estimated if shares or not counts else None),
        failing_percent=mean_percent([share.percent for share in shares]),
        living_count=living,
        sighting=sighting_of(weighed),
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
