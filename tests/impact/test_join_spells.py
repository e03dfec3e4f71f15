"""A place that flaps keeps its number and not its thousand rows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from intera.impact.join_spells import ROWS_AT_MOST, join_spells
from intera.impact.service_minutes import count_minutes
from intera.model.ids import RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel
from intera.model.service_minutes import HarmPlace, HarmSpell

START = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
COAST = HarmPlace(ServiceId("mobile-data"), RegionId("coast"))
LEVELS = (HarmLevel.FULL, HarmLevel.DEGRADED)


def _min(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def _spell(start: int, end: int | None, customers: int | None, harm: HarmLevel = HarmLevel.DEGRADED) -> HarmSpell:
    counted = None if customers is None else CountRange(customers * 9 // 10, customers, customers * 11 // 10)
    ended = None if end is None else _min(end)
    return HarmSpell(COAST, harm, counted, _min(start), _min(start), ended or _min(start), ended, 5_000)


def test_few_spells_stay_as_they_are() -> None:
    few = tuple(_spell(2 * n, 2 * n + 1, 1_000) for n in range(ROWS_AT_MOST))
    assert join_spells(few) == few


def test_a_week_of_flapping_every_minute_stays_a_small_document_with_the_same_number() -> None:
    spells: tuple[HarmSpell, ...] = ()
    for number in range(5_000):
        spells = join_spells((*spells, _spell(2 * number, 2 * number + 1, 1_000)))
    assert len(spells) <= ROWS_AT_MOST
    harmed = count_minutes(spells, at=_min(20_000)).harmed
    assert harmed.low <= 900 * 5_000
    assert harmed.high >= 1_100 * 5_000
    assert abs(harmed.best - 1_000 * 5_000) * 200 <= 1_000 * 5_000  # half a percent of rounding


@settings(max_examples=200, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(0, 4_000), st.sampled_from(LEVELS)), min_size=8
    )
)
def test_joining_keeps_the_best_figure_and_never_narrows_the_interval(
    told: list[tuple[int, int, int, HarmLevel]],
) -> None:
    spells: list[HarmSpell] = []
    minute = 0
    for length, pause, customers, harm in told:
        spells.append(_spell(minute, minute + length, customers, harm))
        minute += length + pause
    whole, joined = tuple(spells), join_spells(spells, at_most=4)
    assert len(joined) < len(whole)
    before, after = (count_minutes(one, at=_min(minute)) for one in (whole, joined))
    assert after.harmed.low <= before.harmed.low
    assert after.harmed.high >= before.harmed.high
    assert abs(after.harmed.best - before.harmed.best) <= minute
    # Another incident all the while: the ends still hold.
    other = _spell(0, minute, 700)
    before, after = (count_minutes((*one, other), at=_min(minute)) for one in (whole, joined))
    assert after.harmed.low <= before.harmed.low
    assert after.harmed.high >= before.harmed.high


def test_minutes_nobody_could_see_or_count_are_kept() -> None:
    unseen = [_spell(4 * n, 4 * n + 2, None, HarmLevel.NO_DATA) for n in range(6)]
    uncounted = [_spell(4 * n + 2, 4 * n + 3, None) for n in range(6)]
    before, after = (
        count_minutes(one, at=_min(90))
        for one in ((*unseen, *uncounted), join_spells([*unseen, *uncounted], at_most=6))
    )
    assert [(row.harm, row.unknown_min) for row in after.levels] == [
        (row.harm, row.unknown_min) for row in before.levels
    ]
