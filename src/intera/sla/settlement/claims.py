"""Has a credit to be asked for, until when, and was it: late forfeits the credit, never the violation.

Source: notes on SLA engines C1 (claim); cases vz-dia-5, cog-3, aws-4, gf-1.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from intera.sla.language.facts import Moment, OutageFacts
from intera.sla.language.local_time import day_start, local_day
from intera.sla.language.quantities import Length, LengthUnit
from intera.sla.language.remedy_terms import ClaimMode, ClaimTerms, ClaimWindowTerms, GateTerms, WindowStart
from intera.sla.settlement.frame import Frame, Step
from intera.sla.settlement.periods import add_months
from intera.sla.settlement.requirements import is_record_in_time

_DAY = timedelta(days=1)
_HOUR_S = 3600


class ClaimState(StrEnum):
    """Where a credit stands that has to be asked for."""

    CLAIMED = "claimed"
    GATE_FAILED = "gate_failed"
    LAPSED = "lapsed"
    LATE = "late"
    NOT_NEEDED = "not_needed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the last local day, or an instant; `ends_before` is the first second that is too late."""

    day: date
    ends_before: int
    second: int | None = None

    def holds(self, moment: Moment) -> bool:
        """Whether something came in time."""
        return moment.day <= self.day if self.second is None else moment.second <= self.second


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """The claim of a period. `is_valid` is None while nobody has claimed; `by_claim` judges each claim told."""

    state: ClaimState
    is_valid: bool | None
    deadline: Deadline | None = None
    by_claim: tuple[tuple[str, bool], ...] = ()
    failed: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


def window_end(frame: Frame, start: date, start_s: int, length: Length, calendar: str) -> Deadline:
    """The last day or instant of a window.

    Args:
        frame: the contract's zone and calendars.
        start: the local day the window runs from; it is not counted.
        start_s: its instant, for a window of hours.
        length: how long.
        calendar: the calendar of working days.

    Returns:
        The deadline.

    Source: cases cog-3 (working days), aws-4 (billing cycles), vz-wl-2 (days).
    """
    count = length.count
    if length.unit is LengthUnit.HOURS:
        second = start_s + count * _HOUR_S
        return Deadline(local_day(second, frame.zone), second + 1, second)
    if length.unit is LengthUnit.WORKING_DAYS:
        last = frame.calendars[calendar].after(start, count)
    elif length.unit is LengthUnit.DAYS:
        last = start + count * _DAY
    else:
        last = add_months(start + _DAY, count) - _DAY
    return Deadline(last, day_start(last + _DAY, frame.zone))


def claim_deadline(frame: Frame, window: ClaimWindowTerms) -> Deadline | None:
    """The last day on which the credit of the period can be claimed; None without the event it runs from."""
    last_second = frame.period[1] - 1
    if window.from_ is WindowStart.PERIOD_END:
        return window_end(frame, local_day(last_second, frame.zone), last_second, window.length, window.calendar)
    picks = {WindowStart.EVENT_START: "from", WindowStart.EVENT_END: "to", WindowStart.TICKET_CLOSED: "closed_at"}
    moments = [each.moments().get(picks[window.from_]) for each in frame.facts.outages]
    starts = [each for each in moments if each is not None]
    if not starts:
        return None
    return window_end(frame, local_day(max(starts), frame.zone), max(starts), window.length, window.calendar)


def judge_claim(frame: Frame) -> JudgedClaim:
    """Whether the credit of the period has been asked for as the contract wants it.

    Args:
        frame: the contract, its facts with the claims, and the instant of knowledge.

    Returns:
        The state; an open claim may still be made.
    """
    terms = frame.terms.claim
    if terms is None or terms.mode is ClaimMode.AUTOMATIC:
        return JudgedClaim(ClaimState.NOT_NEEDED, is_valid=None)
    deadline = claim_deadline(frame, terms.window) if terms.window is not None else None
    by_claim = tuple(
        (each.id or _named(each.at), deadline is None or deadline.holds(each.at)) for each in frame.facts.claims
    )
    failed = tuple(name for each, name in _named_outages(frame) if any(_fails(each, gate) for gate in terms.gates))
    steps = _steps(terms, deadline, failed)
    if failed and len(failed) == len(frame.facts.outages):
        return JudgedClaim(
            ClaimState.GATE_FAILED, is_valid=False, deadline=deadline, by_claim=by_claim, failed=failed, steps=steps
        )
    if by_claim:
        is_valid = any(held for _, held in by_claim)
        state = ClaimState.CLAIMED if is_valid else ClaimState.LATE
        return JudgedClaim(state, is_valid, deadline, by_claim, failed, steps)
    if deadline is not None and frame.as_of is not None and frame.as_of >= deadline.ends_before:
        return JudgedClaim(ClaimState.LAPSED, is_valid=False, deadline=deadline, failed=failed, steps=steps)
    return JudgedClaim(ClaimState.OPEN, is_valid=None, deadline=deadline, failed=failed, steps=steps)


def _named(moment: Moment) -> str:
    return moment.day.isoformat()


def _named_outages(frame: Frame) -> list[tuple[OutageFacts, str]]:
    return [(each, each.id or each.ticket or f"outage {place + 1}") for place, each in enumerate(frame.facts.outages)]


def fails_a_gate(outage: OutageFacts, terms: ClaimTerms) -> bool:
    """Whether an outage cannot be claimed for: a record the contract asks for came too late."""
    return any(_fails(outage, gate) for gate in terms.gates)


def _fails(outage: OutageFacts, gate: GateTerms) -> bool:
    """A record that is not told may still be shown; one that is told and late fails."""
    if gate.record not in outage.moments():
        return False
    return not is_record_in_time(outage, gate.record, within=gate.within, after=gate.after)


def _steps(terms: ClaimTerms, deadline: Deadline | None, failed: tuple[str, ...]) -> tuple[Step, ...]:
    said: list[Step] = []
    if deadline is not None:
        said.append(Step("claim", f"the credit has to be claimed by {deadline.day}", terms.clause))
    said += [Step("claim", f"{name} cannot be claimed for: its record came too late", terms.clause) for name in failed]
    return tuple(said)
