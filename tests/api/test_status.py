"""The status feed over HTTP: for those with a token, as a name and password too."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import httpx

from intera.model.ids import IncidentId, PublicationId
from web.served import Served
from workflows.delivering import publication_of, release

ATOM = "{http://www.w3.org/2005/Atom}"
parse = ET.fromstring  # our own output, read back


def test_what_was_released_for_the_portal_is_an_entry(served: Served, machine: httpx.Client, coast: str) -> None:
    writer = served.installation.writer_engine()
    words = replace(publication_of(), publication_id=PublicationId(f"{coast}/p1"), incident_id=IncidentId(coast))
    release(writer, words, replace(words, publication_id=PublicationId(f"{coast}/p2"), audience="internal-care"))
    writer.dispose()
    atom = machine.get("/api/v1/status/feed.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    root = parse(atom.content)
    ids = [one.findtext(f"{ATOM}id") or "" for one in root.findall(f"{ATOM}entry")]
    assert [one for one in ids if coast in one] == [f"urn:intera:publication:{coast}/p1"]
    said = machine.get("/api/v1/status/feed.json")
    assert said.headers["content-type"].startswith("application/feed+json")
    assert [(one["id"], one["content_text"]) for one in said.json()["items"] if coast in one["id"]] == [
        (f"urn:intera:publication:{coast}/p1", "Words 1.")
    ]


def test_it_takes_a_token_and_nothing_else(served: Served) -> None:
    with served.client() as client:
        for name in ("feed.atom", "feed.json"):
            assert client.get(f"/api/v1/status/{name}").status_code == 401
            assert client.get(f"/api/v1/status/{name}", auth=("feed", "wrong")).status_code == 401
            assert client.get(f"/api/v1/status/{name}", auth=("feed", served.token())).status_code == 200
