"""Which repeats press: nobody owns them, their fix is late or did not hold; and may such an incident be closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from intera.model.ids import FingerprintId
from intera.model.recurrence import Fingerprint, Recurrence, RecurrenceKind
from intera.recurrence.classify import fix_overdue_days

# What counts as the pattern having come back.
RETURNS = frozenset({RecurrenceKind.REOPEN, RecurrenceKind.REPEAT, RecurrenceKind.CHRONIC})


class PressureReason(StrEnum):
    """Why a pattern presses, the most pressing first."""

    FIX_DID_NOT_HOLD = "fix_did_not_hold"
    UNOWNED = "unowned"
    FIX_OVERDUE = "fix_overdue"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    NO_FIX_DAY = "no_fix_day"


_RANK = {reason: rank for rank, reason in enumerate(PressureReason)}

_CLOSURE_WORDS: Mapping[PressureReason, str] = {
    PressureReason.FIX_DID_NOT_HOLD: "its fix did not hold; open the problem again or name a new one",
    PressureReason.UNOWNED: "nobody owns it; name the desk that will end it",
    PressureReason.FIX_OVERDUE: "its fix is overdue; deliver it or agree a new day",
    PressureReason.FOLLOW_UP_OVERDUE: "a follow-up is overdue; do it or agree a new day",
    PressureReason.NO_FIX_DAY: "its fix has no day; agree one",
}


@dataclass(frozen=True, slots=True)
class RepeatPressure:
    """One pattern that presses, with every reason and the words a page shows."""

    fingerprint_id: FingerprintId
    fingerprint: Fingerprint
    kind: RecurrenceKind
    reasons: tuple[PressureReason, ...]
    nth: int
    window_days: int
    overdue_days: int
    owner: str
    words: str


@dataclass(frozen=True, slots=True)
class ClosureNeeds:
    """Which returns may not be closed for which reasons; data of a playbook, empty blocks nothing."""

    kinds: frozenset[RecurrenceKind] = frozenset()
    reasons: frozenset[PressureReason] = frozenset()


def press(recurrences: Iterable[Recurrence], *, at: datetime, zone: str = "UTC") -> tuple[RepeatPressure, ...]:
    """The patterns that press, the most pressing first.

    Ranked by the gravest reason, then chronic before others, the longer overdue, the more often. Of
    several incidents of one pattern the one with the highest count speaks for it.

    Args:
        recurrences: of any incidents, any order; what did not come back does not press.
        at: the instant asked about.
        zone: IANA zone the days are spoken in.

    Returns:
        One entry for each pattern with a reason; empty when every repeat is owned and in time.

    Source: PRODUCT rule D and M3; issue 3 point 6.
    """
    speaking: dict[FingerprintId, RepeatPressure] = {}
    for recurrence in recurrences:
        reasons = reasons_of(recurrence, at=at)
        if not reasons:
            continue
        known = speaking.get(recurrence.fingerprint_id)
        pressed = _pressure(recurrence, reasons, at, zone)
        if known is None or _order(pressed) < _order(known):
            speaking[recurrence.fingerprint_id] = pressed
    return tuple(sorted(speaking.values(), key=_order))


def reasons_of(recurrence: Recurrence, *, at: datetime) -> tuple[PressureReason, ...]:
    """Why a return presses, gravest first; empty for what did not come back or is owned and in time.

    Args:
        recurrence: as classified, with its problem as it stands now (`link_problem`). What came
            before its fix presses no more.
        at: the instant asked about.

    Returns:
        The reasons.
    """
    if recurrence.kind not in RETURNS:
        return ()
    is_fixed = recurrence.problem_fixed_at is not None
    is_settled = is_fixed and not recurrence.is_after_fix
    is_owned = bool(recurrence.problem_owner)
    holds: Mapping[PressureReason, bool] = {
        PressureReason.FIX_DID_NOT_HOLD: recurrence.is_after_fix,
        PressureReason.UNOWNED: not is_owned and not is_settled,
        PressureReason.FIX_OVERDUE: fix_overdue_days(recurrence, at=at) > 0,
        PressureReason.FOLLOW_UP_OVERDUE: bool(_late_days(recurrence, at)),
        PressureReason.NO_FIX_DAY: is_owned and not is_fixed and recurrence.problem_due_at is None,
    }
    return tuple(reason for reason in PressureReason if holds[reason])


def blocks_closure(recurrence: Recurrence | None, needs: ClosureNeeds, *, at: datetime) -> str | None:
    """Why this return may not be closed yet, None when it may.

    Args:
        recurrence: as classified, None before the first look.
        needs: which kinds are blocked for which reasons.
        at: the instant asked about.

    Returns:
        One sentence without a full stop that says what to do, for the gravest reason.

    Source: PRODUCT R4 and rule D; issue 3 point 6 ("block closure where policy says so").
    """
    if recurrence is None or recurrence.kind not in needs.kinds:
        return None
    blocking = [reason for reason in reasons_of(recurrence, at=at) if reason in needs.reasons]
    return f"{_times(recurrence)}: {_CLOSURE_WORDS[blocking[0]]}" if blocking else None


def _pressure(recurrence: Recurrence, reasons: tuple[PressureReason, ...], at: datetime, zone: str) -> RepeatPressure:
    late = _late_days(recurrence, at)
    overdue_days = max([fix_overdue_days(recurrence, at=at), *late])
    said = {
        PressureReason.FIX_DID_NOT_HOLD: f"the fix of {_day(recurrence.problem_fixed_at, zone)} did not hold",
        PressureReason.UNOWNED: "nobody owns it",
        PressureReason.FIX_OVERDUE: f"fix {_days(fix_overdue_days(recurrence, at=at))} overdue",
        PressureReason.FOLLOW_UP_OVERDUE: _late_words(late),
        PressureReason.NO_FIX_DAY: "no day for a fix",
    }
    owner = f", owner {recurrence.problem_owner}" if recurrence.problem_owner else ""
    return RepeatPressure(
        fingerprint_id=recurrence.fingerprint_id,
        fingerprint=recurrence.fingerprint,
        kind=recurrence.kind,
        reasons=reasons,
        nth=recurrence.nth,
        window_days=recurrence.window_days,
        overdue_days=overdue_days,
        owner=recurrence.problem_owner,
        words=f"{_times(recurrence)}: {', '.join(said[reason] for reason in reasons)}{owner}",
    )


def _order(pressed: RepeatPressure) -> tuple[int, bool, int, int, str, str, str]:
    """What comes first; kind and words last, so that two of one pattern never depend on the order given."""
    return (
        _RANK[pressed.reasons[0]],
        pressed.kind is not RecurrenceKind.CHRONIC,
        -pressed.overdue_days,
        -pressed.nth,
        pressed.fingerprint_id,
        pressed.kind,
        pressed.words,
    )


def _late_days(recurrence: Recurrence, at: datetime) -> list[int]:
    """For each follow-up not done by its day, by how many days it is late, today counting as one."""
    return [
        (at - follow_up.due_at).days + 1
        for follow_up in recurrence.follow_ups
        if follow_up.due_at is not None and follow_up.due_at < at and (follow_up.done_at or at) >= at
    ]


def _late_words(late: list[int]) -> str:
    if not late:
        return ""
    counted = "1 follow-up" if len(late) == 1 else f"{len(late)} follow-ups"
    return f"{counted} overdue"


def _times(recurrence: Recurrence) -> str:
    if recurrence.nth == 1:
        return "Opened again"
    return f"{recurrence.nth} times in {recurrence.window_days} days"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _day(instant: datetime | None, zone: str) -> str:
    if instant is None:
        return ""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b}"
