"""Signing in and out, the theme, and the live stream that says that something changed and never what."""

import json
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from intera.web import entrance
from intera.workflows import listen
from web.served import PASSWORD, Served, forms_of, words_of


def try_in(client: httpx.Client, login: str, typed: str, **more: str) -> httpx.Response:
    form = forms_of(client.get("/sign-in").text)["/sign-in"]
    return client.post("/sign-in", data=form | {"username": login, "password": typed} | more)


def test_good_password_opens_a_session_and_leads_on(served: Served) -> None:
    with served.client() as client:
        answer = try_in(client, "mara", PASSWORD, next="/trail")
        assert (answer.status_code, answer.headers["location"]) == (303, "/trail")
        (cookie,) = [text for text in answer.headers.get_list("set-cookie") if text.startswith("intera_session=")]
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert flags == {"httponly", "path=/", "samesite=lax"}
        assert "mara" in words_of(client.get("/trail").text).lower()


@pytest.mark.parametrize(
    ("login", "password"), [("mara", "wrong"), ("nobody", PASSWORD), ("", ""), ("MARA'--", "canary-guess-1")]
)
def test_wrong_login_and_wrong_password_read_the_same(served: Served, login: str, password: str) -> None:
    with served.client() as client:
        answer = try_in(client, login, password)
        assert answer.status_code == 401
        assert "This login and password do not match." in words_of(answer.text)
        assert password == "" or password not in answer.text
        assert "intera_session" not in answer.headers.get("set-cookie", "")


def test_login_is_taken_in_any_case(served: Served) -> None:
    with served.client() as client:
        assert try_in(client, "MARA", PASSWORD).status_code == 303


def test_guessing_is_stopped_and_says_so(served: Served) -> None:
    served.add_person("guessed")
    with served.client() as client:
        for _ in range(10):
            assert try_in(client, "guessed", "wrong").status_code == 401
        right_too_late = try_in(client, "guessed", PASSWORD)
        assert right_too_late.status_code == 429
        assert "Too many attempts" in words_of(right_too_late.text)
        assert try_in(client, "mara", PASSWORD).status_code == 303


def test_sign_in_form_of_another_browser_is_refused(served: Served) -> None:
    with served.client() as theirs, served.client() as ours:
        form = forms_of(theirs.get("/sign-in").text)["/sign-in"]
        ours.get("/sign-in")
        for token in ("", "é", form["csrf_token"]):
            answer = ours.post("/sign-in", data={"username": "mara", "password": PASSWORD, "csrf_token": token})
            assert answer.status_code == 403
            assert "intera_session" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("field", ["username", "password"])
def test_what_cannot_be_kept_or_is_endless_is_refused(served: Served, field: str) -> None:
    with served.client() as client:
        for text in ("nul\0", "x" * 301):
            assert try_in(client, "mara", PASSWORD, **{field: text}).status_code == 422


def test_session_a_stranger_planted_is_not_taken_over(served: Served) -> None:
    with served.client() as client:
        client.cookies.set("intera_session", "planted-by-a-stranger")
        assert client.get("/").status_code == 303
        answer = try_in(client, "mara", PASSWORD)
        assert answer.status_code == 303
        assert "planted-by-a-stranger" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "/\\evil.example", "//[", "\t//evil"])
def test_next_leads_nowhere_else(served: Served, there: str) -> None:
    with served.client() as client:
        page = client.get(f"/sign-in?next={quote(there)}")
        assert forms_of(page.text)["/sign-in"]["next"] == "/"
        assert try_in(client, "mara", PASSWORD, next=there).headers["location"] == "/"


def test_page_asked_for_comes_after_signing_in(served: Served) -> None:
    with served.client() as client:
        sent_away = client.get("/trail")
        assert sent_away.headers["location"] == "/sign-in?next=/trail"
        assert forms_of(client.get(sent_away.headers["location"]).text)["/sign-in"]["next"] == "/trail"


def test_signing_out_ends_the_session_everywhere(served: Served) -> None:
    with served.signed_in() as client, served.client() as copy:
        copy.cookies = httpx.Cookies(client.cookies)
        assert copy.get("/").status_code == 200
        token = forms_of(client.get("/").text)["/sign-out"]
        answer = client.post("/sign-out", data=token)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert 'intera_session=""' in answer.headers["set-cookie"]
        assert copy.get("/").status_code == 303
        assert copy.get("/", headers={"X-Fragment": "main"}).status_code == 401


