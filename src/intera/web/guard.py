"""The language guard while somebody writes: words go in, its reading comes back as JSON or as a piece of the page.

Nothing is stored or decided here; approving words runs the guard again on what would be sent.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from intera.web.gate import check_form, check_page, signed_in
from intera.web.render import render_guard
from intera.workflows.ask_guard import WORDS_CHARS_MAX, WRITING_PAGE, GuardAnswer, ask_guard
from intera.workflows.serving import doors_of

ROUTES = APIRouter(prefix="/incidents/{incident_id}")
# A line end comes as two characters from a form; the guard itself says when words are too long.
Words = Annotated[str, Form(max_length=2 * WORDS_CHARS_MAX + 2)]
Short = Annotated[str, Form(max_length=200)]
_STATUS = {
    "bad_text": 422,
    "empty": 422,
    "failed": 500,
    "no_answer": 503,
    "no_operator": 503,
    "not_allowed": 403,
    "not_told": 422,
    "too_long": 422,
    "unknown_incident": 404,
}


@ROUTES.post("/guard")
async def guard(
    request: Request,
    incident_id: str,
    csrf_token: Short = "",
    text: Words = "",
    audience: Short = "customer",
    language: Short = "en",
) -> Response:
    """What the guard says of these words: JSON where that is asked for, else the piece of the page.

    A browser's own counting is used for places: `start` and `end` are UTF-16 units of the words, line
    ends counted as one. Only `is_clear` true may open the way to approval.
    """
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, csrf_token)
    check_page(who, WRITING_PAGE)
    answer = await ask_guard(
        doors.reader,
        doors.hub,
        incident_id=incident_id,
        text=text,
        audience=audience,
        language=language,
        person=who.person,
    )
    status = 200 if answer.view.is_read else _STATUS.get(answer.view.code, 500)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(_document(answer), status_code=status)
    return HTMLResponse(render_guard(answer.view), status_code=status)


def _document(answer: GuardAnswer) -> dict[str, object]:
    view = answer.view
    return {
        "is_known": answer.is_known,
        "is_read": view.is_read,
        "is_clear": answer.is_clear,
        "code": view.code,
        "summary": view.summary,
        "note": view.note,
        "confidence_percent": view.confidence_percent,
        "must_count": view.must_count,
        "check_count": view.check_count,
        "missing": list(view.missing),
        "marks": [
            {
                "number": mark.number,
                "start": mark.start,
                "end": mark.end,
                "words": mark.words,
                "rule": mark.rule,
                "level": mark.level,
                "reason": mark.reason,
                "instead": mark.instead,
                "advice": mark.advice,
            }
            for mark in view.marks
        ],
        "stretches": [{"words": stretch.words, "level": stretch.level} for stretch in view.stretches],
    }
