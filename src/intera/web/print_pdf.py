"""How does a briefing become a PDF: WeasyPrint, with three files of ours and nothing else from anywhere.

The same page gives the same bytes, on any day: no clock and no chance has a part in it.
"""

import os
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from intera.workflows.examine_installation import Grade, pdf_state

# Where a briefing's addresses start. The name cannot exist (RFC 2606), so no other address is one of ours.
BASE = "https://intera.invalid/static/"
ASSETS = {
    "briefing.css": "text/css",
    "fonts/inter-latin.woff2": "font/woff2",
    "fonts/source-serif-4-latin.woff2": "font/woff2",
}
_STATIC = Path(__file__).parent / "static"


class PdfUnavailableError(Exception):
    """A PDF was asked for on a machine that cannot make one."""


class ForeignAddressError(Exception):
    """A briefing asked for something that is not one of its own files."""


@cache
def why_no_pdf() -> str:
    """Why no PDF can be made on this machine; empty where one can. Looked up once a process."""
    state = pdf_state()
    return "" if state.grade is Grade.GOOD else state.says.removeprefix("off: ")


def read_asset(url: str) -> tuple[bytes, str]:
    """One of the files a briefing is made with, and its type.

    Args:
        url: its address under `BASE`, letter for letter.

    Returns:
        Content and media type.

    Raises:
        ForeignAddressError: it is anything else; nothing was opened and nobody was asked.
    """
    name = url.removeprefix(BASE)
    if not url.startswith(BASE) or name not in ASSETS:
        raise ForeignAddressError(f"a briefing is made from {', '.join(ASSETS)} and nothing else, not {url[:200]!r}")
    return (_STATIC / name).read_bytes(), ASSETS[name]


@lru_cache(maxsize=8)
def make_pdf(html: str) -> bytes:
    """A briefing as PDF, tagged so that it can be read aloud.

    Args:
        html: the whole page, with its stylesheet at a relative address.

    Returns:
        The file; the same bytes for the same page.

    Raises:
        PdfUnavailableError: Pango is missing here.
    """
    reason = why_no_pdf()
    if reason:
        raise PdfUnavailableError(f"PDF is off on this machine: {reason}")
    # Fonts are stamped with the day they are embedded unless a day is given; then the same page would differ.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    weasyprint: Any = import_module("weasyprint")
    page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=_fetcher())
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))


@cache
def _fetcher() -> Any:  # noqa: ANN401 - WeasyPrint ships no types
    urls: Any = import_module("weasyprint.urls")

    class OwnFiles(urls.URLFetcher):
        """Answers for a briefing's own files; knows no protocol."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401 - WeasyPrint ships no types
            """The file at an address."""
            del headers
            body, media_type = read_asset(url)
            return urls.URLFetcherResponse(url, body, {"Content-Type": media_type})

    return OwnFiles(allowed_protocols=())
