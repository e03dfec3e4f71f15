"""Care, Sales and the manager read the same words and the same times of one incident, from first word to lapse.

The pages are fetched over HTTP from one served installation; nothing of what is hidden is in those of Care and Sales.
"""

import re
from collections.abc import Iterator

import httpx
import pytest

from web.served import Cluster, Served, forms_of, serve, until, words_of

SAY = re.compile(r'<blockquote class="say"[^>]*>(.*?)</blockquote>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
UPDATE = re.compile(r"next update by (\d\d:\d\d \w+)", re.IGNORECASE)
HIDDEN = re.compile(
    r"\bP[1-4]\b|severity|confiden|evidence|probe|ticket|\bsources?\b|fingerprint|Mara|41,2\d\d",
    re.IGNORECASE,
)
PEOPLE = {"mara": "service_assurance", "ehall": "care", "psund": "sales"}


@pytest.fixture(scope="module")
def people(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, dict[str, httpx.Client]]]:
    with serve(cluster, tmp_path_factory.mktemp("same")) as served:
        for login, role in PEOPLE.items():
            if login != "mara":
                served.add_person(login, team_id="", role=role)
        with served.signed_in("mara") as mara, served.signed_in("ehall") as ehall, served.signed_in("psund") as psund:
            yield served, {"mara": mara, "ehall": ehall, "psund": psund}


def told(html: str) -> list[str]:
    """The paragraphs of the approved words on a page."""
    found = SAY.search(html)
    return PARAGRAPH.findall(found.group(1)) if found else []


def main_of(html: str) -> str:
    return words_of(html[html.index("<main") : html.index("</main>")])


def pages(clients: dict[str, httpx.Client], incident_id: str) -> dict[str, str]:
    return {
        "mara": clients["mara"].get(f"/incidents/{incident_id}").text,
        "ehall": clients["ehall"].get("/", params={"incident": incident_id}).text,
        "psund": clients["psund"].get("/").text,
    }


def test_the_same_words_and_times_from_first_word_to_lapse(
    people: tuple[Served, dict[str, httpx.Client]],
) -> None:
    served, clients = people
    mara = clients["mara"]
    incident_id = served.incident("mobile-data", "coast")
    promise = forms_of(mara.get(f"/incidents/{incident_id}").text)[f"/incidents/{incident_id}/checkpoints"]
    mara.post(f"/incidents/{incident_id}/checkpoints", data=promise | {"promise": "Scope known in Coast"})
    served.settled()

    before = pages(clients, incident_id)
    assert told(before["ehall"]) == told(before["psund"]) == []
    assert "Not verified yet" in main_of(before["ehall"])

    approve = next(
        (path, form)
        for path, form in forms_of(mara.get(f"/incidents/{incident_id}").text).items()
        if path.endswith("/approve") and "/narratives/" in path
    )
    answer = mara.post(approve[0], data=approve[1] | {"accepts_marks": "1"})
    assert answer.status_code == 303, words_of(answer.text)
    served.settled()

    after = pages(clients, incident_id)
    assert told(after["mara"])
    assert told(after["mara"]) == told(after["ehall"]) == told(after["psund"])
    times = {login: set(UPDATE.findall(main_of(html))) for login, html in after.items()}
    assert times["ehall"] == times["psund"]
    assert len(times["ehall"]) == 1
    assert times["ehall"] <= times["mara"]
    for login in ("ehall", "psund"):
        assert not HIDDEN.findall(main_of(after[login]))

    # The promise is answered, so the time in the words is no fact any more: they are gone for everybody at once.
    forms = forms_of(mara.get(f"/incidents/{incident_id}").text)
    for path, form in forms.items():
        if path.endswith("/keep"):
            mara.post(path, data=form | {"answer": "Coast alone is hit", "has_news": "1"})
    served.settled()
    gone = until(lambda: _lapsed(clients, incident_id), seconds=20)
    assert gone["ehall"] == gone["psund"] == []


def _lapsed(clients: dict[str, httpx.Client], incident_id: str) -> dict[str, list[str]]:
    """What is told on each page once the manager's page says that the approval ended."""
    found = pages(clients, incident_id)
    is_over = "Safe to tell now" not in main_of(found["mara"])
    return {login: told(html) for login, html in found.items()} if is_over else {}
