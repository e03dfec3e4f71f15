"""The guard against texts disguised by somebody who has not read it, and against sentences that may pass.

The texts come from `tests/obfuscated`, which shares no code with the guard; the hidden words are declared
there too. One text in ten is tried here; set INTERA_GUARD_FULL to try all 24,000, or run
`make bench ARGS=guard` for the figures.
"""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from intera.narrative.guard import build_guard
from intera.workflows.load_operator import read_operator
from obfuscated.approved import APPROVED
from obfuscated.generate import CARRIERS, FILLERS, NEUTRAL, VARIANTS, disguised_texts
from obfuscated.measure import (
    FALSE_BLOCK_GOAL,
    RECALL_GOAL,
    Guard,
    Recall,
    levels,
    recall_of,
    undisguised_passed,
    wrongly_blocked,
)
from obfuscated.phrases import HIDDEN_WORDS, PHRASES

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"
# No way of disguise may work much better than the others.
WEAKEST_WAY = 0.94
# Of 200 plain wordings; may only be lowered.
UNDISGUISED_PASSED = 3
SAMPLE = VARIANTS if os.environ.get("INTERA_GUARD_FULL") else VARIANTS // 10


class NoFindings:
    """A guard that lets everything pass."""

    def check(self, text: str, *, audience: str, confidence_percent: int) -> tuple[()]:
        """Nothing is ever wrong."""
        del text, audience, confidence_percent
        return ()


@pytest.fixture(scope="module")
def guard() -> Guard:
    return build_guard(replace(read_operator(NORTHMOOR), hidden_words=HIDDEN_WORDS), language="en")


@pytest.fixture(scope="module")
def recall(guard: Guard) -> Recall:
    return recall_of(guard, disguised_texts(SAMPLE))


def test_the_sentences_around_the_phrases_are_harmless(guard: Guard) -> None:
    """Otherwise they, and not the phrases, would be what is stopped."""
    around = [carrier.format(NEUTRAL) for carrier in CARRIERS]
    around += [carrier.format(f"calls, {filler}, work as usual") for carrier in CARRIERS for filler in FILLERS]

    marked = [text for text in around if levels(guard, text)]
    assert len(marked) <= FALSE_BLOCK_GOAL * len(around), marked


def test_phrases_are_stopped_as_they_are_written(guard: Guard) -> None:
    passed = undisguised_passed(guard)

    assert passed.total() <= UNDISGUISED_PASSED, passed


def test_disguised_phrases_are_stopped(recall: Recall) -> None:
    assert recall.total_count == 12 * 100 * SAMPLE
    assert recall.ratio >= RECALL_GOAL, (recall.ratio, recall.by_way(), recall.by_kind())


def test_no_way_of_disguise_gets_through_unseen(recall: Recall) -> None:
    """A good average may not hide one way that works."""
    weak = {way: ratio for way, ratio in recall.by_way().items() if ratio < WEAKEST_WAY}

    assert weak == {}


def test_approved_sentences_pass(guard: Guard) -> None:
    blocked = wrongly_blocked(guard)

    assert len(blocked) <= FALSE_BLOCK_GOAL * len(APPROVED), Counter(one.kind for one in blocked)


def test_the_measure_bites() -> None:
    """A guard without eyes stops nothing, and blocks nothing."""
    assert recall_of(NoFindings(), disguised_texts(1)).ratio == 0
    assert undisguised_passed(NoFindings()).total() == sum(len(phrase.wordings) for phrase in PHRASES)
    assert wrongly_blocked(NoFindings()) == ()
