"""Briefings: what the role may see and no more, sealed by the trail, on paper or refused in one line."""

import importlib.util
import logging
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from intera.roles.desk import read_desk, release_operator
from intera.roles.frame import Timepiece, Visitor, read_frame
from intera.roles.incident import IncidentRecord, read_incident
from intera.roles.now import Ask, read_now
from intera.roles.release import release, release_decision
from intera.roles.sources import read_sources
from intera.web.briefing import file_name
from intera.web.print_pdf import make_pdf, why_no_pdf
from intera.web.render import load_role, render_briefing
from intera.workflows import examine_installation
from intera.workflows.read_pages import Briefing, Page
from web.served import Served, words_of

ROLE = "service_assurance"
MOVE = "update published.incident set audience = :new where incident_id = :id and audience = :old"
HOSTILE = '</p><img src="file:///etc/passwd"><link rel="attachment" href="file:///etc/passwd">'
PROOF = (("Entries", "1,391"), ("Root", "3q2+7w="), ("Signed by", "northmoor.example/trail"))
REASON = "PDF is off on this machine: Pango is missing (apt install libpango-1.0-0 libpangoft2-1.0-0)"


def text_of(pdf: bytes) -> str:
    """The words on all pages, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture(scope="module")
def northmoor() -> ModuleType:
    folder = Path(__file__).parents[1] / "roles" / "northmoor"
    spec = importlib.util.spec_from_file_location(
        "northmoor_briefings", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sample(northmoor: ModuleType) -> dict[str, str]:
    """Every briefing of the sample operator, as a page for paper; the one of INC-4122 with hostile words in it."""
    operator, now, role = northmoor.operator(), northmoor.NOW, load_role(ROLE)
    desk, visitor, health = read_desk(release_operator(operator)), Visitor("R. Novak", ROLE), northmoor.sources()
    frame = read_frame(visitor, Timepiece(now, label="Example"), desk=desk, sources=health, current="now")
    sources = read_sources(health, {}, parked=[], phrases=role[1], desk=desk, at=now)
    docs: list[Any] = [release(case, operator, audience=ROLE, at=now) for case in northmoor.cases()]
    record = IncidentRecord([release_decision(d, operator, number=n) for n, d in enumerate(northmoor.decisions())], 31)
    for checkpoint in next(doc for doc in docs if doc["incident_id"] == "INC-4122")["checkpoints"]:
        checkpoint["promise"] = HOSTILE
    view: Any = read_now(docs, Ask(), role=role, desk=desk, sources=health, at=now)
    made = {"now": render_briefing("briefing_now", Briefing(Page(view, frame), sources, PROOF))}
    for doc in docs:
        view = read_incident(doc, record, visitor=visitor, role=role, desk=desk, at=now)
        brief = Briefing(Page(view, frame), sources, PROOF)
        made[doc["incident_id"]] = render_briefing("briefing_incident", brief)
    return made


@pytest.fixture(scope="module")
def printed(sample: dict[str, str]) -> dict[str, bytes]:
    """Every briefing of the sample operator as PDF."""
    return {name: make_pdf(page) for name, page in sample.items()}


@pytest.fixture
def _no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without Pango, as far as this process can tell."""

    def refuse(name: str) -> Any:  # noqa: ANN401 - a module
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return import_module(name)

    monkeypatch.setattr(examine_installation, "import_module", refuse)
    why_no_pdf.cache_clear()
    make_pdf.cache_clear()
    yield
    monkeypatch.undo()
    why_no_pdf.cache_clear()


