"""How long reading promised times out of one public text takes: an operator's own forms, and a long report."""

import time
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import yaml

from intera.coordination.promised_time import promised_times

GOAL_P95_MS = 5
ROUNDS = 20
CASES = Path(__file__).parent.parent / "tests" / "cases" / "promised_times.yaml"
# A report after the fact, 10,000 characters of times that promise nothing, with one promise at its end.
REPORT = "At 12:47 US/Pacific on Wednesday, 26 April 2023 services were restored after 2 hours. " * 118


def bench_promised_times() -> None:
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    took_ms: list[float] = []
    for _ in range(ROUNDS):
        for case in cases:
            posted_at = datetime.fromisoformat(case["posted_at"])
            started = time.perf_counter()
            promised_times(case["text"], posted_at=posted_at, zone=case["zone"], language=case["language"])
            took_ms.append((time.perf_counter() - started) * 1000)
    posted_at = datetime.fromisoformat("2023-04-27T10:00:00+00:00")
    started = time.perf_counter()
    found = promised_times(REPORT + "Next update by 16:00.", posted_at=posted_at, zone="UTC", language="en")
    report_ms = (time.perf_counter() - started) * 1000
    p95 = quantiles(took_ms, n=20)[-1]
    print(f"  {len(cases)} forms, {ROUNDS} rounds: p95 {p95:.2f} ms a text (goal {GOAL_P95_MS})")
    print(f"  one report of {len(REPORT):,} characters: {report_ms:.0f} ms, {len(found)} promise found")
