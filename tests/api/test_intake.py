"""Records at the door: signed and stored before they are acknowledged, or turned away with a reason that is kept."""

import contextlib
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intera.workflows.hand_in_records import DELIVERY_BYTES_MAX
from web.served import Served, cloud_event, until

STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"


def event(region: str = "coast", **said: object) -> dict[str, object]:
    data = {"state": "degraded", "service_ref": "mobile-data", "region_refs": [region], "failing_percent": 40}
    return cloud_event(f"mobile-data/{region}", data | said)


def stored(served: Served, record: dict[str, object]) -> list[tuple[object, ...]]:
    """What the inbox holds of an event, by its id."""
    return [
        tuple(row)
        for row in served.ask(
            "select source_id, door_reason from inbox.record where convert_from(body, 'utf8') like :id",
            id=f"%{record['id']}%",
        )
    ]


def parked(served: Served, reason: str, source_id: str = "probes") -> int:
    """How many records of a source were set aside for a reason."""
    served.settled()
    query = "select count(*) from published.parked where reason = :r and source_id = :s"
    return int(served.ask(query, r=reason, s=source_id)[0][0])


def test_single_event_is_stored_and_judged(served: Served) -> None:
    record = event()
    answer = served.deliver("probes", json.dumps(record).encode())
    assert (answer.status_code, answer.json()) == (202, {"stored": 1, "parked": 0})
    assert stored(served, record) == [("probes", None)]
    served.settled()
    assert served.ask("select 1 from internal.seen_record where event_key = :k", k=f"/test|{record['id']}")


def test_batch_is_stored_one_by_one(served: Served) -> None:
    records = [event("lakes"), event("north"), event("east")]
    answer = served.deliver("probes", json.dumps([*records, "no event"]).encode(), content_type=BATCH)
    assert (answer.status_code, answer.json()) == (202, {"stored": 3, "parked": 1})
    for record in records:
        assert ("probes", None) in stored(served, record)


def test_event_in_headers_is_stored(served: Served) -> None:
    record = event("south")
    headers = {f"ce-{name}": str(record[name]) for name in ("specversion", "type", "source", "id", "time", "subject")}
    answer = served.deliver("probes", json.dumps(record["data"]).encode(), content_type="application/json", **headers)
    assert (answer.status_code, answer.json()) == (202, {"stored": 1, "parked": 0})
    assert stored(served, record) == [("probes", None)]


def test_lines_are_stored_one_by_one(served: Served) -> None:
    records = [event("islands"), event("capital")]
    body = "\n".join([json.dumps(records[0]), "", json.dumps(records[1]), ""]).encode()
    answer = served.deliver("probes", body, content_type="application/x-ndjson; charset=utf-8")
    assert (answer.status_code, answer.json()) == (202, {"stored": 2, "parked": 0})


def test_same_event_again_changes_nothing(served: Served) -> None:
    body = json.dumps(event("highlands")).encode()
    served.deliver("probes", body)
    served.settled()
    before = served.state()
    assert served.deliver("probes", body).status_code == 202
    served.settled()
    assert served.state() == before


@pytest.mark.parametrize("body", [b"{broken", b"", b"[]", b'{"specversion": "0.3"}', b"null", b"\xf0\x9f\x98\x80"])
def test_what_makes_no_event_is_taken_and_parked_later(served: Served, body: bytes) -> None:
    before = served.ask("select count(*) from published.parked where source_id = 'probes'")
    answer = served.deliver("probes", body)
    assert answer.status_code == 202
    served.settled()
    query = "select count(*) from published.parked where source_id = 'probes'"
    assert until(lambda: served.ask(query)[0][0] == before[0][0] + 1)


def send(served: Served, body: bytes, headers: dict[str, str], source: str = "probes") -> httpx.Response:
    return httpx.post(f"{served.base}/api/v1/intake/{source}", content=body, headers=headers, trust_env=False)


