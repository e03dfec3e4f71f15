"""The write door: nothing changes without a decision, everything or nothing, and the outside copy follows."""

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from intera.model.source import RejectReason
from intera.store.changes import ParkedRecord, SourceCount
from intera.store.inbox import ArrivedRecord, claim_records, store_records
from intera.store.loading import load_cases, load_source_states, trail_size
from intera.store.unit_of_work import UndecidedChangeError, WriteDoor
from intera.store.witness import CHECKPOINTS, LEAVES, WitnessBehindError
from intera.workflows.open_installation import Installation
from intera.workflows.verify_trail import verify_whole_trail
from store.samples import AT, INCIDENT_ID, case_of, row_of, ruled, signal_of, taken


@pytest.fixture
def engine(installation: Installation) -> Generator[Engine]:
    opened = installation.writer_engine()
    yield opened
    opened.dispose()


@pytest.fixture
def door(installation: Installation, engine: Engine) -> WriteDoor:
    return installation.write_door(engine)


def decide(door: WriteDoor, *summaries: str) -> list[int]:
    with door.open() as work:
        return [work.decide(ruled(summary)) for summary in summaries]


def write_everything_and_fail(door: WriteDoor) -> None:
    with door.open() as work:
        entry = work.decide(ruled("never"))
        work.save_case(row_of(case_of()), [entry])
        work.take(taken(1, signal_of()), INCIDENT_ID, "key")
        work.park(ParkedRecord(2, "desk", "k2", RejectReason.BAD_TIME, "", AT))
        work.count([SourceCount("desk", "Service desk", "ticket", 0, AT, taken_count=1)])
        work.flush()
        raise RuntimeError("stop")


def save_with(door: WriteDoor, entries: list[int]) -> None:
    with door.open() as work:
        assert work.decide(ruled("a decision of this unit")) == 1
        work.save_case(row_of(case_of()), entries)


def test_decisions_land_on_the_trail_and_outside_in_order(
    installation: Installation, engine: Engine, door: WriteDoor
) -> None:
    for batch in range(3):
        assert decide(door, *(f"{batch}/{n}" for n in range(4))) == [batch * 4 + n for n in range(4)]
    report = verify_whole_trail(engine, installation)
    assert report.is_intact
    assert report.confirmed_size == report.entry_count == installation.witness.size == 12


def test_a_failed_unit_of_work_leaves_nothing(installation: Installation, engine: Engine, door: WriteDoor) -> None:
    with pytest.raises(RuntimeError, match="stop"):
        write_everything_and_fail(door)
    tables = "trail_entry trail_checkpoint incident signal fact seen_record parked_record source_state outbox"
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"select count(*) from internal.{name}")).scalar_one()
            for name in tables.split()
        }
        assert found == dict.fromkeys(tables.split(), 0)
        assert trail_size(connection) == 0
    assert installation.witness.size == 0


def test_a_unit_of_work_without_decisions_leaves_the_trail_alone(installation: Installation, door: WriteDoor) -> None:
    decide(door, "one")
    before = installation.witness.checkpoints()
    with door.open() as work:
        work.take(taken(1, signal_of()), None, "key")
        assert work.start_size == work.end_size == 1
    assert installation.witness.checkpoints() == before


def test_a_case_is_kept_with_the_decision_that_led_there(engine: Engine, door: WriteDoor) -> None:
    case = case_of(version=4)
    with door.open() as work:
        work.save_case(row_of(case), [work.decide(ruled("opened"), INCIDENT_ID)])
    with engine.connect() as connection:
        assert load_cases(connection, [INCIDENT_ID])[INCIDENT_ID].case == case
        told = connection.execute(text("select topic, key, version from internal.outbox")).all()
        assert [tuple(row) for row in told] == [("incident", INCIDENT_ID, 4)]
        line = connection.execute(text("select incident_id, summary from published.trail")).one()
        assert tuple(line) == (INCIDENT_ID, "opened")


@pytest.mark.parametrize("entries", [[], [0], [0, 1]])
def test_a_change_nobody_decided_here_is_refused(engine: Engine, door: WriteDoor, entries: list[int]) -> None:
    decide(door, "an earlier decision about something else")
    with pytest.raises(UndecidedChangeError, match=INCIDENT_ID):
        save_with(door, entries)
    with engine.connect() as connection:
        assert load_cases(connection, [INCIDENT_ID]) == {}
        assert trail_size(connection) == 1


def test_a_rehearsal_is_written_and_taken_back(installation: Installation, engine: Engine, door: WriteDoor) -> None:
    with door.rehearse() as work:
        work.save_case(row_of(case_of()), [work.decide(ruled("never"))])
    with engine.connect() as connection:
        assert trail_size(connection) == 0
        assert load_cases(connection, [INCIDENT_ID]) == {}
    assert installation.witness.size == 0


def test_two_writers_take_turns_and_the_trail_stays_whole(installation: Installation, engine: Engine) -> None:
    both_ready = threading.Barrier(2)

    def write(name: str) -> list[int]:
        door = installation.write_door(engine)
        both_ready.wait(10)
        return [index for batch in range(8) for index in decide(door, f"{name}{batch}a", f"{name}{batch}b")]

    with ThreadPoolExecutor(2) as pool:
        ours, theirs = pool.map(write, ("x", "y"))
    assert sorted(ours + theirs) == list(range(32))
    # The two of one unit of work are never parted by the other writer.
    assert all(second == first + 1 for first, second in zip(ours[::2], ours[1::2], strict=True))
    report = verify_whole_trail(engine, installation)
    assert report.is_intact
    assert report.confirmed_size == report.outside_count == 32


