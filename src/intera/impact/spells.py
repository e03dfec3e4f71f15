"""Since when is each place hurt, how badly and how many: the spells of harm of one incident as it goes on.

`service_minutes` adds them up. Source: issue 3 point 2; ADR-0019.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intera.model.ids import RegionId
from intera.model.impact import CountRange, HarmLevel, Impact, RegionHarm
from intera.model.service_minutes import HarmPlace, HarmSpell

# "At risk" counts customers whose margin is thinner, "no data" time nobody can see; neither is harm.
KEPT = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED, HarmLevel.AT_RISK, HarmLevel.NO_DATA})
HARMED = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED})
NOWHERE = RegionId("")

# An estimate that moved by less than a tenth goes on in the same spell, as it does on the trail.
# Source: judgement_decisions.MATERIAL_SHARE_DENOMINATOR.
_MOVED_DENOMINATOR = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    """When we first knew of an incident, and when its harm was over; None while it goes on."""

    first_known_at: datetime
    over_at: datetime | None = None


def extend_spells(
    spells: Sequence[HarmSpell], impact: Impact, bounds: Bounds, *, at: datetime
) -> tuple[HarmSpell, ...]:
    """The spells of harm as they stand after an assessment.

    A new spell begins when a place's level changes or its estimate moved by a tenth. It starts where
    a source stated the start, else where harm was first reported; a start learnt later moves it back.
    A place that was well in between starts anew: neither the start once stated nor an old report reaches
    behind the end of its last spell, nor behind the instant one place took over from another (a
    region named where nobody had named one), so that no customer is counted in both.

    Args:
        spells: as they stood before, any order.
        impact: the new assessment.
        bounds: when the incident was first known, and when its harm was over.
        at: the instant of the assessment.

    Returns:
        Spells by place and start, at most one open spell a place.
    """
    hurt_now = dict(_places_of(impact)) if bounds.over_at is None else {}
    kept = [spell for spell in spells if spell.end_at is not None]
    places_before = {spell.place for spell in spells if spell.end_at is None}
    left = places_before - hurt_now.keys()
    for spell in spells:
        if spell.end_at is not None:
            continue
        region = hurt_now.get(spell.place)
        if region is not None and region.harm is spell.harm and _is_same(spell.customers, region.customers):
            kept.append(replace(spell, seen_at=max(spell.seen_at, region.sighting.seen_at or spell.seen_at)))
            del hurt_now[spell.place]
        else:
            kept.append(_ended(spell, region, bounds, at))
    for place, region in hurt_now.items():
        if region.harm in KEPT:
            is_renamed = any(_is_other_name(one, place) for one in left)
            is_new = place not in places_before and not is_renamed
            start = _Start(impact, bounds, is_first=not spells, is_new=is_new, after_at=_last_end(kept, place))
            kept.append(_begun(place, region, start, at))
    return tuple(sorted((spell for spell in _moved_back(kept, impact) if _lasts(spell)), key=_order))


def without_harm(spells: Sequence[HarmSpell]) -> tuple[HarmSpell, ...]:
    """The spells left once a person ruled that no customer was hit, or the event was false: none that hurt."""
    return tuple(spell for spell in spells if spell.harm not in HARMED)


def _places_of(impact: Impact) -> list[tuple[HarmPlace, RegionHarm]]:
    """The places of an assessment with what each counts; together they hit as many as the whole does."""
    if not impact.regions:
        whole = RegionHarm(
            NOWHERE, impact.harm, impact.customers, living_count=impact.living_count, sighting=impact.sighting
        )
        return [(HarmPlace(impact.service_id, NOWHERE, impact.partner_code), _counted(whole))]
    shared = _shared_out(impact)
    return [
        (
            HarmPlace(impact.service_id, region.region_id, impact.partner_code),
            _counted(replace(region, customers=shared.get(region.region_id, region.customers))),
        )
        for region in impact.regions
    ]


def _counted(region: RegionHarm) -> RegionHarm:
    """A place with the customers its level counts: at risk everybody there, no data nobody knows."""
    if region.harm is HarmLevel.AT_RISK and region.living_count is not None:
        return replace(region, customers=CountRange(region.living_count, region.living_count, region.living_count))
    if region.harm in (HarmLevel.AT_RISK, HarmLevel.NO_DATA):
        return replace(region, customers=None)
    return region


def _shared_out(impact: Impact) -> dict[RegionId, CountRange]:
    """A count of the whole shared out over its hurt regions, in proportion to what each is thought to hold."""
    hurt = [region for region in impact.regions if region.harm in HARMED]
    if impact.customers is None or not hurt:
        return {}
    if all(region.customers is not None for region in hurt):
        lows = [region.customers.low for region in hurt if region.customers]
        bests = [region.customers.best for region in hurt if region.customers]
        highs = [region.customers.high for region in hurt if region.customers]
    else:
        lows = bests = highs = [region.living_count or 1 for region in hurt]
    whole = impact.customers
    shares = zip(_split(whole.low, lows), _split(whole.best, bests), _split(whole.high, highs), strict=True)
    return {
        region.region_id: CountRange(min(low, best), best, max(best, high))
        for region, (low, best, high) in zip(hurt, shares, strict=True)
    }


def _split(whole: int, weights: Sequence[int]) -> list[int]:
    """A whole number split in proportion, nothing lost: what rounding leaves goes to the first places."""
    total = sum(weights)
    if total == 0:
        weights, total = [1] * len(weights), len(weights)
    parts = [whole * weight // total for weight in weights]
    for index in range(whole - sum(parts)):
        parts[index] += 1
    return parts


def _is_same(known: CountRange | None, now: CountRange | None) -> bool:
    if known is None or now is None:
        return known is now
    return all(
        abs(old - new) * _MOVED_DENOMINATOR < max(old, 1)
        for old, new in ((known.low, now.low), (known.best, now.best), (known.high, now.high))
    )


def _ended(spell: HarmSpell, region: RegionHarm | None, bounds: Bounds, at: datetime) -> HarmSpell:
    over_at = at if bounds.over_at is None else min(bounds.over_at, at)
    end_at = max(over_at, spell.start_at)
    goes_on = region is not None and region.harm in HARMED and spell.harm in HARMED
    # Harm that goes on under another estimate was there all the while.
    seen_at = end_at if goes_on else min(spell.seen_at, end_at)
    return replace(spell, end_at=end_at, seen_at=max(seen_at, spell.start_at))


def _is_other_name(left: HarmPlace, place: HarmPlace) -> bool:
    """Whether a place nobody speaks of any more may be this one under another name: less or more is known of it."""
    if (left.service_id, left.partner_code) != (place.service_id, place.partner_code):
        return True
    return NOWHERE in (left.region_id, place.region_id)


def _last_end(spells: Sequence[HarmSpell], place: HarmPlace) -> datetime | None:
    return max((spell.end_at for spell in spells if spell.place == place and spell.end_at is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a spell's start is taken from.

    `is_first` when the incident has no spell yet; `after_at` is when the last spell of its place ended.
    """

    impact: Impact
    bounds: Bounds
    is_first: bool
    is_new: bool
    after_at: datetime | None


