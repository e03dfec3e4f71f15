"""What was measured gets into the lake once, whoever keeps it and however often; pages never load the lake."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, cast

import pytest

from flows.drive import feed_and_take, scalars
from flows.metered import PORT, RAIL, measured, metered_town
from flows.town import HEALTH, START, says
from intera.lake.append import append_batch
from intera.model.measurement import Measurement
from intera.model.operator import Operator
from intera.workflows import keep_measurements
from intera.workflows.keep_measurements import MeasurementKeeper, open_measurements
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation

Load = Callable[[Installation, Operator], None]
HOUR = timedelta(hours=1)


def stored(installation: Installation) -> list[tuple[object, ...]]:
    """Every row of the lake's table, in order."""
    with open_measurements(installation) as table:
        rows = cast("Any", table).scan().to_arrow().to_pylist()
    names = ("product_instance_id", "window_start_at", "window_s", "total", "lost", "known_at")
    return sorted(tuple(row[name] for name in names) for row in rows)


def test_measurements_are_kept_as_they_were_stated(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, metered_town())
    health = says(HEALTH, "h1", 0, external_id="coast", state="ok")
    feed_and_take(installation, worker, [measured(1, 7), measured(2, 0, product=RAIL, total=60), health])
    assert MeasurementKeeper(installation, worker.engine).keep() == 2
    assert stored(installation) == [
        (PORT, START, 3600, 3600, 7, START + HOUR),
        (RAIL, START + HOUR, 3600, 60, 0, START + 2 * HOUR),
    ]
    assert scalars(worker.engine, "select count(*) from internal.incident") == [0]


def test_nothing_is_kept_twice(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, metered_town())
    keeper = MeasurementKeeper(installation, worker.engine)
    assert keeper.keep() == 0
    feed_and_take(installation, worker, [measured(1, 7)] * 3)
    assert keeper.keep() == 1
    assert keeper.keep() == 0
    assert MeasurementKeeper(installation, worker.engine).keep() == 0, "as after a start"
    feed_and_take(installation, worker, [measured(2, 0)])
    assert keeper.keep() == 1
    assert [row[4] for row in stored(installation)] == [7, 0]


def test_a_batch_at_a_time_and_past_what_others_appended(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(installation, metered_town())
    monkeypatch.setattr(keep_measurements, "BATCH", 2)
    feed_and_take(installation, worker, [measured(hour, hour) for hour in range(1, 6)])
    assert MeasurementKeeper(installation, worker.engine).keep() == 5
    with open_measurements(installation) as table:
        theirs = Measurement(RAIL, START, 60, 1, 0)
        for batch_id in ("facts of somebody else", "night 1 999999"):
            append_batch(table, [theirs], batch_id=batch_id, known_at=START)
    feed_and_take(installation, worker, [measured(6, 6)])
    assert MeasurementKeeper(installation, worker.engine).keep() == 1
    assert [row[4] for row in stored(installation) if row[0] == PORT] == [1, 2, 3, 4, 5, 6]


def test_two_keepers_at_once_keep_it_once(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, metered_town())
    feed_and_take(installation, worker, [measured(hour, hour) for hour in range(1, 31)])
    keepers = [MeasurementKeeper(installation, worker.engine) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        kept = list(pool.map(MeasurementKeeper.keep, keepers))
    assert sorted(kept) == [0, 0, 30]
    assert len(stored(installation)) == 30


def test_a_keeper_that_dies_between_two_batches_is_followed(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(installation, metered_town())
    monkeypatch.setattr(keep_measurements, "BATCH", 2)
    feed_and_take(installation, worker, [measured(hour, hour) for hour in range(1, 6)])
    real, calls = keep_measurements.load_measured, 0

    def breaks_off(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as given
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(*args, **named)

    monkeypatch.setattr(keep_measurements, "load_measured", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        MeasurementKeeper(installation, worker.engine).keep()
    monkeypatch.setattr(keep_measurements, "load_measured", real)
    assert len(stored(installation)) == 2
    assert MeasurementKeeper(installation, worker.engine).keep() == 3
    assert [row[4] for row in stored(installation)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("module", ["intera.app", "intera.workflows.serve_worker", "intera.cli.main"])
def test_the_lake_is_not_loaded_before_something_was_measured(module: str) -> None:
    heavy = "{'duckdb', 'intera.lake', 'pyarrow', 'pyiceberg'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
