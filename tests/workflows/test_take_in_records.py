"""Bad records are set aside with their reason and never touch the good ones (issue 2, "Bad input")."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import Engine, text

from flows.drive import feed_and_take, new_worker, put_in, scalars, take_all, take_batch
from flows.state_digest import differences, state_of, wipe
from flows.town import ACCOUNTS, DESK, HEALTH, TESTS, after, event, says, town
from intera.model.case import Case
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import RejectReason
from intera.store import published
from intera.store.inbox import ArrivedRecord
from intera.workflows import record_judgement, take_in_records
from intera.workflows.judge import Judged, Surroundings
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.rulebook import Rulebook
from intera.workflows.verify_trail import verify_whole_trail
from intera.workflows.world import NoReferenceError

Load = Callable[[Installation, Operator], None]


def good(count: int = 120) -> list[ArrivedRecord]:
    """Tests, health, a ticket and an account about two services over some hours."""
    records: list[ArrivedRecord] = []
    for number in range(count):
        minute = number * 3
        region = "coast" if number % 3 else "lakes"
        if number % 10 == 9:
            state = "open" if number % 20 == 9 else "restored"
            data = {
                "external_id": f"T{number // 20}",
                "state": state,
                "region_refs": [region],
                "title": "slow & lossy, loss < 5%",
            }
            records.append(says(DESK, f"g{number}", minute, **data))
        elif number % 10 == 5:
            data = {"external_id": "port", "state": "degraded", "region_refs": ["coast"], "account_refs": ["port"]}
            records.append(says(ACCOUNTS, f"g{number}", minute, **data))
        else:
            source = TESTS if number % 2 else HEALTH
            state = "ok" if number % 8 == 0 else "degraded"
            data = {"external_id": region, "state": state, "region_refs": [region], "failing_percent": 55}
            records.append(says(source, f"g{number}", minute, **data))
    return records


def _body(**changes: object) -> bytes:
    data = {"external_id": "T9", "state": "open", "service_ref": "mobile", "region_refs": ["coast"], **changes}
    return event(DESK, "bad", after(0), **data)


def _odd_number(written: bytes) -> bytes:
    return _body(customer_count="@").replace(b'"@"', written)


def _at(time: str) -> bytes:
    return json.dumps(json.loads(_body()) | {"time": time}).encode()


BAD: dict[str, tuple[bytes, RejectReason]] = {
    "broken off": (b'{"specversion": "1.0", ', RejectReason.MALFORMED),
    "empty": (b"", RejectReason.MALFORMED),
    "not UTF-8": (b"\xff\xfe{}", RejectReason.BAD_ENCODING),
    "a list": (b"[1, 2]", RejectReason.MALFORMED),
    "one name twice": (b'{"id": "1", "id": "2"}', RejectReason.MALFORMED),
    "nested without end": (_body(title="@").replace(b'"@"', b"[" * 5000 + b"]" * 5000), RejectReason.MALFORMED),
    "NaN": (_odd_number(b"NaN"), RejectReason.BAD_NUMBER),
    "infinite": (_odd_number(b"1e999"), RejectReason.BAD_NUMBER),
    "negative": (_odd_number(b"-1"), RejectReason.BAD_NUMBER),
    "forty digits": (_odd_number(b"9" * 40), RejectReason.BAD_NUMBER),
    "year 9999": (_at("9999-12-31T23:59:59Z"), RejectReason.BAD_TIME),
    "in the future": (_at("2026-12-24T18:00:00Z"), RejectReason.BAD_TIME),
    "no zone": (_at("2026-11-18T12:00:00"), RejectReason.BAD_TIME),
    "control character": (_body(title="a\x07b"), RejectReason.HOSTILE_TEXT),
    "HTML": (_body(title="<script>alert(1)</script>"), RejectReason.HOSTILE_TEXT),
    "formula": (_body(title="=HYPERLINK(1)"), RejectReason.HOSTILE_TEXT),
    "NUL in an id": (_body(external_id="T\x00"), RejectReason.HOSTILE_TEXT),
    "turned reading direction": (_body(title="a\u202eb"), RejectReason.HOSTILE_TEXT),
    "half a character": (_body(title="@").replace(b"@", b"\\ud800"), RejectReason.BAD_ENCODING),
    "no state": (_body(state=None), RejectReason.MISSING_FIELD),
    "unknown kind": (_body().replace(b"org.intera.ticket.v1", b"org.evil.v1"), RejectReason.UNKNOWN_KIND),
    "too long a title": (_body(title="x" * 5000), RejectReason.OVERSIZED),
}


def bad_records() -> list[ArrivedRecord]:
    """Every kind of bad record once, those the door already refused and an unknown source's among them."""
    found = [ArrivedRecord(DESK, body, after(0)) for body, _ in BAD.values()]
    found += [
        ArrivedRecord(DESK, b"", after(0), door_reason=RejectReason.BAD_SIGNATURE, door_detail="not signed"),
        ArrivedRecord(DESK, b"", after(0), door_reason=RejectReason.OVERSIZED, door_detail="11 MB"),
        ArrivedRecord("<script>", _body(), after(0)),
    ]
    return found