def _begun(place: HarmPlace, region: RegionHarm, start: _Start, at: datetime) -> HarmSpell:
    sighting = region.sighting
    stated_at = sighting.onset_at or (start.impact.onset_at if start.is_first else None)
    # A start stated before the last spell ended is that of the first one.
    is_stale = stated_at is not None and start.after_at is not None and stated_at < start.after_at
    start_at = earliest_at = at
    if start.is_new:
        reported_at = sighting.reported_at or at
        if start.is_first:
            reported_at = min(reported_at, start.bounds.first_known_at)
        is_exact = stated_at is not None
        start_at = min(stated_at if stated_at is not None and not is_stale else reported_at, at)
        earliest_at = start_at if is_exact else min(sighting.earliest_at or start_at, start_at)
    if start.after_at is not None:
        start_at, earliest_at = max(start_at, start.after_at), max(earliest_at, start.after_at)
    return HarmSpell(
        place=place,
        harm=region.harm,
        customers=region.customers,
        earliest_at=earliest_at,
        start_at=start_at,
        seen_at=max(min(sighting.seen_at or start_at, at), start_at),
        living_count=region.living_count,
        is_first=start.is_first and stated_at is None,
    )


def _moved_back(spells: Sequence[HarmSpell], impact: Impact) -> list[HarmSpell]:
    """The spells with a start stated only now; a start is never moved later, which would improve the number."""
    onset_at = impact.onset_at
    if onset_at is None:
        return list(spells)
    return [
        replace(spell, start_at=onset_at, earliest_at=min(onset_at, spell.earliest_at), is_first=False)
        if spell.is_first and onset_at < spell.start_at
        else spell
        for spell in spells
    ]


def _lasts(spell: HarmSpell) -> bool:
    return spell.end_at is None or spell.end_at > spell.earliest_at


def _order(spell: HarmSpell) -> tuple[str, str, str, datetime]:
    place = spell.place
    return (place.service_id, place.region_id, place.partner_code or "", spell.start_at)
