"""Pages from views: whole, escaped, without inline style or script, the same ids every time."""

import importlib.util
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jinja2 import UndefinedError

from intera.model.source import RejectReason
from intera.roles.desk import Desk, read_desk, release_operator
from intera.roles.frame import Timepiece, Visitor, read_frame
from intera.roles.incident import IncidentRecord, read_incident
from intera.roles.now import Ask, read_now
from intera.roles.release import release, release_decision
from intera.roles.sources import ParkedCount, read_sources
from intera.roles.trail import TrailPage, read_trail
from intera.roles.view import Badge, Frame, GridCell, Trust
from intera.web import render

ROLE = "service_assurance"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Collects ids, classes, tags, links and inline things of a page, and checks that tags close."""

    def __init__(self) -> None:
        """Starts with an empty page."""
        super().__init__()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.bad: list[str] = []
        self.hrefs: list[str] = []
        self.uses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one tag."""
        self._note(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one tag."""
        self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Notes one tag."""
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"</{tag}> does not close what is open")

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "use":
            self.uses.append(found.get("href") or "")
        if tag == "a":
            self.hrefs.append(found.get("href") or "")
        if tag == "style" or "style" in found or (tag == "script" and "src" not in found):
            self.bad.append(f"inline <{tag}>")
        self.bad.extend(f"{name} on <{tag}>" for name in found if name.startswith("on"))


