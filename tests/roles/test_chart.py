"""The chart draws what was believed, and the way ahead only when an ETA is stated."""

from datetime import timedelta
from types import ModuleType
from typing import Any

from intera.roles.chart import CustomerPoint, read_chart
from intera.roles.relative import LocalClock


def _points(northmoor: ModuleType) -> list[CustomerPoint]:
    return [
        CustomerPoint(northmoor.at("14:26"), 38_000, 41_200, 44_000),
        CustomerPoint(northmoor.at("13:20"), 2_000, 6_000, 20_000),
        CustomerPoint(northmoor.at("15:00"), 0, 0, 0),
    ]


def test_the_finding_is_said_in_words(northmoor: ModuleType, clock: LocalClock, docs: dict[str, Any]) -> None:
    chart = read_chart(
        _points(northmoor),
        clock,
        onset_at=northmoor.at("13:18"),
        eta=docs["INC-4127"]["eta"],
        due_at=northmoor.at("15:00"),
    )
    assert chart is not None
    assert chart.finding == "About 41,200 now, likely 38,000 to 44,000. Expected back 16:30, range 16:00 to 17:30."
    assert [mark.text for mark in chart.marks] == ["Start", "Checkpoint", "ETA"]
    assert chart.band_ahead
    assert chart.line.startswith("M")
    assert [label for _, _, label in chart.ticks_y] == ["0", "20,000", "40,000"]


def test_without_an_eta_nothing_is_drawn_ahead(northmoor: ModuleType, clock: LocalClock) -> None:
    chart = read_chart(_points(northmoor), clock, onset_at=northmoor.at("13:18"), eta=None, due_at=None)
    assert chart is not None
    assert (chart.line_ahead, chart.band_ahead) == ("", "")


def test_fewer_than_two_estimates_are_no_line(northmoor: ModuleType, clock: LocalClock) -> None:
    assert read_chart(_points(northmoor)[:1], clock, onset_at=northmoor.at("13:18"), eta=None, due_at=None) is None
    flat = [CustomerPoint(clock.at - timedelta(minutes=n), 0, 0, 0) for n in (1, 2)]
    assert read_chart(flat, clock, onset_at=northmoor.at("13:18"), eta=None, due_at=None) is None


def test_a_month_is_drawn_with_a_handful_of_ticks(clock: LocalClock) -> None:
    onset = clock.at - timedelta(days=30)
    points = [CustomerPoint(onset + timedelta(days=n), 1, 2, 3) for n in range(30)]
    chart = read_chart(points, clock, onset_at=onset, eta=None, due_at=None)
    assert chart is not None
    assert 2 <= len(chart.ticks_x) <= 8
