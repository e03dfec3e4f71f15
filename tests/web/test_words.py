"""The composer: words are checked without a script, saved, asked for, approved, released, put right."""

import threading
from collections.abc import Iterator

import httpx
import pytest

from intera.web.words import reader_of
from intera.workflows.answer_guard import answer_guard
from web.served import Served, forms_of, until, words_of

NEXT_UPDATE = "We will give the next update by"


@pytest.fixture(scope="module", autouse=True)
def reading(served: Served) -> Iterator[None]:
    """A worker that reads words for writers."""
    engine, stop = served.installation.writer_engine(), threading.Event()
    thread = threading.Thread(target=answer_guard, args=(engine, stop), daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(timeout=10)
    engine.dispose()


@pytest.fixture(scope="module")
def told(served: Served, mara: httpx.Client) -> str:
    """An incident of its own in which something may be told: confirmed, with a promise."""
    incident_id = served.incident("fixed-broadband", "islands")
    page = mara.get(f"/incidents/{incident_id}").text
    forms = forms_of(page)
    confirm = forms.get(f"/incidents/{incident_id}/impact/confirm")
    if confirm is not None:
        mara.post(f"/incidents/{incident_id}/impact/confirm", data=confirm | {"reason": "Seen by two desks"})
    promise = forms_of(mara.get(f"/incidents/{incident_id}").text)[f"/incidents/{incident_id}/checkpoints"]
    mara.post(f"/incidents/{incident_id}/checkpoints", data=promise | {"promise": "Scope known on the islands"})
    served.settled()
    return incident_id


@pytest.fixture(scope="module")
def second(served: Served) -> Iterator[httpx.Client]:
    served.add_person("lind")
    with served.signed_in("lind") as client:
        yield client


@pytest.fixture(scope="module")
def third(served: Served) -> Iterator[httpx.Client]:
    served.add_person("castel")
    with served.signed_in("castel") as client:
        yield client


def composer(client: httpx.Client, incident_id: str) -> tuple[str, dict[str, dict[str, str]]]:
    answer = client.get(f"/incidents/{incident_id}/write")
    assert answer.status_code == 200, answer.text
    return words_of(answer.text), forms_of(answer.text)


def form(forms: dict[str, dict[str, str]], ending: str) -> tuple[str, dict[str, str]]:
    found = [(path, fields) for path, fields in forms.items() if path.endswith(ending)]
    assert found, (ending, list(forms))
    return found[0]


def test_the_composer_shows_facts_words_and_channels(mara: httpx.Client, told: str) -> None:
    words, forms = composer(mara, told)
    assert "What you may say" in words
    assert "Wait for verification" in words
    assert "Four parts, and what each sentence rests on" in words
    assert "SMS" in words
    _, draft = form(forms, "/write/draft")
    assert NEXT_UPDATE in draft["text"]


def test_words_are_checked_without_a_script_and_nothing_is_stored(
    served: Served, mara: httpx.Client, told: str
) -> None:
    _, forms = composer(mara, told)
    path, draft = form(forms, "/write/draft")
    before = served.state()
    bad = draft | {"text": "The network is broken because of a vendor."}

    def read() -> httpx.Response | None:
        # On a machine at its limit nobody may read the words in time; then the page says so and one asks again.
        found = mara.post(path.replace("/write/draft", "/write/check"), data=bad)
        assert found.status_code == 200
        return None if "Not checked" in found.text else found

    answer = until(read, seconds=20)
    assert "must change" in words_of(answer.text)
    assert forms_of(answer.text)[path]["text"] == "The network is broken because of a vendor."
    assert served.state() == before


def test_words_go_out_only_by_way_of_another_person(
    mara: httpx.Client, second: httpx.Client, third: httpx.Client, told: str
) -> None:
    _, forms = composer(mara, told)
    path, draft = form(forms, "/write/draft")
    own = "\r\n\r\n".join(line for line in draft["text"].split("\n\n") if "settings" not in line)
    saved = mara.post(path, data=draft | {"text": own})
    assert saved.status_code == 303, words_of(saved.text)
    assert saved.headers["location"].startswith(f"/incidents/{told}/write?audience=customer&language=en&did=done")
    words, forms = composer(mara, told)
    assert "You wrote these words; another person approves them." in words
    assert not [path for path in forms if path.endswith("/approve")]
    path, ask = form(forms, "/request")
    assert mara.post(path, data=ask).status_code == 303
    assert "1 text waits for a second person." in words_of(second.get("/narratives").text)
    for client in (second, third):
        words, forms = composer(client, told)
        approve = [item for item in forms.items() if item[0].endswith("/approve")]
        if approve:
            answer = client.post(approve[0][0], data=approve[0][1])
            assert answer.status_code == 303, words_of(answer.text)
    words, forms = composer(second, told)
    path, release = form(forms, "/write/release")
    answer = second.post(path, data=release | {"channels": ["portal", "sms"]})
    assert answer.status_code == 303, words_of(answer.text)
    words, forms = composer(second, told)
    assert "In force" in words
    assert "Web and portal and SMS" in words
    assert [path for path in forms if path.endswith("/p1/withdraw")]


def test_a_release_without_a_channel_is_refused(second: httpx.Client, told: str) -> None:
    _, forms = composer(second, told)
    path, release = form(forms, "/write/release")
    release.pop("channels", None)
    answer = second.post(path, data=release)
    assert answer.status_code == 422
    assert "Not recorded." in words_of(answer.text)


def test_what_was_released_is_taken_back_with_a_reason(second: httpx.Client, told: str) -> None:
    _, forms = composer(second, told)
    path, withdraw = form(forms, "/p1/withdraw")
    refused = second.post(path, data=withdraw | {"reason": ""})
    assert refused.status_code == 422
    assert second.post(path, data=withdraw | {"reason": "The place was wrong"}).status_code == 303
    words, _ = composer(second, told)
    assert "Withdrawn since" in words


def test_a_refused_text_is_not_lost(mara: httpx.Client, told: str) -> None:
    _, forms = composer(mara, told)
    path, draft = form(forms, "/write/draft")
    answer = mara.post(path, data=draft | {"facts_digest": "0" * 64, "text": "My words that must not be lost."})
    assert answer.status_code == 409
    assert forms_of(answer.text)[path]["text"] == "My words that must not be lost."
    assert "A fact changed while you were writing" in words_of(answer.text)


def test_an_unknown_incident_and_a_lost_address_lead_nowhere_new(mara: httpx.Client, told: str) -> None:
    assert mara.get("/incidents/INC-0000000/write").status_code == 404
    left = mara.get(f"/incidents/{told}/write/narratives/{told}/n1/approve")
    assert (left.status_code, left.headers["location"]) == (303, f"/incidents/{told}/write")


@pytest.mark.parametrize(
    ("narrative_id", "audience", "language"),
    [
        ("INC-1/n3", "customer", "en"),
        ("INC-1/sales/n1", "sales", "en"),
        ("INC-1/de/n1", "customer", "de"),
        ("INC-1/internal-care/de/n12", "internal-care", "de"),
    ],
)
def test_a_narratives_id_tells_its_reader(narrative_id: str, audience: str, language: str) -> None:
    said = reader_of("INC-1", narrative_id)
    assert (said.audience, said.language) == (audience, language)
