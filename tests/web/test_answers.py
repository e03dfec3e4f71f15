"""A page comes with its mark; the very same bytes are not sent twice."""

from starlette.requests import Request

from intera.web.answers import is_fragment, not_found, page_answer


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw, "query_string": b""})


def test_the_same_bytes_are_answered_with_304() -> None:
    first = page_answer(request(), "<p>Hello</p>")
    again = page_answer(request(if_none_match=first.headers["etag"]), "<p>Hello</p>")
    other = page_answer(request(if_none_match=first.headers["etag"]), "<p>Other</p>")
    assert [answer.status_code for answer in (first, again, other)] == [200, 304, 200]
    assert again.body == b""


def test_only_the_live_part_is_asked_for_by_its_header() -> None:
    assert is_fragment(request(x_fragment="main"))
    assert not is_fragment(request(x_fragment="guard"))


def test_nothing_here_looks_the_same_for_everybody() -> None:
    assert not_found().status_code == 404
    assert not_found().body == not_found().body