def test_person_switched_off_is_out_at_once(served: Served) -> None:
    served.add_person("leaver")
    with served.signed_in("leaver") as client:
        assert client.get("/").status_code == 200
        served.ask("update access.person set is_active = false where login = 'leaver'")
        assert client.get("/").status_code == 303


def test_theme_is_kept_in_a_cookie_and_only_the_two_there_are(served: Served) -> None:
    with served.signed_in() as client:
        form = forms_of(client.get("/trail").text)["/theme"]
        assert form["next"] == "/trail"
        answer = client.post("/theme", data=form | {"theme": "dark"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/trail")
        assert '<html lang="en" data-theme="dark">' in client.get("/").text
        assert '<html lang="en" data-theme="dark">' in client.get("/sign-in").text
        assert "set-cookie" not in client.post("/theme", data=form | {"theme": '"><script>'}).headers
        client.cookies.set("intera_theme", '"><script>', domain="127.0.0.1", path="/")
        assert "<script>" not in client.get("/sign-in").text
        away = client.post("/theme", data=form | {"theme": "light", "next": "//evil.example"})
        assert away.headers["location"] == "/"


def events(answer: httpx.Response) -> Iterator[str]:
    """What a stream says, one block at a time."""
    block: list[str] = []
    for line in answer.iter_lines():
        if line:
            block.append(line)
        else:
            yield "\n".join(block)
            block = []


def test_stream_says_that_something_changed_and_not_what(
    served: Served, mara: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "HEARTBEAT_S", 0.3)
    with mara.stream("GET", "/live", headers={"accept-encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert "content-encoding" not in answer.headers
        said = events(answer)
        hello = json.loads(next(said).split("data: ")[1])
        assert hello["topic"] == "hello"
        started = time.monotonic()
        served.incident("wholesale-voice", "coast")
        for block in said:
            if block != ": still here":
                break
        assert time.monotonic() - started < 3
        first, second = block.split("\n")
        event = json.loads(second.removeprefix("data: "))
        assert set(event) == {"topic", "version"}
        assert event["topic"] == "changed"
        assert event["version"] > hello["version"]
        assert first == f"id: {event['version']}"


def test_quiet_stream_still_says_that_it_is_there(mara: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "HEARTBEAT_S", 0.2)
    with mara.stream("GET", "/live") as answer:
        said = events(answer)
        next(said)
        assert next(said) == ": still here"


@pytest.mark.parametrize("is_busy", [False, True])
def test_stream_ends_within_a_heartbeat_of_signing_out(
    served: Served, monkeypatch: pytest.MonkeyPatch, *, is_busy: bool
) -> None:
    monkeypatch.setattr(entrance, "HEARTBEAT_S", 0.5)
    with served.signed_in() as client, served.client() as copy:
        copy.cookies = httpx.Cookies(client.cookies)
        with copy.stream("GET", "/live") as answer:
            said = events(answer)
            next(said)
            client.post("/sign-out", data=forms_of(client.get("/").text)["/sign-out"])
            started = time.monotonic()
            while True:
                if is_busy:
                    served.ask("select pg_notify('intera_live', 'incident x 1')")
                if next(said, None) is None:
                    break
                assert time.monotonic() - started < 3
        assert copy.get("/live").status_code == 401


def test_nobody_hears_the_stream_without_a_session(served: Served) -> None:
    with served.client() as client:
        assert client.get("/live").status_code == 401


def test_one_live_page_too_many_is_told_when_to_try_again(mara: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "HEARTBEAT_S", 0.2)
    monkeypatch.setattr(listen, "LISTENERS_MAX", 1)

    def first_word() -> str:
        with mara.stream("GET", "/live") as answer:
            return next(events(answer))

    def is_free() -> bool:
        return "hello" in first_word()

    deadline = time.monotonic() + 5
    while not is_free():
        assert time.monotonic() < deadline, "a page that went away still counts"
    monkeypatch.setattr(listen, "LISTENERS_MAX", 0)
    assert first_word() == "retry: 60000"
