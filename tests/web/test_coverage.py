"""The page of who was told: figures, reasons, and sending again by a form; nothing of who they are."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from couriers.servers import receiving
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.ids import IncidentId, PublicationId
from intera.model.publication import Channel
from intera.workflows.deliver_publications import Sender, deliver_all
from web.served import Served, forms_of, until, words_of
from workflows.delivering import listed, publication_of, put_recipients, release


@contextmanager
def writing(served: Served) -> Generator[Engine]:
    """An engine of the worker's login."""
    engine = served.installation.writer_engine()
    yield engine
    engine.dispose()


def test_an_incident_says_who_was_told_and_what_failed_goes_out_again(
    served: Served, coast: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del monkeypatch
    setup = CourierSetup(key=b"k" * 32, is_private_allowed=True)
    with receiving() as receiver, writing(served) as writer, served.signed_in() as browser:
        assert "Nobody was told yet" in words_of(browser.get(f"/incidents/{coast}/told").text)
        addresses = [receiver.url(f"/hook{number}") for number in range(3)] + [receiver.url("/gone")]
        put_recipients(writer, listed(Channel.WEBHOOK, addresses))
        words = replace(publication_of(), publication_id=PublicationId(f"{coast}/p1"), incident_id=IncidentId(coast))
        release(writer, words)
        deliver_all(Sender(writer, open_couriers(setup)))

        page = browser.get(f"/incidents/{coast}/told")
        assert page.status_code == 200
        said = words_of(page.text)
        assert "3 of 4 told." in said
        assert "Their system refused it" in said
        assert "127.0.0.1" not in page.text
        assert "webhook-00000" not in page.text
        assert "3 of 4 told" in words_of(browser.get(f"/incidents/{coast}").text)
        assert browser.get(f"/incidents/{coast}/told", headers={"x-fragment": "main"}).text.lstrip().startswith("<main")

        action = f"/incidents/{coast}/told/{coast}/p1/again"
        form = forms_of(page.text)[action]
        refused = browser.post(action, data=form | {"which": "failed", "reason": "no"})
        assert refused.status_code == 422
        assert "Write at least 5 characters" in words_of(refused.text)
        assert browser.get(action).status_code == 303
        done = browser.post(action, data=form | {"which": "failed", "reason": "They mended it"})
        assert done.status_code == 303, done.text
        assert done.headers["location"] == f"/incidents/{coast}/told?did=done"
        assert "1 waiting" in words_of(browser.get(f"/incidents/{coast}/told").text)
        deliver_all(Sender(writer, open_couriers(setup)))
        assert "3 of 4 told." in words_of(browser.get(f"/incidents/{coast}/told").text)
        again = browser.post(action, data=form | {"which": "unsure", "accepts_twice": "1", "reason": "They say no"})
        assert again.status_code == 409
    told = "select summary from published.trail where incident_id = :id and kind = 'publication.deliver'"
    until(lambda: len(served.ask(told, id=coast)) >= 2)
    assert ("Asked to send again to 1 recipients (failed)",) in [tuple(row) for row in served.ask(told, id=coast)]


def test_there_is_no_page_for_what_is_not_there_or_not_ours(served: Served) -> None:
    with served.signed_in() as browser:
        assert browser.get("/incidents/INC-0000000/told").status_code == 404
    with served.client() as stranger:
        assert stranger.get("/incidents/INC-0000000/told").status_code == 303


def test_a_form_without_its_token_changes_nothing(served: Served, coast: str) -> None:
    before = served.state()
    with served.signed_in() as browser:
        answer = browser.post(f"/incidents/{coast}/told/{coast}/p1/again", data={"which": "failed", "reason": "x" * 9})
        assert answer.status_code == 403
    assert served.state() == before
