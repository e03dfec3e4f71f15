"""Who a token acts as, and that every other token, and none, reads the same."""

import httpx
import pytest

from web.served import Served

OPERATIONS = [
    ("GET", ""),
    ("GET", "/INC-0000000"),
    ("POST", "/INC-0000000/impact/confirm"),
    ("POST", "/INC-0000000/impact/reject"),
    ("POST", "/INC-0000000/severity/override"),
    ("POST", "/INC-0000000/severity/approve"),
    ("POST", "/INC-0000000/severity/withdraw"),
    ("POST", "/INC-0000000/owner/take"),
    ("POST", "/INC-0000000/checkpoints"),
    ("POST", "/INC-0000000/checkpoints/keep"),
    ("POST", "/INC-0000000/checkpoints/move"),
    ("POST", "/INC-0000000/narratives/approve"),
    ("POST", "/INC-0000000/owner/hand-over"),
    ("POST", "/INC-0000000/eta"),
    ("POST", "/INC-0000000/escalations/take-on"),
    ("POST", "/INC-0000000/follow-ups"),
    ("POST", "/INC-0000000/follow-ups/finish"),
    ("POST", "/INC-0000000/close"),
    ("POST", "/INC-0000000/reopen"),
]


def ask(served: Served, header: str | None, method: str = "GET", path: str = "") -> httpx.Response:
    with served.client() as client:
        headers = {"Authorization": header} if header is not None else {}
        body = {} if method == "POST" else None
        return client.request(method, f"/api/v1/incidents{path}", headers=headers, json=body)


def test_operations_listed_here_are_all_there_are(served: Served) -> None:
    paths = served.app.openapi()["paths"]
    prefix = "/api/v1/incidents"
    there = {
        (method.upper(), path.removeprefix(prefix).replace("{incident_id}", "INC-0000000"))
        for path, methods in paths.items()
        for method in methods
        if path.startswith(prefix)
    }
    assert there == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_operation_answers_without_a_good_token(served: Served, method: str, path: str) -> None:
    expired = served.token()
    served.ask("update access.api_token set expires_at = now() - interval '1 s' where person_id is not null")
    headers = [None, "", "Bearer", "Bearer wrong", "Basic bWFyYTpw", f"Bearer {expired}", "Bearer é".encode()]
    answers = [ask(served, header, method, path) for header in headers]  # type: ignore[arg-type]
    served.ask("update access.api_token set expires_at = now() + interval '1 day'")
    assert {answer.status_code for answer in answers} <= {401, 422}
    # Only what is wrong with the body itself may be said before the token is looked at, and never more.
    refused = [answer for answer in answers if answer.status_code == 401]
    assert len({answer.text for answer in refused}) <= 1
    for answer in refused:
        assert answer.headers["www-authenticate"] == "Bearer"


def test_good_token_acts_as_its_person(served: Served) -> None:
    token = served.token()
    assert ask(served, f"Bearer {token}").status_code == 200
    assert ask(served, f"bearer {token}").status_code == 200


def test_token_of_somebody_switched_off_is_worth_nothing(served: Served) -> None:
    served.add_person("left")
    token = served.token("left")
    assert ask(served, f"Bearer {token}").status_code == 200
    served.ask("update access.person set is_active = false where login = 'left'")
    assert ask(served, f"Bearer {token}").status_code == 401


def test_session_cookie_is_no_token(served: Served) -> None:
    with served.signed_in() as client:
        assert client.get("/api/v1/incidents").status_code == 401
