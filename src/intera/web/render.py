"""How does a view become a page: the Jinja2 environment and one function a page.

Templates see role views and nothing else. Icons, bars, severity labels and tiles are made once and
reused, so that a page of two hundred rows is cheap.
"""

import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from intera.roles import find_package
from intera.roles.board import BoardView
from intera.roles.guide import read_guide
from intera.roles.marks_view import MarksView
from intera.roles.package import Phrases, RolePackage, parse_phrases
from intera.roles.view import Badge, Frame, GridCell, GuideView, NowView, SourcesView, TrailView, Trust
from intera.roles.view_coordination import NoteView
from intera.roles.view_incident import IncidentView
from intera.roles.view_told import CoverageView
from intera.web.print_pdf import why_no_pdf
from intera.workflows.read_pages import Briefing
from intera.workflows.read_spoken_pages import SpokenPage
from intera.workflows.read_words import WordsPage

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
_ROLES = Path(__file__).parent.parent / "roles"
_BARS = ((0.5, 8.5, 3.0), (6.5, 5.9, 5.6), (12.5, 3.3, 8.2), (18.5, 0.7, 10.8))


@cache
def static(path: str) -> str:
    """The address of a static file, with its content's mark so that it can be cached for ever."""
    digest = sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


@cache
def icon(name: str, kind: str = "") -> Markup:
    """A Lucide icon from the sprite, hidden from screen readers."""
    extra = f" {kind}" if kind else ""
    return Markup('<svg class="i{}" aria-hidden="true"><use href="{}#i-{}"/></svg>').format(
        extra, static("icons.svg"), name
    )


@cache
def _bars(on: int) -> Markup:
    rects = Markup("").join(
        Markup('<rect x="{}" y="{}" width="3" height="{}" rx=".8" class="{}"/>').format(
            x, y, height, "on" if index < on else "off"
        )
        for index, (x, y, height) in enumerate(_BARS)
    )
    return Markup('<svg class="bars" width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">{}</svg>').format(
        rects
    )


@lru_cache(maxsize=512)
def trust_mark(trust: Trust, *, percent: bool = False) -> Markup:
    """A confidence as bars and word, with its percent if asked for."""
    number = Markup(' <span class="conf-p">{}</span>').format(trust.percent) if percent else ""
    low = " conf-low" if trust.is_low else ""
    return Markup('<span class="conf{}">{}<span class="conf-w">{}</span>{}</span>').format(
        low, _bars(trust.bars), trust.word, number
    )


@lru_cache(maxsize=64)
def badge_mark(badge: Badge, *, big: bool = False) -> Markup:
    """A severity label; never by colour alone."""
    size = " sev-big" if big else ""
    if not badge.level:
        return Markup('<span class="sev sev-4{}"><span class="vh">Severity not judged</span>?</span>').format(size)
    state = " is-done" if badge.is_done else " is-prov" if badge.is_provisional else ""
    spoken = " restored" if badge.is_done else " provisional" if badge.is_provisional else ""
    tail = Markup('<span class="vh">{}</span>').format(spoken) if spoken else ""
    return Markup('<span class="sev sev-{}{}{}"><span class="vh">Severity </span>P{}{}</span>').format(
        badge.level, state, size, badge.level, tail
    )


@lru_cache(maxsize=512)
def tile_mark(cell: GridCell) -> Markup:
    """One tile of the grid: severity, being verified, restored, or nothing."""
    spoken = Markup('<span class="vh">{}</span>').format(cell.spoken) if cell.spoken else ""
    if cell.kind == "w":
        inner: Markup | str = icon("check") + spoken
    elif cell.partner:
        inner = Markup('{}<span class="cell-t">{}</span>{}').format(cell.partner, cell.text, spoken)
    else:
        inner = Markup("{}{}").format(cell.text, spoken)
    note = " cell-note" if cell.kind == "0" and cell.text else ""
    return Markup('<span class="cell cell-{}{}">{}</span>').format(cell.kind, note, inner)


