"""The account manager's page."""

from fastapi import Request

from intera.roles.view import Notice
from intera.web.answers import is_fragment
from intera.web.gate import visitor_of
from intera.web.render import load_role, render_spoken
from intera.workflows.read_spoken_pages import read_sales_page
from intera.workflows.serving import Doors
from intera.workflows.sign_in import SignedIn


def sales_html(request: Request, who: SignedIn, doors: Doors, notice: Notice | None = None) -> str:
    """Your accounts now, as HTML."""
    page = read_sales_page(doors.reader, load_role(who.person.role), visitor_of(request, who), notice=notice)
    return render_spoken("sales", page, fragment=is_fragment(request))
