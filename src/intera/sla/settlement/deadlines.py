"""By when has something to be done: elapsed time, service time with pauses, or cut-offs by the local clock.

Source: cases or-care-1 to or-care-4, gt-tz-13; notes on SLA engines C1 (deadline).
"""

from dataclasses import dataclass
from datetime import timedelta

from intera.sla.language.facts import RecordFacts
from intera.sla.language.local_time import local_day, local_second, written_local
from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.terms import DeadlineTerms
from intera.sla.settlement.frame import Frame, Step
from intera.sla.spans import instant_of, union

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JudgedDeadline:
    """One deadline of one record: when it is, and whether it was kept (None while it is open and not past)."""

    name: str
    record: str
    due_at: int
    is_kept: bool | None
    steps: tuple[Step, ...] = ()


def judge_deadlines(name: str, terms: DeadlineTerms, frame: Frame) -> tuple[JudgedDeadline, ...]:
    """The deadline of every record it holds for.

    Args:
        name: its name in the contract.
        terms: its terms; `level` picks the records.
        frame: the contract, its calendars and facts.

    Returns:
        One per record.

    Raises:
        UnreadableTermError: no cut-off holds for a record, or a calendar has no working days.
    """
    found: list[JudgedDeadline] = []
    for place, record in enumerate(frame.facts.records(terms.records)):
        moment = record.moments().get(terms.from_)
        if moment is None or (terms.level and record.level != terms.level):
            continue
        named = record.id or f"record {place + 1}"
        due_at = deadline_of(terms, record, moment.second, frame)
        done = record.moments().get("restored") or record.moments().get("completed")
        is_kept = None if done is None else done.second <= due_at
        if done is None and frame.as_of is not None and frame.as_of > due_at:
            is_kept = False
        says = f"{named}: due {written_local(due_at, frame.zone)}"
        found.append(JudgedDeadline(name, named, due_at, is_kept, (Step(f"deadline {name}", says, terms.clause),)))
    return tuple(found)


def deadline_of(terms: DeadlineTerms, record: RecordFacts, start: int, frame: Frame) -> int:
    """The second a deadline falls on.

    Raises:
        UnreadableTermError: no cut-off holds for the time of day (`cut-off`).
    """
    if terms.elapsed is not None:
        return start + terms.elapsed
    calendar = frame.calendars.get(terms.calendar)
    if terms.service_time is not None and calendar is not None:
        paused = union((each.from_, each.to) for each in record.paused)
        return calendar.service_end(start, terms.service_time, stopped=paused)
    local = instant_of(start).astimezone(frame.zone)
    minute = local.hour * 60 + local.minute
    day = local_day(start, frame.zone)
    for cut in terms.cut_offs:
        # "By 13:00" holds for 13:00:00 itself and for no later second.
        is_by = cut.by is None or minute < cut.by or (minute == cut.by and not local.second)
        if is_by and (calendar is None or cut.by is None or calendar.is_working(day)):
            last = calendar.after(day, cut.days) if calendar else day + cut.days * _DAY
            return local_second(last, cut.at, frame.zone)
    sentence = "no cut-off holds for this time of day; add one without `by` as the last"
    raise UnreadableTermError(sentence, rule="cut-off")
