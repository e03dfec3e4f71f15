"""How many rows may one place add to the impact number: old spells of a place that flaps are joined into means.

A place that is hurt and well again every minute would add two rows a minute to the case for as long as it
lasts. Neighbours become one row a level that runs over all of their time with the mean of their
customers, so that the number stays what it was, can still be redone by hand, and its ends still hold:
the low mean is rounded down, the high one up, and beside a second incident that lasts all of that time the
ends hold as well. Beside one that lasts only a part of it they may be off by the mean times the minutes of
that part: a mean no longer tells in which minutes the harm was.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from intera.impact.service_minutes import LEVELS, minute_of, minutes_at_or_worse
from intera.model.impact import CountRange, HarmLevel
from intera.model.service_minutes import HarmPlace, HarmSpell

# Ended spells kept of one place of an incident. Source: a choice of this room: two days of one every half hour.
ROWS_AT_MOST = 96
_JOINED_AT_ONCE = 8
_MINUTE = timedelta(minutes=1)


def join_spells(spells: Sequence[HarmSpell], *, at_most: int = ROWS_AT_MOST) -> tuple[HarmSpell, ...]:
    """The spells with neighbours of a place joined, once there are too many ended ones of it.

    Those that lie closest together are joined first and the newest quarter stays, so that a row is
    joined again only a few times and rounding does not add up.

    Args:
        spells: of one incident, any order.
        at_most: how many ended spells one place may have.

    Returns:
        The same spells, or fewer, by place and start.
    """
    if len(spells) <= at_most:
        return tuple(spells)
    by_place: dict[HarmPlace, list[HarmSpell]] = {}
    for spell in spells:
        if spell.end_at is not None:
            by_place.setdefault(spell.place, []).append(spell)
    if all(len(ended) <= at_most for ended in by_place.values()):
        return tuple(spells)
    kept = [spell for spell in spells if spell.end_at is None]
    for ended in by_place.values():
        found = sorted(ended, key=_order)
        while len(found) > at_most and len(fewer := _with_neighbours_joined(found, at_most)) < len(found):
            found = fewer
        kept += found
    return tuple(sorted(kept, key=_order))


def _with_neighbours_joined(spells: Sequence[HarmSpell], at_most: int) -> list[HarmSpell]:
    """The spells with the group joined that spans least time; levels that begin together stay together."""
    units = [list(group) for _, group in groupby(spells, key=lambda spell: spell.start_at)]
    last = max(1, len(units) - max(_JOINED_AT_ONCE, at_most // 4))
    spans = [
        max(_end(spell) for unit in units[at : at + _JOINED_AT_ONCE] for spell in unit) - units[at][0].start_at
        for at in range(last)
    ]
    at = spans.index(min(spans))
    group = [spell for unit in units[at : at + _JOINED_AT_ONCE] for spell in unit]
    rest = [spell for unit in (*units[:at], *units[at + _JOINED_AT_ONCE :]) for spell in unit]
    return sorted([*rest, *_joined(group)], key=_order)


def _order(spell: HarmSpell) -> tuple[str, str, str, datetime, HarmLevel]:
    place = spell.place
    return (place.service_id, place.region_id, place.partner_code or "", spell.start_at, spell.harm)


def _joined(spells: Sequence[HarmSpell]) -> list[HarmSpell]:
    """One spell a level in place of many."""
    counted = [spell for spell in spells if spell.customers is not None]
    found: list[HarmSpell] = []
    for harm in LEVELS:
        blank = [spell for spell in spells if spell.customers is None and spell.harm is harm]
        # Beside a mean of the same level the minutes nobody could count would be hidden, so they stay as they are.
        is_hidden = any(spell.harm is harm for spell in counted)
        found += blank if is_hidden or not blank else [_in_one_stretch(blank)]
    if not counted:
        return found
    start_at, end_at = min(spell.start_at for spell in counted), max(_end(spell) for spell in counted)
    earliest_at = min(spell.earliest_at for spell in counted)
    length, longest = (minute_of(end_at) - minute_of(one) for one in (start_at, earliest_at))
    low, best, high = minutes_at_or_worse(counted)
    living = [spell.living_count for spell in counted if spell.living_count is not None]
    for index, harm in enumerate(LEVELS):
        if not any(spell.harm is harm for spell in counted) or length <= 0:
            continue
        # A level's row runs beside the worse ones and counts what they leave, so it holds their customers too.
        mean = (2 * best[index] + length) // (2 * length)
        customers = CountRange(min(low[index] // length, mean), mean, max(-(-high[index] // longest), mean))
        found.append(
            HarmSpell(
                spells[0].place,
                harm,
                customers,
                earliest_at,
                start_at,
                seen_at=end_at,
                end_at=end_at,
                living_count=max(living, default=None),
            )
        )
    return found


def _in_one_stretch(spells: Sequence[HarmSpell]) -> HarmSpell:
    """As many minutes nobody could count as before, in one stretch."""
    first = spells[0]
    minutes = sum(max(0, minute_of(_end(spell)) - minute_of(spell.start_at)) for spell in spells)
    end_at = first.start_at + minutes * _MINUTE
    return HarmSpell(
        first.place, first.harm, None, first.earliest_at, first.start_at, first.start_at, end_at, first.living_count
    )


def _end(spell: HarmSpell) -> datetime:
    return spell.end_at or spell.start_at
