"""How are amounts of anything written in a contract: times, shares, lengths, money, days of the week.

Every number is exact: a Fraction, or whole seconds. A written float is refused, because what was meant
can no longer be known.

Source: notes on SLA engines C1; ADR-0006 (exact numbers); ADR-0022 (contract language).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from intera.sla.language.problem import UnreadableTermError

Seconds = NewType("Seconds", int)
Share = NewType("Share", Fraction)
LocalMinute = NewType("LocalMinute", int)

_NUMBER = r"\d+(?:\.\d+)?(?:/\d+)?"
_TIME_UNITS = {"s": 1, "min": 60, "h": 3600}
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)")
_TIME = re.compile(rf"({_NUMBER})\s*(s|min|h)")
_HOUR_OF_DAY = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
_MINUTES_A_DAY = 24 * 60
# Nothing in a contract lasts longer than a century.
_LONGEST_S = 100 * 366 * 24 * 3600


class Unit(StrEnum):
    """What a quantity counts."""

    COUNT = "count"
    DAYS = "days"
    MILLISECONDS = "ms"
    RATIO = "ratio"
    SECONDS = "s"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: 99.9 % is the ratio 999/1000, 43 min is 2580 s."""

    value: Fraction
    unit: Unit

    def __str__(self) -> str:
        """The quantity as a person reads it."""
        if self.unit is Unit.RATIO:
            return f"{plain(self.value * 100)}%"
        if self.unit is Unit.SECONDS:
            return spoken_time(self.value)
        return plain(self.value) if self.unit is Unit.COUNT else f"{plain(self.value)} {self.unit}"


class LengthUnit(StrEnum):
    """In what the length of a window is counted."""

    BILLING_CYCLES = "billing_cycles"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a window is: 30 days, 7 working_days, 72 hours, 2 billing_cycles."""

    count: int
    unit: LengthUnit

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.count} {self.unit}"


def plain(value: Fraction, *, decimals: int = 6) -> str:
    """A number in decimals, exact when six are enough, else rounded to the nearest and marked with a tilde."""
    if value.denominator == 1:
        return str(value.numerator)
    scale: int = 10**decimals
    scaled = value * scale
    is_exact = scaled.denominator == 1
    whole, part = divmod(abs(round(scaled)), scale)
    text = f"{whole}.{part:0{decimals}d}".rstrip("0") if is_exact else f"~{whole}.{part:0{decimals}d}"
    return f"-{text}" if value < 0 else text


def spoken_time(seconds: Fraction | int) -> str:
    """Seconds as hours, minutes and seconds: 5400 is "1 h 30 min"."""
    value = Fraction(seconds)
    if value.denominator != 1:
        return f"{plain(value)} s"
    hours, rest = divmod(value.numerator, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if count]
    return " ".join(parts) or "0 s"


def parse_number(raw: object) -> Fraction:
    """An exact number: an integer, or text such as "30.5" or "1/30".

    Raises:
        UnreadableTermError: it is neither, or a float, whose written digits are lost.
    """
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, str) and re.fullmatch(rf"-?{_NUMBER}", raw.strip()):
        try:
            top, _, bottom = raw.strip().partition("/")
            return Fraction(top) / Fraction(bottom) if bottom else Fraction(top)
        except ZeroDivisionError:
            raise UnreadableTermError(f"{raw!r} divides by nothing; write a number") from None
    raise UnreadableTermError(f'{raw!r} is no exact number; write it whole or in quotes, for instance "30.5"')


def parse_share(raw: object) -> Share:
    """A share as a ratio: "99.9%" is 999/1000.

    Raises:
        UnreadableTermError: it is not a percentage in quotes.
    """
    if isinstance(raw, str) and raw.strip().endswith("%"):
        return Share(parse_number(raw.strip()[:-1].strip()) / 100)
    raise UnreadableTermError(f'{raw!r} is no share; write it with its sign, for instance "99.9%"')


def parse_seconds(raw: object) -> Seconds:
    """Elapsed time in whole seconds: "15min", "72h", "4:59:59".

    Raises:
        UnreadableTermError: it has no unit, or is not whole seconds. A day is no elapsed time: it needs a calendar.
    """
    text = raw.strip() if isinstance(raw, str) else ""
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        if hours > _LONGEST_S // 3600:
            raise UnreadableTermError(f"{raw!r} is longer than a century; write what is meant")
        return Seconds(hours * 3600 + minutes * 60 + seconds)
    if time := _TIME.fullmatch(text):
        value = parse_number(time.group(1)) * _TIME_UNITS[time.group(2)]
        if value.denominator == 1 and value <= _LONGEST_S:
            return Seconds(value.numerator)
    if re.fullmatch(rf"{_NUMBER}\s*(d|days?)", text):
        sentence = f"{raw!r} is a day without a calendar; write hours of elapsed time (72h), or a length in days"
        raise UnreadableTermError(sentence, rule="day-without-calendar")
    raise UnreadableTermError(f"{raw!r} is no time; write it with its unit, for instance 15min, 72h or 4:59:59")


def parse_local_minute(raw: object) -> LocalMinute:
    """A time of the local day in minutes since midnight: "13:00" is 780, "24:00" is 1440.

    Raises:
        UnreadableTermError: it is not written as HH:MM in quotes.
    """
    match = _HOUR_OF_DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    minute = int(match.group(1)) * 60 + int(match.group(2)) if match else _MINUTES_A_DAY + 1
    if minute > _MINUTES_A_DAY:
        raise UnreadableTermError(f'{raw!r} is no time of day; write it in quotes, for instance "13:00"')
    return LocalMinute(minute)


def parse_quantity(raw: object) -> Quantity:
    """A quantity of any kind: "99.9%", "43min", "45ms", "3 days", 12.

    Raises:
        UnreadableTermError: its unit is not known.
    """
    if isinstance(raw, str):
        text = raw.strip()
        if text.endswith("%"):
            return Quantity(parse_share(text), Unit.RATIO)
        if text.endswith("ms"):
            return Quantity(parse_number(text[:-2].strip()), Unit.MILLISECONDS)
        if days := re.fullmatch(rf"({_NUMBER}) days?", text):
            return Quantity(parse_number(days.group(1)), Unit.DAYS)
        if _TIME.fullmatch(text) or _CLOCK.fullmatch(text):
            return Quantity(Fraction(parse_seconds(text)), Unit.SECONDS)
    return Quantity(parse_number(raw), Unit.COUNT)


def parse_length(raw: object) -> Length:
    """The length of a window: "30 days", "7 working_days", "72h", "2 billing_cycles".

    Raises:
        UnreadableTermError: it has no unit, or one that is not known.
    """
    text = raw.strip() if isinstance(raw, str) else ""
    if hours := re.fullmatch(r"(\d{1,5})\s*h", text):
        return Length(int(hours.group(1)), LengthUnit.HOURS)
    if match := re.fullmatch(r"(\d{1,5}) ([a-z_]+)", text):
        unit = match.group(2) if match.group(2).endswith("s") else f"{match.group(2)}s"
        if unit in set(LengthUnit):
            return Length(int(match.group(1)), LengthUnit(unit))
    units = ", ".join(LengthUnit)
    raise UnreadableTermError(f"{raw!r} is no length; write a number and one of {units}", rule="window-without-unit")
