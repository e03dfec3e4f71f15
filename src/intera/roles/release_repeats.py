"""The board of repeats: which patterns come back, who owns them, what presses, and whether fixes hold.

Released in the reader's words by the same rules as every other document: patterns by service, place and
symptom, owners by desk, problems by what they are about. Source: PRODUCT R6, rule D, M3; issue 3 point 6.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from intera.model.board import Board, BoardCell, BoardFigure, BoardTable, Spark
from intera.model.ids import FingerprintId
from intera.model.operator import Operator
from intera.model.recurrence import Expectation, Fingerprint, FixState, FixVerdict, Occurrence, ProblemRecord
from intera.recurrence.events import join_events
from intera.recurrence.fix import say_fix
from intera.recurrence.pressure import PressureReason, RepeatPressure
from intera.recurrence.rate import RepeatRate
from intera.roles.relative import LocalClock
from intera.roles.release_judgement import parts_of
from intera.roles.screen import Screen, screen_for
from intera.roles.wording import count, joined, plural, upper_first

WEEKS_SHOWN = 13
_UNCOUNTED = BoardCell("not counted", "no source says how many", "quiet")
ROWS_AT_MOST = 40
_WEEK = timedelta(days=7)
_HOUR_MIN = 60


@dataclass(frozen=True, slots=True)
class RepeatPattern:
    """One pattern with what is known of it.

    `harmed_minutes` are service-minutes lost in the weeks shown; `is_counted` is False where no source
    said how many customers were hit.
    """

    fingerprint_id: FingerprintId
    fingerprint: Fingerprint
    occurrences: tuple[Occurrence, ...]
    newest_id: str
    expectation: Expectation | None
    problem: ProblemRecord | None
    fix: FixVerdict | None
    pressure: RepeatPressure | None
    harmed_minutes: int
    is_active: bool
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Repeats:
    """What the board is made of: every pattern that came back, and the share of events that were repeats."""

    patterns: tuple[RepeatPattern, ...]
    rate: RepeatRate
    rate_before: RepeatRate


def release_repeats(repeats: Repeats, operator: Operator, *, at: datetime) -> Board:
    """The board of repeats in a role's words.

    Args:
        repeats: patterns and rates.
        operator: whose names and hidden words apply.
        at: the instant it holds at.

    Returns:
        The board, most pressing pattern first.
    """
    clock, screen = LocalClock(operator.zone, at), screen_for(operator.hidden_vocabulary)
    ordered = sorted(repeats.patterns, key=_order)
    pressing = [pattern for pattern in ordered if pattern.pressure is not None]
    return Board(
        name="repeats",
        as_of_at=at,
        lead=_lead(repeats, pressing),
        lead_sub=_lead_sub(repeats),
        figures=_figures(repeats, ordered),
        tables=(
            BoardTable(
                key="patterns",
                title="Patterns, most pressure first",
                note="First fixes that did not hold, then no owner, then days that have passed; most harm first.",
                columns=("Pattern", "Last 13 weeks", "Times", "Customer-hours lost", "Permanent fix", "Owner"),
                rows=tuple(_row(pattern, operator, screen, clock) for pattern in ordered[:ROWS_AT_MOST]),
                empty="No pattern came back in the last 90 days.",
            ),
        ),
    )


def _order(pattern: RepeatPattern) -> tuple[bool, int, int, str]:
    rank = len(PressureReason)
    if pattern.pressure is not None:
        rank = list(PressureReason).index(pattern.pressure.reasons[0])
    return (pattern.pressure is None, rank, -pattern.harmed_minutes, pattern.fingerprint_id)


def _percent(rate: RepeatRate) -> str:
    return "none yet" if rate.ratio is None else f"{int(rate.ratio * 100 + Fraction(1, 2))}%"


def _lead(repeats: Repeats, pressing: Sequence[RepeatPattern]) -> str:
    if repeats.rate.ratio is None:
        return "No event in the last 90 days, so there is no repeat rate."
    share = f"{_percent(repeats.rate)} of the events of the last 90 days were repeats."
    if not pressing:
        return f"{share} Every pattern that came back is owned and in time."
    gravest = [pattern.pressure.reasons[0] for pattern in pressing if pattern.pressure is not None]
    said = [_PRESSES[reason](number) for reason in PressureReason if (number := gravest.count(reason))]
    return f"{share} {joined(said[:2])}."


_PRESSES: Mapping[PressureReason, Callable[[int], str]] = {
    PressureReason.FIX_DID_NOT_HOLD: lambda number: f"{plural(number, 'fix', 'fixes')} did not hold",
    PressureReason.UNOWNED: lambda number: f"{plural(number, 'pattern has', 'patterns have')} no owner",
    PressureReason.FIX_OVERDUE: lambda number: f"{plural(number, 'fix is', 'fixes are')} overdue",
    PressureReason.FOLLOW_UP_OVERDUE: lambda number: (
        f"{plural(number, 'pattern has', 'patterns have')} an overdue follow-up"
    ),
    PressureReason.NO_FIX_DAY: lambda number: f"{plural(number, 'pattern has', 'patterns have')} no day for a fix",
}


def _lead_sub(repeats: Repeats) -> str:
    rate = repeats.rate
    left_out = [f"{count(number)} {reason.value.replace('_', ' ')}" for reason, number in rate.excluded]
    events = plural(rate.event_count, "event")
    said = f"{count(rate.repeat_count)} of {events} came within {rate.within_days} days of one like it"
    return f"{said}{f', not counting {joined(left_out)}' if left_out else ''}."


def _figures(repeats: Repeats, patterns: Sequence[RepeatPattern]) -> tuple[BoardFigure, ...]:
    reasons = [reason for pattern in patterns if pattern.pressure for reason in pattern.pressure.reasons]
    unowned = reasons.count(PressureReason.UNOWNED)
    overdue = reasons.count(PressureReason.FIX_OVERDUE) + reasons.count(PressureReason.FOLLOW_UP_OVERDUE)
    states = [pattern.fix.state for pattern in patterns if pattern.fix]
    failed = states.count(FixState.DID_NOT_HOLD)
    before = repeats.rate_before
    earlier = "no event in the 90 days before" if before.ratio is None else f"{_percent(before)} in the 90 days before"
    return (
        BoardFigure("Repeat rate", _percent(repeats.rate), earlier),
        BoardFigure("Patterns", count(len(patterns)), f"{count(sum(p.is_active for p in patterns))} active now"),
        BoardFigure("Overdue", count(overdue), "fixes and follow-ups", "late" if overdue else ""),
        BoardFigure("Without owner", count(unowned), "patterns", "late" if unowned else ""),
        BoardFigure(
            "Fix did not hold",
            count(failed),
            f"{count(states.count(FixState.HOLDING))} holding",
            "late" if failed else "",
        ),
    )


def _row(pattern: RepeatPattern, operator: Operator, screen: Screen, clock: LocalClock) -> tuple[BoardCell, ...]:
    name, *rest = parts_of(pattern.fingerprint, operator, screen) or ["A pattern without a name"]
    events = join_events(pattern.occurrences)
    since_at = clock.at - WEEKS_SHOWN * _WEEK
    recent = [event for event in events if event.onset_at > since_at]
    expected = pattern.expectation
    than_chance = ""
    if expected is not None and expected.expected_count:
        tenths = round(expected.expected_count * 10)
        than_chance = (
            f"{tenths // 10}.{tenths % 10} expected{', more than chance' if expected.is_more_than_chance else ''}"
        )
    fix_text, fix_sub, fix_kind = _fix(pattern, operator, screen, clock)
    owner = operator.find_team(pattern.problem.owner) if pattern.problem else None
    pressed = pattern.pressure is not None
    return (
        BoardCell(
            name,
            " · ".join((*rest, pattern.fingerprint_id)),
            href=f"/incidents/{pattern.newest_id}" if pattern.newest_id else "",
        ),
        BoardCell("", spark=_weeks([event.onset_at for event in recent], clock)),
        BoardCell(f"{len(recent)} in 90 days", than_chance, "rec"),
        BoardCell(count(pattern.harmed_minutes // _HOUR_MIN), "", "num") if pattern.is_counted else _UNCOUNTED,
        BoardCell(fix_text, fix_sub, fix_kind),
        BoardCell(owner.name if owner else "No owner yet", "", "" if owner or not pressed else "late"),
    )


def _fix(pattern: RepeatPattern, operator: Operator, screen: Screen, clock: LocalClock) -> tuple[str, str, str]:
    problem, verdict = pattern.problem, pattern.fix
    if problem is None or not problem.problem_id:
        return "None yet", "no problem record is linked", "late" if pattern.pressure else "quiet"
    said = say_fix(verdict, zone=operator.zone) if verdict else ""
    if verdict is not None and verdict.state is FixState.DID_NOT_HOLD:
        return screen.text(problem.title), said, "late"
    if said:
        return screen.text(problem.title), said, "ok" if verdict and verdict.state is FixState.HOLDING else ""
    if problem.due_at is None:
        return screen.text(problem.title), "no day agreed", "late"
    late_days = (clock.at - problem.due_at).days
    due = f"due {clock.date(problem.due_at)}"
    if late_days > 0:
        return screen.text(problem.title), f"{due}, {plural(late_days, 'day')} overdue", "late"
    return screen.text(problem.title), due, ""


def _weeks(onsets: Sequence[datetime], clock: LocalClock) -> Spark:
    counts = [0] * WEEKS_SHOWN
    for onset_at in onsets:
        age = (clock.at - onset_at) // _WEEK
        if 0 <= age < WEEKS_SHOWN:
            counts[WEEKS_SHOWN - 1 - age] += 1
    top = max(counts, default=0) or 1
    heights = tuple(number * 100 // top for number in counts)
    newest = tuple(index for index, number in enumerate(counts) if number and index == WEEKS_SHOWN - 1)
    said = ", ".join(
        f"{number} {'this week' if i == WEEKS_SHOWN - 1 else f'{WEEKS_SHOWN - 1 - i} weeks ago'}"
        for i, number in enumerate(counts)
        if number
    )
    return Spark(heights, beyond_numbers=newest, says=upper_first(said) or "None in 13 weeks")
