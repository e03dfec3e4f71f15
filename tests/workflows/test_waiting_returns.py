"""A statement that a pattern comes back is answered by the next one of its pattern, or by thirty days."""

from dataclasses import replace

from flows.judged import judged, said
from flows.town import HEALTH, TESTS, after
from intera.model.case import Case
from intera.model.ids import IncidentId
from intera.model.recurrence import RecurrenceKind
from intera.workflows.waiting_returns import WaitingReturns

DAY_MIN = 24 * 60


def _case(number: int, day: float, *, kind: RecurrenceKind | None = None) -> Case:
    at = after(day * DAY_MIN)
    case = judged([said(TESTS, day * DAY_MIN), said(HEALTH, day * DAY_MIN)], at)
    assert case.recurrence is not None
    incident = replace(case.incident, incident_id=IncidentId(f"INC-{number}"))
    return replace(case, incident=incident, recurrence=replace(case.recurrence, kind=kind or case.recurrence.kind))


def test_the_next_one_of_the_pattern_answers_it_once() -> None:
    waiting = WaitingReturns()
    waiting.wait_for(_case(1, 0))
    back = _case(2, 10)
    assert waiting.known_with(back, is_new=False, at=after(10 * DAY_MIN)) == ()
    (found,) = waiting.known_with(back, is_new=True, at=after(10 * DAY_MIN))
    assert (found.incident_id, found.happened, found.known_at) == ("INC-1", True, after(10 * DAY_MIN))
    assert waiting.known_with(_case(3, 11), is_new=True, at=after(11 * DAY_MIN)) == ()


def test_thirty_days_without_it_answer_it_too() -> None:
    waiting = WaitingReturns()
    waiting.wait_for(_case(1, 0))
    assert waiting.known_with(_case(2, 30), is_new=False, at=after(30 * DAY_MIN)) == ()
    (found,) = waiting.known_with(_case(2, 31), is_new=True, at=after(31 * DAY_MIN))
    assert (found.incident_id, found.happened) == ("INC-1", False)


def test_a_duplicate_is_no_return() -> None:
    waiting = WaitingReturns()
    waiting.wait_for(_case(1, 0))
    same = _case(2, 1, kind=RecurrenceKind.DUPLICATE)
    assert waiting.known_with(same, is_new=True, at=after(DAY_MIN)) == ()
