"""The language guard on 24,000 disguised texts and 300 approved sentences: what is stopped, what wrongly blocked, time.

The texts come from `tests/obfuscated`, which shares no code with the guard.
"""

import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

# The texts live beside the tests, which run a short form of this.
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from intera.narrative.guard import build_guard
from intera.workflows.load_operator import read_operator
from obfuscated import approved, generate, measure, phrases

NORTHMOOR = Path(__file__).parent.parent / "examples" / "northmoor"


def bench_guard() -> None:
    """Prints what is stopped, by way and by kind, what is wrongly blocked, and the time a text takes."""
    operator = replace(read_operator(NORTHMOOR), hidden_words=phrases.HIDDEN_WORDS)
    guard = build_guard(operator, language="en")
    texts = list(generate.disguised_texts())
    started = time.perf_counter()
    recall = measure.recall_of(guard, texts)
    took_ms = (time.perf_counter() - started) * 1000 / len(texts)
    print(f"  {recall.total_count:,} disguised texts, seed {generate.SEED}; {took_ms:.2f} ms a text")
    print(f"  stopped {recall.ratio:.2%} (goal {measure.RECALL_GOAL:.0%}); {recall.seen_ratio:.2%} not unseen")
    print(f"  phrases that pass without a disguise: {measure.undisguised_passed(guard).total()}")
    for title, ratios in (("way", recall.by_way()), ("kind of phrase", recall.by_kind())):
        print(f"  stopped by {title}:")
        for name, ratio in ratios.items():
            print(f"    {ratio:8.2%}  {name}")
    blocked, asked = measure.wrongly_blocked(guard), measure.wrongly_asked(guard)
    count = len(approved.APPROVED)
    print(f"  wrongly blocked {len(blocked) / count:.2%} of {count} (goal {measure.FALSE_BLOCK_GOAL:.0%})")
    print(f"    by kind: {dict(Counter(one.kind for one in blocked))}; let pass, though asked about: {len(asked)}")