def test_unsigned_and_wrongly_signed_are_turned_away_and_parked_without_their_body(served: Served) -> None:
    record = event()
    body = json.dumps(record).encode()
    good = served.signature("probes", body)
    other = served.signature("contacts", body)
    wrong = [
        {},
        {"webhook-id": "x"},
        good | {"webhook-signature": ""},
        good | {"webhook-signature": "v1,AAAA"},
        good | {"webhook-id": "another"},
        other,
    ]
    before = parked(served, "bad_signature")
    for headers in wrong:
        answer = send(served, body, {"content-type": STRUCTURED} | headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature"), headers
    changed = send(served, body.replace(b"40", b"90"), {"content-type": STRUCTURED} | good)
    assert changed.status_code == 401
    assert until(lambda: parked(served, "bad_signature") == before + len(wrong) + 1)
    assert stored(served, record) == []


@pytest.mark.parametrize("minutes", [-6, 6])
def test_delivery_signed_long_ago_or_in_the_future_is_turned_away(served: Served, minutes: int) -> None:
    body = json.dumps(event()).encode()
    headers = served.signature("probes", body, at=datetime.now(UTC) + timedelta(minutes=minutes))
    answer = send(served, body, {"content-type": STRUCTURED} | headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "stale_delivery")


@pytest.mark.parametrize("source", ["nobody", "probes-", "a" * 64])
def test_unknown_source_is_not_found(served: Served, source: str) -> None:
    body = json.dumps(event()).encode()
    answer = send(served, body, {"content-type": STRUCTURED} | served.signature(source, body), source)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_source")


@pytest.mark.parametrize("source", ["A", "a" * 65, ".x", "a%20b", "a%27"])
def test_what_is_no_source_name_is_refused(served: Served, source: str) -> None:
    assert send(served, b"{}", {}, source).status_code == 422


def large(parts: int) -> Iterator[bytes]:
    """A body in parts of a megabyte, its length not said."""
    for _ in range(parts):
        yield b"x" * 1024 * 1024


def test_delivery_of_ten_megabytes_and_one_byte_is_turned_away_and_parked(served: Served) -> None:
    before = parked(served, "oversized")
    answer = send(served, b"x" * (DELIVERY_BYTES_MAX + 1), {"content-type": STRUCTURED})
    assert (answer.status_code, answer.json()["code"]) == (413, "oversized")
    with served.client() as client:
        try:
            endless = client.post("/api/v1/intake/probes", content=large(40))
            assert endless.status_code == 413
        except (httpx.WriteError, httpx.RemoteProtocolError):
            # The server hung up while we were still sending, which is as good.
            pass
    assert until(lambda: parked(served, "oversized") == before + 2)


def test_endless_delivery_is_not_held_in_memory(served: Served) -> None:
    tracemalloc.start()
    try:
        with served.client() as client, contextlib.suppress(httpx.WriteError, httpx.RemoteProtocolError):
            client.post("/api/v1/intake/probes", content=large(60))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * DELIVERY_BYTES_MAX


def test_ten_megabytes_less_than_that_are_read(served: Served) -> None:
    body = b" " * (DELIVERY_BYTES_MAX - 2) + b"{}"
    assert served.deliver("probes", body).status_code == 202


def is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(
    body=st.binary(max_size=200).filter(is_text)
    | st.text(max_size=60).map(str.encode)
    | st.dictionaries(
        st.sampled_from(["specversion", "type", "source", "id", "time", "subject", "data"]) | st.text(max_size=4),
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["\0", "1.0", "\ud800"]),
    )
    .map(json.dumps)
    .map(str.encode),
    content_type=st.sampled_from(
        [STRUCTURED, BATCH, "application/x-ndjson", "application/json", "text/plain", "x", ""]
    ),
)
@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_delivery_brings_the_server_down(door: Served, body: bytes, content_type: str) -> None:
    assert door.deliver("contacts", body, content_type=content_type).status_code in {202, 422}


@pytest.fixture
def door(served: Served) -> Iterator[Served]:
    """The door, with everything that came through it handled in the end."""
    yield served
    served.settled()
