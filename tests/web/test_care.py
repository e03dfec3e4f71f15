"""Care's pages: words and times and nothing else; contacts go on record; other pages are not there for them."""

from collections.abc import Iterator

import httpx
import pytest

from web.served import Served, forms_of, until, words_of

SILENT = ("P1", "P2", "severity", "Confidence", "evidence")


@pytest.fixture(scope="module")
def ehall(served: Served) -> Iterator[httpx.Client]:
    served.add_person("ehall", team_id="", role="care")
    with served.signed_in("ehall") as client:
        yield client


def test_the_first_page_says_what_to_say_and_nothing_of_judgement(ehall: httpx.Client, coast: str) -> None:
    page = ehall.get("/")
    words = words_of(page.text)
    assert page.status_code == 200
    assert "What to say now" in words
    assert "Leave out" in words
    assert not [word for word in SILENT if word in words]
    assert coast in page.text or "Also now" in words


@pytest.mark.parametrize(
    "path",
    ["/incidents/{id}", "/incidents/{id}/write", "/sources", "/trail", "/repeats", "/narratives", "/briefing.pdf"],
)
def test_pages_of_the_desk_are_not_there_for_care(ehall: httpx.Client, coast: str, path: str) -> None:
    answer = ehall.get(path.replace("{id}", coast))
    assert answer.status_code == 404
    assert answer.text == ehall.get("/nowhere").text


def test_a_place_is_checked(ehall: httpx.Client, coast: str) -> None:
    assert coast
    assert "Coast" in words_of(ehall.get("/", params={"place": "Harbour Street, Coast"}).text)
    unknown = words_of(ehall.get("/", params={"place": "Atlantis"}).text)
    assert "That place is not one of ours." in unknown


def test_an_account_is_found_and_its_contact_recorded(served: Served, ehall: httpx.Client) -> None:
    found = words_of(ehall.get("/care/accounts", params={"q": "harbour"}).text)
    assert "Harbour Logistics" in found
    page = ehall.get("/care/accounts/acc-harbour")
    assert "None on record yet." in words_of(page.text)
    form = forms_of(page.text)["/contacts"]
    answer = ehall.post("/contacts", data=form | {"channel": "chat", "about": "when"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/care/accounts/acc-harbour?did=contact")
    until(lambda: served.ask("select 1 from internal.contact where account_id = 'acc-harbour'"))
    after = words_of(ehall.get(answer.headers["location"]).text)
    assert "Chat asked when it will work" in after
    assert "This contact counts, with its channel." in after
    (row,) = served.ask("select kind, summary from published.trail where kind = 'contact.record' order by 1 limit 1")
    assert "Contact by chat recorded: a customer asked about when it will work" in row.summary
    assert "Harbour" not in row.summary


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"channel": "pigeon"}, 422),
        ({"about": "gossip"}, 422),
        ({"account_id": "acc-nobody"}, 404),
        ({"incident_id": "INC-0000000"}, 404),
    ],
)
def test_a_contact_that_fits_nothing_is_refused_with_a_sentence(
    ehall: httpx.Client, fields: dict[str, str], status: int
) -> None:
    form = forms_of(ehall.get("/").text)["/contacts"] | {"channel": "phone", "about": "when"}
    answer = ehall.post("/contacts", data=form | fields)
    assert answer.status_code == status
    assert "Not recorded." in words_of(answer.text)


def test_an_unknown_account_and_a_partner_are_not_there(ehall: httpx.Client) -> None:
    assert ehall.get("/care/accounts/acc-nobody").status_code == 404
    assert ehall.get("/care/accounts/%00").status_code == 404


def test_the_manager_has_no_page_of_care(mara: httpx.Client) -> None:
    assert mara.get("/care/accounts").status_code == 404
    token = forms_of(mara.get("/").text)["/theme"]["csrf_token"]
    assert mara.post("/contacts", data={"csrf_token": token, "channel": "phone", "about": "when"}).status_code == 404


def test_care_gives_no_command_of_the_desk(served: Served, ehall: httpx.Client, coast: str) -> None:
    token = forms_of(ehall.get("/").text)["/contacts"]["csrf_token"]
    before = served.state()
    answer = ehall.post(f"/incidents/{coast}/impact/reject", data={"csrf_token": token, "reason": "It is nothing"})
    assert answer.status_code in {403, 404}
    assert coast not in answer.text
    assert served.state() == before
