"""Each form posts through a real worker and the page shows what became of it; a refused one changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intera.web.decisions import next_instant
from web.served import Served, forms_of, words_of

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "now", "expected"),
    [
        pytest.param("15:30", "2026-11-18T14:32:00+01:00", "2026-11-18T15:30:00+01:00", id="later today"),
        pytest.param("14:00", "2026-11-18T14:32:00+01:00", "2026-11-19T14:00:00+01:00", id="past means tomorrow"),
        pytest.param("14:32", "2026-11-18T14:32:00+01:00", "2026-11-19T14:32:00+01:00", id="now is past"),
        pytest.param("00:00", "2026-12-31T23:59:00+01:00", "2027-01-01T00:00:00+01:00", id="over the year"),
        pytest.param(" 9:05 ", "2026-11-18T08:00:00+01:00", "2026-11-18T09:05:00+01:00", id="one digit"),
        pytest.param("02:30", "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+02:00", id="first of two"),
        pytest.param("02:10", "2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00", id="second of two"),
        pytest.param("02:10", "2026-10-25T02:50:00+01:00", "2026-10-26T02:10:00+01:00", id="both past"),
        pytest.param("02:30", "2026-03-29T01:00:00+01:00", "2026-03-30T02:30:00+02:00", id="never today"),
        pytest.param("02:30", "2026-03-28T12:00:00+01:00", "2026-03-30T02:30:00+02:00", id="never tomorrow"),
        pytest.param("03:30", "2026-03-29T01:00:00+01:00", "2026-03-29T03:30:00+02:00", id="after the gap"),
    ],
)
def test_typed_time_is_the_next_one_the_clock_on_the_wall_shows(typed: str, now: str, expected: str) -> None:
    assert next_instant(typed, BERLIN, at(now)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1530",
        "15:30:00",
        "24:00",
        "12:60",
        "-1:30",
        "15:3o",
        "\u0661\u0665:\u0663\u0660",
        "15.30",
        ":",
        "9" * 40 + ":00",
    ],
)
def test_what_is_no_time_of_day_gives_nothing(typed: str) -> None:
    assert next_instant(typed, BERLIN, at("2026-11-18T14:32:00+01:00")) == ""


@given(
    minutes=st.integers(0, 365 * 24 * 60),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    zone=st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "UTC"]),
)
@hypothesis_settings(max_examples=60, deadline=None)
def test_no_clock_shows_the_typed_time_any_sooner(minutes: int, hour: int, minute: int, zone: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = datetime.fromisoformat(next_instant(f"{hour}:{minute:02d}", zone, now))
    place, step = ZoneInfo(zone), now
    while True:
        step += timedelta(minutes=1)
        shown = step.astimezone(place)
        if (shown.hour, shown.minute) == (hour, minute):
            break
    assert due == step


# Which form, by the end of its address; what is typed; what the page then says.
FORMS = [
    ("/owner/take", {}, "Ownership taken"),
    ("/impact/confirm", {"reason": "Seen at the counter in Lakes"}, "Impact on customers confirmed"),
    ("/impact/reject", {"reason": "A test call by our own staff"}, "Impact on customers rejected"),
    (
        "/severity/override",
        {"severity": "P2", "reason": "Told by the regulator", "clause": "8.2", "expires_in_min": "30"},
        "Set by hand by Mobile Desk until",
    ),
    ("/checkpoints", {"promise": "Cause known or passed on"}, "Cause known or passed on"),
    ("/cp-1/keep", {"answer": "Customers confirm it by phone", "has_news": "1"}, "Customers confirm it by phone"),
    ("/cp-1/move", {"promise": "Verified with the field team"}, "Verified with the field team"),
    ("/approve", {}, "Safe to tell now"),
]
PLACES = [
    ("voice-ims", "lakes"),
    ("voice-ims", "north"),
    ("fixed-broadband", "east"),
    ("fixed-broadband", "south"),
    ("enterprise-vpn", "capital"),
    ("enterprise-vpn", "islands"),
    ("mobile-data", "highlands"),
    ("mobile-data", "east"),
]


def form_ending(html: str, ending: str) -> tuple[str, dict[str, str]]:
    (found,) = [(href, fields) for href, fields in forms_of(html).items() if href.endswith(ending)]
    return found


@pytest.mark.parametrize(
    ("form", "place"), list(zip(FORMS, PLACES, strict=True)), ids=[form[0].rsplit("/", 1)[1] for form in FORMS]
)
def test_form_is_carried_out_and_the_page_shows_it(
    served: Served, mara: httpx.Client, form: tuple[str, dict[str, str], str], place: tuple[str, str]
) -> None:
    ending, typed, says = form
    incident_id = served.incident(*place)
    page = mara.get(f"/incidents/{incident_id}").text
    assert says not in words_of(page)
    href, fields = form_ending(page, ending)
    answer = mara.post(href, data=fields | typed)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incidents/{incident_id}?did=done")
    after = words_of(mara.get(answer.headers["location"]).text)
    assert says in after
    assert "Recorded. Your decision is on the trail." in after


OTHER = {"requested_at": "2026-01-01T00:00:00+00:00"}
OVERRIDE = {"severity": "P1", "reason": "long enough", "clause": "8.2", "expires_in_min": "30"}
# What is wrong with a form, and the reason the page then gives.
REFUSED: list[tuple[str, dict[str, str], str, int]] = [
    ("/impact/reject", {"reason": "no"}, "Write at least 5 characters for the reason.", 422),
    ("/severity/override", {"reason": "long enough"}, "Give a whole number from 1 to 4 for the severity.", 422),
    ("/severity/override", {"reason": "long enough", "severity": "P1"}, "The clause is missing.", 422),
    ("/severity/override", OVERRIDE | {"expires_in_min": "9999"}, "Give a whole number from 5 to 480", 422),
    (
        "/severity/override",
        OVERRIDE | {"severity": "P9"},
        "Give a whole number from 1",
        422,
    ),
    ("/severity/override", OVERRIDE | {"clause": "3.1"}, "An override rests on one of these clauses", 422),
    ("/checkpoints", {"promise": "Cause known", "due_time": "later"}, "Give the due as a date and time", 422),
    ("/checkpoints", {"promise": "x"}, "Write at least 5 characters for the promise.", 422),
    ("/cp-1/keep", {"answer": "ok"}, "Write at least 5 characters for the answer.", 422),
    ("/cp-1/move", {"due_time": "99:99"}, "Give the due as a date and time", 422),
    ("/approve", {"facts_digest": "0" * 64}, "A fact changed while you were reading.", 409),
    ("/impact/confirm", {"reason": "bell \a rings"}, "holds characters that cannot be shown", 422),
    ("/impact/confirm", {"reason": "x" * 501}, "The reason may have 500 characters.", 422),
]


@pytest.mark.parametrize("case", REFUSED)
def test_refused_form_says_why_and_changes_nothing(
    served: Served, mara: httpx.Client, coast: str, case: tuple[str, dict[str, str], str, int]
) -> None:
    ending, typed, says, status = case
    href, fields = form_ending(mara.get(f"/incidents/{coast}").text, ending)
    before = served.state()
    answer = mara.post(href, data=fields | typed)
    said = words_of(answer.text)
    assert answer.status_code == status
    assert "Not recorded." in said
    assert says in said
    assert served.state() == before


def test_page_of_a_refused_form_leads_back_to_the_incident(mara: httpx.Client, coast: str) -> None:
    href, fields = form_ending(mara.get(f"/incidents/{coast}").text, "/impact/reject")
    refused = mara.post(href, data=fields | {"reason": "no"})
    assert forms_of(refused.text)["/theme"]["next"] == f"/incidents/{coast}"
    opened_anew = mara.get(href)
    assert (opened_anew.status_code, opened_anew.headers["location"]) == (303, f"/incidents/{coast}")
    fragment = mara.get(href, headers={"X-Fragment": "main"})
    assert fragment.status_code == 200
    assert coast in fragment.text


def test_decision_on_an_incident_that_is_not_there_is_not_found(served: Served, mara: httpx.Client, coast: str) -> None:
    fields = forms_of(mara.get(f"/incidents/{coast}").text)["/theme"]
    before = served.state()
    answer = mara.post("/incidents/INC-0000000/owner/take", data=fields)
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.text
    assert served.state() == before


def test_field_longer_than_any_form_allows_is_refused(mara: httpx.Client, coast: str) -> None:
    href, fields = form_ending(mara.get(f"/incidents/{coast}").text, "/impact/reject")
    assert mara.post(href, data=fields | {"reason": "x" * 2001}).status_code == 422
    assert mara.post(href, data=fields | {"reason": "nul \0 here"}).status_code == 422


@pytest.fixture(scope="module")
def theo(served: Served) -> Iterator[httpx.Client]:
    """A browser in which a second person is signed in."""
    served.add_person("theo", team_id="voice-desk")
    with served.signed_in("theo") as client:
        yield client


def _ask(browser: httpx.Client, incident_id: str, **typed: str) -> httpx.Response:
    href, fields = form_ending(browser.get(f"/incidents/{incident_id}").text, "/severity/override")
    return browser.post(href, data=fields | OVERRIDE | {"reason": "On the evening news"} | typed)


def test_override_that_takes_two_waits_for_a_second_person(
    served: Served, mara: httpx.Client, theo: httpx.Client
) -> None:
    incident_id = served.incident("voice-ims", "islands")
    page = f"/incidents/{incident_id}"
    offered = words_of(mara.get(page).text)
    assert "8.2 Special exposure A person may raise a severity for a limited time" in offered
    assert "Raising to P1 and lowering from P1 take a second person" in offered
    assert _ask(mara, incident_id).status_code == 303
    asked = mara.get(page).text
    assert "P1 by hand waits for a second person until" in words_of(asked)
    assert "Asked by Mobile Desk at" in words_of(asked)
    assert "An override waits for its second person." in words_of(asked)
    assert not any(href.endswith("/severity/override") for href in forms_of(asked))

    before = served.state()
    href, fields = form_ending(asked, "/severity/approve")
    own = mara.post(href, data=fields)
    assert own.status_code == 422
    assert "A second person must approve it; you asked for it yourself." in words_of(own.text)
    again = mara.post(href.replace("approve", "override"), data=fields | OVERRIDE)
    assert (again.status_code, "An override waits for approval." in words_of(again.text)) == (409, True)
    another = theo.post(href, data=form_ending(theo.get(page).text, "/severity/approve")[1] | OTHER)
    assert (another.status_code, "The request changed" in words_of(another.text)) == (409, True)
    assert served.state() == before

    href, fields = form_ending(theo.get(page).text, "/severity/approve")
    answer = theo.post(href, data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?did=done")
    after = words_of(theo.get(page).text)
    assert "Why this is P1" in after
    assert "Set by hand by Mobile Desk until" in after
    assert "approved by a second person of Voice Desk" in after
    assert "waits for a second person until" not in after
    late = theo.post(href, data=fields)
    assert (late.status_code, "No override waits for approval" in words_of(late.text)) == (409, True)


def test_override_that_waits_and_one_in_effect_are_withdrawn(served: Served, mara: httpx.Client) -> None:
    incident_id = served.incident("fixed-broadband", "capital")
    page = f"/incidents/{incident_id}"
    shown = words_of(mara.get(page).text).split("Why this is ")[1][:2]
    for wanted, told in (("P1", "waits for a second person until"), ("P3", "Set by hand by Mobile Desk until")):
        _ask(mara, incident_id, severity=wanted)
        html = mara.get(page).text
        assert told in words_of(html)
        href, fields = form_ending(html, "/severity/withdraw")
        assert mara.post(href, data=fields | {"reason": "no"}).status_code == 422
        assert mara.post(href, data=fields | {"reason": "Nobody called after all"}).status_code == 303
        html = mara.get(page).text
        assert told not in words_of(html)
        assert f"Why this is {shown}" in words_of(html)
        assert not any(other.endswith("/severity/withdraw") for other in forms_of(html))
        assert mara.post(href, data=fields | {"reason": "Nobody called after all"}).status_code == 409