def test_what_matters_now_is_handed_over_with_its_seal(served: Served, mara: httpx.Client, coast: str) -> None:
    answer = mara.get("/briefing.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    name = r'inline; filename="briefing-\d{4}-\d\d-\d\d-\d{4}\.pdf"'
    assert re.fullmatch(name, answer.headers["content-disposition"])
    words = text_of(answer.content)
    assert "Internal briefing" in words
    assert "What is affecting customers now?" in words
    assert "Ranked by customer impact" in words
    assert "1 of " in words
    assert coast in words
    ((note,),) = served.ask("select note from published.trail_checkpoint order by size desc limit 1")
    assert note.split("\n")[2] in words


def test_an_incident_is_handed_over(mara: httpx.Client, coast: str) -> None:
    answer = mara.get(f"/incidents/{coast}/briefing.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    words = text_of(answer.content)
    assert coast in words
    assert "Internal briefing" in words
    assert "Checkpoints" in words


def test_a_briefing_needs_a_session(served: Served, coast: str) -> None:
    with served.client() as nobody:
        for path in ("/briefing.pdf", f"/incidents/{coast}/briefing.pdf", "/incidents/INC-0000000/briefing.pdf"):
            answer = nobody.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")


def test_unknown_and_not_shown_look_the_same(served: Served, mara: httpx.Client) -> None:
    hidden = served.incident("roaming", "lakes")
    served.ask(MOVE, old=ROLE, new="somebody_else", id=hidden)
    try:
        answers = [mara.get(f"/incidents/{name}/briefing.pdf") for name in (hidden, "INC-0000000", "x'--")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
        assert hidden not in text_of(mara.get("/briefing.pdf").content)
    finally:
        served.ask(MOVE, old="somebody_else", new=ROLE, id=hidden)


def test_many_at_once_are_all_served(mara: httpx.Client, coast: str) -> None:
    paths = ["/briefing.pdf", f"/incidents/{coast}/briefing.pdf"] * 3
    with ThreadPoolExecutor(len(paths)) as pool:
        assert [answer.status_code for answer in pool.map(mara.get, paths)] == [200] * len(paths)


def test_the_button_leads_to_the_pdf(mara: httpx.Client, coast: str) -> None:
    for page in ("/", f"/incidents/{coast}"):
        html = mara.get(page).text
        assert f'href="{page.rstrip("/")}/briefing.pdf" aria-label="Briefing, PDF"' in html
        assert 'data-act="print"' not in html


@pytest.mark.usefixtures("_no_pango")
def test_without_pango_the_page_says_so_and_the_button_prints(mara: httpx.Client, coast: str) -> None:
    for page in ("/", f"/incidents/{coast}"):
        answer = mara.get(f"{page.rstrip('/')}/briefing.pdf")
        assert answer.status_code == 503
        assert REASON in words_of(answer.text)
        html = mara.get(page).text
        assert 'data-act="print"' in html
        assert "briefing.pdf" not in html
    assert mara.get("/incidents/INC-0000000/briefing.pdf").status_code == 404


def test_every_briefing_is_marked_dated_sealed_and_made_without_complaint(
    sample: dict[str, str], printed: dict[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    for name, pdf in printed.items():
        found = PdfReader(BytesIO(pdf))
        for number, sheet in enumerate(found.pages, start=1):
            words = " ".join(sheet.extract_text().split())
            assert "Internal briefing" in words, name
            assert "As known Wed 18 Nov 2026, 14:32 CET (Example)." in words, name
            assert "entries 1,391, root 3q2+7w=, signed by northmoor.example/trail." in words, name
            assert f"{number} of {len(found.pages)}" in words, name
        assert found.metadata is not None
        assert str(found.metadata["/CreationDate"]) == "D:20261118143200+01'00"
        assert not found.attachments
    make_pdf.cache_clear()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        make_pdf(sample["now"])
        make_pdf(sample["INC-4127"])
    assert [record.getMessage() for record in caplog.records] == []


def test_nothing_hidden_is_printed(sample: dict[str, str], printed: dict[str, bytes]) -> None:
    for name, page in sample.items():
        said = page.casefold() + text_of(printed[name]).casefold()
        for word in ("INC0012345", "kilnmark", "co-cr-02", "Telenord", "PRB-302", "B. Olsen"):
            assert word.casefold() not in said


def test_hostile_words_stay_words(sample: dict[str, str], printed: dict[str, bytes]) -> None:
    assert HOSTILE not in sample["INC-4122"]
    assert "file:///etc/passwd" in text_of(printed["INC-4122"])


def test_what_matters_now_tells_severity_in_words_and_names_the_late_source(printed: dict[str, bytes]) -> None:
    words = text_of(printed["now"])
    for said in ("P1", "P3 provisional", "P3 restored", "14:28, 4 min late", "Late: Roaming probes.", "11 min late"):
        assert said in words
    order = [words.index(name) for name in ("INC-4127 ·", "INC-4129 ·", "INC-4131 ·", "INC-4122 ·")]
    assert order == sorted(order)


def test_safe_words_come_first_and_unapproved_words_are_not_printed(
    sample: dict[str, str], printed: dict[str, bytes]
) -> None:
    words = text_of(printed["INC-4127"])
    order = ["Safe to tell now", "Since 13:18 today, some customers", "Why this is P1", "Wait for verification"]
    assert [words.index(part) for part in order] == sorted(words.index(part) for part in order)
    assert 'lang="en"' in sample["INC-4127"]
    draft = text_of(printed["INC-4131"])
    assert "Not approved yet" in draft
    assert "Nothing may be passed on yet." in draft
    assert "<blockquote" not in sample["INC-4131"]
    assert "<blockquote" not in sample["INC-4130"]


def test_a_file_is_named_after_its_instant(northmoor: ModuleType) -> None:
    desk = read_desk(release_operator(northmoor.operator()))
    frame = read_frame(Visitor("R. Novak", ROLE), Timepiece(northmoor.NOW), desk=desk, sources=[], current="now")
    assert file_name(frame) == "briefing-2026-11-18-1432.pdf"


def test_the_shift_has_a_page_that_prints_with_the_trails_proof(mara: httpx.Client, coast: str) -> None:
    page = mara.get("/briefing", params={"hours": "24"})
    words = words_of(page.text)
    assert page.status_code == 200
    assert "The next shift takes over" in words
    assert "Decision trail:" in words
    assert coast in words
    assert 'aria-current="true">24 hours' in page.text
    assert mara.get("/briefing", params={"hours": "9999999"}).status_code == 200
    assert "<main" in mara.get("/briefing", headers={"x-fragment": "main"}).text
