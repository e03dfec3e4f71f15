"""The pages in light and dark, from a desk's screen to a phone: accessible, quiet, nothing runs out sideways."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.conftest import Opener

WIDTHS = (1440, 820, 390)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def photograph(page: Page, name: str) -> None:
    """Keeps a picture of the whole page where the run asks for pictures."""
    folder = os.environ.get("INTERA_TEST_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['help']} {[node['target'] for node in item['nodes']][:4]}" for item in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_pages_are_accessible_quiet_and_fit(tab: Opener, theme: str, width: int) -> None:
    with tab(width=width, theme=theme) as opened:
        page = opened.page
        page.goto("/")
        page.wait_for_selector("html.is-live")
        photograph(page, f"now-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        assert page.locator("#rows > .row").count() >= 3
        page.locator(".row-t").first.click()
        page.wait_for_selector("html.is-live")
        photograph(page, f"incident-{theme}-{width}")
        # Every form stands open, so that nothing hidden escapes the check.
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        photograph(page, f"incident-open-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        assert opened.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_boards_are_accessible_quiet_and_fit(tab: Opener, theme: str, width: int) -> None:
    with tab(width=width, theme=theme) as opened:
        page = opened.page
        for name in ("repeats", "quality", "severity", "success"):
            page.goto(f"/{name}")
            photograph(page, f"{name}-{theme}-{width}")
            assert violations(page) == []
            assert page.evaluate(OVERFLOW) == 0
            assert page.locator(".board-t tbody tr").count() >= 1
        assert opened.complaints == []


@pytest.mark.parametrize(
    ("path", "theme", "width"),
    [
        ("/sources", "light", 1440),
        ("/sources", "dark", 390),
        ("/trail", "light", 390),
        ("/trail", "dark", 1440),
        ("/guide", "light", 390),
        ("/?wall", "dark", 1440),
        ("/?show=visible&q=nothing", "light", 820),
        ("/nowhere", "dark", 390),
    ],
)
def test_other_pages_are_accessible_quiet_and_fit(tab: Opener, path: str, theme: str, width: int) -> None:
    with tab(width=width, theme=theme) as opened:
        page = opened.page
        page.goto(path)
        photograph(page, f"{path.strip('/').replace('?', '').split('&')[0]}-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        assert [said for said in opened.complaints if "404" not in said] == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_sign_in_page_is_accessible_and_says_what_is_wrong(tab: Opener, theme: str, width: int) -> None:
    with tab(width=width, theme=theme, is_signed_in=False) as opened:
        page = opened.page
        page.goto("/trail")
        assert page.url.endswith("/sign-in?next=/trail")
        assert violations(page) == []
        page.get_by_label("Login").fill("admin")
        page.get_by_label("Password").fill("not this one")
        page.keyboard.press("Enter")
        page.wait_for_selector("#sign-in-error")
        photograph(page, f"sign-in-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        assert page.evaluate("document.activeElement.id") == "pass"
        assert page.get_by_label("Login").input_value() == "admin"
