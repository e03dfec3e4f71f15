"""Everything that matters works in a browser that runs no scripts."""

import re

from browser.conftest import Demo, Opener


def test_sign_in_confirm_impact_and_take_ownership(demo: Demo, tab: Opener) -> None:
    with tab(has_scripts=False, is_signed_in=False) as opened:
        page = opened.page
        page.goto("/")
        page.get_by_label("Login").fill("admin")
        page.get_by_label("Password").fill(demo.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{demo.base}/")
        page.locator(".row-t").nth(1).click()
        page.wait_for_url("**/incidents/INC-*")
        page.locator("#act-impact_confirm > summary").click()
        page.locator("#act-impact_confirm textarea").fill("Two calls to our own desk")
        page.locator("#act-impact_confirm button").click()
        page.wait_for_url("**?did=done")
        assert "Recorded." in page.locator("#notice").inner_text()
        assert "Impact on customers confirmed" in page.locator("main").inner_text()
        page.locator("#act-owner_take > summary").click()
        page.locator("#act-owner_take button").click()
        page.wait_for_url("**?did=done")
        assert "Ownership taken" in page.locator("main").inner_text()
        page.get_by_role("button", name=re.compile("Switch to the dark theme")).click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.get_by_role("button", name=re.compile("Sign out")).first.click()
        page.wait_for_url("**/sign-in")


def test_search_filters_and_the_phone_menu_work(tab: Opener) -> None:
    with tab(has_scripts=False, width=390) as opened:
        page = opened.page
        page.goto("/")
        page.locator(".tabbar a", has_text="Trail").click()
        page.wait_for_url("**/trail")
        page.goto("/?q=roaming")
        titles = page.locator(".row-t").all_inner_texts()
        assert titles
        assert all("roaming" in row.lower() for row in page.locator("#rows > .row").all_inner_texts())
