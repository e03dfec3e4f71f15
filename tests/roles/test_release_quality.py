"""The board of service quality: weak spots first, the usual range drawn, too little history said."""

from datetime import UTC, date, datetime, timedelta
from types import ModuleType

from intera.model.ids import RegionId, ServiceId
from intera.model.quality import QualityDay, QualityPlace, QualityState
from intera.roles.release_quality import QualityReport, release_quality
from intera.sla.quality_trend import find_weak_spots

AT = datetime(2026, 11, 16, 12, tzinfo=UTC)
START = date(2026, 6, 1)
DAY_S = 86_400


def _days(name: str, region: str, degraded_s: list[int]) -> list[QualityDay]:
    place = QualityPlace(name, ServiceId("mobile_data"), RegionId(region))
    return [QualityDay(START + timedelta(days=n), place, seconds, DAY_S, DAY_S) for n, seconds in enumerate(degraded_s)]


def _report(*days: list[QualityDay]) -> QualityReport:
    trends = find_weak_spots([day for some in days for day in some], until=AT.date())
    return QualityReport(trends, (), (), (), 24)


STEADY = [600 if n % 7 == 0 else 0 for n in range(168)]
WORSE = [*STEADY[:112], *([7_200] * 56)]


def test_a_chronic_place_leads_and_its_weeks_are_marked(northmoor: ModuleType) -> None:
    report = _report(_days("Mobile Data, Lakes", "lakes", STEADY), _days("Mobile Data, Coast", "coast", WORSE))
    board = release_quality(report, northmoor.operator(), at=AT)
    assert board.lead == "1 place is chronically degraded, Mobile Data, Coast most."
    worst, steady = board.tables[0].rows
    assert (worst[0].text, worst[2].text, worst[2].kind) == ("Mobile Data, Coast", "Chronic", "late")
    assert (steady[0].text, steady[2].text) == ("Mobile Data, Lakes", "Steady")
    spark = worst[1].spark
    assert spark is not None
    assert len(spark.beyond_numbers) == 8
    assert spark.usual_high_percent is not None
    assert spark.usual_high_percent < 100 == max(h for h in spark.height_percents if h is not None)
    assert worst[4].text == "8.33%"


def test_too_little_history_is_said_and_never_green(northmoor: ModuleType) -> None:
    board = release_quality(_report(_days("Mobile Data, Coast", "coast", WORSE[:40])), northmoor.operator(), at=AT)
    assert board.lead == "Too little history to say what is usual: 13 measured weeks are needed."
    (row,) = board.tables[0].rows
    assert (row[2].text, row[2].kind, row[3].text) == ("Too little history", "quiet", "not known")
    assert {figure.label: figure.value for figure in board.figures}["Within range"] == "0"


def test_states_have_words(northmoor: ModuleType) -> None:
    board = release_quality(_report(), northmoor.operator(), at=AT)
    assert board.tables[0].rows == ()
    assert len(QualityState) == 5
