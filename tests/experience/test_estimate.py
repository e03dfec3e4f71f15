"""An estimate says its ratio in thousandths and rests on statements of the same band."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.experience.estimate import KNOWN_FROM_COUNT, BandRecord


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_an_estimate_lies_in_its_band_and_counts_no_more_than_was_learned(
    ratio: float, learned: list[tuple[float, bool]]
) -> None:
    record = BandRecord()
    for stated, happened in learned:
        record.learn(stated, happened=happened)
    found = record.state(ratio)
    assert found.ratio.denominator <= 1000
    assert abs(found.ratio - Fraction(ratio)) <= Fraction(1, 2000)
    assert 0 <= found.band_low_ratio <= found.ratio <= found.band_high_ratio <= 1
    assert 0 <= found.happened_count <= found.like_count <= len(learned)


def test_the_basis_counts_what_was_stated_alike() -> None:
    record = BandRecord()
    assert record.state(0.35).basis == "nothing like this so far"
    for number in range(KNOWN_FROM_COUNT - 1):
        record.learn(0.3 + number / 1000, happened=number < 7)
    assert (record.state(0.35).is_known, record.state(0.35).basis) == (False, "only 19 like this so far")
    record.learn(0.399, happened=False)
    assert (record.state(0.35).is_known, record.state(0.35).basis) == (True, "7 of 20 like this")
    assert record.state(0.45).like_count == 0
