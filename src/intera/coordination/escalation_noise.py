"""How often is "what is happening?" asked in an hour of impact, and does a standing promise quiet it?

The hours of each incident are told apart by what was promised then: nothing yet, a promise still in time, or
one overdue. A contact belongs to the hour it came in. Counted by side, never by person.

Source: PRODUCT M1; issue 4, section 8.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import isqrt

from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.contact import AskedBy, Contact, ContactAbout
from intera.model.ids import IncidentId
from intera.model.impact import HarmLevel
from intera.model.interval import Interval

_HOUR_S = 3600
# The two-sided 95 % point of the normal distribution, 1.96.
_Z = Fraction(49, 25)
_STEPS = 1000
_HARMED = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED})
INSIDE = frozenset({AskedBy.CARE, AskedBy.SALES})


class PromiseState(StrEnum):
    """How promises stood: none given yet, one still in time, one overdue and unanswered."""

    NONE_YET = "none_yet"
    IN_TIME = "in_time"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ContactRate:
    """Contacts in so many seconds of impact; the ends of the 95 % interval are contacts per hour."""

    count: int
    impact_s: int

    @property
    def per_hour(self) -> Fraction | None:
        """Contacts per hour of impact; None without impact."""
        return Fraction(self.count * _HOUR_S, self.impact_s) if self.impact_s else None

    @property
    def bounds_per_hour(self) -> tuple[Fraction, Fraction] | None:
        """The 95 % interval of the rate, in thousandths rounded outward; None without impact.

        Source: the score interval of a Poisson mean, count + z2/2 +- z sqrt(count + z2/4).
        """
        if not self.impact_s:
            return None
        middle = self.count + _Z * _Z / 2
        under_root = (_Z * _Z * (self.count + _Z * _Z / 4)) * _STEPS * _STEPS
        root = Fraction(isqrt(under_root.numerator * under_root.denominator), under_root.denominator * _STEPS)
        step = Fraction(1, _STEPS)
        low, high = max(Fraction(0), middle - root - step), middle + root + step
        return low * _HOUR_S / self.impact_s, high * _HOUR_S / self.impact_s


@dataclass(frozen=True, slots=True)
class EscalationNoise:
    """The contacts of a span against its hours of impact.

    `inside` are those of Care and Sales alone. `unplaced_count` are contacts about no incident or outside its
    impact; `invalid_count` those older than the incident they name.
    """

    inside: ContactRate
    everybody: ContactRate
    by_promise: Mapping[PromiseState, ContactRate]
    by_side: Mapping[AskedBy, ContactRate]
    unplaced_count: int
    invalid_count: int


def escalation_noise(cases: Iterable[Case], contacts: Iterable[Contact], *, span: Interval) -> EscalationNoise:
    """How often "what is happening?" was asked per hour of impact in a span.

    Args:
        cases: the incidents; those that hurt no customer have no hour of impact.
        contacts: any; only those that ask what is happening, in the span, count.
        span: which hours and contacts count.

    Returns:
        The rates; hours of several incidents at once count for each.
    """
    by_id = {case.incident.incident_id: case for case in cases}
    spells = {key: found for key, case in by_id.items() if (found := impact_of(case, span)) is not None}
    seconds = dict.fromkeys(PromiseState, 0)
    for key, spell in spells.items():
        for state, length_s in _lengths(by_id[key].checkpoints, spell):
            seconds[state] += length_s
    asked = [one for one in contacts if one.about is ContactAbout.WHAT_IS_HAPPENING and span.contains(one.at)]
    placed: list[tuple[AskedBy, PromiseState]] = []
    invalid_count = 0
    for one in asked:
        case, spell = _case(by_id, one), spells.get(one.incident_id) if one.incident_id else None
        if case is not None and one.at < case.incident.opened_at:
            invalid_count += 1
        elif case is not None and spell is not None and spell.contains(one.at):
            placed.append((one.asked_by, state_of(case.checkpoints, one.at)))
    total_s = sum(seconds.values())
    sides = [side for side, _ in placed]
    states = [state for _, state in placed]
    return EscalationNoise(
        inside=ContactRate(sum(side in INSIDE for side in sides), total_s),
        everybody=ContactRate(len(placed), total_s),
        by_promise={state: ContactRate(states.count(state), seconds[state]) for state in PromiseState},
        by_side={side: ContactRate(sides.count(side), total_s) for side in AskedBy},
        unplaced_count=len(asked) - len(placed) - invalid_count,
        invalid_count=invalid_count,
    )


def impact_of(case: Case, span: Interval) -> Interval | None:
    """From when to when an incident hurt customers, within a span; None where it did not.

    Args:
        case: the incident with its spells of harm.
        span: what counts.

    Returns:
        From its first spell to the end of its last, whole seconds.
    """
    harmed = [spell for spell in case.spells if spell.harm in _HARMED]
    if not harmed or span.end_at is None:
        return None
    start = max(span.start_at, min(spell.start_at for spell in harmed))
    end = min(span.end_at, max(spell.end_at or span.end_at for spell in harmed))
    return Interval(start, end) if start < end else None


def state_of(checkpoints: Sequence[Checkpoint], at: datetime) -> PromiseState:
    """How the promises of an incident stood at an instant.

    Args:
        checkpoints: of one incident.
        at: the instant.

    Returns:
        Overdue when any promise was past its time and unanswered.
    """
    given = [one for one in checkpoints if one.promised_at <= at]
    if not given:
        return PromiseState.NONE_YET
    is_late = any(one.due_at <= at and (one.answered_at is None or one.answered_at > at) for one in given)
    return PromiseState.OVERDUE if is_late else PromiseState.IN_TIME


def _lengths(checkpoints: Sequence[Checkpoint], spell: Interval) -> list[tuple[PromiseState, int]]:
    turns = {spell.start_at, spell.end_at or spell.start_at}
    for one in checkpoints:
        turns |= {at for at in (one.promised_at, one.due_at, one.answered_at) if at is not None and spell.contains(at)}
    return [
        (state_of(checkpoints, start), (end - start) // timedelta(seconds=1)) for start, end in pairwise(sorted(turns))
    ]


def _case(by_id: Mapping[IncidentId, Case], contact: Contact) -> Case | None:
    return None if contact.incident_id is None else by_id.get(contact.incident_id)
