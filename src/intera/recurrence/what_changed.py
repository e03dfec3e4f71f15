"""What changed near the start: indicators with how they fit, never a cause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from intera.model.impact import Impact
from intera.model.recurrence import ChangeIndicator, ChangeKind, ChangeStrength, Fit, PlannedWork, Recurrence
from intera.recurrence.strength import NEAR_ONSET, beyond_placebo, is_known, is_near, say_strength

# Kinds that come from feeds outside the operator. They serve no service of ours, so only their
# place and time can fit, and they fit only once it was measured that they do.
OUTSIDE = frozenset({ChangeKind.POWER, ChangeKind.WEATHER, ChangeKind.OTHER})

# From this share of overlaps beyond placebo the timing fits; below, chance explains most of them.
# Source: a choice of this room: rather beyond chance than not.
FITS_FROM_BEYOND = Fraction(1, 2)

# Earlier occurrences within this time of day of the start fall into the same window.
# Source: design mock ("weekday, 13:00 to 15:00"): a two-hour window, one hour either side.
SAME_WINDOW = timedelta(hours=1)

# From how many earlier times in the same window it fits; a single one is only possible.
_SAME_WINDOW_FITS_FROM = 2
_SATURDAY = 5
_DAY_S = 86_400
_MINUTE_S = 60
_HOUR_MINUTES = 60
# Relative time is spoken in minutes up to this many. Source: design GUIDE section 4, Times.
_MINUTES_UNTIL = 90

_ORDER = {Fit.FITS: 0, Fit.POSSIBLE: 1, Fit.RULED_OUT: 2}


def find_changes(
    impact: Impact,
    works: Sequence[PlannedWork],
    recurrence: Recurrence | None,
    *,
    at: datetime,
    zone: str = "UTC",
    strengths: Sequence[ChangeStrength] = (),
) -> tuple[ChangeIndicator, ...]:
    """What changed near the start of harm, best fit first.

    - A work of the same service and place under way at the start, or begun in the `NEAR_ONSET`
      before it: timing fits. Of another service in the same place: possible.
    - Something of an outside feed in the same place, near the start: possible, and "timing fits"
      only where its kind is known to overlap starts more often than placebo instants.
    - Any kind known to overlap starts no more often than placebo instants is possible at most.
    - Earlier occurrences at the same time of day, on the same kind of day: timing fits from two
      on, one is possible.
    - Partner or interconnect work: ruled out only where works of partners do reach us and none
      is recorded near the start. Hearing of none from nobody rules nothing out.

    Args:
        impact: the incident's impact; without `onset_at` works under way at `at` are possible, no more.
        works: every known planned work, change and partner maintenance, any order.
        recurrence: earlier occurrences, None when not judged yet.
        at: the instant judged at.
        zone: IANA zone the times are spoken in.
        strengths: what was counted so far, at most one for each kind; none where nobody counted.

    Returns:
        Indicators, those of one fit by their strength, then by how near they began; empty means
        that nothing is known, the usual honest answer.

    Source: issue 3 point 7; design GUIDE section 4 ("indicators, not causes").
    """
    start_at = impact.onset_at
    known = {strength.kind: strength for strength in strengths if is_known(strength)}
    found: list[tuple[timedelta, ChangeIndicator]] = []
    for work in works:
        fit = _fit(impact, work, start_at or at, is_start_known=start_at is not None)
        if fit is not None:
            indicator = _work_indicator(impact, work, fit, zone)
            found.append((abs((start_at or at) - work.start_at), _weighed(indicator, work, known.get(work.kind))))
    has_fitting_work = any(indicator.fit is Fit.FITS for _, indicator in found)
    if start_at is not None:
        repeated = _same_window(start_at, recurrence, zone, during_work=has_fitting_work)
        if repeated is not None:
            found.append((timedelta.max, repeated))
        silent = _no_partner_work(works, start_at)
        if silent is not None and impact.partner_code is None:
            found.append((timedelta.max, silent))
    found.sort(key=lambda item: (_ORDER[item[1].fit], -_beyond(item[1]), item[0], item[1].title))
    return tuple(indicator for _, indicator in found)


def lies_near(impact: Impact, work: PlannedWork, start_at: datetime) -> bool:
    """Whether a work would be an indicator of an incident like this one, had its harm begun at an instant.

    Args:
        impact: its service, place and partner count; its own start does not.
        work: any.
        start_at: the instant, the real start or a placebo.

    Returns:
        The answer.
    """
    return _fit(impact, work, start_at, is_start_known=True) is not None


def _beyond(indicator: ChangeIndicator) -> Fraction:
    return beyond_placebo(indicator.strength) if indicator.strength else Fraction(0)


def _weighed(indicator: ChangeIndicator, work: PlannedWork, strength: ChangeStrength | None) -> ChangeIndicator:
    """The indicator as far as its kind's record bears it; an outside feed without a record is possible at most."""
    indicator = replace(indicator, kind=work.kind, strength=strength)
    if strength is not None:
        indicator = replace(indicator, reason=f"{indicator.reason}; {say_strength(strength)}")
    is_borne = work.kind not in OUTSIDE if strength is None else beyond_placebo(strength) >= FITS_FROM_BEYOND
    if indicator.fit is Fit.FITS and not is_borne:
        return replace(indicator, fit=Fit.POSSIBLE)
    return indicator


