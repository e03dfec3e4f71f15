"""A record counts what came true, exactly, pattern by pattern."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.experience.track_record import NoPriorWeightError, PriorOutOfRangeError, RecordedRatio, TrackRecord

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "experience_track_record.yaml").read_text("utf-8"))
outcomes = st.lists(st.tuples(st.sampled_from(["probe", "ticket", "probe+ticket"]), st.booleans()), max_size=40)
priors = st.fractions(0, 1, max_denominator=100)


def recorded(learned: list[tuple[str, bool]]) -> TrackRecord:
    """A record of these outcomes, in order."""
    record = TrackRecord()
    for key, happened in learned:
        record.learn(key, happened=happened)
    return record


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    learned = [
        (key, happened)
        for key, (came, stayed) in case["learned"].items()
        for happened in [True] * came + [False] * stayed
    ]
    states = case["states"]
    found = recorded(learned).ratio(case["asked"], prior=Fraction(case["prior"]))
    assert found == RecordedRatio(Fraction(states["ratio"]), states["happened"], states["like"])


@given(outcomes, priors)
def test_patterns_do_not_influence_each_other_so_their_order_does_not_matter(
    learned: list[tuple[str, bool]], prior: Fraction
) -> None:
    by_pattern = sorted(learned, key=lambda outcome: outcome[0])
    alone = [outcome for outcome in learned if outcome[0] == "probe"]
    found = recorded(learned).ratio("probe", prior=prior)
    assert found == recorded(by_pattern).ratio("probe", prior=prior) == recorded(alone).ratio("probe", prior=prior)


@given(outcomes, priors)
def test_a_ratio_lies_between_the_prior_and_the_record(learned: list[tuple[str, bool]], prior: Fraction) -> None:
    found = recorded(learned).ratio("ticket", prior=prior)
    seen = Fraction(found.happened_count, found.like_count) if found.like_count else prior
    assert min(prior, seen) <= found.ratio <= max(prior, seen)


@given(outcomes, priors)
def test_one_more_that_came_true_never_lowers_it(learned: list[tuple[str, bool]], prior: Fraction) -> None:
    record = recorded(learned)
    before = record.ratio("probe", prior=prior).ratio
    record.learn("probe", happened=True)
    assert record.ratio("probe", prior=prior).ratio >= before


def test_what_cannot_be_used_is_refused_in_one_sentence() -> None:
    with pytest.raises(PriorOutOfRangeError, match="outside 0 to 1"):
        TrackRecord().ratio("probe", prior=Fraction(3, 2))
    with pytest.raises(NoPriorWeightError, match="1 outcome or more"):
        TrackRecord(prior_weight=0)
