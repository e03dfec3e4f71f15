"""Measures what the product promises in figures, and prints them; nothing here is timed in tests.

    make bench                 all of it
    make bench ARGS=replay     the named ones

Whole data sets are read from the folder INTERA_EVAL_DATA names; without it the shipped sample is used.
"""

import gzip
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
from cover import bench_cover
from guard_obfuscated import bench_guard
from inventory import bench_inventory
from promised_times import bench_promised_times
from reach import bench_reach
from sqlalchemy import text

from intera.settings import DEFAULT_PORT, Settings
from intera.workflows import sign_in
from intera.workflows.digest_state import digest_state
from intera.workflows.open_installation import Installation, open_installation
from intera.workflows.replay_file import ReplayPlan, ReplayReport, prepare_replay, run_replay
from intera.workflows.run_workers import address, serving
from intera.workflows.verify_trail import verify_whole_trail

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "examples" / "uci_sample" / "incident_events.csv"
PAGE_REQUESTS = 300
EVENTS_PER_S_GOAL = 3000
PAGE_P95_MS_GOAL = 50
SERVER_MB_GOAL = 400


def uci() -> Path:
    folder = os.environ.get("INTERA_EVAL_DATA", "")
    whole = sorted(Path(folder, "uci_incident_log").glob("*.csv*")) if folder else []
    if whole:
        return whole[0]
    print("  whole log not run: data absent (set INTERA_EVAL_DATA); using the shipped sample")
    return SAMPLE


@contextmanager
def home(*, port: int = DEFAULT_PORT) -> Generator[Settings]:
    folder = Path(tempfile.mkdtemp(prefix="intera-bench-"))
    folder.chmod(0o755)
    try:
        yield Settings(home=folder, port=port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replayed(installation: Installation, file: Path, until: datetime | None = None) -> ReplayReport:
    prepared = prepare_replay(installation, ReplayPlan(file, "uci", until, None))
    return run_replay(prepared, progress=lambda _done, _at: None)


def bench_replay() -> None:
    print("Replay at full speed, from opening the file to the last judgement")
    with home() as settings, open_installation(settings) as installation:
        report = replayed(installation, uci())
        writer = installation.writer_engine()
        with writer.connect() as connection:
            incidents = connection.execute(text("select count(*) from internal.incident")).scalar_one()
        started = time.monotonic()
        trail = verify_whole_trail(writer, installation)
        seconds = time.monotonic() - started
        print(f"  {report.taken:,} events, {incidents:,} incidents, {report.decisions:,} decisions")
        print(f"  {report.parked:,} set aside, {report.duplicates:,} repeats")
        print(f"  {report.events_per_s:,} events/s in {report.seconds:.1f} s (goal {EVENTS_PER_S_GOAL:,})")
        print(f"  {trail.sentence} Verified in {seconds:.1f} s, {int(trail.entry_count / seconds):,} entries/s")
        print(f"  memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _rewritten(file: Path, folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    head, *rows = raw.splitlines()
    target = folder / "rewritten.csv"
    target.write_bytes(b"\n".join([head, *change(rows)]) + b"\n")
    return target


def bench_same() -> None:
    print("The same state, however the log is delivered")
    file = uci()
    ways: dict[str, Callable[[list[bytes]], list[bytes]]] = {
        "as it is": lambda rows: rows,
        "again": lambda rows: rows,
        "shuffled": lambda rows: random.Random(1).sample(rows, len(rows)),
        "three times, shuffled": lambda rows: random.Random(2).sample(rows * 3, len(rows) * 3),
    }
    key = ""
    digests: dict[str, str] = {}
    for name, change in ways.items():
        with home() as settings:
            if key:
                (settings.home / "secrets.json").write_text(key)
                (settings.home / "secrets.json").chmod(0o600)
            with open_installation(settings) as installation:
                key = (settings.home / "secrets.json").read_text()
                report = replayed(installation, _rewritten(file, settings.home, change))
                digests[name] = digest_state(installation.writer_engine())
                said = f"{report.taken:,} taken, {report.duplicates:,} repeats, {report.events_per_s:,} events/s"
                print(f"  {name:<24} {digests[name][:16]}  {said}")
    print(f"  {'identical' if len(set(digests.values())) == 1 else 'DIFFERENT'}")


def _memory_mb(process: subprocess.Popen[bytes]) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def bench_page() -> None:
    print("First page from a warm server")
    until = datetime.fromisoformat("2016-02-29T17:00:00+00:00")
    with home(port=8397) as settings, open_installation(settings) as installation:
        replayed(installation, uci(), until)
        with installation.reader_engine().connect() as connection:
            opened = connection.execute(text("select count(*) from published.incident where is_open")).scalar_one()
        password = sign_in.ensure_admin(installation.access_engine(), role="service_assurance", name="Bench") or ""
        with serving(settings) as (worker, web), httpx.Client(base_url=address(settings)) as client:
            page = client.get("/sign-in").text
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
            form = {"username": "admin", "password": password, "csrf_token": token}
            answer = client.post("/sign-in", data=form)
            assert answer.is_redirect, answer.text
            for label, path in (("what matters now", "/"), ("all open incidents", "/?all=1")):
                took = []
                for number in range(PAGE_REQUESTS + 20):
                    started = time.perf_counter()
                    answer = client.get(path)
                    took.append((time.perf_counter() - started) * 1000)
                    assert answer.is_success, (number, answer.status_code)
                took = sorted(took[20:])
                p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
                print(f"  {label}: {opened} open, p50 {p50:.1f} ms, p95 {p95:.1f} ms, {len(answer.content) // 1024} kB")
            print(f"  (goal: p95 under {PAGE_P95_MS_GOAL} ms with 200 open)")
            print(
                f"  memory: web {_memory_mb(web)} MB, worker {_memory_mb(worker)} MB (goal: under {SERVER_MB_GOAL} MB)"
            )


BENCHES = {
    "replay": bench_replay,
    "same": bench_same,
    "page": bench_page,
    "cover": bench_cover,
    "reach": bench_reach,
    "inventory": bench_inventory,
    "guard": bench_guard,
    "promised": bench_promised_times,
}


def main() -> int:
    wanted = sys.argv[1:] or list(BENCHES)
    if unknown := [name for name in wanted if name not in BENCHES]:
        print(f"intera: no benchmark {unknown[0]}; there are {', '.join(BENCHES)}")
        return 2
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load before {os.getloadavg()[0]:.1f}")
    for name in wanted:
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
