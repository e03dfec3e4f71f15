"""The sliding window against a reading of every interval."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.settlement.measures.mef import judge_intervals
from sla.asking import come_to, said


@given(st.lists(st.sampled_from([0, 1]), max_size=80), st.integers(1, 6), st.sets(st.integers(0, 79), max_size=10))
def test_states_follow_the_definition_interval_by_interval(raw: list[int], window: int, maintenance: set[int]) -> None:
    losses = [Fraction(each) for each in raw]
    states: list[int] = []
    for place in range(len(raw)):
        ahead = raw[place : place + window]
        before = states[-1] if states else 1
        if len(ahead) == window and before == 1 and all(ahead):
            states.append(0)
        elif len(ahead) == window and before == 0 and not any(ahead):
            states.append(1)
        else:
            states.append(before)
    judged = judge_intervals(losses, window=window, threshold=Fraction(1, 2), run=2, maintenance=maintenance)
    counted = [place for place in range(len(raw)) if place not in maintenance]
    assert judged.counted == len(counted)
    assert judged.unavailable == sum(1 for place in counted if states[place] == 0)
    assert judged.high_loss == sum(1 for place in counted if states[place] == 1 and raw[place])


def test_without_a_series_nothing_is_measured() -> None:
    metrics = {
        name: {"measure": name}
        for name in ("availability.mef", "high_loss_intervals.number", "high_loss_intervals.runs")
    }
    document = come_to({"metrics": metrics}, {})
    assert all(said(document, "figures")[number]["exact"] is None for number in (1, 2, 3))
