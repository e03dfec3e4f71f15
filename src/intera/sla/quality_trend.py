"""Where does quality degrade for good: each place against its own usual range, weak spots first.

A raw line invites a story about every wiggle. A control chart says which moves are more than the
place's own noise. Shares of degraded time come in spells, so limits that suppose independent events
(a p- or u-chart) would be far too narrow; the chart of individual values (XmR) takes its width from
how much neighbouring periods differ, whatever the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from intera.model.quality import (
    QualityDay,
    QualityPeriod,
    QualityPlace,
    QualityScope,
    QualityState,
    QualityTrend,
    UsualRange,
)

# A week holds every day's rhythm once, so weeks can be compared with each other.
PERIOD_DAYS = 7
# Limits lie this many mean moving ranges from the centre: three standard deviations over the
# constant 1.128 of ranges of two. Source: Shewhart 1931; Wheeler 1993, XmR chart; ISO 7870-2.
LIMIT_PER_MOVING_RANGE = Fraction(266, 100)
# What is usual is set from the first this many measured periods, and then stays: were it taken from
# the newest, a slow decay would become the usual. Source: Wheeler 1993, limits are usable from
# twelve values; ISO 7870-2 (limits set once, then kept).
USUAL_FROM_PERIODS = 12
# How far back "lately" goes. Source: issue 3 point 8, two months of weeks.
RECENT_PERIODS = 8
# From how many periods of the recent ones beyond the limit on it is chronic. One in 8 may be an
# accident; three are not. Source: a choice of this room.
CHRONIC_FROM_BEYOND = 3
# This many in a row on the worse side of the middle are chronic though none is beyond the limit.
# Source: Western Electric 1956, fourth rule (eight in a row on one side of the centre). The middle and
# not the mean: quality is good on most days and bad in spells, so most days lie below the mean.
CHRONIC_FROM_RUN = 8
# Below this share of known time a period says nothing. Source: case gt-zero-4 (no data is not
# available); half is a choice of this room.
COVERED_FROM_RATIO = Fraction(1, 2)
# So little is no degradation, whatever is usual: about five minutes of a week. Without it a place
# that never had any would be beyond its range at the first lost sample. Source: a choice of this room.
NEGLIGIBLE_RATIO = Fraction(1, 2_000)
# From how many times the middle of all places on a place is called weak for its level alone.
WEAK_FROM_TIMES = 3

_RANK = {
    QualityState.CHRONIC: 0,
    QualityState.OUTSIDE: 1,
    QualityState.STEADY: 2,
    QualityState.BETTER: 3,
    QualityState.TOO_LITTLE_HISTORY: 4,
}
_MONDAY = date(1970, 1, 5)
_DAYS_A_WEEK = 7


def find_weak_spots(
    days: Iterable[QualityDay],
    *,
    until: date,
    scope: QualityScope = QualityScope.PLACE,
    names: Mapping[str, str] | None = None,
    period_days: int = PERIOD_DAYS,
) -> tuple[QualityTrend, ...]:
    """Every place with how its quality moves, weakest first.

    Chronic places stand before those outside their range once, those before steady ones; within each by
    how many periods are beyond, then by their share lately. A place with too little history stands
    last and says so: not knowing is not being well.

    Args:
        days: any order, from the same first day at every call, as the usual range is set from the
            first periods; two statements about the same day and place are added up.
        until: the first day that is not counted, usually today; the period it falls in is not over.
        scope: each place for itself, or added up by service, region or partner.
        names: how services, regions and partners are called, by id; an id without one is its own name.
        period_days: length of a period, 1 or more.

    Returns:
        One trend a place.

    Source: PRODUCT R3; issue 3 point 8; constants above.
    """
    by_place: dict[QualityPlace, list[QualityDay]] = {}
    for day in days:
        place = _seen_by(day.place, scope, names or {})
        if place is not None:
            by_place.setdefault(place, []).append(day)
    trends = [
        judge_quality(place, by_place[place], until=until, period_days=period_days)
        for place in sorted(by_place, key=_name)
    ]
    known = [trend.usual.usual_ratio for trend in trends if trend.usual is not None]
    middle = _median(known) if known else None
    trends = [_compared(trend, middle, place_count=len(trends)) for trend in trends]
    return tuple(sorted(trends, key=_weakness))


def judge_quality(
    place: QualityPlace, days: Iterable[QualityDay], *, until: date, period_days: int = PERIOD_DAYS
) -> QualityTrend:
    """How one place does against its own usual range.

    - Degraded share of a period: degraded over known, a ratio of sums.
    - Usual: mean of the first `USUAL_FROM_PERIODS` measured periods; limits at the mean plus and minus
      2.66 times the mean difference of neighbours, never below nothing.
    - What is not above `NEGLIGIBLE_RATIO` is neither beyond nor worse.
    - Chronic: `CHRONIC_FROM_BEYOND` of the newest `RECENT_PERIODS` beyond the upper limit, or
      `CHRONIC_FROM_RUN` in a row above the middle of the usual ones. Outside: the newest is beyond.
      Better: as many in a row below the middle.

    Args:
        place: whose days.
        days: any order.
        until: the first day that is not counted; the period it falls in is not over and not judged.
        period_days: length of a period, 1 or more; periods are counted from a Monday.

    Returns:
        The trend; "too little history" until there is at least one measured period after the usual ones.
    """
    periods = _periods(days, until=until, period_days=period_days)
    measured = [period for period in periods if period.degraded_ratio is not None]
    unit = _unit(period_days)
    if len(measured) <= USUAL_FROM_PERIODS:
        reason = f"{place.name}: too little history, {_of(len(measured), USUAL_FROM_PERIODS + 1, unit)} measured"
        return QualityTrend(place, QualityState.TOO_LITTLE_HISTORY, reason, usual=None, periods=periods)
    usual = _usual([_ratio(period) for period in measured[:USUAL_FROM_PERIODS]])
    judged = measured[USUAL_FROM_PERIODS:]
    beyond_days = {period.first_day for period in judged if _is_above(period, usual.upper_ratio)}
    recent = judged[-RECENT_PERIODS:]
    beyond = sum(period.first_day in beyond_days for period in recent)
    worse = _run([_is_above(period, usual.middle_ratio) for period in judged])
    better = _run([_ratio(period) < usual.middle_ratio for period in judged])
    newest_is_beyond = recent[-1].first_day in beyond_days
    if beyond >= CHRONIC_FROM_BEYOND:
        state = QualityState.CHRONIC
        reason = f"{_of(beyond, len(recent), unit, last=True)} beyond its usual range"
    elif worse >= CHRONIC_FROM_RUN:
        state, reason = QualityState.CHRONIC, f"{worse} {unit}s in a row worse than usual"
    elif newest_is_beyond:
        state, reason = QualityState.OUTSIDE, f"the newest {unit} is beyond its usual range"
    elif better >= CHRONIC_FROM_RUN:
        state, reason = QualityState.BETTER, f"{better} {unit}s in a row better than usual"
    else:
        state, reason = QualityState.STEADY, "within its usual range"
    return QualityTrend(
        place=place,
        state=state,
        reason=f"{place.name}: {reason}",
        usual=usual,
        periods=tuple(replace(period, is_beyond=period.first_day in beyond_days) for period in periods),
        beyond_count=beyond,
        recent_count=len(recent),
        worse_run_count=worse,
    )


def _periods(days: Iterable[QualityDay], *, until: date, period_days: int) -> tuple[QualityPeriod, ...]:
    """The ended periods that any day falls in, oldest first; days that contradict themselves do not count."""
    sums: dict[date, tuple[int, int, int]] = {}
    for day in days:
        first = _first_day(day.day, period_days)
        if first + timedelta(days=period_days) > until or not _is_sound(day):
            continue
        degraded, known, due = sums.get(first, (0, 0, 0))
        sums[first] = (degraded + day.degraded_count, known + day.known_count, due + day.due_count)
    found: list[QualityPeriod] = []
    for first in sorted(sums):
        degraded, known, due = sums[first]
        coverage = Fraction(known, due)
        is_known = known > 0 and coverage >= COVERED_FROM_RATIO
        found.append(QualityPeriod(first, Fraction(degraded, known) if is_known else None, coverage))
    return tuple(found)


def _is_sound(day: QualityDay) -> bool:
    return 0 <= day.degraded_count <= day.known_count <= day.due_count and day.due_count > 0


def _first_day(day: date, period_days: int) -> date:
    return day - timedelta(days=(day - _MONDAY).days % period_days)


def _usual(ratios: Sequence[Fraction]) -> UsualRange:
    centre = sum(ratios, Fraction(0)) / len(ratios)
    ranges = [abs(later - earlier) for earlier, later in pairwise(ratios)]
    width = LIMIT_PER_MOVING_RANGE * sum(ranges, Fraction(0)) / len(ranges)
    return UsualRange(
        usual_ratio=centre,
        middle_ratio=_median(ratios),
        lower_ratio=max(Fraction(0), centre - width),
        upper_ratio=min(Fraction(1), centre + width),
        period_count=len(ratios),
    )


def _median(ratios: Sequence[Fraction]) -> Fraction:
    ordered = sorted(ratios)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _run(hits: Sequence[bool]) -> int:
    """How many of the newest are hits, without a break."""
    count = 0
    for hit in reversed(hits):
        if not hit:
            break
        count += 1
    return count


def _is_above(period: QualityPeriod, ratio: Fraction) -> bool:
    return _ratio(period) > max(ratio, NEGLIGIBLE_RATIO)


def _ratio(period: QualityPeriod) -> Fraction:
    return period.degraded_ratio if period.degraded_ratio is not None else Fraction(0)


def _seen_by(place: QualityPlace, scope: QualityScope, names: Mapping[str, str]) -> QualityPlace | None:
    """The place as the scope sees it; None when the scope does not reach it."""
    if scope is QualityScope.PLACE:
        return place
    if scope is QualityScope.SERVICE and place.service_id is not None:
        return QualityPlace(names.get(place.service_id, place.service_id), service_id=place.service_id)
    if scope is QualityScope.REGION and place.region_id is not None:
        return QualityPlace(names.get(place.region_id, place.region_id), region_id=place.region_id)
    if scope is QualityScope.PARTNER and place.partner_code is not None:
        return QualityPlace(names.get(place.partner_code, place.partner_code), partner_code=place.partner_code)
    return None


def _compared(trend: QualityTrend, middle: Fraction | None, *, place_count: int) -> QualityTrend:
    """The trend, saying when the place's usual level is far above that of the others."""
    if trend.usual is None or not middle or place_count <= WEAK_FROM_TIMES:
        return trend
    times = trend.usual.usual_ratio / middle
    if times < WEAK_FROM_TIMES:
        return trend
    reason = f"{trend.reason}; its usual share is {int(times)} times that of the middle place"
    return replace(trend, reason=reason)


def _weakness(trend: QualityTrend) -> tuple[int, int, int, Fraction, str]:
    """What decides its place, smallest first."""
    lately = [period for period in trend.periods if period.degraded_ratio is not None][-RECENT_PERIODS:]
    share = sum((_ratio(period) for period in lately), Fraction(0)) / len(lately) if lately else Fraction(0)
    return (_RANK[trend.state], -trend.beyond_count, -trend.worse_run_count, -share, trend.place.name)


def _name(place: QualityPlace) -> tuple[str, str, str, str]:
    return (place.name, place.service_id or "", place.region_id or "", place.partner_code or "")


def _unit(period_days: int) -> str:
    return {1: "day", _DAYS_A_WEEK: "week"}.get(period_days, f"{period_days}-day period")


def _of(count: int, total: int, unit: str, *, last: bool = False) -> str:
    return f"{count} of {'the last ' if last else ''}{total} {unit}s"
