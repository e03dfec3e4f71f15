"""What is there at an instant: the arrays answer as a look at every span would."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from intera.impact.presence import ALWAYS, NEVER, Presence, Spell, Tally, bits_of, instant_of, joined, numbers_in

INSTANTS = st.integers(-5, 30)
SPELLS = st.lists(
    st.tuples(st.integers(0, 12), st.one_of(st.just(ALWAYS), INSTANTS), st.one_of(st.just(NEVER), INSTANTS)),
    max_size=40,
)


@given(SPELLS, INSTANTS)
def test_a_presence_is_what_every_span_says(spells: list[Spell], instant: int) -> None:
    there = {number for number, from_, until in spells if from_ <= instant < until}
    assert numbers_in(Presence(spells).bits_at(instant)) == sorted(there)


@given(SPELLS, INSTANTS)
def test_a_tally_is_what_every_span_says(spells: list[Spell], instant: int) -> None:
    there = sum(weight for weight, from_, until in spells if from_ <= instant < until)
    assert Tally(spells).count_at(instant) == there


@given(st.integers(0, 4_000))
def test_between_two_kept_pictures_the_changes_are_replayed(instant: int) -> None:
    spells = [(number % 700, number, number + 900) for number in range(3_000)]
    there = {number for number, from_, until in spells if from_ <= instant < until}
    assert numbers_in(Presence(spells).bits_at(instant)) == sorted(there)


def test_a_number_whose_spans_touch_or_overlap_is_there_once_and_without_a_gap() -> None:
    assert list(joined([(1, 5, 9), (2, 0, 3), (1, 0, 5), (1, 8, 12), (1, 20, 20)])) == [(1, 0, 12), (2, 0, 3)]


@given(st.sets(st.integers(0, 5_000), max_size=30))
def test_a_set_of_bits_gives_its_numbers_back(numbers: set[int]) -> None:
    assert numbers_in(bits_of(numbers)) == sorted(numbers)


def test_nobody_is_there_before_anything_began() -> None:
    assert Presence(()).bits_at(0) == 0
    assert Tally(()).count_at(0) == 0


def test_an_instant_is_the_same_in_every_zone_and_an_open_end_is_none_of_them() -> None:
    at = datetime(2026, 11, 18, 13, 32, 0, 7, tzinfo=UTC)
    assert instant_of(at, 0) == instant_of(at.astimezone(timezone(timedelta(hours=5))), 0)
    assert instant_of(at + timedelta(microseconds=1), 0) == instant_of(at, 0) + 1
    assert instant_of(datetime.min.replace(tzinfo=UTC), 0) > ALWAYS
    assert instant_of(datetime.max.replace(tzinfo=UTC), 0) < NEVER
    assert instant_of(None, NEVER) == NEVER
