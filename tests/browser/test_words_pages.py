"""Care, Sales, the composer and the narratives: accessible, quiet, nothing runs out sideways; the guard marks live."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from browser.conftest import Demo, Opener
from browser.test_looks import OVERFLOW, photograph, violations
from intera.settings import read_settings
from intera.workflows.open_installation import join_installation
from intera.workflows.sign_in import add_user

PASSWORD = os.urandom(12).hex()
BAD = "The network is broken because of a vendor upgrade."


@pytest.fixture(scope="module")
def told_people(demo: Demo) -> dict[str, str]:
    """A person of Care and an account manager."""
    engine = join_installation(read_settings({"INTERA_HOME": str(demo.home)})).access_engine()
    people = {"care": "ehall", "sales": "psund"}
    for role, login in people.items():
        add_user(engine, login=login, name=login.title(), role=role, password=PASSWORD)
    engine.dispose()
    return people


@contextmanager
def signed_in(chromium: Browser, demo: Demo, login: str, *, width: int, theme: str) -> Generator[Page]:
    context = chromium.new_context(
        base_url=demo.base,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo.base}/")
    yield page
    context.close()


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 820), ("light", 390)])
def test_pages_of_those_who_are_told_are_accessible_quiet_and_fit(
    chromium: Browser, demo: Demo, told_people: dict[str, str], theme: str, width: int
) -> None:
    complaints: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(said.text)

    for role, paths in {"care": ("/", "/care/accounts?q=har", "/care/accounts/acc-harbour"), "sales": ("/",)}.items():
        with signed_in(chromium, demo, told_people[role], width=width, theme=theme) as page:
            page.on("console", note)
            for path in (*paths, "/guide"):
                page.goto(path)
                page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
                photograph(page, f"{role}-{path.strip('/').split('?')[0].replace('/', '-')}-{theme}-{width}")
                assert violations(page) == []
                assert page.evaluate(OVERFLOW) == 0
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 820), ("light", 390)])
def test_the_composer_and_the_list_are_accessible_quiet_and_fit(tab: Opener, theme: str, width: int) -> None:
    with tab(width=width, theme=theme) as opened:
        page = opened.page
        page.goto("/narratives")
        photograph(page, f"narratives-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        page.locator(".narr-l .row-t").first.click()
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        photograph(page, f"composer-{theme}-{width}")
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == 0
        assert opened.complaints == []


def test_the_guard_marks_while_one_types_and_its_safe_form_is_used_by_keyboard(tab: Opener) -> None:
    with tab() as opened:
        page = opened.page
        page.goto("/narratives")
        page.locator(".narr-l .row-t").first.click()
        page.fill("#draft", BAD)
        page.wait_for_selector("#findings .gf")
        assert page.locator("#guard-back mark").count() >= 1
        assert page.locator("#guard-list").get_attribute("data-clear") == "no"
        assert page.locator("#comp-meta .lacks").count() >= 1
        photograph(page, "composer-marked")
        assert violations(page) == []
        use = page.locator("#findings [data-act=use]").first
        if use.count():
            use.focus()
            page.keyboard.press("Enter")
            assert page.input_value("#draft") != BAD
        # A live update never takes typed words away.
        typed = page.input_value("#draft")
        page.evaluate("document.dispatchEvent(new Event('intera:refresh'))")
        page.wait_for_timeout(800)
        assert page.input_value("#draft") == typed
        # Words nobody read in time are answered with 503, and asked about again.
        assert [said for said in opened.complaints if "422" not in said and "503" not in said] == []


def test_the_composer_works_without_scripts(tab: Opener) -> None:
    with tab(has_scripts=False) as opened:
        page = opened.page
        page.goto("/narratives")
        page.locator(".narr-l .row-t").first.click()
        page.fill("#draft", BAD)
        page.locator("#check-words").click()
        assert page.locator("#findings .gf").count() >= 1
        assert page.input_value("#draft") == BAD