def test_the_second_writer_waits_for_the_first(installation: Installation, engine: Engine, door: WriteDoor) -> None:
    entered = threading.Event()

    def enter() -> int:
        with installation.write_door(engine).open() as second:
            entered.set()
            return second.start_size

    with ThreadPoolExecutor(1) as pool:
        with door.open() as first:
            first.decide(ruled("first"))
            waiting = pool.submit(enter)
            assert not entered.wait(0.2)
        assert waiting.result(10) == 1


def test_what_a_crash_left_behind_is_pushed_at_the_next_start(
    installation: Installation, engine: Engine, door: WriteDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(door, "zero")
    with monkeypatch.context() as patched:

        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        # The process dies after the commit, before anything reached the outside copy.
        patched.setattr("intera.store.witness.Witness.push", crash)
        with pytest.raises(KeyboardInterrupt):
            decide(door, "one", "two")
    assert installation.witness.size == 1
    assert verify_whole_trail(engine, installation).is_intact
    door.catch_up()
    assert installation.witness.size == 3
    report = verify_whole_trail(engine, installation)
    assert report.is_intact
    assert report.confirmed_size == 3
    door.catch_up()
    assert len(installation.witness.checkpoints()) == 2


def test_the_next_decision_takes_along_what_a_crash_left_behind(
    installation: Installation, engine: Engine, door: WriteDoor
) -> None:
    decide(door, "zero", "one")
    folder = installation.settings.checkpoints_path
    leaves = (folder / LEAVES).read_bytes()
    # Torn in the middle of the second leaf and of its checkpoint.
    (folder / LEAVES).write_bytes(leaves[:40])
    (folder / CHECKPOINTS).write_bytes((folder / CHECKPOINTS).read_bytes()[:-20])
    assert decide(door, "two") == [2]
    assert (folder / LEAVES).read_bytes()[: len(leaves)] == leaves
    report = verify_whole_trail(engine, installation)
    assert report.is_intact
    assert report.confirmed_size == report.outside_count == 3


def test_nothing_is_recorded_on_top_of_a_database_that_lost_entries(
    installation: Installation, engine: Engine, door: WriteDoor
) -> None:
    decide(door, "zero", "one")
    (installation.settings.checkpoints_path / LEAVES).write_bytes(b"x" * 32 * 3)
    with pytest.raises(WitnessBehindError, match="holds 3 leaf hashes where the trail goes on from 2"):
        door.catch_up()
    with pytest.raises(WitnessBehindError):
        decide(door, "two")
    with engine.connect() as connection:
        assert trail_size(connection) == 2


def test_an_older_statement_stays_a_fact_and_moves_no_signal(engine: Engine, door: WriteDoor) -> None:
    newest, older = signal_of(title="newest"), signal_of(title="older")
    with door.open() as work:
        work.take(taken(1, newest), INCIDENT_ID, "key")
        work.take(taken(2, older), INCIDENT_ID, "key", is_newest=False)
        work.take(taken(3), None, "")
    with engine.connect() as connection:
        facts = connection.execute(text("select value from internal.fact order by record_id")).scalars().all()
        assert [("newest" in fact, "older" in fact) for fact in facts] == [(True, False), (False, True)]
        assert "newest" in connection.execute(text("select body from internal.signal")).scalar_one()
        assert connection.execute(text("select count(*) from internal.seen_record")).scalar_one() == 3


def test_a_parked_record_is_shown_with_its_reason(engine: Engine, door: WriteDoor) -> None:
    parked = ParkedRecord(7, "desk", "k", RejectReason.BAD_TIME, "send UTC", AT)
    with door.open() as work:
        work.park(parked)
        work.park(replace(parked, record_id=8, reason=RejectReason.CONFLICTING_BODY, is_quarantined=True))
    for schema, table in (("internal", "parked_record"), ("published", "parked")):
        with engine.connect() as connection:
            rows = connection.execute(text(f"select record_id, reason, detail, state from {schema}.{table} order by 1"))
            assert [tuple(row) for row in rows] == [
                (7, "bad_time", "send UTC", "parked"),
                (8, "conflicting_body", "send UTC", "quarantined"),
            ]


def test_sources_are_counted_and_marked_late(engine: Engine, door: WriteDoor) -> None:
    with door.open() as work:
        work.count([SourceCount("desk", "Service desk", "ticket", 60, AT, taken_count=2, parked_count=1)])
        work.count([SourceCount("desk", "Service desk", "ticket", 60, None, duplicate_count=3)])
        work.mark_late("desk", is_late=True)
    with engine.connect() as connection:
        (state,) = load_source_states(connection).values()
        assert (state.last_heard_at, state.is_late) == (AT, True)
        assert (state.taken_count, state.duplicate_count, state.parked_count) == (2, 3, 1)
        assert connection.execute(text("select count(*) from internal.outbox")).scalar_one() == 1


def test_what_was_handled_leaves_the_queue_with_the_unit_of_work(
    installation: Installation, engine: Engine, door: WriteDoor
) -> None:
    pages = installation.reader_engine()
    with pages.begin() as connection:
        store_records(connection, [ArrivedRecord("desk", b"", AT) for _ in range(3)])
    pages.dispose()
    with door.open() as work:
        first, second, third = claim_records(work.connection, 9)
        work.take(taken(first.record_id), None, "")
        work.park(ParkedRecord(second.record_id, "desk", "k", RejectReason.BAD_TIME, "", AT))
    with engine.begin() as connection:
        assert claim_records(connection, 9) == [third]