def _fit(impact: Impact, work: PlannedWork, start_at: datetime, *, is_start_known: bool) -> Fit | None:
    if not is_near(work, start_at) or not (is_start_known or start_at < work.end_at):
        return None
    is_same_service = impact.service_id in work.service_ids
    if impact.partner_code is not None or work.partner_code:
        if work.partner_code != (impact.partner_code or "") or not (is_same_service or not work.service_ids):
            return None
        return Fit.FITS if is_start_known else Fit.POSSIBLE
    if not _is_same_place(impact, work):
        return None
    is_same_service = is_same_service or work.kind in OUTSIDE
    return Fit.FITS if is_same_service and is_start_known else Fit.POSSIBLE


def _is_same_place(impact: Impact, work: PlannedWork) -> bool:
    """Whether a work touches a region of the incident; one without regions touches all of its own service."""
    if not work.region_ids or not impact.region_ids:
        return impact.service_id in work.service_ids
    return any(region in work.region_ids for region in impact.region_ids)


def _work_indicator(impact: Impact, work: PlannedWork, fit: Fit, zone: str) -> ChangeIndicator:
    reference_at = impact.onset_at
    began = f"Began {_clock(work.start_at, reference_at or impact.assessed_at, zone)}"
    if reference_at is None:
        return ChangeIndicator(work.title, began, fit, "Under way now; when harm began is not known")
    minutes = int((reference_at - work.start_at).total_seconds()) // _MINUTE_S
    when = f"{began}, {_spoken(minutes)} before" if minutes else f"{began}, in the same minute"
    if work.partner_code:
        reason = "Same partner route"
    elif work.kind in OUTSIDE:
        reason = "Same region, from an outside feed"
    elif impact.service_id not in work.service_ids:
        reason = "Same region, another service"
    else:
        reason = "Same service and region" if work.region_ids else "Same service"
    if reference_at >= work.end_at:
        reason = f"{reason}; it had ended"
    return ChangeIndicator(work.title, when, fit, reason)


def _same_window(
    start_at: datetime, recurrence: Recurrence | None, zone: str, *, during_work: bool
) -> ChangeIndicator | None:
    if recurrence is None or not recurrence.earlier:
        return None
    local = start_at.astimezone(_zone(zone))
    matching: list[datetime] = []
    for occurrence in recurrence.earlier:
        other = occurrence.onset_at.astimezone(_zone(zone))
        if other.date() == local.date():
            continue  # the same event under another number is no earlier time
        if (other.weekday() >= _SATURDAY) == (local.weekday() >= _SATURDAY) and _is_near_on_clock(other, local):
            matching.append(other)
    if not matching:
        return None
    matching.sort(reverse=True)
    days = [f"{other.day} {other:%b}" for other in matching[:3]]
    said = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    kind_of_day = "weekend" if local.weekday() >= _SATURDAY else "weekday"
    return ChangeIndicator(
        title=f"Same {'work window' if during_work else 'time of day'} on {said}",
        when="See recurrence",
        fit=Fit.FITS if len(matching) >= _SAME_WINDOW_FITS_FROM else Fit.POSSIBLE,
        reason=f"{len(matching)} of {len(recurrence.earlier)} earlier times: {kind_of_day}, about {local:%H:%M}",
    )


def _no_partner_work(works: Sequence[PlannedWork], start_at: datetime) -> ChangeIndicator | None:
    partner_works = [work for work in works if work.partner_code]
    if not partner_works:
        return None
    if any(work.start_at <= start_at < work.end_at + NEAR_ONSET for work in partner_works):
        return None
    return ChangeIndicator(
        title="Partner or interconnect change",
        when="None recorded",
        fit=Fit.RULED_OUT,
        reason="Partners announce their works here, and none was near the start",
    )


def _is_near_on_clock(one: datetime, other: datetime) -> bool:
    """Whether two local times lie within `SAME_WINDOW` on the clock face, across midnight too."""
    apart_s = abs((one.hour - other.hour) * 3_600 + (one.minute - other.minute) * _MINUTE_S)
    return min(apart_s, _DAY_S - apart_s) <= SAME_WINDOW.total_seconds()


def _clock(instant: datetime, reference_at: datetime, zone: str) -> str:
    """A time of day with its zone, "13:05 CET", and the date when it is another day than the reference."""
    local = instant.astimezone(_zone(zone))
    is_same_day = local.date() == reference_at.astimezone(_zone(zone)).date()
    day = "" if is_same_day else f"{local.day} {local:%b}, "
    return f"{day}{local:%H:%M} {local.tzname()}"


def _spoken(minutes: int) -> str:
    if minutes <= _MINUTES_UNTIL:
        return f"{minutes} min"
    hours, rest = divmod(minutes, _HOUR_MINUTES)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
