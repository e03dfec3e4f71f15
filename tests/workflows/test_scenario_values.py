"""What the texts and numbers of a scenario stand for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.workflows.scenario_values import (
    ScenarioError,
    Standpoint,
    fill,
    instant,
    on_ramp,
    ramp,
    span,
    table,
    zone_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
STAND = Standpoint("timeline[0]", datetime(2026, 11, 18, 13, 32, tzinfo=UTC), BERLIN)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13:18", datetime(2026, 11, 18, 12, 18, tzinfo=UTC)),
        ("13:20:30", datetime(2026, 11, 18, 12, 20, 30, tzinfo=UTC)),
        ("+6m", datetime(2026, 11, 18, 13, 38, tzinfo=UTC)),
        ("-2h30m", datetime(2026, 11, 18, 11, 2, tzinfo=UTC)),
        ("+0s", datetime(2026, 11, 18, 13, 32, tzinfo=UTC)),
        ("2026-10-22 13:10", datetime(2026, 10, 22, 11, 10, tzinfo=UTC)),
        ("2026-11-18T14:32:00+01:00", datetime(2026, 11, 18, 13, 32, tzinfo=UTC)),
        (datetime(2026, 11, 2, 13, 12, tzinfo=BERLIN), datetime(2026, 11, 2, 12, 12, tzinfo=UTC)),
    ],
)
def test_a_time_may_be_written_in_four_ways(written: object, expected: datetime) -> None:
    assert instant(written, STAND) == expected


@pytest.mark.parametrize("written", ["tomorrow", "25:00", 850, None, "+m", "2026-13-01"])
def test_what_is_no_time_is_refused_by_its_place(written: object) -> None:
    with pytest.raises(ScenarioError, match=r"timeline\[0\]: .* is no time"):
        instant(written, STAND)


def test_a_span_adds_its_parts_up() -> None:
    assert span("2h30m", "x") == timedelta(hours=2, minutes=30)
    for written in ("", "0s", "5", "m", "1m x", None):
        with pytest.raises(ScenarioError, match="is no span"):
            span(written, "x")


def test_a_ramp_is_straight_between_points_and_level_outside() -> None:
    points = ramp([["14:00", 10], ["13:00", 0], ["14:10", 10]], STAND)
    at = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    assert [on_ramp(points, at + timedelta(minutes=minute)) for minute in (-9, 0, 3, 30, 60, 65, 99)] == [
        *(0, 0, 1, 5, 10, 10, 10)
    ]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 100)), min_size=1, max_size=6), st.integers(-50, 1100))
def test_a_ramp_never_leaves_its_points(points: list[tuple[int, int]], minute: int) -> None:
    start = STAND.base_at
    placed = sorted(((start + timedelta(minutes=m), value) for m, value in points), key=lambda point: point[0])
    values = [value for _, value in placed]
    assert min(values) <= on_ramp(placed, start + timedelta(minutes=minute)) <= max(values)


def test_a_point_that_is_no_pair_is_refused() -> None:
    with pytest.raises(ScenarioError, match="write a time and a whole number"):
        ramp([["13:00"]], STAND)
    with pytest.raises(ScenarioError, match="whole numbers only"):
        table([1, "x"], "x")


def test_slots_keep_their_kind_alone_and_are_written_inside_a_text() -> None:
    slots = {"failing": 58, "areas": ["Coast"], "none": None, "since": "13:18", "name": "INC"}
    body = {"a": "${failing}", "b": ["${areas}"], "c": "x/${name}-${none}", "d": "${none}", "e": 3}
    assert fill(body, slots, STAND) == {"a": 58, "b": [["Coast"]], "c": "x/INC-", "d": None, "e": 3}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("iso", "2026-11-18T13:18:00+01:00"),
        ("utc", "2026-11-18T12:18:00Z"),
        ("epoch_ms", 1795004280000),
        ("%d.%m.%Y %H:%M", "18.11.2026 13:18"),
    ],
)
def test_a_slot_may_be_read_as_a_time(form: str, expected: object) -> None:
    assert fill(f"${{since|{form}}}", {"since": "13:18"}, STAND) == expected


def test_a_slot_without_a_value_is_refused() -> None:
    with pytest.raises(ScenarioError, match="the slot 'area' has no value"):
        fill({"x": ["${area}"]}, {}, STAND)


def test_a_zone_must_exist() -> None:
    assert zone_of("Europe/Berlin", "clock.zone") == BERLIN
    with pytest.raises(ScenarioError, match=r"clock\.zone"):
        zone_of("Nowhere/At all", "clock.zone")