@pytest.fixture(scope="module")
def northmoor() -> ModuleType:
    folder = Path(__file__).parents[1] / "roles" / "northmoor"
    spec = importlib.util.spec_from_file_location(
        "northmoor_pages", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desk(northmoor: ModuleType) -> Desk:
    return read_desk(release_operator(northmoor.operator()), open_count=6)


@pytest.fixture
def frame(northmoor: ModuleType, desk: Desk) -> Frame:
    visitor = Visitor(HOSTILE, ROLE, "quality", "csrf-token", "dark")
    return read_frame(visitor, Timepiece(northmoor.NOW), desk=desk, sources=northmoor.sources(), current="now")


@pytest.fixture
def pages(northmoor: ModuleType, desk: Desk, frame: Frame) -> dict[str, str]:
    """Every page of the sample, whole and as a fragment, with hostile words where people write."""
    operator, now, role = northmoor.operator(), northmoor.NOW, render.load_role(ROLE)
    docs: list[Any] = [release(case, operator, audience=ROLE, at=now) for case in northmoor.cases()]
    for document in docs:
        for checkpoint in document["checkpoints"]:
            checkpoint["promise"] = HOSTILE
        for words in document["narratives"]:
            words["text"] = HOSTILE
    decisions = [release_decision(d, operator, number=n) for n, d in enumerate(northmoor.decisions())][::-1]
    parked = [ParkedCount("stranger", RejectReason.HOSTILE_TEXT, 1, now, HOSTILE)]
    sources = northmoor.sources()
    made: dict[str, str] = {}
    now_view = read_now(docs, Ask(query=""), role=role, desk=desk, sources=sources, at=now)
    views: dict[str, tuple[Any, Any]] = {
        "now": (render.render_now, now_view),
        "empty": (render.render_now, read_now([], Ask(), role=role, desk=desk, sources=[], at=now)),
        "found-none": (
            render.render_now,
            read_now(docs, Ask(query=HOSTILE), role=role, desk=desk, sources=sources, at=now),
        ),
        "sources": (
            render.render_sources,
            read_sources(sources, {}, parked=parked, phrases=role[1], desk=desk, at=now),
        ),
        "no-sources": (render.render_sources, read_sources([], {}, parked=[], phrases=role[1], desk=desk, at=now)),
        "trail": (render.render_trail, read_trail(TrailPage(decisions, 31, older_before=3), desk=desk, at=now)),
        "no-trail": (render.render_trail, read_trail(TrailPage([], 0), desk=desk, at=now)),
        "guide": (render.render_guide, render.load_guide(ROLE)),
    }
    visitor = Visitor("R. Novak", ROLE, "quality")
    for document in docs:
        record = IncidentRecord(decisions, 31)
        view = read_incident(document, record, visitor=visitor, role=role, desk=desk, at=now)
        views[document["incident_id"]] = (render.render_incident, view)
    for name, (page, view) in views.items():
        made[name] = page(view, frame)
        made[f"{name}#fragment"] = page(view, frame, fragment=True)
    made["sign-in"] = render.render_sign_in(csrf_token=HOSTILE, operator_name=HOSTILE, error=HOSTILE, username=HOSTILE)
    made["not-found"] = render.render_not_found()
    return made


def _read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_every_page_closes_its_tags_and_has_nothing_inline(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        reader = _read(page)
        assert (name, reader.bad, reader.open) == (name, [], [])


def test_no_id_is_used_twice_on_a_page(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        ids = _read(page).ids
        assert (name, sorted(ids)) == (name, sorted(set(ids)))


def test_hostile_words_stay_words(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert "<script>alert" not in page
        assert 'onerror="alert' not in page
    assert "&lt;script&gt;alert(1)" in pages["sources"]


def test_every_icon_used_is_in_the_sprite(pages: dict[str, str]) -> None:
    sprite = set(re.findall(r'id="(i-[\w-]+)"', (render.STATIC / "icons.svg").read_text("utf-8")))
    used = {use.rsplit("#", 1)[1] for page in pages.values() for use in _read(page).uses}
    assert used <= sprite


def test_a_link_on_the_page_leads_to_an_id_that_is_there(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if not name.endswith("#fragment"):
            reader = _read(page)
            missing = {href[1:] for href in reader.hrefs if href.startswith("#")} - set(reader.ids)
            assert (name, missing) == (name, set())


def test_only_pages_that_exist_are_linked(pages: dict[str, str]) -> None:
    known = re.compile(
        r"^(?:#.*|/|/\?.*|/sources|/promises|/narratives|/repeats|/quality|/severity|/success|/trail(?:\?.*)?|/guide"
        r"|/incidents/INC-\d+(?:/briefing\.pdf|/write)?|/briefing(?:\.pdf)?)$"
    )
    for page in pages.values():
        assert [href for href in _read(page).hrefs if not known.match(href)] == []


def test_every_form_carries_its_token_and_works_without_a_script(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL):
            assert 'name="csrf_token"' in form, name
            assert re.search(r"<button(?![^>]*type=\"button\")", form), name


def test_a_fragment_is_the_main_part_and_what_else_lives(pages: dict[str, str]) -> None:
    fragment = pages["now#fragment"]
    assert fragment.lstrip().startswith("<main")
    assert "<html" not in fragment
    assert {"main", "nav", "sources", "clock"} <= set(_read(fragment).ids)


def test_nothing_hidden_reaches_a_page(pages: dict[str, str]) -> None:
    for page in pages.values():
        for word in ("INC0012345", "kilnmark", "co-cr-02", "Telenord", "PRB-302", "B. Olsen"):
            assert word.casefold() not in page.casefold()


def test_theme_and_wall_are_set_by_the_server(pages: dict[str, str], northmoor: ModuleType, desk: Desk) -> None:
    assert 'data-theme="dark"' in pages["now"]
    visitor = Visitor("R. Novak", ROLE, is_wall=True)
    frame = read_frame(visitor, Timepiece(northmoor.NOW), desk=desk, sources=[], current="now")
    view = read_now([], Ask(), role=render.load_role(ROLE), desk=desk, sources=[], at=northmoor.NOW)
    assert 'data-wall data-theme="dark"' in render.render_now(view, frame)


def test_marks_never_speak_by_colour_alone() -> None:
    assert "Severity </span>P3" in render.badge_mark(Badge(3, is_provisional=True))
    assert "provisional" in render.badge_mark(Badge(3, is_provisional=True))
    assert "restored" in render.badge_mark(Badge(3, is_done=True), big=True)
    assert "not judged" in render.badge_mark(Badge(0))
    assert render.trust_mark(Trust("Low", "38%", 1, is_low=True), percent=True).count('class="on"') == 1
    assert "38%" in render.trust_mark(Trust("Low", "38%", 1, is_low=True), percent=True)
    assert "restored, watching" in render.tile_mark(GridCell("w", "", "restored, watching"))
    assert "P-17" in render.tile_mark(GridCell("2", "P2", partner="P-17"))


def test_a_static_address_changes_with_its_content() -> None:
    assert re.fullmatch(r"/static/app\.css\?v=[0-9a-f]{12}", render.static("app.css"))
    assert render.icon("gauge") is render.icon("gauge")


def test_a_missing_name_is_an_error_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        render.environment().from_string("{{ nothing }}").render()


def test_stylesheets_ask_for_nothing_from_elsewhere() -> None:
    for sheet in ("tokens.css", "app.css", "product.css", "print.css"):
        text = (render.STATIC / sheet).read_text("utf-8")
        for address in re.findall(r"url\(\"?([^\")]+)", text):
            assert (render.STATIC / address).is_file()
