"""One event is what touches; a second counts once, with the worst weight that covers it."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.settlement.events import Event, cut, events_of, keep, sum_layers, union_layers
from intera.sla.spans import length_s, union

SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 30)).map(lambda each: (each[0], each[0] + each[1])), max_size=8
)
WEIGHTS = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 10)])


def event(start: int, end: int, weight: Fraction = Fraction(1), site: str = "") -> Event:
    return Event((f"{start}",), start, end, is_open=False, layers=((weight, ((start, end),)),), site=site)


def test_events_that_touch_are_one() -> None:
    merged = events_of([event(10, 20), event(0, 10), event(30, 40), event(32, 35)], sites=(), weigh=False)
    assert [(each.start, each.end, each.names) for each in merged] == [(0, 20, ("0", "10")), (30, 40, ("30", "32"))]


def test_of_several_legs_only_what_they_share_counts() -> None:
    down = events_of([event(0, 20, site="a"), event(10, 30, site="b")], sites=("a", "b"), weigh=False)
    assert [(each.start, each.end) for each in down] == [(10, 20)]
    assert events_of([event(0, 20, site="a")], sites=("a", "b"), weigh=False) == ()


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30), WEIGHTS), max_size=6))
def test_each_second_counts_by_the_worst_that_covers_it(raw: list[tuple[int, int, Fraction]]) -> None:
    events = [event(start, start + length, weight) for start, length, weight in raw]
    by_second = [max((w for s, n, w in raw if s <= second < s + n), default=Fraction(0)) for second in range(140)]
    assert sum_layers(union_layers(events)) == sum(by_second)
    weighed = events_of(events, sites=(), weigh=True)
    assert sum((each.counted_s for each in weighed), Fraction(0)) == sum(by_second)


@given(SPANS, SPANS)
def test_keeping_is_what_two_sets_share(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    one, two = union(left), union(right)
    shared = {s for a, b in one for s in range(a, b)} & {s for a, b in two for s in range(a, b)}
    assert length_s(keep(one, two)) == len(shared)
    assert keep(one, two) == keep(two, one)
    assert length_s(cut(one, (50, 60))) == len({s for a, b in one for s in range(a, b)} & set(range(50, 60)))


def test_an_event_loses_its_first_seconds_and_what_is_taken() -> None:
    assert event(0, 100).after_first(60).counted_s == 40
    assert event(0, 100).minus(((10, 20),)).counted_s == 90
    assert event(0, 100).within(((10, 20),)).spans == ((10, 20),)
    assert event(0, 10).joined(event(15, 20), ((10, 15),)).counted_s == 20
