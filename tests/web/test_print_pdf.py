"""A briefing as PDF: our own files and nothing else, the same bytes on any day, one clear line where it cannot be."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from intera.web import print_pdf
from intera.web.print_pdf import BASE, ForeignAddressError, PdfUnavailableError, make_pdf, read_asset, why_no_pdf
from intera.workflows import examine_installation

PAGE = '<!doctype html><html lang="en"><head><title>Title</title>{head}</head><body><p>Words 41,200</p>{body}</body>'
STYLED = PAGE.format(head='<link rel="stylesheet" href="briefing.css">', body="")
FOREIGN = (
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.css",
    "https://example.org/x.png",
    "ftp://example.org/x",
    "data:text/css,p{color:red}",
    "data:font/woff2;base64,AAAA",
    BASE + "app.css",
    BASE + "../templates/now.html",
    BASE + "fonts/../../../settings.py",
    BASE + "%2e%2e/gate.py",
    BASE + "briefing.css?x=1",
    BASE + "",
    BASE.upper() + "briefing.css",
    "briefing.css",
    "",
)
# A machine without Pango, in a process of its own: the loader finds no library at all.
WITHOUT_PANGO = """
import cffi
def refuse(self, name, flags=0):
    raise OSError(f"cannot load library {name!r}")
cffi.FFI.dlopen = refuse
from intera.workflows.examine_installation import pdf_state
state = pdf_state()
print(state.grade, state.says)
"""


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


@pytest.mark.parametrize("url", FOREIGN)
def test_nothing_but_a_briefings_own_files_is_served(url: str) -> None:
    with pytest.raises(ForeignAddressError):
        read_asset(url)


def test_own_files_are_served_as_what_they_are() -> None:
    for name, media_type in print_pdf.ASSETS.items():
        body, said = read_asset(BASE + name)
        assert said == media_type
        assert body == (Path(print_pdf.__file__).parent / "static" / name).read_bytes()


def test_a_hostile_page_reaches_no_file_and_no_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'leaked words' }", encoding="utf-8")
    asked: list[str] = []

    def note(url: str) -> tuple[bytes, str]:
        asked.append(url)
        return read_asset(url)

    def nobody(*_: object) -> None:
        pytest.fail("a briefing went to the network")

    monkeypatch.setattr(print_pdf, "read_asset", note)
    monkeypatch.setattr("socket.socket.connect", nobody)
    monkeypatch.setattr("socket.getaddrinfo", nobody)
    wanted = [secret.as_uri(), "http://127.0.0.1:9/a.css", "data:text/css,p::after{content:'leaked words'}"]
    head = "".join(f'<link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}">' for url in wanted)
    body = f'<img src="{secret.as_uri()}"><object data="{secret.as_uri()}"></object>'
    body += f'<svg><image href="{secret.as_uri()}"/></svg><p style="background:url({secret.as_uri()})">x</p>'
    found = PdfReader(BytesIO(make_pdf(PAGE.format(head=head, body=body))))
    assert set(wanted) <= set(asked)
    assert "leaked" not in "".join(page.extract_text() for page in found.pages)
    assert not found.attachments


def test_the_pdf_says_what_the_page_says_in_our_own_type_and_is_tagged() -> None:
    found = PdfReader(BytesIO(make_pdf(STYLED)))
    assert "Words 41,200" in found.pages[0].extract_text()
    page: Any = found.pages[0]
    fonts = page["/Resources"]["/Font"]
    assert all("Inter-Briefing" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [595, 842]


def test_the_same_page_gives_the_same_bytes_on_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_pdf(STYLED)
    make_pdf.cache_clear()
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert make_pdf(STYLED) == first
    assert "/CreationDate" not in (PdfReader(BytesIO(first)).metadata or {})


@pytest.mark.usefixtures("_no_pango")
def test_without_pango_it_says_one_line() -> None:
    with pytest.raises(PdfUnavailableError, match=r"^PDF is off on this machine: Pango is missing \(apt install .*\)$"):
        make_pdf(STYLED)


def test_without_pango_nothing_else_is_printed() -> None:
    said = subprocess.run([sys.executable, "-c", WITHOUT_PANGO], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.splitlines() == ["note off: Pango is missing (apt install libpango-1.0-0 libpangoft2-1.0-0)"]
    assert said.stderr == ""
