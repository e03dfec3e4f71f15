"""What does one more start teach of each kind of change: counted against its placebo instants."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from intera.model.impact import Impact
from intera.model.recurrence import ChangeKind, ChangeStrength, PlannedWork
from intera.recurrence.strength import learn_start, placebo_instants
from intera.recurrence.what_changed import lies_near


def learn_strengths(
    strengths: Sequence[ChangeStrength],
    impact: Impact,
    works: Sequence[PlannedWork],
    *,
    heard_since: Mapping[ChangeKind, datetime],
) -> tuple[ChangeStrength, ...]:
    """The counts of every kind heard of, with this incident's start and its placebo instants added.

    Call it once for each incident whose start is known, after its changes were judged, so that an
    incident is never judged by itself. Duplicates and children must not be given: their start is
    that of another one.

    Args:
        strengths: the counts so far, at most one for each kind, any order.
        impact: of the incident; without `onset_at` nothing is learned.
        works: everything known of these kinds, any order.
        heard_since: from when on each kind was heard of; a kind not in it is left as it is, and
            placebo instants before are left out, since silence then means nothing.

    Returns:
        The counts, in the order of `ChangeKind`.

    Source: issue 3 point 7.
    """
    counted = {strength.kind: strength for strength in strengths}
    start_at = impact.onset_at
    if start_at is None:
        return _ordered(counted)
    for kind, since_at in heard_since.items():
        if start_at < since_at:
            continue
        own = [work for work in works if work.kind is kind]
        instants = [instant for instant in placebo_instants(start_at) if instant >= since_at]
        counted[kind] = learn_start(
            counted.get(kind, ChangeStrength(kind)),
            is_hit=_any_near(impact, own, start_at),
            placebo_hits=sum(_any_near(impact, own, instant) for instant in instants),
            placebos=len(instants),
        )
    return _ordered(counted)


def _any_near(impact: Impact, works: Sequence[PlannedWork], at: datetime) -> bool:
    return any(lies_near(impact, work, at) for work in works)


def _ordered(counted: Mapping[ChangeKind, ChangeStrength]) -> tuple[ChangeStrength, ...]:
    return tuple(counted[kind] for kind in ChangeKind if kind in counted)
