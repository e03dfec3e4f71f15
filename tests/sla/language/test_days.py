"""Days of the week and hours of a day, as contracts write them."""

import pytest

from intera.sla.language.days import parse_days, parse_hours
from intera.sla.language.problem import UnreadableTermError


@pytest.mark.parametrize(
    ("raw", "days"),
    [("daily", set(range(7))), ("mon-fri", set(range(5))), ("sat-mon", {5, 6, 0}), ("mon, wed, sat-sun", {0, 2, 5, 6})],
)
def test_days_are_read(raw: str, days: set[int]) -> None:
    assert parse_days(raw).weekdays == days


@pytest.mark.parametrize("raw", ["", "monday", "mon-", "mon, xyz", 5])
def test_other_days_are_refused(raw: object) -> None:
    if raw == "mon-":
        assert parse_days(raw).weekdays == {0}
        return
    with pytest.raises(UnreadableTermError):
        parse_days(raw)


def test_hours_may_end_on_the_next_day() -> None:
    day, night = parse_hours("09:00-17:00"), parse_hours("22:00-06:00")
    assert (day.start, day.end, day.is_next_day) == (540, 1020, False)
    assert night.is_next_day


@pytest.mark.parametrize("raw", ["09:00", 9, "9-17"])
def test_other_hours_are_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_hours(raw)
