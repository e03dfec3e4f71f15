"""Unavailable seconds against a reading of every second."""

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.settlement.measures.uas import Seconds, count_seconds, unavailable_stretches
from sla.asking import come_to, said

RUNS = st.lists(st.tuples(st.sampled_from([".", "e", "S"]), st.integers(0, 14)), max_size=14)


def by_second(text: str) -> list[bool]:
    """Whether each second is unavailable, second by second."""
    states: list[bool] = []
    down = False
    for place in range(len(text)):
        ahead = text[place : place + 10]
        if not down and ahead == "S" * 10:
            down = True
        elif down and len(ahead) == 10 and "S" not in ahead:
            down = False
        states.append(down)
    return states


@given(RUNS, st.sampled_from([None, 7, 30]))
def test_counts_agree_second_by_second_in_every_bin(runs: list[tuple[str, int]], bin_s: int | None) -> None:
    text = "".join(state * count for state, count in runs)
    states = by_second(text)
    width = bin_s or max(1, len(text))
    for number, counted in enumerate(count_seconds(runs, bin_s=bin_s)):
        part = range(number * width, min((number + 1) * width, len(text)))
        up = [text[place] for place in part if not states[place]]
        assert counted == Seconds(len(part) - len(up), sum(each != "." for each in up), up.count("S"), len(part))


def test_a_stretch_over_the_border_of_two_bins_corrects_the_first() -> None:
    runs = [(".", 895), ("S", 10), (".", 895)]
    assert count_seconds(runs, bin_s=900) == [Seconds(5, 0, 0, 900), Seconds(5, 0, 0, 900)]
    assert unavailable_stretches(runs) == [(895, 905)]


def test_without_a_series_nothing_is_measured() -> None:
    metrics = {
        "a": {"measure": "availability.uas"},
        "e": {"measure": "errored_seconds.ratio"},
        "s": {"measure": "severely_errored_seconds.ratio"},
    }
    document = come_to({"metrics": metrics}, {})
    assert {said(document, f"figures.{name}.exact") for name in "aes"} == {None}
