"""The account manager's page: accounts, words and times."""

import httpx

from web.served import Served, forms_of, until, words_of


def test_the_page_names_accounts_and_a_contact_stands_beside_its_account(served: Served, coast: str) -> None:
    served.add_person("psund", team_id="", role="sales")
    with served.signed_in("psund") as client:
        page = client.get("/")
        words = words_of(page.text)
        assert "Your accounts now" in words
        assert "Other customers" in words
        assert not [word for word in ("P1", "severity", "Confidence", "Carrier") if word in words]
        assert client.get(f"/incidents/{coast}").status_code == 404
        forms = forms_of(page.text)
        if "/contacts" in forms:
            _record(served, client, forms["/contacts"])


def _record(served: Served, client: httpx.Client, form: dict[str, str]) -> None:
    account_id = form["about_account"].partition(" ")[0]
    answer = client.post("/contacts", data=form | {"channel": "phone", "about": "what_is_happening"})
    assert answer.status_code == 303
    until(lambda: served.ask("select 1 from internal.contact where account_id = :id", id=account_id))
    assert "by phone" in words_of(client.get("/").text)
