"""Did a permanent fix hold: what came after it, and whether staying away says anything yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from intera.model.recurrence import FixState, FixVerdict, Occurrence, ProblemRecord
from intera.recurrence.events import join_events
from intera.recurrence.fingerprint import is_same_cause

# The history the pace before a fix is taken from, days. Source: a choice of this room: a year has
# every season once.
PACE_FROM_DAYS = 365

# A fix is said to hold when a pattern that goes on at its old pace would have stayed away this
# seldom. With a pace known exactly that is three expected and none seen.
# Source: the usual 95 percent; Hanley and Lippman-Hand 1983, "rule of three".
HOLDS_BELOW = Fraction(1, 20)

# Further ahead than this no day is promised. Source: a choice of this room, five years.
_TELLS_WITHIN_DAYS = 1_825
_DAY_S = 86_400
_PACE_NEEDS = 2


def fix_verdict(problem: ProblemRecord, occurrences: Sequence[Occurrence], *, at: datetime) -> FixVerdict:
    """Whether a problem's permanent fix holds, as far as can be told at the instant.

    The pace before the fix is taken from the events of the year before it, from the first of them
    on. An event that began after the fix, of the problem's own cause where both causes are known,
    shows that it did not hold. Staying away shows that it holds only when it would have been
    unlikely at the old pace; before that it is too early to tell.

    Fixes are made after bad spells, and a bad spell ends by itself as well: the pace before is
    rather too high than too low, and "holding" is the more cautious word for it than "proven".

    Args:
        problem: the record; `fixed_at`, else `done_at`, is when the fix took effect.
        occurrences: of the pattern the problem is about, any order.
        at: the instant asked about; later occurrences are not known yet.

    Returns:
        The verdict with what was expected by now.

    Source: issue 3 point 6; PRODUCT section 5.8.
    """
    fixed_at = problem.fix_at
    if fixed_at is None or fixed_at > at:
        state = FixState.DAY_UNKNOWN if problem.has_fix and fixed_at is None else FixState.NOT_FIXED
        return FixVerdict(state, problem.problem_id, fixed_at)
    known = [o for o in occurrences if o.onset_at <= at and is_same_cause(o.cause_class, problem.cause_class)]
    events = join_events(known)
    back = next((event for event in events if event.onset_at > fixed_at), None)
    until_at = back.onset_at if back else at
    since_at = fixed_at - timedelta(days=PACE_FROM_DAYS)
    before = [event.onset_at for event in events if since_at < event.onset_at <= fixed_at]
    shape, pace_s = len(before), _seconds(fixed_at - before[0]) if before else 0
    knows_pace = shape >= _PACE_NEEDS and pace_s > 0
    away_s = _seconds(until_at - fixed_at)
    none_ratio = Fraction(pace_s, pace_s + away_s) ** shape if knows_pace else Fraction(1)
    if back is not None:
        state = FixState.DID_NOT_HOLD
    else:
        state = FixState.HOLDING if none_ratio <= HOLDS_BELOW else FixState.TOO_EARLY
    tells = _tells_days(shape, pace_s) if knows_pace and state is FixState.TOO_EARLY else None
    return FixVerdict(
        state=state,
        problem_id=problem.problem_id,
        fixed_at=fixed_at,
        returned_at=back.onset_at if back else None,
        returned_incident_id=back.first.incident_id if back else "",
        expected_count=Fraction(round(Fraction(100 * shape * away_s, pace_s)), 100) if knows_pace else Fraction(0),
        none_ratio=Fraction(ceil(none_ratio * 1000), 1000),
        tells_at=None if tells is None else fixed_at + timedelta(days=tells),
    )


def say_fix(verdict: FixVerdict, *, zone: str = "UTC") -> str:
    """A verdict in one sentence a page can show; empty when nothing was fixed.

    Args:
        verdict: from `fix_verdict`.
        zone: IANA zone the days are spoken in.

    Returns:
        The sentence, without a full stop.
    """
    fixed = _day(verdict.fixed_at, zone)
    if verdict.state is FixState.NOT_FIXED:
        return ""
    if verdict.state is FixState.DAY_UNKNOWN:
        return "Fixed, but nobody wrote down when; say the day, so that returns count against it"
    if verdict.state is FixState.DID_NOT_HOLD:
        return f"Fixed on {fixed}, did not hold: came back on {_day(verdict.returned_at, zone, verdict.fixed_at)}"
    expected = _about(verdict.expected_count)
    if verdict.state is FixState.HOLDING:
        return f"Holding since {fixed}: {expected} expected by now, saw none"
    if verdict.tells_at is None:
        return f"None since the fix of {fixed}; it came too seldom before to tell"
    tells = _day(verdict.tells_at, zone, verdict.fixed_at)
    return f"Too early to tell: {expected} expected since {fixed}, saw none; it tells from {tells}"


def _tells_days(shape: int, pace_s: int) -> int | None:
    """The first whole day after the fix on which staying away tells; None when that is years ahead."""

    def tells(days: int) -> bool:
        return Fraction(pace_s, pace_s + days * _DAY_S) ** shape <= HOLDS_BELOW

    if not tells(_TELLS_WITHIN_DAYS):
        return None
    low, high = 0, _TELLS_WITHIN_DAYS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tells(middle) else (middle, high)
    return high


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))


def _about(count: Fraction) -> str:
    """A count in words that claim no more than is known."""
    whole = round(count)
    return f"about {whole}" if whole else "fewer than 1"


def _day(instant: datetime | None, zone: str, beside: datetime | None = None) -> str:
    """A day in words, with its year where the day it is read beside is of another one."""
    if instant is None:
        return "a day not known"
    local = instant.astimezone(ZoneInfo(zone))
    is_same_year = beside is None or beside.astimezone(ZoneInfo(zone)).year == local.year
    return f"{local.day} {local:%b}" if is_same_year else f"{local.day} {local:%b %Y}"
