"""The forms: each decision a person can take on an incident, and what the page says about it."""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.notices import refused
from intera.web.answers import is_fragment, not_found
from intera.web.gate import check_form, doors_of, signed_in
from intera.web.pages import back_to, incident, incident_html
from intera.workflows.give_command import CommandAnswer, give_command
from intera.workflows.read_pages import read_zone

ROUTES = APIRouter(prefix="/incidents/{incident_id}", default_response_class=HTMLResponse)
TIME_PARTS = 2
HOURS_A_DAY = 24
MINUTES_AN_HOUR = 60
# Today, tomorrow, and the day after where tomorrow's clock skips the time.
DAYS_AHEAD = 3
# What a refused form answers with; the page shown with it gives the reason.
STATUS = {
    "already_answered": 409,
    "already_done": 409,
    "criteria_unmet": 409,
    "not_allowed": 403,
    "unknown_incident": 404,
    "expired": 409,
    "facts_changed": 409,
    "no_override": 409,
    "no_request": 409,
    "overdue": 409,
    "request_changed": 409,
    "request_waits": 409,
}
# PostgreSQL keeps every character but NUL.
Text = Annotated[str, Form(max_length=2000, pattern=r"^[^\x00]*$")]
Fields = dict[str, str]


def next_instant(time_text: str, zone: str, at: datetime) -> str:
    """The next time a clock in a zone shows what was typed, as an ISO instant with its zone.

    Args:
        time_text: "15:30"; anything else gives empty text, which the command refuses.
        zone: the operator's IANA zone.
        at: now.

    Returns:
        Today's instant, tomorrow's when that time is past.
    """
    parts = time_text.strip().split(":")
    if len(parts) != TIME_PARTS or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    hour, minute = int(parts[0]), int(parts[1])
    if hour >= HOURS_A_DAY or minute >= MINUTES_AN_HOUR:
        return ""
    place = ZoneInfo(zone)
    today = at.astimezone(place).date()
    # On the day clocks change, a time comes twice or not at all; fold is its second coming.
    for day in range(DAYS_AHEAD):
        for fold in (0, 1):
            typed = time(hour, minute, fold=fold)
            due = datetime.combine(today + timedelta(days=day), typed, place).astimezone(UTC)
            shown = due.astimezone(place)
            if due > at and (shown.hour, shown.minute) == (hour, minute):
                return shown.isoformat()
    return ""


async def decide(request: Request, incident_id: str, kind: str, token: str, fields: Fields) -> Response:
    """Gives one command and leads back to the incident, or shows it with why it was refused.

    Args:
        request: the form's.
        incident_id: the incident.
        kind: the command.
        token: the form's token.
        fields: the command's.

    Returns:
        A redirect, or the page.
    """
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, token)
    answer = await give_command(
        doors.reader, doors.hub, who.person, kind=kind, incident_id=incident_id, fields=dict(fields)
    )
    if answer.is_done or not answer.is_known:
        return back_to(request, f"/incidents/{incident_id}?did={'done' if answer.is_done else 'waiting'}")
    notice = refused(answer.message)
    html = await run_in_threadpool(incident_html, request, who, doors, incident_id, notice)
    return HTMLResponse(html, status_code=_status(answer)) if html is not None else not_found()


def _status(answer: CommandAnswer) -> int:
    return STATUS.get(answer.code, 422)


@ROUTES.post("/impact/confirm")
async def confirm_impact(request: Request, incident_id: str, csrf_token: Text = "", reason: Text = "") -> Response:
    """Customers are hit."""
    return await decide(request, incident_id, "confirm_impact", csrf_token, {"reason": reason})


@ROUTES.post("/impact/reject")
async def reject_impact(request: Request, incident_id: str, csrf_token: Text = "", reason: Text = "") -> Response:
    """Customers are not hit."""
    return await decide(request, incident_id, "reject_impact", csrf_token, {"reason": reason})


