"""The board of promises: what is promised to whom by when, how well promises were kept, what is still to do.

Desks and services are scored, people never. Source: PRODUCT section 5.5, H4; issue 4, sections 2 and 3.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from intera.coordination.ledger import PromiseScore
from intera.model.board import Board, BoardCell, BoardFigure, BoardTable
from intera.model.checkpoint import Checkpoint
from intera.model.incident import Incident
from intera.model.operator import Operator
from intera.model.recurrence import FollowUp
from intera.model.share import Share
from intera.roles.relative import LocalClock
from intera.roles.screen import Screen, screen_for
from intera.roles.wording import AUDIENCE_WORDS, count, plural, title_of

ROWS_AT_MOST = 60
_HALF = Fraction(1, 2)
_SCORE_COLUMNS = ("Kept in time", "Kept", "Late", "Missed", "Nothing new", "Moved before its time")


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """One promise without an answer; `rung_name` is how far up the ladder it is, empty where nowhere."""

    incident: Incident
    promise: Checkpoint
    rung_name: str = ""


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    """One follow-up that is still to do, and the incident it was agreed on."""

    incident: Incident
    follow_up: FollowUp


@dataclass(frozen=True, slots=True)
class Promises:
    """What the board is made of; `all` is None before any promise ended."""

    open: tuple[OpenPromise, ...]
    by_team: tuple[PromiseScore, ...]
    by_service: tuple[PromiseScore, ...]
    all: PromiseScore | None
    follow_ups: tuple[OpenFollowUp, ...]
    since_at: datetime


@dataclass(frozen=True, slots=True)
class _Words:
    """What names and times are said with."""

    operator: Operator
    screen: Screen
    clock: LocalClock

    def desk(self, team_id: str) -> str:
        """A desk's name."""
        team = self.operator.find_team(team_id) if team_id else None
        return team.name if team else self.screen.name(team_id, "No desk") if team_id else "No desk"

    def service(self, service_id: str) -> str:
        """A service's name."""
        service = self.operator.find_service(service_id)
        return service.name if service else self.screen.name(service_id, "A service not named yet")

    def incident(self, incident: Incident) -> str:
        """What an incident is called."""
        symptom = self.operator.find_symptom(incident.scope.symptom_class)
        return title_of(self.service(incident.scope.service_id), symptom.headline if symptom else "")


def release_promises(promises: Promises, operator: Operator, *, at: datetime) -> Board:
    """The board of promises in a role's words.

    Args:
        promises: open ones, scores and follow-ups.
        operator: whose names and hidden words apply.
        at: the instant it holds at.

    Returns:
        The board, most overdue promise first.
    """
    words = _Words(operator, screen_for(operator.hidden_vocabulary), LocalClock(operator.zone, at))
    late = [one for one in promises.open if one.promise.due_at < at]
    todo = sorted(promises.follow_ups, key=_by_day)
    late_todo = [one for one in todo if one.follow_up.due_at is not None and one.follow_up.due_at < at]
    return Board(
        name="promises",
        as_of_at=at,
        lead=_lead(promises, len(late)),
        lead_sub=_lead_sub(promises, words.clock),
        figures=(
            BoardFigure("Kept in time", _percent(promises.all), _interval(promises.all), ""),
            BoardFigure("Open", count(len(promises.open)), "promises without an answer"),
            BoardFigure("Overdue", count(len(late)), "only an answer ends them", "late" if late else ""),
            BoardFigure("Follow-ups", count(len(todo)), "still to do"),
            BoardFigure("Follow-ups late", count(len(late_todo)), "their day has passed", "late" if late_todo else ""),
        ),
        tables=(
            _open_table(promises.open, words),
            _score_table("desks", "Desk", promises.by_team, words.desk),
            _score_table("services", "Service", promises.by_service, words.service),
            _todo_table(todo, words),
        ),
    )


def _by_day(one: OpenFollowUp) -> tuple[bool, str, str, str]:
    due_at = one.follow_up.due_at
    return (due_at is None, due_at.isoformat() if due_at else "", one.incident.incident_id, one.follow_up.follow_up_id)


def _lead(promises: Promises, late_count: int) -> str:
    if late_count:
        return f"{plural(late_count, 'promise is', 'promises are')} overdue and not answered."
    if promises.open:
        return f"{plural(len(promises.open), 'promise is', 'promises are')} open, none overdue."
    return "No promise is open."


