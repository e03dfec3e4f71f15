"""A worker process: takes in what comes, sweeps by itself, and stops when told."""

import threading
import time
from collections.abc import Callable

import pytest

from flows.drive import put_in, scalars
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.workflows import keep_working
from intera.workflows import serve_worker as module
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.serve_worker import serve_worker

PATIENCE_S = 40.0


def test_a_worker_serves_sweeps_and_stops(
    installation: Installation,
    worker: Worker,
    load: Callable[[Installation, Operator], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(installation, town())
    monkeypatch.setattr(module, "SWEEP_CRON", "* * * * * */1")
    swept = threading.Event()
    monkeypatch.setattr(keep_working, "judge_again", lambda *_: swept.set())
    stop = threading.Event()
    thread = threading.Thread(target=serve_worker, args=(installation, stop))
    thread.start()
    try:
        put_in(installation, [says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])])
        deadline = time.monotonic() + PATIENCE_S
        while scalars(worker.engine, "select count(*) from internal.seen_record") != [1]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert swept.wait(PATIENCE_S)
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()
