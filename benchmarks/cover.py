"""How often does the interval of the impact number hold the truth of 10,000 made-up incidents."""

import sys
import time
from pathlib import Path

# The made-up truths live beside the tests, which run a short form of this.
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from impact.interval_cover import cover_of
from impact.simulated_truth import truths

RUNS = 10_000
STATED_PERCENT = 90
SEED = 20_261_122


def bench_cover() -> None:
    """Prints the share of truths inside, how many lay on which side, and the median width."""
    started = time.perf_counter()
    cover = cover_of(truths(seed=SEED, count=RUNS))
    took_s = time.perf_counter() - started
    print(f"  {RUNS:,} made-up incidents in {took_s:.0f} s, seed {SEED}")
    print(f"  interval stated at {STATED_PERCENT} % holds the truth in {cover.percent:.2f} %")
    print(f"  below {cover.below:,}, inside {cover.inside:,}, above {cover.above:,}")
    print(f"  median width {cover.width_percent} % of the best figure")