@cache
def environment() -> Environment:
    """The template environment: escaping on, a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    marks = {"icon": icon, "static": static, "trust": trust_mark, "badge": badge_mark, "tile": tile_mark}
    made.globals.update(marks, why_no_pdf=why_no_pdf)  # pyright: ignore[reportUnknownMemberType] - jinja2 leaves it untyped
    return made


def _page(name: str, view: object, frame: Frame, *, fragment: bool) -> str:
    template = environment().get_template("fragment.html" if fragment else f"{name}.html")
    return template.render(view=view, frame=frame, main_part=f"{name}_main.html")


def render_now(view: NowView, frame: Frame, *, fragment: bool = False) -> str:
    """What matters now; as a fragment, only what a live page swaps."""
    return _page("now", view, frame, fragment=fragment)


def render_incident(view: IncidentView, frame: Frame, *, fragment: bool = False) -> str:
    """One incident; as a fragment, only what a live page swaps."""
    return _page("incident", view, frame, fragment=fragment)


def render_escalation(view: NoteView, frame: Frame, *, fragment: bool = False) -> str:
    """One escalation note; as a fragment, only what a live page swaps."""
    return _page("escalation", view, frame, fragment=fragment)


def render_sources(view: SourcesView, frame: Frame, *, fragment: bool = False) -> str:
    """The sources page; as a fragment, only what a live page swaps."""
    return _page("sources", view, frame, fragment=fragment)


def render_trail(view: TrailView, frame: Frame, *, fragment: bool = False) -> str:
    """The decision trail; as a fragment, only what a live page swaps."""
    return _page("trail", view, frame, fragment=fragment)


def render_board(view: BoardView, frame: Frame, *, fragment: bool = False) -> str:
    """A board of figures; as a fragment, only what a live page swaps."""
    return _page("board", view, frame, fragment=fragment)


def render_coverage(view: CoverageView, frame: Frame, *, fragment: bool = False) -> str:
    """Who was told of an incident; as a fragment, only what a live page swaps."""
    return _page("coverage", view, frame, fragment=fragment)


def render_guide(view: GuideView, frame: Frame, *, fragment: bool = False) -> str:
    """A role package's guide; as a fragment, only what a live page swaps."""
    return _page("guide", view, frame, fragment=fragment)


def render_spoken(name: str, page: SpokenPage, *, fragment: bool = False) -> str:
    """A page of words and times one may pass on; `name` is its template's."""
    return _page(name, page.view, page.frame, fragment=fragment)


def render_guard(view: MarksView) -> str:
    """The guard's reading of words somebody writes, as the piece of the page that is swapped."""
    return environment().get_template("guard.html").render(view=view)


def render_words(name: str, page: WordsPage, *, fragment: bool = False) -> str:
    """A page of the desk that writes; `name` is its template's."""
    return _page(name, page.view, page.frame, fragment=fragment)


def render_shift(briefing: Briefing, *, fragment: bool = False) -> str:
    """The shift's briefing as a page, with the trail's last signed checkpoint."""
    template = environment().get_template("fragment.html" if fragment else "shift.html")
    frame = replace(briefing.page.frame, current="shift")
    return template.render(view=briefing.shift, frame=frame, proof=briefing.proof, main_part="shift_main.html")


def render_briefing(name: str, briefing: Briefing) -> str:
    """A briefing's page for paper; `name` is "briefing_now", "briefing_incident" or "briefing_escalation"."""
    template = environment().get_template(f"{name}.html")
    return template.render(view=briefing.page.view, frame=briefing.page.frame, brief=briefing)


def render_sign_in(
    *,
    csrf_token: str,
    operator_name: str = "",
    next_path: str = "/",
    error: str = "",
    username: str = "",
    theme: str = "",
) -> str:
    """The sign-in page.

    Args:
        csrf_token: the form's token.
        operator_name: whose cockpit it is; empty before an operator is loaded.
        next_path: where to go afterwards, a path of ours.
        error: why the last try failed, one sentence that does not say which part was wrong.
        username: what was typed, to spare typing it again.
        theme: "light", "dark" or empty for the system's.

    Returns:
        The page.
    """
    return (
        environment()
        .get_template("sign_in.html")
        .render(
            csrf_token=csrf_token,
            operator_name=operator_name,
            next_path=next_path,
            error=error,
            username=username,
            theme=theme,
        )
    )


def render_error(*, headline: str, text: str, code: str = "", href: str = "/", link: str = "What matters now") -> str:
    """An error page: what still holds, what does not, when it is tried again, and a short code."""
    return (
        environment()
        .get_template("error.html")
        .render(headline=headline, text=text, code=code, href=href, link=link, theme="")
    )


def render_not_found() -> str:
    """The same page for what does not exist and what is not yours to see."""
    return render_error(
        headline="There is nothing here for you",
        text="The address may be mistyped, or what it names is not shown to your role.",
        code="404",
    )


@cache
def load_role(slug: str) -> tuple[RolePackage, Phrases]:
    """A role package with its words, read from its folder once.

    Args:
        slug: the package's slug.

    Returns:
        The pair the roles room's readers take.
    """
    package = find_package(slug)
    raw = tomllib.loads((_ROLES / slug / "phrases.toml").read_text(encoding="utf-8"))
    return package, parse_phrases(raw, package)


@cache
def load_guide(slug: str) -> GuideView:
    """A role package's guide, read from its folder once."""
    find_package(slug)
    return read_guide((_ROLES / slug / "guide.md").read_text(encoding="utf-8"))
