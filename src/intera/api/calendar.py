"""Promises as an iCalendar feed, for a calendar that asks with an API token.

Calendar programs send a name and a password, so the token is taken as the password too.
Source: RFC 5545 (iCalendar), RFC 7986 (names and refresh of a feed), RFC 7617 (Basic).
"""

import binascii
from base64 import b64decode
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response, status
from icalendar import Alarm, Calendar, Event, Todo
from starlette.concurrency import run_in_threadpool

from intera.api.bearer import token_holder
from intera.roles.checkpoint_tasks import TaskState, TaskView, checkpoint_tasks
from intera.workflows.read_pages import list_cards, read_operator_name
from intera.workflows.serving import doors_of
from intera.workflows.sign_in import TokenHolder, find_token_holder

ROUTES = APIRouter(prefix="/api/v1", tags=["checkpoints"])
MEDIA_TYPE = "text/calendar; charset=utf-8"
BASIC = "basic "
# How often a calendar should ask again, and how long before its time it reminds. Source: half the shortest cadence.
REFRESH = timedelta(minutes=5)
REMIND = timedelta(minutes=10)
_STATUS = {TaskState.OPEN: "NEEDS-ACTION", TaskState.DONE: "COMPLETED", TaskState.REPLACED: "CANCELLED"}


async def calendar_holder(request: Request) -> TokenHolder:
    """The person a calendar's token acts as: a bearer token, or the password of Basic.

    Raises:
        HTTPException: 401, the same for a missing, unknown, expired or ended token.
    """
    header = request.headers.get("authorization", "")
    if not header.lower().startswith(BASIC):
        try:
            return await token_holder(request)
        except HTTPException as error:
            raise _asked_for_name(error.detail) from None
    token = _password(header[len(BASIC) :].strip())
    person = await run_in_threadpool(find_token_holder, doors_of(request).access, token) if token else None
    if person is None:
        raise _asked_for_name("A valid API token is needed.")
    return person


def _asked_for_name(message: str) -> HTTPException:
    headers = {"WWW-Authenticate": 'Basic realm="checkpoints", charset="UTF-8"'}
    return HTTPException(status.HTTP_401_UNAUTHORIZED, message, headers=headers)


def _password(encoded: str) -> str:
    try:
        _, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return password


def calendar_of(tasks: tuple[TaskView, ...], *, name: str, kind: str, base_url: str) -> bytes:
    """The feed as iCalendar; the same tasks give the same bytes.

    Args:
        tasks: the promises.
        name: of the calendar.
        kind: `tasks` for things to do, `events` for programs that show no tasks.
        base_url: where the incidents' pages are, without a slash at its end.

    Returns:
        The text, in UTF-8 with CRLF.
    """
    calendar = Calendar()
    _put(calendar, "prodid", "-//INTERA//Service Assurance checkpoints//EN")
    _put(calendar, "version", "2.0")
    _put(calendar, "calscale", "GREGORIAN")
    _put(calendar, "method", "PUBLISH")
    _put(calendar, "name", name)
    _put(calendar, "x-wr-calname", name)
    _put(calendar, "refresh-interval", REFRESH, VALUE="DURATION")
    _put(calendar, "x-published-ttl", "PT5M")
    for task in tasks:
        # A calendar of events has nowhere to show that one was done or replaced.
        if kind == "tasks" or task.state is TaskState.OPEN:
            calendar.add_component(_entry(task, kind, base_url))
    return calendar.to_ical()


def _put(component: Any, name: str, value: object, **parameters: str) -> None:  # noqa: ANN401 - the library's own types are open
    component.add(name, value, parameters=parameters or None)


def _entry(task: TaskView, kind: str, base_url: str) -> Todo | Event:
    entry = Todo() if kind == "tasks" else Event()
    _put(entry, "uid", f"{task.task_id}@intera")
    _put(entry, "dtstamp", task.changed_at)
    _put(entry, "last-modified", task.changed_at)
    _put(entry, "created", task.promised_at)
    _put(entry, "summary", task.title)
    _put(entry, "description", task.details)
    _put(entry, "url", f"{base_url}/incidents/{task.incident_id}")
    _put(entry, "categories", [task.desk])
    if kind == "events":
        _put(entry, "dtstart", task.due_at)
        _put(entry, "transp", "TRANSPARENT")
    else:
        _put(entry, "due", task.due_at)
        _put(entry, "status", _STATUS[task.state])
        if task.state is TaskState.DONE:
            _put(entry, "completed", task.changed_at)
        if task.replaced_by:
            _put(entry, "related-to", f"{task.replaced_by}@intera", RELTYPE="SIBLING")
    if task.state is TaskState.OPEN:
        alarm = Alarm()
        _put(alarm, "action", "DISPLAY")
        _put(alarm, "description", task.title)
        _put(alarm, "trigger", -REMIND, **({} if kind == "events" else {"RELATED": "END"}))
        entry.add_component(alarm)
    return entry


@ROUTES.get("/checkpoints.ics", response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
async def checkpoints(
    request: Request,
    holder: Annotated[TokenHolder, Depends(calendar_holder)],
    team: Annotated[str, Query(max_length=80)] = "",
    show: Annotated[Literal["tasks", "events"], Query()] = "tasks",
) -> Response:
    """The promises of open incidents as an iCalendar feed, of one desk or of all."""
    reader = doors_of(request).reader
    _, cards = await run_in_threadpool(list_cards, reader, holder.role)
    operator = await run_in_threadpool(read_operator_name, reader)
    tasks = checkpoint_tasks(cards, team_id=team)
    name = f"Checkpoints, {operator}" if operator else "Checkpoints"
    body = calendar_of(tasks, name=name, kind=show, base_url=str(request.base_url).rstrip("/"))
    return Response(body, media_type=MEDIA_TYPE, headers={"Cache-Control": "private, max-age=60"})
