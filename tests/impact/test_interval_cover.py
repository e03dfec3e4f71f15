"""The interval stated at 90 % holds the truth at least nine times in ten; `make bench ARGS=cover` runs 10,000."""

from impact.interval_cover import cover_of, estimate
from impact.simulated_truth import truths


def test_the_interval_holds_the_truth_of_made_up_incidents() -> None:
    cover = cover_of(truths(seed=7, count=200))
    assert cover.inside + cover.below + cover.above >= 195
    assert cover.percent >= 90, cover
    # An interval that holds everything by being endless would say nothing.
    assert cover.width_percent <= 60, cover


def test_a_halved_interval_would_not_hold_it() -> None:
    missed = 0
    for truth in truths(seed=7, count=100):
        found = estimate(truth)
        if found is not None:
            low, high = (3 * found.best + found.low) // 4, (3 * found.best + found.high) // 4
            missed += not low <= truth.hit_minutes <= high
    assert missed > 20
