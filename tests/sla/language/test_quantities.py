"""Amounts are exact, and what has no unit or no exact value is refused."""

from fractions import Fraction

import pytest

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import (
    Length,
    LengthUnit,
    Quantity,
    Unit,
    parse_length,
    parse_local_minute,
    parse_number,
    parse_quantity,
    parse_seconds,
    parse_share,
    plain,
    spoken_time,
)


@pytest.mark.parametrize(("raw", "value"), [(5, 5), ("30.5", Fraction(61, 2)), ("1/30", Fraction(1, 30)), ("-2", -2)])
def test_a_number_is_exact(raw: object, value: Fraction) -> None:
    assert parse_number(raw) == value


@pytest.mark.parametrize("raw", [0.1, True, None, "abc", "1/0", "", [1]])
def test_what_is_no_exact_number_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_number(raw)


def test_a_share_has_its_sign() -> None:
    assert parse_share("99.9%") == Fraction(999, 1000)
    with pytest.raises(UnreadableTermError):
        parse_share("99.9")


@pytest.mark.parametrize(("raw", "seconds"), [("15min", 900), ("72h", 259200), ("4:59:59", 17999), ("1.5h", 5400)])
def test_elapsed_time_is_whole_seconds(raw: str, seconds: int) -> None:
    assert parse_seconds(raw) == seconds


def test_a_day_needs_a_calendar() -> None:
    with pytest.raises(UnreadableTermError) as refused:
        parse_seconds("2 days")
    assert refused.value.rule == "day-without-calendar"


@pytest.mark.parametrize("raw", ["15", "0.1s", 15, None])
def test_time_without_a_unit_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_seconds(raw)


def test_a_time_of_day_is_minutes_since_midnight() -> None:
    assert (parse_local_minute("13:00"), parse_local_minute("24:00")) == (780, 1440)
    with pytest.raises(UnreadableTermError):
        parse_local_minute("24:30")
    with pytest.raises(UnreadableTermError):
        parse_local_minute(780)


@pytest.mark.parametrize(
    ("raw", "quantity"),
    [
        ("99.9%", Quantity(Fraction(999, 1000), Unit.RATIO)),
        ("43min", Quantity(Fraction(2580), Unit.SECONDS)),
        ("45ms", Quantity(Fraction(45), Unit.MILLISECONDS)),
        ("3 days", Quantity(Fraction(3), Unit.DAYS)),
        (12, Quantity(Fraction(12), Unit.COUNT)),
    ],
)
def test_a_quantity_tells_what_it_counts(raw: object, quantity: Quantity) -> None:
    assert parse_quantity(raw) == quantity


@pytest.mark.parametrize(
    ("raw", "length"),
    [
        ("72h", Length(72, LengthUnit.HOURS)),
        ("7 working_days", Length(7, LengthUnit.WORKING_DAYS)),
        ("1 month", Length(1, LengthUnit.MONTHS)),
    ],
)
def test_a_length_has_a_unit(raw: str, length: Length) -> None:
    assert parse_length(raw) == length


@pytest.mark.parametrize("raw", ["72", 72, "5 fortnights"])
def test_a_length_without_one_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError) as refused:
        parse_length(raw)
    assert refused.value.rule == "window-without-unit"


def test_numbers_are_spoken_as_people_read_them() -> None:
    assert [plain(Fraction(1, 3)), plain(Fraction(-5, 2)), plain(Fraction(7))] == ["~0.333333", "-2.5", "7"]
    assert [spoken_time(5400), spoken_time(0), spoken_time(Fraction(1, 2))] == ["1 h 30 min", "0 s", "0.5 s"]
    assert [str(parse_quantity(raw)) for raw in ("99.9%", "90s", "45ms", 3)] == ["99.9%", "1 min 30 s", "45 ms", "3"]
    assert str(parse_length("7 working_days")) == "7 working_days"
