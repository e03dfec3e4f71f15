"""Pages and forms about keeping one's word: hand over, ETA, escalations, follow-ups, closing.

Source: issue 4, sections 1 to 3 and 7 (escalation notes as page, print and PDF).
"""

from datetime import date, datetime, time, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.web.briefing import pdf_answer
from intera.web.decisions import Text, decide
from intera.web.gate import check_page, doors_of, signed_in, visitor_of
from intera.web.pages import incident, is_fragment, not_found, page_answer
from intera.web.render import load_role, render_escalation
from intera.workflows.read_escalation import read_escalation_briefing, read_escalation_page
from intera.workflows.read_pages import Briefing, read_zone

ROUTES = APIRouter(prefix="/incidents/{incident_id}", default_response_class=HTMLResponse)
_NUMBER_CHARS_MAX = 4


def instant_on(day: str, time_text: str, zone: str) -> datetime | None:
    """What a wall clock shows on a day, as an instant; None where that is no day or no time.

    Args:
        day: "2026-11-18".
        time_text: "15:30".
        zone: the operator's IANA zone.

    Returns:
        The instant, in that zone.
    """
    try:
        return datetime.combine(date.fromisoformat(day.strip()), time.fromisoformat(time_text.strip()), ZoneInfo(zone))
    except ValueError:
        return None


def eta_instants(day: str, times: tuple[str, str, str], zone: str) -> tuple[str, str, str]:
    """Earliest, likely and latest of an ETA as typed, as ISO instants; empty where a time cannot be read.

    Args:
        day: of the likely time.
        times: earliest, likely and latest.
        zone: the operator's IANA zone.

    Returns:
        The three; an earliest after the likely time is of the day before, a latest before it of the day after.
    """
    earliest_at, best_at, latest_at = (instant_on(day, text, zone) for text in times)
    if best_at is not None and earliest_at is not None and earliest_at > best_at:
        earliest_at -= timedelta(days=1)
    if best_at is not None and latest_at is not None and latest_at < best_at:
        latest_at += timedelta(days=1)
    found = (at.isoformat() if at else "" for at in (earliest_at, best_at, latest_at))
    return next(found), next(found), next(found)


async def _zone(request: Request) -> str:
    zone, _ = await run_in_threadpool(read_zone, doors_of(request).reader)
    return zone


@ROUTES.post("/owner/hand-over")
async def hand_over(
    request: Request, incident_id: str, csrf_token: Text = "", team: Text = "", person: Text = "", note: Text = ""
) -> Response:
    """Another desk owns it from now on."""
    fields = {"team": team, "person": person, "note": note}
    return await decide(request, incident_id, "hand_over", csrf_token, fields)


@ROUTES.post("/eta")
async def state_eta(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    day: Text = "",
    earliest_time: Text = "",
    best_time: Text = "",
    latest_time: Text = "",
    confidence: Text = "",
    basis: Text = "",
) -> Response:
    """When service is expected back."""
    times = eta_instants(day, (earliest_time, best_time, latest_time), await _zone(request))
    fields = dict(zip(("earliest_at", "best_at", "latest_at"), times, strict=True))
    fields |= {"confidence": confidence, "basis": basis}
    return await decide(request, incident_id, "state_eta", csrf_token, fields)


@ROUTES.post("/escalations/{number}/take-on")
async def take_on_escalation(
    request: Request, incident_id: str, number: str, csrf_token: Text = "", answer: Text = ""
) -> Response:
    """My desk takes it on."""
    return await decide(request, incident_id, "take_on_escalation", csrf_token, {"number": number, "answer": answer})


@ROUTES.post("/follow-ups")
async def agree_follow_up(
    request: Request, incident_id: str, csrf_token: Text = "", title: Text = "", owner: Text = "", day: Text = ""
) -> Response:
    """What will be done after it, by the end of which day."""
    due_at = instant_on(day, "23:59", await _zone(request))
    fields = {"title": title, "owner": owner, "due_at": due_at.isoformat() if due_at else ""}
    return await decide(request, incident_id, "agree_follow_up", csrf_token, fields)


@ROUTES.post("/follow-ups/{follow_up_id:path}/finish")
async def finish_follow_up(
    request: Request, incident_id: str, follow_up_id: str, csrf_token: Text = "", outcome: Text = ""
) -> Response:
    """What came of it."""
    fields = {"follow_up_id": follow_up_id, "outcome": outcome}
    return await decide(request, incident_id, "finish_follow_up", csrf_token, fields)


@ROUTES.post("/close")
async def close_incident(
    request: Request, incident_id: str, csrf_token: Text = "", override_reason: Text = ""
) -> Response:
    """It is over."""
    return await decide(request, incident_id, "close_incident", csrf_token, {"override_reason": override_reason})


@ROUTES.post("/reopen")
async def reopen_incident(request: Request, incident_id: str, csrf_token: Text = "", reason: Text = "") -> Response:
    """It is not over."""
    return await decide(request, incident_id, "reopen_incident", csrf_token, {"reason": reason})


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _NUMBER_CHARS_MAX
    return int(text) if is_number else 0


@ROUTES.get("/escalations/{number}")
async def escalation(request: Request, incident_id: str, number: str) -> Response:
    """One escalation note."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "incident")

    def html() -> str | None:
        role, which = load_role(who.person.role), (incident_id, _number(number))
        page = read_escalation_page(doors.reader, role, visitor_of(request, who), which)
        return page and render_escalation(page.view, page.frame, fragment=is_fragment(request))  # type: ignore[arg-type]

    found = await run_in_threadpool(html)
    return page_answer(request, found) if found else not_found()


@ROUTES.get("/escalations/{number}/note.pdf")
async def escalation_note(request: Request, incident_id: str, number: str) -> Response:
    """One escalation note, as PDF."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "briefing")

    def read() -> Briefing | None:
        role, which = load_role(who.person.role), (incident_id, _number(number))
        return read_escalation_briefing(doors.reader, role, visitor_of(request, who), which)

    return await pdf_answer(read, "briefing_escalation")


@ROUTES.get("/eta")
@ROUTES.get("/follow-ups")
@ROUTES.get("/follow-ups/{form:path}")
@ROUTES.get("/close")
@ROUTES.get("/reopen")
@ROUTES.get("/escalations/{number}/take-on")
async def after_a_refusal(request: Request, incident_id: str) -> Response:
    """The incident, at the address a refused form has left the browser at."""
    await signed_in(request)
    if is_fragment(request):
        return await incident(request, incident_id)
    return RedirectResponse(f"/incidents/{quote(incident_id)}", status_code=303)
