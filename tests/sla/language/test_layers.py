"""A later layer says what differs."""

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.language.layers import layered

TREES = st.recursive(
    st.integers(), lambda below: st.dictionaries(st.sampled_from("abc"), below, max_size=3), max_leaves=8
)
LAYERS = st.dictionaries(st.sampled_from("abc"), TREES, max_size=3)


def test_mappings_are_merged_lists_replaced_and_null_takes_away() -> None:
    below = {"a": {"x": 1, "y": 2}, "b": [1, 2], "c": 3}
    assert layered(below, {"a": {"y": 5}, "b": [9], "c": None}) == {"a": {"x": 1, "y": 5}, "b": [9]}
    assert below == {"a": {"x": 1, "y": 2}, "b": [1, 2], "c": 3}


@given(LAYERS)
def test_a_layer_that_says_nothing_changes_nothing(layer: dict[str, object]) -> None:
    assert layered(layer, {}) == layer == layered(layer, layer)
