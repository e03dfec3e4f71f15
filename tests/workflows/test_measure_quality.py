"""Degraded time by day and place, from the same spells the impact number adds up."""

from dataclasses import replace
from datetime import timedelta

from flows.judged import judged, said
from flows.town import HEALTH, TESTS, after, town
from intera.model.ids import FingerprintId
from intera.model.impact import HarmLevel
from intera.model.quality import QualityState
from intera.model.service_minutes import HarmSpell
from intera.workflows.measure_quality import measure_quality
from intera.workflows.read_case_facts import CaseFacts, occurrence_of

DAY = timedelta(days=1)
FOUND = judged([said(TESTS, 0, failing_percent=50), said(HEALTH, 1)], after(1))
SINCE = after(0) - 200 * DAY


def _facts(*spells: HarmSpell) -> CaseFacts:
    case = replace(FOUND, spells=spells)
    return CaseFacts(1, case, occurrence_of(case, FingerprintId("FP-1")))


def _spell(day: int, hours: float, harm: HarmLevel = HarmLevel.DEGRADED) -> HarmSpell:
    start_at = SINCE + day * DAY
    return replace(FOUND.spells[0], harm=harm, start_at=start_at, end_at=start_at + timedelta(hours=hours))


def test_a_place_that_worsens_is_a_weak_spot_and_the_others_are_steady() -> None:
    bad = [_facts(_spell(day, 6)) for day in range(140, 199)]
    report = measure_quality(bad, town(), since=SINCE, at=after(0))
    worst = report.by_place[0]
    assert worst.state is QualityState.CHRONIC
    assert "Coast" in worst.place.name
    assert {trend.state for trend in report.by_place[1:]} <= {QualityState.STEADY, QualityState.BETTER}
    assert report.by_region[0].place.name == "Coast"
    assert report.week_count == 28


def test_two_incidents_at_once_are_degraded_time_once() -> None:
    one = measure_quality([_facts(_spell(190, 6))], town(), since=SINCE, at=after(0))
    two = measure_quality([_facts(_spell(190, 6)), _facts(_spell(190, 6))], town(), since=SINCE, at=after(0))
    assert one == two


def test_time_nobody_could_see_is_not_known() -> None:
    unseen = [_facts(_spell(day, 24, HarmLevel.NO_DATA)) for day in range(199)]
    report = measure_quality(unseen, town(), since=SINCE, at=after(0))
    coast = next(trend for trend in report.by_place if "Coast" in trend.place.name)
    assert coast.state is QualityState.TOO_LITTLE_HISTORY


def test_a_new_installation_has_no_history() -> None:
    report = measure_quality([], town(), since=after(0) - DAY, at=after(0))
    assert (report.by_place, report.week_count) == ((), 0)
