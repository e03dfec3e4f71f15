"""The pages: what is not shown looks like what is not there, and an unchanged page is not sent again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import text

from intera.store.clock import Clock, set_clock
from web.served import Served, words_of

ROLE = "service_assurance"
MOVE = "update published.incident set audience = :new where incident_id = :id and audience = :old"


@pytest.fixture
def _held_clock(served: Served) -> Iterator[None]:
    """The domain clock stands still."""
    now = datetime.now(UTC) + timedelta(seconds=1)
    writer = served.installation.writer_engine()
    with writer.begin() as connection:
        set_clock(connection, Clock(now, now, Decimal(0)))
    yield
    with writer.begin() as connection:
        connection.execute(text("update published.clock set anchor_at = now(), anchor_wall_at = now(), rate = 1"))
    writer.dispose()


def test_every_page_opens(mara: httpx.Client, coast: str) -> None:
    expected = {
        "/": coast,
        f"/incidents/{coast}": "Mobile Data",
        "/sources": "Customer contacts",
        "/trail": "Opened as",
        f"/trail?incident={coast}": "Opened as",
        "/repeats": "Nothing is measured yet",
        "/quality": "Nothing is measured yet",
        "/severity": "Nothing is measured yet",
        "/guide": "Guide",
    }
    for path, says in expected.items():
        answer = mara.get(path)
        assert answer.status_code == 200, path
        assert says in words_of(answer.text), path


def test_every_page_needs_a_session(served: Served, coast: str) -> None:
    with served.client() as nobody:
        for path in ("/", f"/incidents/{coast}", "/incidents/INC-0000000", "/sources", "/repeats", "/trail", "/guide"):
            answer = nobody.get(path)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/sign-in?next=/"), path


def test_unknown_and_not_shown_look_the_same(served: Served, mara: httpx.Client, coast: str) -> None:
    hidden = served.incident("roaming", "north")
    served.ask(MOVE, old=ROLE, new="somebody_else", id=hidden)
    try:
        answers = [
            mara.get(f"/incidents/{name}") for name in (hidden, "INC-0000000", "x", coast.lower(), coast + "'--")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
        assert hidden not in mara.get("/").text
    finally:
        served.ask(MOVE, old="somebody_else", new=ROLE, id=hidden)


@pytest.mark.usefixtures("_held_clock")
@pytest.mark.parametrize("page", ["/", "/incidents/{coast}", "/sources", "/repeats", "/trail", "/guide"])
def test_fragment_holds_the_live_part_and_is_sent_once(mara: httpx.Client, coast: str, page: str) -> None:
    path = page.replace("{coast}", coast)
    whole, fragment = mara.get(path), mara.get(path, headers={"X-Fragment": "main"})
    assert "<!doctype html>" in whole.text
    assert "<!doctype html>" not in fragment.text
    assert '<main id="main"' in fragment.text
    assert {"cookie", "x-fragment"} <= {name.strip().lower() for name in fragment.headers["vary"].split(",")}
    tags = whole.headers["etag"], fragment.headers["etag"]
    assert tags[0] != tags[1]
    again = mara.get(path, headers={"X-Fragment": "main", "If-None-Match": tags[1]})
    assert (again.status_code, again.content) == (304, b"")
    assert mara.get(path, headers={"X-Fragment": "main", "If-None-Match": tags[0]}).status_code == 200


def test_fragment_without_a_session_says_so_and_leads_nowhere(served: Served) -> None:
    with served.client() as nobody:
        answer = nobody.get("/", headers={"X-Fragment": "main"})
        assert (answer.status_code, answer.content) == (401, b"")


def test_wall_is_dark_and_large(mara: httpx.Client) -> None:
    assert "data-wall" in mara.get("/?wall").text
    assert "data-wall" not in mara.get("/").text


def test_search_is_shown_back_as_text(mara: httpx.Client, coast: str) -> None:
    hit = mara.get("/", params={"q": "mobile data"})
    assert coast in hit.text
    hostile = mara.get("/", params={"q": '"><script>alert(1)</script>', "show": "'", "all": "2"})
    assert hostile.status_code == 200
    assert "<script>alert" not in hostile.text
    assert mara.get("/", params={"q": "x" * 5000}).status_code == 200


@pytest.mark.parametrize("before", ["0", "1", "-1", "x", "9" * 400, "٣", "1 or 1=1", ""])
def test_trail_can_be_leafed_through_from_anywhere(mara: httpx.Client, before: str) -> None:
    answer = mara.get("/trail", params={"before": before})
    assert answer.status_code == 200


def test_trail_shows_the_newest_first_and_its_proof(mara: httpx.Client, coast: str) -> None:
    del coast
    html = mara.get("/trail").text
    numbers = [int(number) for number in re.findall(r'id="e-(\d+)"', html)]
    assert numbers == sorted(numbers, reverse=True)
    assert "Signed by" in words_of(html)


def test_notice_in_the_address_bar_says_our_words_only(mara: httpx.Client, coast: str) -> None:
    assert "Recorded." in words_of(mara.get(f"/incidents/{coast}?did=done").text)
    odd = mara.get(f"/incidents/{coast}?did=Call+0900+123")
    assert "0900" not in words_of(odd.text)
