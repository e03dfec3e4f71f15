"""How much harm was done so far: customers times minutes added up to one number, as an interval.

Formula `service-minutes 1`, for one spell of one place::

    low  = low customers  x minutes from its start to when a source last reported it
    best = best customers x minutes from its start to its end
    high = high customers x minutes from its earliest start to its end

Instants are cut to the whole minute before they are subtracted, so the sum can be redone by hand from
the times a page shows. Places add up; in one place at one minute two incidents are counted once.
Source: PRODUCT section 5.2; issue 3 point 2; ADR-0019.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from intera.impact.spells import HARMED
from intera.model.impact import CountRange, HarmLevel
from intera.model.service_minutes import HarmPlace, HarmSpell, ImpactNumber, PlaceMinutes, ServiceMinutes

FORMULA = "service-minutes 1"

# Worst first. Neither "at risk" nor "no data" is in the number of harm; both are shown beside it.
LEVELS = (HarmLevel.FULL, HarmLevel.DEGRADED, HarmLevel.AT_RISK, HarmLevel.NO_DATA)

_HARMED_UNTIL = LEVELS.index(HarmLevel.DEGRADED)
_MINUTE_S = 60
_NOBODY = CountRange(0, 0, 0)


def count_minutes(spells: Iterable[HarmSpell], *, at: datetime) -> ImpactNumber:
    """The impact number of any number of incidents up to an instant, overlaps counted once.

    In one place and minute with several spells, those at a level or worse hit at least the largest
    low end, at most the sum of the high ends, and best the largest best estimate; a level counts
    what is left after the worse ones. So a second incident about the same trouble adds nothing
    to the best figure and only widens the interval.

    Args:
        spells: of one incident or many, any order; open ones count up to `at`.
        at: the instant counted up to; what starts later is left out.

    Returns:
        The number with its levels and places, all in whole service-minutes.
    """
    by_place: dict[HarmPlace, list[HarmSpell]] = {}
    for spell in spells:
        by_place.setdefault(spell.place, []).append(spell)
    counted = [_minutes_of(place, by_place[place], minute_of(at)) for place in sorted(by_place, key=_place_order)]
    places = tuple(place for place in counted if place.levels)
    levels = tuple(_added(harm, places) for harm in LEVELS)
    return ImpactNumber(
        formula=FORMULA,
        counted_until_at=at,
        harmed=_sum(place.harmed for place in places),
        unknown_min=sum(level.unknown_min for level in levels if level.harm in HARMED),
        levels=tuple(level for level in levels if _is_anything(level)),
        places=places,
    )


def minutes_at_or_worse(spells: Sequence[HarmSpell]) -> tuple[list[int], list[int], list[int]]:
    """The low, best and high service-minutes of ended spells of one place, at each of `LEVELS` or a worse one."""
    lows: list[_Span] = []
    bests: list[_Span] = []
    highs: list[_Span] = []
    for spell in spells:
        if spell.end_at is None:
            continue
        start, earliest, end = minute_of(spell.start_at), minute_of(spell.earliest_at), minute_of(spell.end_at)
        lows.append((spell, (start, min(minute_of(spell.seen_at), end))))
        bests.append((spell, (start, end)))
        highs.append((spell, (earliest, end)))
    return _swept(lows, "low"), _swept(bests, "best"), _swept(highs, "high")


def minute_of(instant: datetime) -> int:
    """The whole minute an instant lies in, counted from 1970."""
    return int(instant.timestamp()) // _MINUTE_S


def _place_order(place: HarmPlace) -> tuple[str, str, str]:
    return (place.service_id, place.region_id, place.partner_code or "")


_Span = tuple[HarmSpell, tuple[int, int]]


def _minutes_of(place: HarmPlace, spells: Sequence[HarmSpell], until: int) -> PlaceMinutes:
    lows: list[_Span] = []
    bests: list[_Span] = []
    highs: list[_Span] = []
    for spell in spells:
        start, earliest = minute_of(spell.start_at), minute_of(spell.earliest_at)
        end = until if spell.end_at is None else min(minute_of(spell.end_at), until)
        lows.append((spell, (start, min(minute_of(spell.seen_at), end))))
        bests.append((spell, (start, end)))
        highs.append((spell, (earliest, end)))
    low, best, high = (_swept(spans, side) for spans, side in ((lows, "low"), (bests, "best"), (highs, "high")))
    unknown = _unknown_min(bests)
    levels = [
        ServiceMinutes(harm, _between(low, best, high, index=index), unknown.get(harm, 0))
        for index, harm in enumerate(LEVELS)
    ]
    return PlaceMinutes(
        place=place,
        harmed=CountRange(low[_HARMED_UNTIL], best[_HARMED_UNTIL], high[_HARMED_UNTIL]),
        levels=tuple(level for level in levels if _is_anything(level)),
    )


def _between(low: Sequence[int], best: Sequence[int], high: Sequence[int], *, index: int) -> CountRange:
    """What one level adds to the worse ones; its own ends never pass its best."""
    own_low, own_best, own_high = (side[index] - (side[index - 1] if index else 0) for side in (low, best, high))
    return CountRange(min(own_low, own_best), own_best, max(own_best, own_high))


def _is_anything(level: ServiceMinutes) -> bool:
    return level.minutes != _NOBODY or level.unknown_min > 0


def _slices(spans: Sequence[_Span]) -> Iterable[tuple[int, list[HarmSpell]]]:
    """The stretches in which the same spells run: their length in minutes, and the spells."""
    if len(spans) == 1:
        spell, (start, end) = spans[0]
        if end > start:
            yield end - start, [spell]
        return
    cuts = sorted({edge for _, span in spans for edge in span})
    for start, end in pairwise(cuts):
        active = [spell for spell, (first, last) in spans if first <= start and end <= last]
        if active:
            yield end - start, active


def _swept(spans: Sequence[_Span], side: str) -> list[int]:
    """Service-minutes at each level or a worse one, in order of `LEVELS`."""
    total = [0] * len(LEVELS)
    for length, active in _slices(spans):
        hit = 0
        for index in range(len(LEVELS)):
            hit = max(hit, _hit([spell for spell in active if spell.harm in LEVELS[: index + 1]], side))
            total[index] += hit * length
    return total


def _hit(active: Sequence[HarmSpell], side: str) -> int:
    """Customers hit by any of the spells of one place: one end of what they come to together."""
    counted = [spell.customers for spell in active if spell.customers is not None]
    if side == "low":
        return max((one.low for one in counted), default=0)
    if side == "best":
        return max((one.best for one in counted), default=0)
    living = [spell.living_count for spell in active if spell.living_count is not None]
    together, largest = sum(one.high for one in counted), max((one.high for one in counted), default=0)
    return max(largest, min(together, *living)) if living else together


def _unknown_min(spans: Sequence[_Span]) -> Mapping[HarmLevel, int]:
    """Minutes of a level in which nobody knows how many customers; a known count of that level ends the blank."""
    total: dict[HarmLevel, int] = {}
    for length, active in _slices(spans):
        known = {spell.harm for spell in active if spell.customers is not None}
        for harm in {spell.harm for spell in active if spell.customers is None} - known:
            total[harm] = total.get(harm, 0) + length
    return total


def _added(harm: HarmLevel, places: Sequence[PlaceMinutes]) -> ServiceMinutes:
    rows = [level for place in places for level in place.levels if level.harm is harm]
    return ServiceMinutes(harm, _sum(row.minutes for row in rows), sum(row.unknown_min for row in rows))


def _sum(ranges: Iterable[CountRange]) -> CountRange:
    low = best = high = 0
    for one in ranges:
        low, best, high = low + one.low, best + one.best, high + one.high
    return CountRange(low, best, high)
