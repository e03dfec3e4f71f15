"""Does repeated failure open a right, and by when must it be used.

Source: notes on SLA engines C1 (chronic); cases vz-wl-2, vz-wl-3, gt-tz-11.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from intera.sla.language.local_time import local_day, local_second
from intera.sla.language.quantities import spoken_time
from intera.sla.language.remedy_terms import ChronicWindow, RightTerms
from intera.sla.settlement.claims import Deadline, window_end
from intera.sla.settlement.clock import Clocked
from intera.sla.settlement.events import Event
from intera.sla.settlement.frame import Frame, Step
from intera.sla.settlement.periods import period_around
from intera.sla.spans import instant_of

_DAY_S = 24 * 3600
_NOON_MIN = 12 * 60


@dataclass(frozen=True, slots=True)
class JudgedRight:
    """One right: whether it is open, since when, and by when notice has to be given."""

    name: str
    terms: RightTerms
    is_open: bool
    since: int | None = None
    notice_by: Deadline | None = None
    steps: tuple[Step, ...] = ()


def judge_right(
    name: str, terms: RightTerms, frame: Frame, *, missed_now: bool, clock: Callable[[str], Clocked]
) -> JudgedRight:
    """Whether repeated failure has opened a right.

    Args:
        name: its name in the contract.
        terms: its terms.
        frame: the contract and the earlier missed periods.
        missed_now: whether the promise of the right is missed in this period.
        clock: the contract's clocks by name.

    Returns:
        The right, with the last day for its notice where the contract sets one.
    """
    if terms.periods_missed:
        since, says = _by_periods(terms, frame, missed_now=missed_now)
    else:
        since, says = _by_events(terms, frame, clock(terms.clock).events)
    notice_by = None
    if since is not None and terms.notice_within is not None:
        notice_by = window_end(frame, local_day(since - 1, frame.zone), since, terms.notice_within, "")
        says += f"; notice by {notice_by.day}"
    step = Step(f"right {name}", says, terms.clause)
    return JudgedRight(name, terms, since is not None, since, notice_by, (step,))


def _by_periods(terms: RightTerms, frame: Frame, *, missed_now: bool) -> tuple[int | None, str]:
    days = {*frame.facts.missed_periods.get(terms.promise, ())}
    if missed_now:
        days.add(local_day(frame.period[0], frame.zone))
    spans = sorted({_period_of(frame, day) for day in days})
    run = 0
    for place, span in enumerate(spans):
        is_next = terms.consecutive is False or (place > 0 and spans[place - 1][1] == span[0])
        run = run + 1 if is_next or place == 0 else 1
        if run == terms.periods_missed:
            kind = "in a row" if terms.consecutive else "in all"
            return span[1], f"{run} periods missed {kind}: {terms.right.replace('_', ' ')} is open"
    return None, f"{len(spans)} periods missed; the right opens at {terms.periods_missed}"


def _period_of(frame: Frame, day: date) -> tuple[int, int]:
    if day == local_day(frame.period[0], frame.zone):
        return frame.period
    # Noon: it exists once on every day of every zone.
    second = local_second(day, _NOON_MIN, frame.zone)
    return period_around(frame.terms.period, second, zone=frame.zone, instance=frame.facts.instance)


def _by_events(terms: RightTerms, frame: Frame, events: Sequence[Event]) -> tuple[int | None, str]:
    counted = [each for each in events if terms.each is None or each.length_s >= terms.each]
    for place, first in enumerate(counted):
        inside: list[Event] = []
        total = Fraction(0)
        for event in counted[place:]:
            if not is_within(first.start, event.start, terms, frame):
                break
            inside.append(event)
            total += event.counted_s
            is_enough = (terms.events and len(inside) >= terms.events) or (
                terms.sum_over is not None and total > terms.sum_over
            )
            if is_enough:
                words = f"{len(inside)} events, {spoken_time(total)} within {terms.window_days} days"
                return event.end, f"{words}: {terms.right.replace('_', ' ')} is open"
    kind = f" ({terms.window.replace('_', ' ')})" if terms.window else ""
    return None, f"{len(counted)} events, never enough within {terms.window_days} days{kind}"


def is_within(start: int, later: int, terms: RightTerms, frame: Frame) -> bool:
    """Whether a later event falls into the window that opens with an earlier one.

    Source: case gt-tz-11 (30 local dates, 720 elapsed hours and 30 days of the local clock differ).
    """
    length_s = terms.window_days * _DAY_S
    if terms.window is ChronicWindow.ELAPSED:
        return later - start < length_s
    if terms.window is ChronicWindow.LOCAL_CLOCK:
        return _wall(later, frame) - _wall(start, frame) < timedelta(seconds=length_s)
    return (local_day(later, frame.zone) - local_day(start, frame.zone)).days < terms.window_days


def _wall(second: int, frame: Frame) -> timedelta:
    """The local clock reading since the year 1, as if clocks never changed."""
    local = instant_of(second).astimezone(frame.zone).replace(tzinfo=None)
    return local - local.min
