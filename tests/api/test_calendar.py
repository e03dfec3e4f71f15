"""Promises as an iCalendar feed: read back by a real parser, the same for the same promises, opened by a token only."""

from datetime import UTC, datetime, timedelta

import httpx
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from intera.api.calendar import calendar_of
from intera.roles.checkpoint_tasks import TaskState, TaskView
from web.served import Served

FEED = "/api/v1/checkpoints.ics"
AT = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)


def _task(number: int, state: TaskState, title: str = "P1 Scope known", **told: str) -> TaskView:
    task_id, due_at = f"INC-1/cp-{number}", AT + timedelta(minutes=30)
    return TaskView(task_id, "INC-1", title, "INC-1: P1 Mobile Data.", "Mobile Desk", due_at, AT, AT, state, **told)


def _parsed(*tasks: TaskView, kind: str = "tasks") -> Calendar:
    return Calendar.from_ical(calendar_of(tasks, name="Checkpoints", kind=kind, base_url="https://desk.example"))


def test_tasks_carry_time_state_and_what_replaced_them() -> None:
    tasks = (
        _task(1, TaskState.OPEN),
        _task(2, TaskState.DONE),
        _task(3, TaskState.REPLACED, replaced_by="INC-1/cp-4"),
    )
    todos = _parsed(*tasks).todos
    assert [str(todo["STATUS"]) for todo in todos] == ["NEEDS-ACTION", "COMPLETED", "CANCELLED"]
    assert [todo.DUE for todo in todos] == [AT + timedelta(minutes=30)] * 3
    assert str(todos[0]["URL"]) == "https://desk.example/incidents/INC-1"
    assert todos[1]["COMPLETED"].dt == AT
    assert str(todos[2]["RELATED-TO"]) == "INC-1/cp-4@intera"
    assert [len(list(todo.walk("VALARM"))) for todo in todos] == [1, 0, 0]


def test_a_calendar_of_events_shows_only_what_is_still_open() -> None:
    (event,) = _parsed(_task(1, TaskState.OPEN), _task(2, TaskState.DONE), kind="events").events
    assert (event.DTSTART, str(event["TRANSP"])) == (AT + timedelta(minutes=30), "TRANSPARENT")


@given(title=st.text(min_size=1, max_size=200))
def test_whatever_is_promised_comes_out_as_one_task_with_those_words(title: str) -> None:
    """No words of a person, whatever characters they hold, add a line of their own to the feed."""
    said = title.replace("\x00", "")
    body = calendar_of((_task(1, TaskState.OPEN, said),), name="x", kind="tasks", base_url="https://x")
    assert body.count(b"BEGIN:VTODO") - said.encode().count(b"BEGIN:VTODO") <= 1
    (todo,) = Calendar.from_ical(body).todos
    assert [str(one["UID"]) for one in Calendar.from_ical(body).todos] == ["INC-1/cp-1@intera"]
    assert str(todo["SUMMARY"]).split() == said.split()


def test_the_same_promises_give_the_same_bytes() -> None:
    tasks = (_task(1, TaskState.OPEN), _task(2, TaskState.DONE))
    first, second = (calendar_of(tasks, name="x", kind="tasks", base_url="https://x") for _ in range(2))
    assert first == second


def test_the_feed_is_read_with_the_token_as_a_password_and_by_desk(served: Served, coast: str) -> None:
    token = served.token()
    with served.client(auth=httpx.BasicAuth("calendar", token)) as calendar:
        answer = calendar.get(FEED)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        todos = Calendar.from_ical(answer.content).todos
        assert f"{coast}/cp-1@intera" in {str(todo["UID"]) for todo in todos}
        assert Calendar.from_ical(calendar.get(FEED, params={"team": "nobody"}).content).todos == []
        assert Calendar.from_ical(calendar.get(FEED, params={"team": "mobile-desk"}).content).todos
        assert calendar.get(FEED, params={"show": "posters"}).status_code == 422


def test_a_bearer_token_opens_it_too_and_nothing_else_does(served: Served, machine: httpx.Client, coast: str) -> None:
    assert coast in machine.get(FEED).text
    wrong = ["", "Basic", "Basic !!!", "Basic Y2FsZW5kYXI6", "Basic Y2FsZW5kYXI6d3Jvbmc=", "Basic /w==", "Bearer wrong"]
    with served.client() as client:
        for header in wrong:
            answer = client.get(FEED, headers={"Authorization": header} if header else {})
            assert answer.status_code == 401, header
            assert answer.headers["www-authenticate"].startswith("Basic ")
