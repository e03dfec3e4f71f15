"""A new record changes the page by itself, and whoever is typing is left alone."""

import json
import re
import time
from datetime import datetime
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect
from standardwebhooks.webhooks import Webhook

from browser.conftest import Demo, Opener
from intera.store.secrets import load_secrets
from intera.workflows.hand_in_records import source_secret

# Under a second on an idle machine; browser, server, worker and database share two cores here.
LIVE_MS = 4000
# Where it is not about how fast.
PATIENT_MS = 15000


def deliver(demo: Demo, page: Page, region: str, ratio: int) -> None:
    """The contact monitor reports from a region, on the cockpit's own clock."""
    shown = page.locator("#clock").get_attribute("data-now") or ""
    event = {
        "specversion": "1.0",
        "type": "org.intera.care_contacts.v1",
        "source": "/test",
        "id": uuid4().hex,
        "time": datetime.fromtimestamp(int(shown.split(".")[0])).astimezone().isoformat(),
        "subject": f"test/{region}",
        "data": {
            "state": "degraded",
            "service_ref": "enterprise-vpn",
            "region_refs": [region],
            "contact_ratio_percent": ratio,
        },
    }
    body = json.dumps(event)
    name, at = f"msg_{uuid4().hex}", datetime.now().astimezone()
    secret = source_secret(bytes.fromhex(load_secrets(demo.home).door_key_hex), "care-contacts")
    headers = {
        "content-type": "application/cloudevents+json",
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, at, body),
    }
    answer = httpx.post(f"{demo.base}/api/v1/intake/care-contacts", content=body, headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["stored"]) == (202, 1)


def test_new_record_changes_the_page_and_keeps_the_focus(demo: Demo, tab: Opener) -> None:
    with tab() as opened:
        page = opened.page
        page.goto("/")
        page.wait_for_selector("html.is-live")
        page.evaluate("window.sameDocument = true")
        before = int(re.findall(r"\d+", page.locator(".seg a").first.inner_text())[-1])
        page.keyboard.press("j")
        focused = page.evaluate("document.activeElement.getAttribute('href')")
        started = time.monotonic()
        deliver(demo, page, "islands", 400)
        expect(page.locator(".seg a").first).to_contain_text(str(before + 1), timeout=LIVE_MS)
        assert time.monotonic() - started < LIVE_MS / 1000 + 1
        assert page.evaluate("window.sameDocument") is True
        assert page.evaluate("document.activeElement.getAttribute('href')") == focused
        assert opened.complaints == []


def test_open_form_and_what_is_typed_in_it_stay_while_the_page_changes(demo: Demo, tab: Opener) -> None:
    with tab() as opened:
        page = opened.page
        page.goto("/")
        deliver(demo, page, "highlands", 300)
        row = page.locator(".row", has_text="Highlands").filter(has_text="Enterprise VPN").locator(".row-t")
        row.first.click()
        page.wait_for_selector("html.is-live")
        trail = page.locator("body").inner_text()
        page.locator("#act-impact_reject > summary").click()
        field = page.locator("#act-impact_reject textarea")
        field.fill("Half a sentence")
        deliver(demo, page, "highlands", 700)
        expect(page.locator("main")).to_contain_text("7 times the usual", timeout=PATIENT_MS)
        assert "7 times the usual" not in trail
        assert field.input_value() == "Half a sentence"
        assert field.evaluate("field => field === document.activeElement") is True
        assert opened.complaints == []


def test_page_of_a_refused_form_stays_live(demo: Demo, tab: Opener) -> None:
    with tab() as opened:
        page = opened.page
        page.goto("/")
        deliver(demo, page, "capital", 300)
        page.locator(".row", has_text="Capital").filter(has_text="Enterprise VPN").locator(".row-t").first.click()
        page.locator("#act-impact_reject > summary").click()
        page.locator("#act-impact_reject textarea").fill("no")
        page.locator("#act-impact_reject button").click()
        page.wait_for_selector("#notice")
        assert "Not recorded." in page.locator("#notice").inner_text()
        page.wait_for_selector("html.is-live")
        deliver(demo, page, "capital", 900)
        expect(page.locator("main")).to_contain_text("9 times the usual", timeout=PATIENT_MS)
