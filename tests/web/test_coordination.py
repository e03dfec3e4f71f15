"""Keeping one's word on the pages: the forms, the escalation note as page and PDF, closing, the board."""

import time
from datetime import UTC, datetime, timedelta
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from intera.web.coordination import eta_instants, instant_on
from web.served import Served, forms_of, until, words_of

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("14:00", "15:00", "16:00"), ("18T14:00:00+01:00", "18T15:00:00+01:00", "18T16:00:00+01:00")),
        (("23:00", "23:30", "01:00"), ("18T23:00:00+01:00", "18T23:30:00+01:00", "19T01:00:00+01:00")),
        (("23:00", "00:30", "01:00"), ("17T23:00:00+01:00", "18T00:30:00+01:00", "18T01:00:00+01:00")),
        (("soon", "15:00", ""), ("", "18T15:00:00+01:00", "")),
    ],
)
def test_three_times_of_a_day_are_read_in_order(times: tuple[str, str, str], expected: tuple[str, ...]) -> None:
    found = eta_instants("2026-11-18", times, BERLIN)
    assert tuple(text.removeprefix("2026-11-") for text in found) == expected


@pytest.mark.parametrize(
    ("day", "clock"), [("", "15:00"), ("18.11.2026", "15:00"), ("2026-11-18", "25:00"), ("2026-02-30", "1:0")]
)
def test_what_is_no_day_or_no_time_is_nothing(day: str, clock: str) -> None:
    assert instant_on(day, clock, BERLIN) is None


def _form(html: str, ending: str) -> tuple[str, dict[str, str]]:
    (found,) = [(href, fields) for href, fields in forms_of(html).items() if href.endswith(ending)]
    return found


def test_each_form_is_carried_out_and_the_page_shows_it(served: Served, mara: httpx.Client) -> None:
    incident_id = served.incident("enterprise-vpn", "lakes")
    day = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%d")
    eta = {"day": day, "earliest_time": "09:00", "best_time": "10:00", "latest_time": "11:00"}
    steps = [
        ("/checkpoints", {"promise": "Partners told the scope", "audience": "partner"}, "(to partners)"),
        ("/owner/hand-over", {"team": "voice-desk", "note": "Voice has it from here"}, "Voice has it from here"),
        ("/eta", eta | {"confidence": "High", "basis": "Crew on its way"}, "High"),
        ("/eta", eta | {"best_time": "10:30", "basis": "Crew is late"}, "What was expected before"),
        ("/follow-ups", {"title": "Move the night work", "owner": "voice-desk", "day": day}, "Move the night work"),
        ("/close", {"override_reason": "The site was dismantled"}, "What closing needed"),
        ("/fu-1/finish", {"outcome": "Moved to Sundays"}, "Moved to Sundays"),
        ("/reopen", {"reason": "It came back at once"}, "then opened again"),
    ]
    for ending, typed, says in steps:
        href, fields = _form(mara.get(f"/incidents/{incident_id}").text, ending)
        answer = mara.post(href, data=fields | typed)
        assert (answer.status_code, answer.headers.get("location")) == (303, f"/incidents/{incident_id}?did=done"), says
        assert says in words_of(mara.get(answer.headers["location"]).text)


def test_closing_with_a_criterion_unmet_says_which(served: Served, mara: httpx.Client, coast: str) -> None:
    href, fields = _form(mara.get(f"/incidents/{coast}").text, "/close")
    before = served.state()
    answer = mara.post(href, data=fields | {"override_reason": ""})
    assert answer.status_code == 409
    assert "Stable long enough: Not restored yet" in words_of(answer.text)
    assert served.state() == before
    opened_anew = mara.get(href)
    assert (opened_anew.status_code, opened_anew.headers["location"]) == (303, f"/incidents/{coast}")
    assert mara.get(href, headers={"X-Fragment": "main"}).status_code == 200


@pytest.fixture(scope="module")
def escalated(served: Served) -> str:
    """An incident with a promise that was due two seconds after it was given, and is not answered."""
    incident_id = served.incident("mobile-data", "north")
    due_at = datetime.now(UTC) + timedelta(seconds=2)
    with served.client(headers={"Authorization": f"Bearer {served.token()}"}) as machine:
        body = {"promise": "Cause known or passed on", "due_at": due_at.isoformat()}
        answer = machine.post(f"/api/v1/incidents/{incident_id}/checkpoints", json=body)
        assert answer.json()["outcome"] == "done"
    time.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()) + 0.1)

    def swept() -> object:
        # What the recurring job says every 15 s.
        served.ask("select pg_notify('intera_inbox', 'judge_again')")
        time.sleep(0.5)
        return served.ask("select 1 from published.trail where kind = 'escalation.raise'")

    until(swept, seconds=30)
    return incident_id


def test_a_missed_promise_is_a_note_on_the_incident_a_page_and_a_pdf(mara: httpx.Client, escalated: str) -> None:
    incident = mara.get(f"/incidents/{escalated}").text
    assert "escalated to Owner team lead" in words_of(incident)
    note = mara.get(f"/incidents/{escalated}/escalations/1")
    said = words_of(note.text)
    assert note.status_code == 200
    for words in (
        "Cause known or passed on",
        "What is at stake",
        "Not answered at",
        "Otherwise it goes to Duty manager",
    ):
        assert words in said
    assert "/escalations/1/note.pdf" in note.text or 'data-act="print"' in note.text
    pdf = mara.get(f"/incidents/{escalated}/escalations/1/note.pdf")
    assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages).split())
    for words in ("Escalation to Owner team lead", "Cause known or passed on", "Otherwise it goes to Duty manager"):
        assert words in printed
    assert mara.get(f"/incidents/{escalated}/escalations/1", headers={"X-Fragment": "main"}).status_code == 200


@pytest.mark.parametrize("which", ["/escalations/2", "/escalations/0", "/escalations/x", "/escalations/2/note.pdf"])
def test_a_note_that_is_not_there_is_not_found(mara: httpx.Client, escalated: str, which: str) -> None:
    answer = mara.get(f"/incidents/{escalated}{which}")
    assert answer.status_code == 404
    assert mara.get(f"/incidents/INC-0000000{which}").status_code == 404


def test_taking_it_on_ends_the_climb_and_the_note_says_who_did(mara: httpx.Client, escalated: str) -> None:
    href, fields = _form(mara.get(f"/incidents/{escalated}/escalations/1").text, "/take-on")
    answer = mara.post(href, data=fields | {"answer": "Will call the crew"})
    assert answer.status_code == 303
    said = words_of(mara.get(f"/incidents/{escalated}/escalations/1").text)
    assert "Taken on" in said
    assert "Mobile Desk: Will call the crew" in said


def test_without_a_session_there_is_no_note(served: Served, escalated: str) -> None:
    with served.client() as nobody:
        assert nobody.get(f"/incidents/{escalated}/escalations/1").status_code == 303
        assert nobody.get(f"/incidents/{escalated}/escalations/1/note.pdf").status_code == 303


def test_the_board_of_promises_is_a_page(mara: httpx.Client) -> None:
    page = mara.get("/promises")
    assert page.status_code == 200
    assert "Promises" in words_of(page.text)
