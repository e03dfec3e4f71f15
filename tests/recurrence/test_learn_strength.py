"""Every start teaches about every kind heard of, and an incident is judged before it teaches."""

from collections.abc import Callable
from datetime import datetime, timedelta

from intera.model.impact import Impact
from intera.model.recurrence import ChangeKind, ChangeStrength, PlannedWork
from intera.recurrence.learn_strength import learn_strengths

Impacts = Callable[..., Impact]
Works = Callable[..., PlannedWork]
WEEK_MIN = 7 * 24 * 60


def _cut(work_of: Works, weeks: int, **changes: object) -> PlannedWork:
    start_min = -10 - weeks * WEEK_MIN
    return work_of(start_min, start_min + 60, kind=ChangeKind.POWER, service_ids=(), **changes)


def test_a_start_and_its_placebo_instants_are_counted(impact_of: Impacts, work_of: Works, onset: datetime) -> None:
    cuts = [_cut(work_of, 0), _cut(work_of, 2), _cut(work_of, 3, region_ids=("north",))]
    since = {ChangeKind.POWER: onset - timedelta(weeks=52)}
    assert learn_strengths((), impact_of(), cuts, heard_since=since) == (ChangeStrength(ChangeKind.POWER, 1, 1, 1, 4),)


def test_silence_before_a_feed_began_means_nothing(impact_of: Impacts, work_of: Works, onset: datetime) -> None:
    cuts = [_cut(work_of, 0)]
    recent = {ChangeKind.POWER: onset - timedelta(days=15)}
    future = {ChangeKind.POWER: onset + timedelta(days=1)}
    assert learn_strengths((), impact_of(), cuts, heard_since=recent) == (ChangeStrength(ChangeKind.POWER, 1, 1, 0, 2),)
    assert learn_strengths((), impact_of(), cuts, heard_since=future) == ()


def test_kinds_do_not_mix_and_come_in_one_order(impact_of: Impacts, work_of: Works, onset: datetime) -> None:
    since = dict.fromkeys((ChangeKind.POWER, ChangeKind.WORK), onset - timedelta(weeks=52))
    found = learn_strengths((), impact_of(), [work_of(), work_of(-30, 5)], heard_since=since)
    assert found == (ChangeStrength(ChangeKind.WORK, 1, 1, 0, 4), ChangeStrength(ChangeKind.POWER, 0, 1, 0, 4))


def test_an_unknown_start_teaches_nothing(impact_of: Impacts, work_of: Works, onset: datetime) -> None:
    known = (ChangeStrength(ChangeKind.POWER, 1, 2, 3, 4),)
    since = {ChangeKind.POWER: onset - timedelta(weeks=52)}
    assert learn_strengths(known, impact_of(onset_at=None), [_cut(work_of, 0)], heard_since=since) == known
