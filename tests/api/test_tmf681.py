"""TMF681: what was sent is listed, and only approved words, word for word, are released."""

from collections.abc import Mapping
from dataclasses import replace

import httpx
import pytest

from intera.model.ids import IncidentId, PublicationId
from intera.model.publication import PublicationReach
from intera.roles.tmf681 import approved_words
from intera.store.changes import PublicationRow
from intera.store.database import driver
from intera.store.publications import write_publications
from web.served import Served
from workflows.delivering import publication_of

BASE = "/tmf-api/communicationManagement/v4/communicationMessage"


@pytest.fixture(scope="module")
def lakes(served: Served) -> str:
    """An incident of its own, with words released on every channel."""
    name = served.incident("roaming", "capital")
    writer = served.installation.writer_engine()
    words = replace(publication_of(), publication_id=PublicationId(f"{name}/p9"), incident_id=IncidentId(name))
    with writer.begin() as connection:
        cursor = driver(connection).cursor()
        write_publications(cursor, [PublicationRow(words, PublicationReach(languages=("en",)), words.texts)])
        cursor.close()
    writer.dispose()
    return name


def test_messages_are_listed_and_found(machine: httpx.Client, lakes: str) -> None:
    answer = machine.get(BASE, params={"limit": 1})
    assert answer.status_code == 200, answer.text
    assert (answer.headers["x-result-count"], int(answer.headers["x-total-count"]) >= 2) == ("1", True)
    (first,) = answer.json()
    assert first["@type"] == "CommunicationMessage"
    assert machine.get(first["href"]).json() == first
    only = machine.get(f"{BASE}/{lakes}.p9.sms", params={"fields": "messageType"}).json()
    assert only["messageType"] == "SMS"
    assert "content" not in only


def test_what_is_not_there_is_an_error_of_the_standard(served: Served, machine: httpx.Client, lakes: str) -> None:
    for name in ("none", f"{lakes}.p9.portal", f"{lakes}.p9.fax"):
        found = machine.get(f"{BASE}/{name}")
        assert found.status_code == 404
        assert {"code", "reason"} <= set(found.json())
    with served.client() as stranger:
        refused = stranger.get(BASE)
        assert refused.status_code == 401
        assert {"code", "reason"} <= set(refused.json())


def body(**changes: object) -> dict[str, object]:
    """A message to be created."""
    found: dict[str, object] = {
        "content": "Words.",
        "messageType": "Email",
        "sender": {"id": "x"},
        "receiver": [{"id": "customer"}],
        "characteristic": [],
    }
    return found | changes


def named(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Characteristics."""
    return [{"name": name, "value": value} for name, value in values.items()]


@pytest.mark.parametrize(
    "wrong",
    [
        {"messageType": "Fax"},
        {"receiver": [{"id": "customer", "email": "a@b.example"}]},
        {"receiver": [{"id": "everybody"}]},
        {"content": "We are sorry, our vendor broke it."},
    ],
)
def test_nothing_goes_out_but_approved_words_to_the_list(
    served: Served, machine: httpx.Client, lakes: str, wrong: dict[str, object]
) -> None:
    before = served.state()
    given = body(characteristic=named({"incidentId": lakes, "narrativeId": f"{lakes}/n1"})) | wrong
    answer = machine.post(BASE, json=given)
    assert answer.status_code == 422, answer.text
    assert answer.json()["reason"]
    assert served.state() == before
    assert machine.post(BASE, json=body()).status_code == 404


def test_approved_words_are_released_word_for_word(machine: httpx.Client, lakes: str) -> None:
    name = lakes
    document = machine.get(f"/api/v1/incidents/{name}").json()["incident"]
    draft = next(one for one in document["narratives"] if (one["audience"], one["language"]) == ("customer", "en"))
    fields = {"narrative_id": draft["id"], "facts_digest": draft["facts_digest"], "accepts_marks": True}
    approved = machine.post(f"/api/v1/incidents/{name}/narratives/approve", json=fields)
    assert approved.status_code == 200, approved.text
    document = machine.get(f"/api/v1/incidents/{name}").json()["incident"]
    words = approved_words(document, draft["id"], "sms")
    assert words
    given = body(
        content=words,
        messageType="SMS",
        characteristic=named({"incidentId": name, "narrativeId": draft["id"], "factsDigest": draft["facts_digest"]}),
    )
    created = machine.post(BASE, json=given)
    assert created.status_code == 201, created.text
    assert created.json()["content"] == words
    assert machine.get(created.headers["location"]).json()["content"] == words
    assert machine.post(BASE, json=given).status_code == 409, "told already"