def mixed(records: Sequence[ArrivedRecord], bad: Sequence[ArrivedRecord], seed: int) -> list[ArrivedRecord]:
    """The bad ones strewn among the good ones, each received when its neighbour was."""
    chance = random.Random(seed)
    found = list(records)
    for record in bad:
        place = chance.randrange(1, len(found))
        found.insert(place, replace(record, received_at=found[place - 1].received_at))
    return found


@pytest.mark.parametrize("limit", [2000, 16])
def test_bad_records_are_parked_with_their_reason_and_the_good_ones_are_untouched(
    installation: Installation, worker: Worker, load: Load, limit: int
) -> None:
    # Each bad record stands among twenty good ones.
    records = good(20 * len(bad_records()) // (1 if limit > 100 else 4))
    load(installation, town())
    feed_and_take(installation, worker, records)
    expected = state_of(worker.engine)
    wipe(installation)
    load(installation, town())
    worker = new_worker(installation, worker.engine)

    feed_and_take(installation, worker, mixed(records, bad_records(), seed=5), limit=limit)

    found = state_of(worker.engine)
    assert found.digest == expected.digest, differences(expected, found)[:4]
    assert found.decisions == expected.decisions
    _assert_parked_as_expected(installation, worker.engine, len(records))
    assert scalars(worker.engine, "select count(*) from internal.seen_record") == [len(records)]
    assert scalars(worker.engine, "select count(*) from internal.fact") == [len(records)]
    assert verify_whole_trail(worker.engine, installation).is_intact


def _assert_parked_as_expected(installation: Installation, writer: Engine, good_count: int) -> None:
    reader = installation.reader_engine()
    with reader.connect() as connection:
        groups = {(group.source_id, group.reason): group.count for group in published.read_parked(connection)}
        sources = {source.health.source_id: source for source in published.read_sources(connection)}
    reader.dispose()
    wanted = Counter((DESK, reason) for _, reason in BAD.values())
    wanted.update([(DESK, RejectReason.BAD_SIGNATURE), (DESK, RejectReason.OVERSIZED)])
    # What an unknown source calls itself is repeated on no page.
    wanted.update([("unknown", RejectReason.UNKNOWN_SOURCE)])
    assert groups == dict(wanted)
    assert sources[DESK].parked_count == len(BAD) + 2
    assert sources["unknown"].parked_count == 1
    assert sum(source.taken_count for source in sources.values()) == good_count
    assert not [name for name in scalars(writer, "select name from published.source") if "<" in str(name)]


def test_the_same_id_with_another_body_is_quarantined_and_the_first_stays(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    first = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"], failing_percent=55)
    feed_and_take(installation, worker, [first])
    before = state_of(worker.engine)
    other = says(TESTS, "e1", 1, external_id="coast", state="ok", region_refs=["coast"])
    # Once in a later batch, once beside its twin in one batch.
    feed_and_take(installation, worker, [other])
    assert state_of(worker.engine) == before
    twin = [replace(first, received_at=after(2)), replace(other, received_at=after(2))]
    feed_and_take(installation, worker, twin)
    assert state_of(worker.engine) == before
    rows = "select state || ' ' || reason || ' ' || event_key from internal.parked_record"
    assert scalars(worker.engine, rows) == ["quarantined conflicting_body tests|e1"] * 2
    counts = "select duplicate_count || ' ' || parked_count from published.source where source_id = 'tests'"
    assert scalars(worker.engine, counts) == ["1 2"]


def test_an_older_statement_that_comes_late_is_kept_as_a_fact_and_changes_nothing(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    about = {"external_id": "coast", "region_refs": ["coast"]}
    feed_and_take(installation, worker, [says(TESTS, "e2", 10, state="degraded", **about)])
    before = state_of(worker.engine)
    late = replace(says(TESTS, "e1", 5, state="ok", **about), received_at=after(11))
    feed_and_take(installation, worker, [late])
    assert state_of(worker.engine) == before
    assert scalars(worker.engine, "select count(*) from internal.fact") == [2]


def _judge_that_breaks_on(event_id: str, signal_id: str) -> Callable[..., Judged]:
    real = record_judgement.judge
    minute = int(event_id.removeprefix("g")) * 3

    def judge(case: Case, signals: tuple[Signal, ...], rules: Rulebook, around: Surroundings, **at: object) -> Judged:
        if any(one.signal_id == signal_id and one.occurred_at == after(minute) for one in signals):
            raise ZeroDivisionError(event_id)
        return real(case, signals, rules, around, **at)  # type: ignore[arg-type]

    return judge


@pytest.mark.parametrize("event_id", ["g1", "g58", "g119"])
def test_a_record_a_rule_breaks_on_is_parked_alone_and_the_rest_of_its_batch_goes_on(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch, event_id: str
) -> None:
    records = good()
    place = int(event_id.removeprefix("g"))
    load(installation, town())
    feed_and_take(installation, worker, [*records[:place], *records[place + 1 :]])
    expected = state_of(worker.engine)
    wipe(installation)
    load(installation, town())
    worker = new_worker(installation, worker.engine)
    external_id = json.loads(records[place].body)["data"]["external_id"]
    broken = _judge_that_breaks_on(event_id, f"{records[place].source_id}/{external_id}")
    monkeypatch.setattr(record_judgement, "judge", broken)
    opened = _count_units_of_work(worker, monkeypatch)

    feed_and_take(installation, worker, records)

    found = state_of(worker.engine)
    assert found.digest == expected.digest, differences(expected, found)[:4]
    parked = "select reason || ' ' || detail from internal.parked_record"
    assert [str(row).partition(";")[0] for row in scalars(worker.engine, parked)] == [
        "malformed this record could not be judged"
    ]
    # Found by halving: a batch of 120 costs a handful of tries, not one for each record.
    assert len(opened) < 16


def _count_units_of_work(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    opened: list[int] = []
    # This worker's own door: another test's worker may still be looking through its own.
    for name in ("open", "rehearse"):
        real = getattr(worker.door, name)

        def counted(real: Callable[[], object] = real) -> object:
            opened.append(1)
            return real()

        monkeypatch.setattr(worker.door, name, counted)
    return opened


def test_records_of_one_instant_are_judged_together_however_small_the_batch(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    about = {"state": "degraded", "region_refs": ["coast"]}
    burst = [says(TESTS, f"e{n}", 0, external_id=f"series-{n}", **about) for n in range(9)]
    put_in(installation, [*burst, says(TESTS, "later", 1, external_id="series-0", **about)])
    assert take_batch(worker, limit=2) == 9
    assert scalars(worker.engine, "select count(*) from internal.trail_entry where kind = 'incident.open'") == [1]
    assert take_batch(worker, limit=2) == 1


def test_nothing_is_parked_when_the_database_or_the_disk_is_out_of_reach(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(installation, town())
    put_in(installation, good(4))
    for error in (psycopg.OperationalError("gone"), OSError("no space left on device")):

        def unreachable(*_: object, error: Exception = error, **__: object) -> object:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(take_in_records, "_arrivals", unreachable)
            with pytest.raises(type(error)):
                take_batch(worker)
    assert scalars(worker.engine, "select count(*) from inbox.pending") == [4]
    assert take_all(worker) == 4
    assert scalars(worker.engine, "select count(*) from internal.parked_record") == [0]


def test_records_wait_while_no_operator_is_loaded(installation: Installation, worker: Worker, load: Load) -> None:
    put_in(installation, good(3))
    with pytest.raises(NoReferenceError, match="run intera load"):
        take_batch(worker)
    assert scalars(worker.engine, "select count(*) from inbox.pending") == [3]
    load(installation, town())
    assert take_all(worker) == 3


def test_an_incident_reopened_in_a_batch_takes_in_what_follows(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town())
    ticket = {"external_id": "T1", "region_refs": ["coast"]}
    records = [
        says(DESK, "e1", 0, state="open", **ticket),
        says(DESK, "e2", 10, state="closed", **ticket),
        says(DESK, "e3", 20, state="open", revision=2, **ticket),
        says(TESTS, "e4", 30, external_id="coast", state="degraded", region_refs=["coast"]),
    ]
    feed_and_take(installation, worker, records)
    assert scalars(worker.engine, "select lifecycle from internal.incident") == ["active"]
    assert scalars(worker.engine, "select count(*) from internal.signal") == [2]


def test_a_planned_work_is_remembered_and_opens_no_incident(
    installation: Installation, worker: Worker, load: Load
) -> None:
    operator = town()
    load(installation, operator)
    body = json.loads(event(DESK, "w1", after(0), external_id="W1", state="open", service_ref="mobile"))
    body["type"] = "org.intera.planned_work.v1"
    body["data"] |= {"onset_at": after(60).isoformat(), "ended_at": after(120).isoformat(), "title": "Work"}
    feed_and_take(installation, worker, [ArrivedRecord(DESK, json.dumps(body).encode(), after(0))])
    assert [work.work_id for work in worker.world.works] == ["desk/W1"]
    assert scalars(worker.engine, "select count(*) from internal.incident") == [0]
    with worker.engine.connect() as connection:
        worker.world.forget()
        worker.world.refresh(connection, size=0, at=after(0))
    assert worker.world.works[0].end_at - worker.world.works[0].start_at == timedelta(hours=1)


def test_half_a_batch_is_never_applied(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    put_in(installation, good(30))
    before = state_of(worker.engine)
    with worker.engine.begin() as connection:
        connection.execute(text("select 1"))
    with worker.door.rehearse() as work:
        take_in_records._judge_batch(  # noqa: SLF001 - the step a failing write would undo
            work, worker.world, worker.incident_key, take_in_records.claim_records(work.connection, 30)
        )
    assert state_of(worker.engine) == before
    assert scalars(worker.engine, "select count(*) from inbox.pending") == [30]
    assert installation.witness.size == 0
