"""The board of repeats speaks in names, desks and plain states, most pressing first."""

from datetime import datetime, timedelta
from fractions import Fraction
from types import ModuleType

from intera.model.ids import FingerprintId, IncidentId
from intera.model.operator import Operator
from intera.model.recurrence import (
    Expectation,
    Fingerprint,
    FixState,
    FixVerdict,
    Occurrence,
    ProblemRecord,
    Recurrence,
    RecurrenceKind,
)
from intera.recurrence.pressure import press
from intera.recurrence.rate import RepeatRate
from intera.roles.release_repeats import WEEKS_SHOWN, RepeatPattern, Repeats, release_repeats

DAY = timedelta(days=1)


def _rate(repeats: int, events: int, at: datetime) -> RepeatRate:
    return RepeatRate(repeats, events, 30, at - 90 * DAY, at)


def _pattern(
    now: datetime, number: int, *, owner: str = "quality", due: int | None = 5, minutes: int = 6_000
) -> RepeatPattern:
    fingerprint = Fingerprint("mobile_data", "coast", "", "slow")
    key = FingerprintId(f"FP-{number}")
    due_at = None if due is None else now + due * DAY
    problem = ProblemRecord("PRB-1", "Move the kilnmark work", owner, due_at, "mobile_data") if owner else None
    recurrence = Recurrence(RecurrenceKind.REPEAT, key, fingerprint, 3, 90, problem_owner=owner, problem_due_at=due_at)
    return RepeatPattern(
        fingerprint_id=key,
        fingerprint=fingerprint,
        occurrences=tuple(
            Occurrence(IncidentId(f"INC-{n}"), now - timedelta(days=10 * n), 600, fingerprint_id=key) for n in range(3)
        ),
        newest_id="INC-0",
        expectation=Expectation(2, Fraction(2, 5), 90, Fraction(1, 100), is_more_than_chance=True),
        problem=problem,
        fix=None,
        pressure=next(iter(press([recurrence], at=now)), None),
        harmed_minutes=minutes,
        is_active=number == 1,
    )


def _board(northmoor: ModuleType, *patterns: RepeatPattern) -> tuple[Operator, object]:
    now = northmoor.NOW
    operator: Operator = northmoor.operator()
    return operator, release_repeats(Repeats(patterns, _rate(3, 10, now), _rate(0, 0, now)), operator, at=now)


def test_a_pattern_in_time_reads_as_one_row(northmoor: ModuleType) -> None:
    _, board = _board(northmoor, _pattern(northmoor.NOW, 1))
    assert (
        board.lead
        == "30% of the events of the last 90 days were repeats. Every pattern that came back is owned and in time."
    )
    (row,) = board.tables[0].rows
    name, weeks, times, hours, fix, owner = row
    assert (name.text, name.href) == ("Mobile Data", "/incidents/INC-0")
    assert (times.text, times.sub) == ("3 in 90 days", "0.4 expected, more than chance")
    assert (hours.text, owner.text) == ("100", "Service Quality")
    assert fix.text == "Move the (held back) work"
    assert weeks.spark is not None
    assert (len(weeks.spark.height_percents), weeks.spark.height_percents[-1], weeks.spark.beyond_numbers) == (
        WEEKS_SHOWN,
        100,
        (WEEKS_SHOWN - 1,),
    )


def test_what_presses_stands_first_and_is_counted(northmoor: ModuleType) -> None:
    now = northmoor.NOW
    calm, overdue, orphan = _pattern(now, 1, minutes=10**6), _pattern(now, 2, due=-5), _pattern(now, 3, owner="")
    _, board = _board(northmoor, calm, overdue, orphan)
    assert board.lead.endswith("repeats. 1 pattern has no owner and 1 fix is overdue.")
    assert [row[0].sub.split()[-1] for row in board.tables[0].rows] == ["FP-3", "FP-2", "FP-1"]
    figures = {figure.label: (figure.value, figure.kind) for figure in board.figures}
    assert figures["Without owner"] == ("1", "late")
    assert figures["Overdue"] == ("1", "late")
    assert board.tables[0].rows[1][4].sub.endswith("5 days overdue")
    assert board.tables[0].rows[0][5].kind == "late"


def test_a_fix_that_did_not_hold_is_said(northmoor: ModuleType) -> None:
    now = northmoor.NOW
    pattern = _pattern(now, 1)
    fix = FixVerdict(FixState.DID_NOT_HOLD, "PRB-1", now - 20 * DAY, now - 3 * DAY, "INC-0")
    _, board = _board(northmoor, RepeatPattern(**{**{f: getattr(pattern, f) for f in pattern.__slots__}, "fix": fix}))
    cell = board.tables[0].rows[0][4]
    assert cell.kind == "late"
    assert "did not hold" in cell.sub


def test_no_event_is_no_success(northmoor: ModuleType) -> None:
    now = northmoor.NOW
    board = release_repeats(Repeats((), _rate(0, 0, now), _rate(0, 0, now)), northmoor.operator(), at=now)
    assert board.lead == "No event in the last 90 days, so there is no repeat rate."
    assert board.figures[0].value == "none yet"
