"""Which repeats press, told from released cards: a fix that did not hold, nobody's pattern, a day that has passed.

The reasons are those of `recurrence.pressure`, judged again at the reader's instant, so that what falls due shows
without a new release. Source: PRODUCT rule D and M3; issue 3 point 6.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from intera.model.ids import FingerprintId
from intera.model.recurrence import Fingerprint, FollowUp, Recurrence, RecurrenceKind
from intera.recurrence.classify import fix_overdue_days
from intera.recurrence.pressure import PressureReason, reasons_of
from intera.roles.relative import instant
from intera.roles.released import ReleasedRecurrence
from intera.roles.wording import joined, plural

# A card does not say what a pattern is made of, and nobody presses for its parts.
_PARTS_UNTOLD = Fingerprint("", "", "", "")
_REASONS_SAID = 2


def recurrence_on_card(card: ReleasedRecurrence) -> Recurrence:
    """A card's recurrence as the rules of pressure read it."""
    due_at = instant(card["follow_up_due_at"])
    return Recurrence(
        kind=RecurrenceKind(card["kind"]),
        fingerprint_id=FingerprintId(card["pattern_id"]),
        fingerprint=_PARTS_UNTOLD,
        nth=card["nth"],
        window_days=card["window_days"],
        problem_owner="a desk" if card["has_owner"] else "",
        problem_due_at=instant(card["fix_due_at"]),
        problem_fixed_at=instant(card["fixed_at"]),
        is_after_fix=card["is_after_fix"],
        follow_ups=(FollowUp("", due_at=due_at),) if due_at else (),
    )


def reason_words(card: ReleasedRecurrence, at: datetime) -> str:
    """Why one pattern presses, the gravest reason, "fix 5 days overdue"; empty when it does not.

    Args:
        card: group `recurrence` of a released card.
        at: now.
    """
    recurrence = recurrence_on_card(card)
    reasons = reasons_of(recurrence, at=at)
    if not reasons:
        return ""
    return {
        PressureReason.FIX_DID_NOT_HOLD: "fix did not hold",
        PressureReason.UNOWNED: "no owner",
        PressureReason.FIX_OVERDUE: f"fix {plural(fix_overdue_days(recurrence, at=at), 'day')} overdue",
        PressureReason.FOLLOW_UP_OVERDUE: "follow-up overdue",
        PressureReason.NO_FIX_DAY: "no day for a fix",
    }[reasons[0]]


def pressing_words(cards: Sequence[ReleasedRecurrence], at: datetime) -> str:
    """What presses among these, the two gravest reasons: "2 without owner and 1 fix is 5 days overdue".

    Args:
        cards: groups `recurrence` of released cards; several of one pattern count once.
        at: now.

    Returns:
        The words without a full stop; empty when every pattern is owned and in time.
    """
    found: dict[PressureReason, dict[str, Recurrence]] = {}
    for card in cards:
        recurrence = recurrence_on_card(card)
        for reason in reasons_of(recurrence, at=at)[:1]:
            found.setdefault(reason, {})[card["pattern_id"]] = recurrence
    said = [
        _COUNTED[reason](list(found[reason].values()), at)
        for reason in PressureReason
        if reason in found and reason in _COUNTED
    ]
    return joined(said[:_REASONS_SAID])


def _overdue(late: Sequence[Recurrence], at: datetime) -> str:
    days = plural(max(fix_overdue_days(one, at=at) for one in late), "day")
    return f"1 fix is {days} overdue" if len(late) == 1 else f"{len(late)} fixes are overdue, the longest by {days}"


# A pattern whose fix merely has no day yet is not late: the row and the board say it, the answer does not.
_COUNTED: Mapping[PressureReason, Callable[[Sequence[Recurrence], datetime], str]] = {
    PressureReason.FIX_DID_NOT_HOLD: lambda some, _: f"{plural(len(some), 'fix', 'fixes')} did not hold",
    PressureReason.UNOWNED: lambda some, _: f"{len(some)} without owner",
    PressureReason.FIX_OVERDUE: _overdue,
    PressureReason.FOLLOW_UP_OVERDUE: lambda some, _: (
        f"{plural(len(some), 'follow-up is', 'patterns with follow-ups are')} overdue"
    ),
}
