"""One POST: its deadline, redirects, long answers, and what each status means."""

import time
from collections.abc import Generator

import pytest

from couriers.servers import Receiver, receiving
from intera.couriers.http_post import Post, judge_code, post
from intera.couriers.port import Arrival


@pytest.fixture
def receiver() -> Generator[Receiver]:
    """A server."""
    with receiving() as found:
        yield found


@pytest.mark.parametrize(
    ("code", "arrival"),
    [
        *((code, Arrival.SENT) for code in (200, 201, 202, 204)),
        *((code, Arrival.REFUSED) for code in (301, 302, 307, 400, 401, 403, 404, 410, 413, 422)),
        *((code, Arrival.TRY_AGAIN) for code in (408, 409, 425, 429, 500, 502, 503, 504, 599)),
    ],
)
def test_what_a_status_says(code: int, arrival: Arrival) -> None:
    assert judge_code(code).arrival is arrival


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    outcome = post(Post(receiver.url("/moved"), b"x", {}))
    assert (outcome.arrival, outcome.reason) == (Arrival.REFUSED, "redirected")
    assert not receiver.heard


def test_of_a_long_answer_no_more_is_read_than_is_needed(receiver: Receiver) -> None:
    began = time.monotonic()
    assert post(Post(receiver.url("/huge"), b"x", {}), deadline_s=5).arrival is Arrival.SENT
    assert time.monotonic() - began < 2


def test_an_answer_that_drips_for_ever_is_given_up(receiver: Receiver) -> None:
    began = time.monotonic()
    outcome = post(Post(receiver.url("/drip"), b"x", {}), deadline_s=0.5)
    assert (outcome.arrival, outcome.reason) == (Arrival.TRY_AGAIN, "no_answer")
    assert time.monotonic() - began < 2


def test_what_the_other_side_says_is_not_kept(receiver: Receiver) -> None:
    assert post(Post(receiver.url("/gone"), b"x", {})).detail == "HTTP 410"
    assert post(Post(receiver.url("/busy"), b"x", {})).detail == "HTTP 503"


def test_no_url_at_all_is_no_crash() -> None:
    assert post(Post("http://[", b"x", {})).arrival is Arrival.TRY_AGAIN
