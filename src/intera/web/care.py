"""Customer Care's pages: what to say now, the accounts, what to do next for one of them; and contacts on record."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from intera.roles.care_now import CareAsk
from intera.roles.notices import NOTICES, refused
from intera.roles.view import Notice
from intera.web.answers import is_fragment, not_found, page_answer
from intera.web.gate import check_form, check_page, has_page, own_path, signed_in, visitor_of
from intera.web.render import load_role, render_spoken
from intera.web.sales import sales_html
from intera.workflows.give_command import give_command
from intera.workflows.read_spoken_pages import read_accounts_page, read_care_account_page, read_care_page
from intera.workflows.serving import Doors, doors_of
from intera.workflows.sign_in import SignedIn

ROUTES = APIRouter(default_response_class=HTMLResponse)
TYPED_CHARS_MAX = 120
STATUS = {"not_allowed": 403, "unknown_account": 404, "unknown_incident": 404}
# PostgreSQL keeps every character but NUL.
Text = Annotated[str, Form(max_length=200, pattern=r"^[^\x00]*$")]


def _typed(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:TYPED_CHARS_MAX]


def care_html(request: Request, who: SignedIn, doors: Doors, notice: Notice | None = None) -> str:
    """What to say now, as HTML."""
    ask = CareAsk(_typed(request, "incident"), _typed(request, "place"), _typed(request, "service"))
    page = read_care_page(doors.reader, load_role(who.person.role), visitor_of(request, who), ask, notice=notice)
    return render_spoken("care", page, fragment=is_fragment(request))


@ROUTES.get("/care/accounts")
async def accounts(request: Request) -> Response:
    """The accounts found, and whether something reaches them."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "care")

    def html() -> str:
        visitor = visitor_of(request, who)
        page = read_accounts_page(doors.reader, load_role(who.person.role), visitor, _typed(request, "q"))
        return render_spoken("care_accounts", page, fragment=is_fragment(request))

    return page_answer(request, await run_in_threadpool(html))


def _account_html(
    request: Request, who: SignedIn, doors: Doors, account_id: str, notice: Notice | None = None
) -> str | None:
    role, visitor = load_role(who.person.role), visitor_of(request, who)
    page = read_care_account_page(doors.reader, role, visitor, account_id, notice=notice)
    return render_spoken("care_account", page, fragment=is_fragment(request)) if page is not None else None


@ROUTES.get("/care/accounts/{account_id}")
async def account(request: Request, account_id: str) -> Response:
    """What to ask, say, offer and log next."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "care")
    notice = NOTICES.get(request.query_params.get("did", ""))
    html = await run_in_threadpool(_account_html, request, who, doors, account_id, notice)
    return page_answer(request, html) if html is not None else not_found()


@ROUTES.post("/contacts")
async def record_contact(  # noqa: PLR0913, PLR0917 - one argument a form field
    request: Request,
    csrf_token: Text = "",
    channel: Text = "",
    about: Text = "",
    account_id: Text = "",
    incident_id: Text = "",
    about_account: Text = "",
    next: Text = "/",  # noqa: A002 - the form's field name
) -> Response:
    """A contact goes on record, with its channel."""
    who, doors = await signed_in(request), doors_of(request)
    if not (has_page(who, "care") or has_page(who, "sales")):
        return not_found()
    check_form(request, who, csrf_token)
    if about_account:
        # One choice of a list stands for both: the account, and what reaches it.
        account_id, _, incident_id = about_account.partition(" ")
    fields = {"channel": channel, "asked_by": "customer", "about": about, "account_id": account_id}
    answer = await give_command(
        doors.reader, doors.hub, who.person, kind="record_contact", incident_id=incident_id, fields=dict(fields)
    )
    if answer.is_done or not answer.is_known:
        path = own_path(next).partition("?")[0]
        return RedirectResponse(f"{path}?did={'contact' if answer.is_done else 'waiting'}", status_code=303)
    notice = refused(answer.message)
    if has_page(who, "sales"):
        html = partial(sales_html, request, who, doors, notice)
    else:
        html = partial(care_html, request, who, doors, notice)
    return HTMLResponse(await run_in_threadpool(html), status_code=STATUS.get(answer.code, 422))