def _lead_sub(promises: Promises, clock: LocalClock) -> str:
    score = promises.all
    if score is None or not score.ended_count:
        return f"No promise has ended since {clock.date(promises.since_at)}."
    moved = f" {plural(score.re_promised, 'other was', 'others were')} moved in time." if score.re_promised else ""
    ended = plural(score.ended_count, "promise")
    return f"{count(score.kept)} of {ended} since {clock.date(promises.since_at)} kept in time and with news.{moved}"


def _percent(score: PromiseScore | None) -> str:
    share = score.kept_share if score else None
    return "none yet" if share is None or share.ratio is None else f"{int(share.ratio * 100 + _HALF)}%"


def _interval(score: PromiseScore | None) -> str:
    share: Share | None = score.kept_share if score else None
    if share is None or share.low_ratio is None or share.high_ratio is None:
        return "no promise has ended"
    said = f"{count(share.count)} of {count(share.total_count)}"
    if share.is_too_few:
        return f"{said}, too few to say"
    low, high = (ratio.numerator * 100 // ratio.denominator for ratio in (share.low_ratio, share.high_ratio))
    return f"{said}, {low} to {min(100, high + 1)}%"


def _open_table(open_promises: Sequence[OpenPromise], words: _Words) -> BoardTable:
    ordered = sorted(open_promises, key=lambda one: (one.promise.due_at, one.promise.checkpoint_id))
    return BoardTable(
        key="open",
        title="Open promises, first due first",
        note="An overdue one cannot be moved, only answered.",
        columns=("Promise", "Due", "To whom", "By", "Escalated to"),
        rows=tuple(_open_row(one, words) for one in ordered[:ROWS_AT_MOST]),
        empty="No promise is open.",
    )


def _open_row(one: OpenPromise, words: _Words) -> tuple[BoardCell, ...]:
    promise, clock = one.promise, words.clock
    is_late = promise.due_at < clock.at
    return (
        BoardCell(
            words.screen.text(promise.promise),
            f"{one.incident.incident_id} · {words.incident(one.incident)}",
            href=f"/incidents/{one.incident.incident_id}",
        ),
        BoardCell(clock.zoned(promise.due_at), clock.until(promise.due_at), "late" if is_late else ""),
        BoardCell(AUDIENCE_WORDS.get(promise.audience, words.screen.name(promise.audience, "another audience"))),
        BoardCell(words.desk(promise.team_id)),
        BoardCell(words.screen.text(one.rung_name) or "nobody", "", "late" if one.rung_name else "quiet"),
    )


def _score_table(key: str, label: str, scores: Sequence[PromiseScore], name_of: Callable[[str], str]) -> BoardTable:
    named = sorted((name_of(score.key), score) for score in scores)
    return BoardTable(
        key=key,
        title=f"How promises were kept, by {label.lower()}",
        note="With the 95% interval. One moved before its time counts neither way.",
        columns=(label, *_SCORE_COLUMNS),
        rows=tuple(
            (
                BoardCell(name),
                BoardCell(_percent(score), _interval(score)),
                *(
                    BoardCell(count(number), kind="num" if number else "quiet")
                    for number in (score.kept, score.kept_late, score.missed, score.empty, score.re_promised)
                ),
            )
            for name, score in named
        ),
        empty="No promise has ended yet.",
    )


def _todo_table(todo: Sequence[OpenFollowUp], words: _Words) -> BoardTable:
    return BoardTable(
        key="follow-ups",
        title="Follow-ups until they are done",
        note="Agreed on an incident, with a desk and a day.",
        columns=("Follow-up", "Desk", "Until", "Incident"),
        rows=tuple(_todo_row(one, words) for one in todo[:ROWS_AT_MOST]),
        empty="No follow-up is to do.",
    )


def _todo_row(one: OpenFollowUp, words: _Words) -> tuple[BoardCell, ...]:
    due_at, clock = one.follow_up.due_at, words.clock
    is_late = due_at is not None and due_at < clock.at
    when = BoardCell("no day agreed", "", "late")
    if due_at is not None:
        late_days = max(1, (clock.at - due_at).days)
        when = BoardCell(
            clock.date(due_at), f"{plural(late_days, 'day')} late" if is_late else "", "late" if is_late else ""
        )
    return (
        BoardCell(words.screen.text(one.follow_up.title), href=f"/incidents/{one.incident.incident_id}"),
        BoardCell(words.desk(one.follow_up.owner), "", "" if one.follow_up.owner else "late"),
        when,
        BoardCell(one.incident.incident_id, words.incident(one.incident)),
    )
