"""A file of history ends as a state one can look at, with its source declared as a decision."""

import gzip
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.drive import scalars, trail_lines
from flows.town import DESK, after, event, town
from intera.model.operator import Operator
from intera.store.clock import read_clock
from intera.workflows.keep_working import Worker, keep_working, try_to_lead
from intera.workflows.open_installation import Installation
from intera.workflows.replay_file import (
    ReplayPlan,
    ReplayReport,
    UnknownReplaySourceError,
    prepare_replay,
    run_replay,
)
from intera.workflows.verify_trail import verify_whole_trail

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"
UNTIL = datetime(2016, 3, 1, tzinfo=UTC)


def replay(installation: Installation, plan: ReplayPlan) -> tuple[ReplayReport, list[int]]:
    told: list[int] = []
    report = run_replay(prepare_replay(installation, plan), progress=lambda count, _: told.append(count))
    return report, told


def test_a_history_is_replayed_until_an_instant_and_the_clock_stands_there(
    installation: Installation, worker: Worker
) -> None:
    plan = ReplayPlan(SAMPLE, "uci", UNTIL, None)
    prepared = prepare_replay(installation, plan)
    report = run_replay(prepared, progress=lambda *_: None)
    assert (report.taken, report.parked, report.at) == (prepared.count, 0, UNTIL)
    assert 0 < prepared.count < 1753
    assert report.decisions >= report.taken
    assert report.events_per_s > 0
    with worker.engine.connect() as connection:
        assert read_clock(connection).now(datetime.now(UTC)) == UNTIL
    [(kind, said, _), *_] = trail_lines(worker.engine)
    assert (kind, said) == ("operator.load", "Source ServiceNow incident history declared")
    assert verify_whole_trail(worker.engine, installation).is_intact
    # Once more: the source is known, every record a repeat.
    again, _ = replay(installation, plan)
    assert (again.taken, again.duplicates) == (0, prepared.count)
    assert len(trail_lines(worker.engine, ["operator.load"])) == 1


def test_a_declared_mapping_reads_any_file_even_a_packed_one(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    load(installation, town())
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "format: jsonl\nevent_key: [id]\nfields:\n  external_id: id\n  occurred_at: at\n"
        "  state: {constant: open}\n  service_ref: {constant: mobile}\n",
        encoding="utf-8",
    )
    file = tmp_path / "log.jsonl.gz"
    rows = "".join(f'{{"id": "{n}", "at": "2026-11-18T12:0{n}:00Z"}}\n' for n in range(4))
    file.write_bytes(gzip.compress((rows + "[1, 2\n").encode()))
    report, told = replay(installation, ReplayPlan(file, "outages", None, Decimal(100_000), mapping))
    assert (report.taken, report.parked, report.at) == (4, 1, after(3))
    assert told[-1] == 5
    assert scalars(worker.engine, "select count(*) from internal.incident") == [4]


def test_a_source_of_the_operator_is_used_as_declared(
    installation: Installation, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    load(installation, town())
    file = tmp_path / "log.jsonl"
    file.write_bytes(event(DESK, "e1", after(0), external_id="T1", state="open", service_ref="mobile"))
    report, _ = replay(installation, ReplayPlan(file, DESK, None, None))
    assert report.taken == 1


def test_a_source_nobody_describes_is_refused(installation: Installation) -> None:
    with pytest.raises(UnknownReplaySourceError, match="--mapping FILE"):
        prepare_replay(installation, ReplayPlan(SAMPLE, "nobody", None, None))


def test_an_empty_history_is_nothing(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(SAMPLE.read_bytes().split(b"\n", maxsplit=1)[0] + b"\n")
    report, told = replay(installation, ReplayPlan(file, "uci", None, None))
    assert (report.taken, report.at, told) == (0, None, [])


def test_beside_a_serving_worker_that_one_judges(installation: Installation, worker: Worker) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=keep_working, args=(worker, stop))
    thread.start()
    try:
        while True:
            with worker.engine.connect() as connection:
                if not try_to_lead(connection):
                    break
                connection.invalidate()
        report, _ = replay(installation, ReplayPlan(SAMPLE, "uci", UNTIL, None))
    finally:
        stop.set()
        thread.join()
    assert report.taken == scalars(worker.engine, "select count(*) from internal.seen_record")[0]
    assert report.taken > 0