@ROUTES.post("/severity/override")
async def override_severity(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    severity: Text = "",
    reason: Text = "",
    clause: Text = "",
    expires_in_min: Text = "",
) -> Response:
    """Another severity than the rules give, for a while; where the policy says so, once a second person agrees."""
    fields = {
        "severity": severity.removeprefix("P"),
        "reason": reason,
        "clause": clause,
        "expires_in_min": expires_in_min,
    }
    return await decide(request, incident_id, "override_severity", csrf_token, fields)


@ROUTES.post("/severity/approve")
async def approve_severity(
    request: Request, incident_id: str, csrf_token: Text = "", requested_at: Text = ""
) -> Response:
    """A second person agrees with the override that waits."""
    return await decide(request, incident_id, "approve_severity", csrf_token, {"requested_at": requested_at})


@ROUTES.post("/severity/withdraw")
async def withdraw_severity(request: Request, incident_id: str, csrf_token: Text = "", reason: Text = "") -> Response:
    """The override no longer waits, or ends before its time."""
    return await decide(request, incident_id, "withdraw_severity", csrf_token, {"reason": reason})


@ROUTES.post("/owner/take")
async def take_ownership(request: Request, incident_id: str, csrf_token: Text = "") -> Response:
    """My desk owns it."""
    return await decide(request, incident_id, "take_ownership", csrf_token, {})


async def due_instant(request: Request, due_time: str) -> str:
    """The next instant the operator's clock shows what was typed; empty text where it is no time."""
    zone, at = await run_in_threadpool(read_zone, doors_of(request).reader)
    return next_instant(due_time, zone, at)


@ROUTES.post("/checkpoints")
async def set_checkpoint(
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    promise: Text = "",
    audience: Text = "",
    due_time: Text = "",
) -> Response:
    """What will be known or done, for whom, by when."""
    fields = {"promise": promise, "audience": audience, "due_at": await due_instant(request, due_time)}
    return await decide(request, incident_id, "set_checkpoint", csrf_token, fields)


@ROUTES.post("/checkpoints/{checkpoint_id:path}/keep")
async def keep_checkpoint(
    request: Request,
    incident_id: str,
    checkpoint_id: str,
    csrf_token: Text = "",
    answer: Text = "",
    has_news: Text = "",
) -> Response:
    """What is known or done now."""
    fields = {"checkpoint_id": checkpoint_id, "answer": answer, "has_news": has_news}
    return await decide(request, incident_id, "keep_checkpoint", csrf_token, fields)


@ROUTES.post("/checkpoints/{checkpoint_id:path}/move")
async def move_checkpoint(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    checkpoint_id: str,
    csrf_token: Text = "",
    promise: Text = "",
    due_time: Text = "",
    reason: Text = "",
) -> Response:
    """A promise made anew before its time has come."""
    fields = {
        "checkpoint_id": checkpoint_id,
        "promise": promise,
        "due_at": await due_instant(request, due_time),
        "reason": reason or "Moved by its desk",
    }
    return await decide(request, incident_id, "move_checkpoint", csrf_token, fields)


@ROUTES.post("/narratives/{narrative_id:path}/approve")
async def approve_narrative(
    request: Request,
    incident_id: str,
    narrative_id: str,
    csrf_token: Text = "",
    facts_digest: Text = "",
    accepts_marks: Text = "",
) -> Response:
    """These words may be said."""
    fields = {"narrative_id": narrative_id, "facts_digest": facts_digest, "accepts_marks": accepts_marks}
    return await decide(request, incident_id, "approve_narrative", csrf_token, fields)


@ROUTES.get("/impact/{form}")
@ROUTES.get("/severity/{form}")
@ROUTES.get("/owner/{form}")
@ROUTES.get("/checkpoints")
@ROUTES.get("/checkpoints/{form:path}")
@ROUTES.get("/narratives/{form:path}")
async def after_a_refusal(request: Request, incident_id: str, form: str = "") -> Response:
    """The incident, at the address a refused form has left the browser at.

    The page shown there keeps itself up to date and may be opened anew like any other.
    """
    del form
    await signed_in(request)
    if is_fragment(request):
        return await incident(request, incident_id)
    return RedirectResponse(f"/incidents/{quote(incident_id)}", status_code=303)
