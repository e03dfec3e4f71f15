"""How much does it say that something lay near a start: measured against placebo instants.

A power cut near a start proves little where power is cut every day. So each start is compared with
instants at which nothing is known to have begun: the same place, weekday and time of day, some
weeks earlier. What overlaps starts no more often than placebo instants is chance.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

from intera.model.recurrence import ChangeStrength, PlannedWork

# A work that began at most this long before the harm is still near it after it ended: what it
# changed may show late. Source: a choice of this room.
NEAR_ONSET = timedelta(minutes=60)

# Placebo instants lie these many weeks before a start: the same weekday and time of day, in the
# same season, and known by then. Source: case-crossover design, Maclure 1991.
PLACEBO_WEEKS = (1, 2, 3, 4)

# For how many starts the placebo rate counts before experience outweighs it: nothing learned, no
# strength. Source: a choice of this room.
SHRINK_STARTS = 20

# From how many starts on a measured strength is spoken of and overrules the plain rule.
# Source: a choice of this room; below it one overlap more moves the share by over three points.
KNOWN_FROM_STARTS = 30

_HUNDRED = 100


def is_near(work: PlannedWork, start_at: datetime) -> bool:
    """Whether a work was under way at an instant, or began in the `NEAR_ONSET` before it.

    Args:
        work: with its span.
        start_at: the instant.

    Returns:
        False for a work that began after it.
    """
    return work.start_at <= start_at and (start_at < work.end_at or start_at - work.start_at <= NEAR_ONSET)


def placebo_instants(start_at: datetime) -> tuple[datetime, ...]:
    """The instants a start is compared with, newest first.

    Args:
        start_at: the start of harm.

    Returns:
        One instant in each of `PLACEBO_WEEKS`, by whole weeks of UTC.
    """
    return tuple(start_at - timedelta(weeks=weeks) for weeks in PLACEBO_WEEKS)


def learn_start(strength: ChangeStrength, *, is_hit: bool, placebo_hits: int, placebos: int) -> ChangeStrength:
    """The strength with one more start and its placebo instants counted.

    Args:
        strength: as counted so far.
        is_hit: whether something of its kind was near the start.
        placebo_hits: near how many of its placebo instants something was.
        placebos: how many placebo instants it was compared with; those before the feed began are left out.

    Returns:
        The new counts.
    """
    return replace(
        strength,
        hit_count=strength.hit_count + is_hit,
        start_count=strength.start_count + 1,
        placebo_hit_count=strength.placebo_hit_count + placebo_hits,
        placebo_count=strength.placebo_count + placebos,
    )


def beyond_placebo(strength: ChangeStrength) -> Fraction:
    """Of the overlaps with a start, the share beyond what placebo instants show; 0 while little is known.

    Both shares are drawn towards no difference: the placebo share by one hit in two instants, the
    share of starts by `SHRINK_STARTS` starts that overlap like placebo instants. Worked by hand:
    27 of 100 starts and 20 of 400 placebo instants. Placebo share 21/402, starts (27 + 20 * 21/402)
    / 120 = 0.234, so (0.234 - 0.052) / 0.234 = 0.78 of the overlaps are beyond chance.

    Args:
        strength: the counts.

    Returns:
        0 to 1.

    Source: issue 3 point 7; attributable fraction among the exposed, Levin 1953.
    """
    placebo = Fraction(strength.placebo_hit_count + 1, strength.placebo_count + 2)
    share = (strength.hit_count + SHRINK_STARTS * placebo) / (strength.start_count + SHRINK_STARTS)
    return max(Fraction(0), 1 - placebo / share)


def is_known(strength: ChangeStrength) -> bool:
    """Whether enough starts were compared to speak of a strength."""
    return strength.start_count >= KNOWN_FROM_STARTS


def say_strength(strength: ChangeStrength) -> str:
    """The counts as one phrase: "overlaps 27 of 100 such starts against 5 of 100 placebo dates".

    Args:
        strength: the counts; from 100 on they are said per hundred.

    Returns:
        The phrase; it claims an overlap and never a cause.
    """
    hits, starts = _per_hundred(strength.hit_count, strength.start_count)
    placebo_hits, placebos = _per_hundred(strength.placebo_hit_count, strength.placebo_count)
    return f"overlaps {hits} of {starts} such starts against {placebo_hits} of {placebos} placebo dates"


def _per_hundred(hits: int, count: int) -> tuple[int, int]:
    return (round(Fraction(hits * _HUNDRED, count)), _HUNDRED) if count >= _HUNDRED else (hits, count)
