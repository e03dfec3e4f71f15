"""Incidents for machines: the same as the page shows, every decision, and no body that brings the server down."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intera.web.decisions import next_instant
from web.served import Served

LIST = "/api/v1/incidents"
DECISIONS: dict[str, dict[str, object]] = {
    "/impact/confirm": {"reason": "Seen at the counter"},
    "/impact/reject": {"reason": "A test call by our own staff"},
    "/severity/override": {
        "severity": "P3",
        "reason": "Told by the regulator",
        "clause": "8.2",
        "expires_in_min": 30,
    },
    "/severity/approve": {"requested_at": ""},
    "/severity/withdraw": {"reason": "Nobody called after all"},
    "/owner/take": {},
    "/checkpoints": {"promise": "Cause known", "due_at": ""},
    "/checkpoints/keep": {"checkpoint_id": "", "answer": "Confirmed by phone"},
    "/checkpoints/move": {"checkpoint_id": "", "due_at": "", "reason": "The crew is late"},
    "/narratives/approve": {"narrative_id": "", "facts_digest": ""},
}
SAYS = {
    "/impact/confirm": "Impact on customers confirmed",
    "/impact/reject": "Impact on customers rejected",
    "/severity/override": "Severity overridden to P3 for 30 min",
    "/severity/approve": "Override to P1 approved by a second person",
    "/severity/withdraw": "Request to override to P1 withdrawn",
    "/owner/take": "Ownership taken",
    "/checkpoints": "Checkpoint promised: Cause known",
    "/checkpoints/keep": "Checkpoint kept: Confirmed by phone",
    "/checkpoints/move": "Checkpoint promised anew",
    "/narratives/approve": "Narrative * approved",
}
ROLE = "service_assurance"
MOVE = "update published.incident set audience = 'somebody_else' where audience = :role and incident_id = :id"
PLACES = [(service, region) for service in ("voice-ims", "fixed-broadband") for region in ("north", "south", "east")]
PLACES += [("enterprise-vpn", place) for place in ("capital", "lakes", "north", "islands")]
ASKED: dict[str, object] = {"severity": "P1", "reason": "On the evening news", "clause": "8.2", "expires_in_min": 120}


def filled(body: dict[str, object], document: dict[str, Any]) -> dict[str, object]:
    """A body with what has to come from the incident itself."""
    draft = next(
        one
        for one in document["narratives"]
        if (one["status"], one["audience"], one["language"]) == ("draft", "customer", "en")
    )
    asked = document["why"]["request"]
    known = {
        "requested_at": asked["requested_at"] if asked else "2026-01-01T00:00:00+00:00",
        "checkpoint_id": document["checkpoints"][0]["id"],
        "narrative_id": draft["id"],
        "facts_digest": draft["facts_digest"],
        "due_at": next_instant("12:00", "UTC", datetime.now(UTC)),
    }
    return body | {name: known[name] for name in body if name in known}


@pytest.fixture(scope="module")
def second(served: Served) -> Iterator[httpx.Client]:
    """A client with the token of a second person, of another desk."""
    served.add_person("theo", team_id="voice-desk")
    with served.client(headers={"authorization": f"Bearer {served.token('theo')}"}) as client:
        yield client


def test_page_and_list_show_the_same_incidents(served: Served, machine: httpx.Client, coast: str) -> None:
    answer = machine.get(LIST).json()
    assert set(answer) == {"as_of", "impact_number", "incidents"}
    listed = {card["incident_id"] for card in answer["incidents"]}
    hidden = served.incident("roaming", "north")
    served.ask(MOVE, role=ROLE, id=hidden)
    with served.signed_in() as browser:
        page = browser.get("/?all=1").text
    shown = {part[:11] for part in page.split("/incidents/")[1:]}
    assert coast in listed
    assert shown == listed == {card["incident_id"] for card in machine.get(LIST).json()["incidents"]}


def test_document_is_the_one_the_page_is_made_of(served: Served, machine: httpx.Client, coast: str) -> None:
    document = machine.get(f"{LIST}/{coast}").json()["incident"]
    ((stored,),) = served.ask(
        "select body from published.incident where audience = :role and incident_id = :id", role=ROLE, id=coast
    )
    assert document == json.loads(stored)


@pytest.mark.parametrize("incident_id", ["INC-0000000", "INC-ZZZZZZZ"])
def test_unknown_and_not_shown_incident_read_the_same(served: Served, machine: httpx.Client, incident_id: str) -> None:
    hidden = served.incident("roaming", "south" if incident_id.endswith("0") else "east")
    served.ask(MOVE, role=ROLE, id=hidden)
    unknown, not_shown = machine.get(f"{LIST}/{incident_id}"), machine.get(f"{LIST}/{hidden}")
    assert (unknown.status_code, unknown.text) == (not_shown.status_code, not_shown.text)
    assert unknown.status_code == 404
    assert unknown.json()["message"] == "There is nothing here for you."


@pytest.mark.parametrize("incident_id", ["x", "INC-lower00", "INC-00000000", "%27", "INC-ILOU000"])
def test_what_is_no_incident_number_is_refused(machine: httpx.Client, incident_id: str) -> None:
    answer = machine.get(f"{LIST}/{incident_id}")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize(
    ("path", "place"), list(zip(DECISIONS, PLACES, strict=True)), ids=[path.strip("/") for path in DECISIONS]
)
def test_decision_is_carried_out(
    served: Served, machine: httpx.Client, second: httpx.Client, path: str, place: tuple[str, str]
) -> None:
    incident_id = served.incident(*place)
    if path in {"/severity/approve", "/severity/withdraw"}:
        assert second.post(f"{LIST}/{incident_id}/severity/override", json=ASKED).status_code == 200
    document = machine.get(f"{LIST}/{incident_id}").json()["incident"]
    answer = machine.post(f"{LIST}/{incident_id}{path}", json=filled(DECISIONS[path], document))
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"command_id", "outcome", "message"}
    assert answer.json()["outcome"] == "done"
    said = served.ask("select summary, actor from published.trail where incident_id = :i", i=incident_id)
    assert [actor for summary, actor in said if fnmatch(summary, f"{SAYS[path]}*")] == ["Mobile Desk"], said


@pytest.mark.parametrize("path", DECISIONS)
def test_decision_on_an_unknown_incident_is_not_found(served: Served, machine: httpx.Client, path: str) -> None:
    before = served.state()
    known = {"checkpoint_id": "c", "narrative_id": "n", "facts_digest": "f", "due_at": "2030-01-01T00:00:00Z"}
    known["requested_at"] = "2030-01-01T00:00:00Z"
    body = DECISIONS[path] | {name: known[name] for name in DECISIONS[path] if name in known}
    answer = machine.post(f"{LIST}/INC-0000000{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_incident")
    assert served.state() == before


@pytest.mark.parametrize("path", DECISIONS)
def test_unknown_key_and_wrong_type_are_refused_and_change_nothing(
    served: Served, machine: httpx.Client, coast: str, path: str
) -> None:
    before = served.state()
    waiting = served.ask("select count(*) from inbox.command")
    document = machine.get(f"{LIST}/{coast}").json()["incident"]
    body = filled(DECISIONS[path], document)
    wrong = [body | {"surprise": 1}, body | {"reason": ["a", "list"]}, [body], "text", None]
    wrong += [body | {name: {"an": "object"}} for name in body]
    wrong += [{key: value for key, value in body.items() if key != name} for name in body if path != "/impact/confirm"]
    for sent in wrong:
        answer = machine.post(f"{LIST}/{coast}{path}", json=sent)
        assert answer.status_code == 422, sent
        assert answer.json()["code"] == "invalid"
    assert machine.post(f"{LIST}/{coast}{path}", content=b"{not json").status_code == 422
    assert served.state() == before
    assert served.ask("select count(*) from inbox.command") == waiting


REFUSED = [
    ("/impact/reject", {"reason": "long enough", "nul": None}, 422),
    ("/checkpoints", {"promise": "Cause known", "due_at": "2020-01-01T00:00:00Z"}, 422),
    ("/checkpoints", {"promise": "Cause known", "due_at": "2030-01-01T00:00:00"}, 422),
    ("/checkpoints/keep", {"checkpoint_id": "none", "answer": "long enough"}, 422),
    ("/narratives/approve", {"narrative_id": "none", "facts_digest": "0"}, 422),
    ("/severity/override", ASKED | {"severity": "P5"}, 422),
    ("/severity/override", ASKED | {"clause": "3.1"}, 422),
    ("/severity/override", ASKED | {"expires_in_min": 481}, 422),
]


@pytest.mark.parametrize(("path", "body", "status"), REFUSED)
def test_refusal_gives_a_code_and_a_sentence_and_changes_nothing(
    served: Served, machine: httpx.Client, coast: str, path: str, body: dict[str, object], status: int
) -> None:
    before = served.state()
    answer = machine.post(f"{LIST}/{coast}{path}", json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message"}
    assert answer.json()["message"]
    assert served.state() == before


def test_draft_whose_facts_moved_is_a_conflict(served: Served, machine: httpx.Client, coast: str) -> None:
    document = machine.get(f"{LIST}/{coast}").json()["incident"]
    before = served.state()
    body = filled(DECISIONS["/narratives/approve"], document) | {"facts_digest": "0" * 64}
    answer = machine.post(f"{LIST}/{coast}/narratives/approve", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "facts_changed")
    assert served.state() == before


def test_override_that_takes_two_is_in_the_document_and_refused_to_who_asked(
    served: Served, machine: httpx.Client, second: httpx.Client
) -> None:
    incident_id = served.incident("mobile-data", "islands")
    severity = f"{LIST}/{incident_id}/severity"

    def why() -> dict[str, Any]:
        return machine.get(f"{LIST}/{incident_id}").json()["incident"]["why"]

    def refused(client: httpx.Client, path: str, body: dict[str, object]) -> tuple[int, str]:
        answer = client.post(f"{severity}/{path}", json=body)
        return answer.status_code, answer.json()["code"]

    assert refused(second, "approve", {"requested_at": "2030-01-01T00:00:00Z"}) == (409, "no_request")
    assert refused(second, "withdraw", {"reason": "There is nothing"}) == (409, "no_override")
    assert machine.post(f"{severity}/override", json=ASKED).json()["outcome"] == "done"
    request = why()["request"]
    assert (request["level"], request["team"], request["reason"]) == (1, "Mobile Desk", "On the evening news")
    assert why()["override"] is None
    before = served.state()
    assert refused(machine, "approve", {"requested_at": request["requested_at"]}) == (422, "same_person")
    assert refused(second, "approve", {"requested_at": "2030-01-01T00:00:00Z"}) == (409, "request_changed")
    assert refused(second, "approve", {"requested_at": "2030-01-01T00:00:00"}) == (422, "bad_time")
    assert refused(second, "override", ASKED) == (409, "request_waits")
    assert served.state() == before
    assert second.post(f"{severity}/approve", json={"requested_at": request["requested_at"]}).status_code == 200
    assert why()["request"] is None
    assert (why()["override"]["team"], why()["override"]["second_team"]) == ("Mobile Desk", "Voice Desk")
    assert why()["clause"] == "8.2 Special exposure"
    assert why()["clause_text"].startswith("A person may raise a severity")


def test_description_names_the_machines_operations_only(machine: httpx.Client) -> None:
    paths = machine.get("/api/openapi.json").json()["paths"]
    assert paths
    assert all(path.startswith(("/api/v1/", "/tmf-api/")) for path in paths)
    assert machine.get("/docs").status_code == 404
    assert machine.get("/redoc").status_code == 404


NAMES = sorted({name for body in DECISIONS.values() for name in body} | {"surprise", "has_news"})
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["\0", "P1", "2030-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "0001-01-01", "\x1b[2J"])
    | st.text(min_size=480, max_size=520),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
BODIES = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), VALUES, max_size=5)
RAW = BODIES.map(json.dumps).map(str.encode) | VALUES.map(json.dumps).map(str.encode) | st.binary(max_size=40)
RAW |= st.sampled_from(
    [b'"\\ud800"', b'{"\\ud800": 1}', b'{"reason": "\\ud800 \\u0000"}', b"[" * 5000, b"1e999", b"NaN"]
)


@pytest.fixture(scope="module")
def noisy(served: Served, machine: httpx.Client) -> tuple[str, dict[str, Any]]:
    """An incident that may be decided on at will, and how it was at first."""
    incident_id = served.incident("roaming", "islands")
    return incident_id, machine.get(f"{LIST}/{incident_id}").json()["incident"]


@pytest.mark.parametrize("path", DECISIONS)
@given(noise=RAW, aimed=st.data())
@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_brings_the_server_down(
    machine: httpx.Client, noisy: tuple[str, dict[str, Any]], path: str, noise: bytes, aimed: st.DataObject
) -> None:
    incident_id, document = noisy
    sent = noise
    if aimed.draw(st.booleans()):
        # Every field is there and most are right, so that what is wrong lies deeper.
        body = filled(DECISIONS[path], document)
        if body:
            body[aimed.draw(st.sampled_from(sorted(body)))] = aimed.draw(VALUES)
        sent = json.dumps(body).encode()
    answer = machine.post(f"{LIST}/{incident_id}{path}", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code < 500, answer.text
    assert set(answer.json()) >= {"code", "message"} or answer.status_code == 200
