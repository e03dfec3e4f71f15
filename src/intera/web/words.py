"""The pages and forms of the desk that writes: the composer, the list of narratives, what is done with words."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.composer import ComposerAsk
from intera.roles.marks_view import MarksView
from intera.roles.notices import NOTICES, refused
from intera.roles.view import Notice
from intera.web.answers import is_fragment, not_found, page_answer
from intera.web.gate import check_form, check_page, signed_in, visitor_of
from intera.web.render import load_role, render_words
from intera.workflows.ask_guard import WORDS_CHARS_MAX, WRITING_PAGE, ask_guard
from intera.workflows.give_command import give_command
from intera.workflows.read_words import read_composer_page, read_narratives_page
from intera.workflows.serving import Doors, doors_of
from intera.workflows.sign_in import SignedIn

LIST_ROUTES = APIRouter(default_response_class=HTMLResponse)
ROUTES = APIRouter(prefix="/incidents/{incident_id}", default_response_class=HTMLResponse)
# What a refused form answers with; the page shown with it gives the reason.
STATUS = {
    "ended": 409,
    "facts_changed": 409,
    "not_a_draft": 409,
    "not_allowed": 403,
    "not_approved": 409,
    "own_request": 409,
    "request_waits": 409,
    "stale": 409,
    "told_already": 409,
    "unknown_incident": 404,
}
_CHOICE_CHARS_MAX = 120
# PostgreSQL keeps every character but NUL.
Text = Annotated[str, Form(max_length=2000, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Form(max_length=2 * WORDS_CHARS_MAX + 2, pattern=r"^[^\x00]*$")]
Names = Annotated[list[str], Form(max_length=20)]


@dataclass(frozen=True, slots=True)
class _Said:
    """Who does what for which reader of an incident."""

    incident_id: str
    audience: str
    language: str


def composer_html(
    request: Request, who: SignedIn, doors: Doors, incident_id: str, *, ask: ComposerAsk, notice: Notice | None = None
) -> str | None:
    """The composer as HTML; None where there is no such incident for this role."""
    role, visitor = load_role(who.person.role), visitor_of(request, who)
    page = read_composer_page(doors.reader, role, visitor, incident_id, ask=ask, notice=notice)
    return render_words("composer", page, fragment=is_fragment(request)) if page is not None else None


@LIST_ROUTES.get("/narratives")
async def narratives(request: Request) -> Response:
    """Every text that waits for somebody, and those that were released."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, WRITING_PAGE)

    def html() -> str:
        page = read_narratives_page(doors.reader, load_role(who.person.role), visitor_of(request, who))
        return render_words("narratives", page, fragment=is_fragment(request))

    return page_answer(request, await run_in_threadpool(html))


@ROUTES.get("/write")
async def write(request: Request, incident_id: str) -> Response:
    """The composer."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, WRITING_PAGE)
    params = request.query_params
    # One choice of a list stands for both: the audience, and the language.
    both = params.get("reader", "")[:_CHOICE_CHARS_MAX].partition("/")
    ask = ComposerAsk(
        audience=both[0] or params.get("audience", "")[:_CHOICE_CHARS_MAX],
        language=both[2] or params.get("language", "")[:_CHOICE_CHARS_MAX],
        start=params.get("start", "")[:_CHOICE_CHARS_MAX],
    )
    notice = NOTICES.get(params.get("did", ""))

    def html() -> str | None:
        return composer_html(request, who, doors, incident_id, ask=ask, notice=notice)

    found = await run_in_threadpool(html)
    return page_answer(request, found) if found is not None else not_found()


@ROUTES.post("/write/check")
async def check(
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    text: Words = "",
    audience: Text = "customer",
    language: Text = "en",
) -> Response:
    """The words as typed, with the guard's marks; nothing is stored. For those whose browser runs no script."""
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, csrf_token)
    check_page(who, WRITING_PAGE)
    typed = _plain_ends(text)
    answer = await ask_guard(
        doors.reader,
        doors.hub,
        incident_id=incident_id,
        text=typed,
        audience=audience,
        language=language,
        person=who.person,
    )
    said = _Said(incident_id, audience, language)
    return await _shown(request, who, doors, said, status=200, typed=typed, reading=answer.view)


@ROUTES.post("/write/draft")
async def write_narrative(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    text: Words = "",
    audience: Text = "customer",
    language: Text = "en",
    facts_digest: Text = "",
) -> Response:
    """A person's own words become a draft."""
    fields: dict[str, str] = {
        "text": text,
        "audience": audience,
        "language": language,
        "facts_digest": facts_digest,
    }
    said = _Said(incident_id, audience, language)
    return await _give(request, said, "write_narrative", csrf_token, fields)


@ROUTES.post("/write/release")
async def release(
    request: Request,
    incident_id: str,
    csrf_token: Text = "",
    narrative_id: Text = "",
    facts_digest: Text = "",
    channels: Names = [],  # noqa: B006 - the framework copies it
) -> Response:
    """Approved words go out, on the channels chosen."""
    fields: dict[str, str] = {
        "narrative_id": narrative_id,
        "facts_digest": facts_digest,
        "channels": ",".join(channels) or "none",
    }
    return await _give(request, reader_of(incident_id, narrative_id), "publish_narrative", csrf_token, fields)


