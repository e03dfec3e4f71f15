"""Which exclusions have earned their status: announced in time, approved, proved, within the allowance.

Only the announced window is excluded. Time after it counts, whoever says that it belonged to the work.

Source: notes on SLA engines A2 (exclusions); cases gt-ex-1 to gt-ex-4, gt-iv-3, gt-je-3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from intera.sla.language.clock_terms import EvidenceRule, ExclusionTerms, NoticeCount, NoticeTerms, PeriodTerms
from intera.sla.language.facts import ExclusionFacts
from intera.sla.language.local_time import local_day, written_local
from intera.sla.language.quantities import LengthUnit, spoken_time
from intera.sla.settlement.frame import Frame
from intera.sla.settlement.periods import period_around
from intera.sla.spans import Span, Spans, length_s, union

_HOUR_S = 3600


class ExclusionStatus(StrEnum):
    """What became of an exclusion."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    PENDING_APPROVAL = "pending_approval"
    PENDING_EVIDENCE = "pending_evidence"
    REFUSED_NO_NOTICE = "refused_no_notice"
    REFUSED_OVER_ALLOWANCE = "refused_over_allowance"
    REFUSED_SHORT_NOTICE = "refused_short_notice"
    REFUSED_UNKNOWN_REASON = "refused_unknown_reason"


@dataclass(frozen=True, slots=True)
class JudgedExclusion:
    """One exclusion: what it asked for, what of it is accepted, and why."""

    name: str
    reason: str
    window: Span
    status: ExclusionStatus
    accepted: Spans
    says: str
    clause: str = ""
    terms: ExclusionTerms | None = None


def judge_exclusions(frame: Frame) -> tuple[JudgedExclusion, ...]:
    """Every exclusion of the facts, in order of time, with what is accepted of it.

    Args:
        frame: the contract, its facts and the instant of knowledge.

    Returns:
        One per exclusion; the accepted spans are not clipped to the period.
    """
    used: dict[tuple[str, Span], int] = {}
    ordered = sorted(enumerate(frame.facts.exclusions), key=lambda each: (each[1].from_, each[1].to, each[0]))
    return tuple(_judge(frame, fact, fact.id or f"exclusion {place + 1}", used) for place, fact in ordered)


def _judge(frame: Frame, fact: ExclusionFacts, name: str, used: dict[tuple[str, Span], int]) -> JudgedExclusion:
    reason = fact.reason or fact.kind
    window = (int(fact.from_), int(fact.to))
    terms = frame.terms.exclusions.get(reason)
    if terms is None:
        known = ", ".join(frame.terms.exclusions) or "nothing"
        says = f"{name}: the contract does not exclude {reason!r}; it excludes {known}"
        return JudgedExclusion(name, reason, window, ExclusionStatus.REFUSED_UNKNOWN_REASON, (), says)
    refusal = _refusal(frame, fact, terms)
    if refusal is not None:
        says = f"{name} ({reason}) is not excluded: {refusal[1]}"
        return JudgedExclusion(name, reason, window, refusal[0], (), says, terms.clause, terms)
    accepted = union([(window[0], window[1] + (terms.tail or 0))])
    status, why = ExclusionStatus.ACCEPTED, ""
    if terms.allowance is not None:
        left = _allowed(frame, terms, reason, accepted, used)
        if length_s(left) < length_s(accepted):
            status = ExclusionStatus.ACCEPTED_IN_PART if left else ExclusionStatus.REFUSED_OVER_ALLOWANCE
            over = spoken_time(length_s(accepted) - length_s(left))
            why = f"; {over} of it is over the allowance of {spoken_time(terms.allowance.at_most)} and counts"
        accepted = left
    if fact.actual_end is not None and fact.actual_end > fact.to:
        why += f"; the overrun of {spoken_time(fact.actual_end - fact.to)} counts"
    says = f"{name} ({reason}) excludes {spoken_time(length_s(accepted))}{why}"
    return JudgedExclusion(name, reason, window, status, accepted, says, terms.clause, terms)


def _refusal(frame: Frame, fact: ExclusionFacts, terms: ExclusionTerms) -> tuple[ExclusionStatus, str] | None:
    """Why an exclusion does not hold (yet); None when nothing speaks against it."""
    if terms.notice is not None:
        short = _short_notice(frame, fact, terms.notice)
        if short is not None:
            return short
    is_late = fact.recorded_at is not None and fact.recorded_at > fact.from_
    is_asked = terms.evidence is EvidenceRule.ALWAYS or (terms.evidence is EvidenceRule.ENTERED_LATE and is_late)
    if is_asked and not fact.evidence:
        return ExclusionStatus.PENDING_EVIDENCE, "the contract asks for evidence and none is on record"
    is_known = frame.as_of is None or fact.approved_at is None or fact.approved_at <= frame.as_of
    if terms.approval and (fact.approved_at is None or not is_known):
        return ExclusionStatus.PENDING_APPROVAL, "the contract asks for an approval and none is on record"
    return None


def _short_notice(frame: Frame, fact: ExclusionFacts, notice: NoticeTerms) -> tuple[ExclusionStatus, str] | None:
    asked = str(notice.at_least).replace("_", " ")
    if fact.notified_at is None:
        return ExclusionStatus.REFUSED_NO_NOTICE, f"the contract asks for {asked} of notice and none is on record"
    if _is_in_time(frame, int(fact.notified_at), int(fact.from_), notice):
        return None
    told = written_local(fact.notified_at, frame.zone)
    given = spoken_time(max(0, fact.from_ - fact.notified_at))
    says = f"it was announced at {told}, {given} before its start; the contract asks for {asked}"
    return ExclusionStatus.REFUSED_SHORT_NOTICE, says


def _is_in_time(frame: Frame, told: int, start: int, notice: NoticeTerms) -> bool:
    if notice.at_least.unit is LengthUnit.HOURS:
        return start - told >= notice.at_least.count * _HOUR_S
    told_day, start_day = local_day(told, frame.zone), local_day(start, frame.zone)
    if notice.counted is NoticeCount.WORKING_DAYS:
        return frame.calendars[notice.calendar].after(told_day, notice.at_least.count) <= start_day
    if notice.counted is NoticeCount.ELAPSED:
        return start - told >= notice.at_least.count * 24 * _HOUR_S
    return told_day + timedelta(days=notice.at_least.count) <= start_day


def _allowed(
    frame: Frame, terms: ExclusionTerms, reason: str, asked: Spans, used: dict[tuple[str, Span], int]
) -> Spans:
    """The first seconds asked for that the allowance of their window still holds."""
    allowance = terms.allowance
    if allowance is None or not asked:
        return asked
    each = PeriodTerms(kind=allowance.each, leap_day=frame.terms.period.leap_day)
    window = period_around(each, asked[0][0], zone=frame.zone, instance=frame.facts.instance)
    left = max(0, allowance.at_most - used.get((reason, window), 0))
    granted = first_seconds(asked, left)
    used[(reason, window)] = used.get((reason, window), 0) + length_s(granted)
    return granted


def first_seconds(spans: Spans, seconds: int) -> Spans:
    """The first so many seconds of sorted spans."""
    found: list[Span] = []
    left = seconds
    for start_s, end_s in spans:
        if left <= 0:
            break
        found.append((start_s, min(end_s, start_s + left)))
        left -= end_s - start_s
    return tuple(found)


def accepted_spans(judged: Sequence[JudgedExclusion], reasons: Sequence[str]) -> Spans:
    """The union of what is accepted for the named reasons; "all" stands for every one."""
    return union(span for each in judged if "all" in reasons or each.reason in reasons for span in each.accepted)
