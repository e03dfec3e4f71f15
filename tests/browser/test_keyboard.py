"""The keyboard: rows, pages, search, help, theme, and a focus that can be seen. No key acts on data."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Opener, Tab


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def opened_now(opened: Tab) -> Page:
    """The first page, live."""
    opened.page.goto("/")
    opened.page.wait_for_selector("html.is-live")
    return opened.page


def test_rows_are_walked_and_opened(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        titles = page.locator(".row-t").all_inner_texts()
        page.keyboard.press("j")
        assert focused(page) == titles[0]
        page.keyboard.press("j")
        assert focused(page) == titles[1]
        page.keyboard.press("k")
        assert focused(page) == titles[0]
        page.keyboard.press("k")
        assert focused(page) == titles[0]
        page.keyboard.press("Enter")
        page.wait_for_url("**/incidents/INC-*")
        expect(page.locator("h1").first).to_contain_text(titles[0].split(":")[0])


def test_pages_are_reached_by_two_keys(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        for key, path in (("r", "/repeats"), ("q", "/quality"), ("d", "/trail")):
            page.keyboard.press("g")
            page.keyboard.press(key)
            page.wait_for_url(f"**{path}")
        page.keyboard.press("g")
        page.keyboard.press("n")
        page.wait_for_url("**/")
        assert page.locator("#rows").count() == 1


def test_help_opens_and_closes(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()


def test_theme_changes_at_once_and_stays(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        with page.expect_response("**/theme") as kept:
            page.keyboard.press("t")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert kept.value.status == 303
        page.reload()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert opened.complaints == []


def test_search_key_leads_to_the_field_and_letters_stay_letters_there(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        page.keyboard.press("/")
        page.keyboard.type("jkt?g")
        assert page.locator("#q").input_value() == "jkt?g"
        assert "theme" not in page.evaluate("({...document.documentElement.dataset})")


def test_single_keys_can_be_switched_off(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        page.keyboard.press("?")
        page.get_by_label("Single-key shortcuts are on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.className") != "row-t"
        page.keyboard.press("?")
        page.get_by_label("Single-key shortcuts are on").check()


def test_skip_link_is_first_and_leads_past_the_menu(tab: Opener) -> None:
    with tab() as opened:
        page = opened_now(opened)
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to main content"
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("start", "theme"), [("/", "light"), ("incident", "dark")])
def test_focus_can_be_seen_on_every_stop(tab: Opener, theme: str, start: str) -> None:
    with tab(theme=theme) as opened:
        page = opened_now(opened)
        if start == "incident":
            page.locator(".row-t").first.click()
            page.wait_for_selector("html.is-live")
        unseen: list[str] = []
        for _ in range(45):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
                const rings = [e, e.parentElement, e.closest('tr, li, form')].filter(Boolean)
                    .map((one) => getComputedStyle(one)).concat(getComputedStyle(e, '::after'));
                const seen = rings.some((r) => (r.outlineStyle !== 'none' && r.outlineWidth !== '0px')
                    || r.boxShadow !== 'none');
                return { seen, name: e.outerHTML.slice(0, 90), body: e === document.body, w: b.width }; }"""
            )
            if stop["body"]:
                break
            if not stop["seen"] or not stop["w"]:
                unseen.append(stop["name"])
        assert unseen == []