@ROUTES.post("/write/narratives/{narrative_id:path}/request")
async def request_approval(
    request: Request, incident_id: str, narrative_id: str, csrf_token: Text = "", facts_digest: Text = ""
) -> Response:
    """Another person is asked to approve."""
    fields: dict[str, str] = {"narrative_id": narrative_id, "facts_digest": facts_digest}
    return await _give(request, reader_of(incident_id, narrative_id), "request_approval", csrf_token, fields)


@ROUTES.post("/write/narratives/{narrative_id:path}/approve")
async def approve(
    request: Request,
    incident_id: str,
    narrative_id: str,
    csrf_token: Text = "",
    facts_digest: Text = "",
    accepts_marks: Text = "",
) -> Response:
    """These words may be said."""
    fields: dict[str, str] = {
        "narrative_id": narrative_id,
        "facts_digest": facts_digest,
        "accepts_marks": accepts_marks,
    }
    return await _give(request, reader_of(incident_id, narrative_id), "approve_narrative", csrf_token, fields)


@ROUTES.post("/write/narratives/{narrative_id:path}/withdraw")
async def withdraw_narrative(
    request: Request, incident_id: str, narrative_id: str, csrf_token: Text = "", reason: Text = ""
) -> Response:
    """Words are not safe to tell any more, or nobody is asked any more."""
    fields: dict[str, str] = {"narrative_id": narrative_id, "reason": reason}
    return await _give(request, reader_of(incident_id, narrative_id), "withdraw_narrative", csrf_token, fields)


@ROUTES.post("/write/publications/{publication_id:path}/correct")
async def correct(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    incident_id: str,
    publication_id: str,
    csrf_token: Text = "",
    narrative_id: Text = "",
    facts_digest: Text = "",
    reason: Text = "",
) -> Response:
    """What was released is put right by the words approved now."""
    fields: dict[str, str] = {
        "publication_id": publication_id,
        "narrative_id": narrative_id,
        "facts_digest": facts_digest,
        "reason": reason,
    }
    return await _give(request, reader_of(incident_id, narrative_id), "correct_publication", csrf_token, fields)


@ROUTES.post("/write/publications/{publication_id:path}/withdraw")
async def withdraw(
    request: Request, incident_id: str, publication_id: str, csrf_token: Text = "", reason: Text = ""
) -> Response:
    """What was released is taken back; those who were told are told so."""
    fields: dict[str, str] = {"publication_id": publication_id, "reason": reason}
    return await _give(request, _Said(incident_id, "", ""), "withdraw_publication", csrf_token, fields)


@ROUTES.get("/write/{form:path}")
async def after_a_refusal(request: Request, incident_id: str, form: str = "") -> Response:
    """The composer, at the address a refused form has left the browser at."""
    del form
    if is_fragment(request):
        return await write(request, incident_id)
    await signed_in(request)
    return RedirectResponse(f"/incidents/{quote(incident_id)}/write", status_code=303)


def reader_of(incident_id: str, narrative_id: str) -> _Said:
    """For whom a narrative is, by its id: `<incident>/<audience>/<language>/n<version>`, parts left out by default.

    Args:
        incident_id: whose it is.
        narrative_id: as it was made.

    Returns:
        The reader; nothing depends on it but which page is shown next.
    """
    between = narrative_id.removeprefix(incident_id).strip("/").split("/")[:-1]
    language = next((one for one in between if len(one) == 2), "en")  # noqa: PLR2004 - a language has two letters
    audience = next((one for one in between if one != language), "customer")
    return _Said(incident_id, audience, language)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


async def _give(request: Request, said: _Said, kind: str, token: str, fields: dict[str, str]) -> Response:
    """Gives one command and leads back to the composer, or shows it with why it was refused and the words as typed."""
    who, doors = await signed_in(request), doors_of(request)
    check_form(request, who, token)
    check_page(who, WRITING_PAGE)
    answer = await give_command(
        doors.reader, doors.hub, who.person, kind=kind, incident_id=said.incident_id, fields=dict(fields)
    )
    if answer.is_done or not answer.is_known:
        did = "done" if answer.is_done else "waiting"
        query = urlencode({"audience": said.audience, "language": said.language, "did": did})
        return RedirectResponse(f"/incidents/{quote(said.incident_id)}/write?{query}", status_code=303)
    typed = fields.get("text")
    return await _shown(
        request,
        who,
        doors,
        said,
        status=STATUS.get(answer.code, 422),
        typed=_plain_ends(typed) if typed is not None else None,
        notice=refused(answer.message),
    )


async def _shown(  # noqa: PLR0913 - who asked, what of, and what to show of it
    request: Request,
    who: SignedIn,
    doors: Doors,
    said: _Said,
    *,
    status: int,
    typed: str | None = None,
    reading: MarksView | None = None,
    notice: Notice | None = None,
) -> Response:
    if typed is not None and reading is None:
        answer = await ask_guard(
            doors.reader,
            doors.hub,
            incident_id=said.incident_id,
            text=typed,
            audience=said.audience,
            language=said.language,
            person=who.person,
        )
        reading = answer.view
    ask = ComposerAsk(said.audience, said.language, typed=typed, reading=reading)

    def html() -> str | None:
        return composer_html(request, who, doors, said.incident_id, ask=ask, notice=notice)

    found = await run_in_threadpool(html)
    return HTMLResponse(found, status_code=status) if found is not None else not_found()
