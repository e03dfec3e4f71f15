"""Which parts of a time does a stretch of text name: clock, day, zone, span from now.

Each function takes apart one match of a pattern of `find_times`; None says that it names no time after all.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from re import IGNORECASE, Match
from re import compile as pattern

from intera.coordination.time_vocabulary import Vocabulary

_DAY_MIN = 1440
_NOON_MIN = 720
_HALF_DAY_H = 12
_DAY_H = 24
_HOUR_MIN = 60
_HOUR_S = 3600
_CENTURY = 2000
_LOOK_BACK = 80
_MONTHS = 12
_MONTH_DAYS = 31
_HALVES = ("half", "einer halben", "eine halbe")
_QUARTERS = ("quarter of an", "quarters of an")
_ONE_AND_A_HALF = ("anderthalb", "eineinhalb")
_NAMED_HOURS = {"noon": 12, "midday": 12, "mittag": 12, "midnight": 24, "mitternacht": 24}
NOON_OR_MIDNIGHT = "|".join(_NAMED_HOURS)
# Without "in" before it, a span counts from now only behind one of these. Source: earlier part of the Google texts.
_SPAN_FOLLOWS = pattern(
    r"\b(?:(?:it'll|it\s+will)\s+be|give\s+us|allow\s+us|be\s+another|wait\s+another|ETA|ETR|updates?|estimat\w*|expect\w*|tak(?:e|es)|needs?|time|dauer[tn]?|Update)\b(?:\s+\w+){0,5}[\s:~(-]*$",
    IGNORECASE,
)
_CLOCK_LIKE = pattern(r"[.,]\d\d$")  # "by 15.00 hours"
_FOUR_FIGURES_FOLLOW = pattern(
    r"\b(?:by|at|until|before|around|approx\w*|um|bis|tomorrow|today|tonight|heute|morgen)\s+$|[~@]\s*$|\b(?:update|due)\W*$",
    IGNORECASE,
)
_FOUR_FIGURES_PRECEDE = pattern(
    r"\s*(?:$|[.,;:!)\n]|\(?(?:[A-Z]{2,4}\b|US/)|(?:local|today|tomorrow|tonight|on|hrs|and|UTC|with)\b)", IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DayWords:
    """The day a text names: a date, a weekday (0 is Monday) or days from today; `part_ends_hour` of "morning".

    `month_day` is a date without its year. `either` is a date in figures, (first, second, year or None), of which
    either may be the month. `day_of_month` is "the 12th".
    """

    on: date | None = None
    weekday: int | None = None
    days_ahead: int | None = None
    month_day: tuple[int, int] | None = None
    either: tuple[int, int, int | None] | None = None
    day_of_month: int | None = None
    part_ends_hour: int | None = None


@dataclass(frozen=True, slots=True)
class ClockWords:
    """The clock time a text names, in minutes after midnight; `is_half_day` if am and pm are not told apart."""

    minute_of_day: int
    is_half_day: bool = False


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """One stretch of text that names a time; `is_range_end` if it is the later end of a stated range.

    `span_s` counts from when the text was posted; `hours_up` from its last full hour, so 1 is the next one.
    Else `clock` and `day` name the time, in the zone that `zone` names.
    """

    start: int
    end: int
    clock: ClockWords | None = None
    day: DayWords | None = None
    zone: str = ""
    span_s: int | None = None
    hours_up: int = 0
    is_range_end: bool = False


def full_date(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A date with year, month and day in figures."""
    del words, text
    try:
        on = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return TimePhrase(match.start(), match.end(), day=DayWords(on=on))


def date_in_figures(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A date such as 07/20/22 or 10.08.2022; with points, or in German, the day comes first."""
    del text
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["by"] == "." and year < _CENTURY and words.language == "en":
        return None  # 5.7.35 is a version
    year += _CENTURY if year < _CENTURY else 0
    if match["by"] == "." or words.language != "en" or first > _MONTHS:
        return _dated(match, year, second, first)
    if second > _MONTHS:
        return _dated(match, year, first, second)
    return TimePhrase(match.start(), match.end(), day=DayWords(either=(first, second, year)))


def _dated(match: Match[str], year: int, month: int, day: int) -> TimePhrase | None:
    try:
        return TimePhrase(match.start(), match.end(), day=DayWords(on=date(year, month, day)))
    except ValueError:
        return None


def date_without_year(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A date such as 12/08 or 11.08.; with points the day comes first."""
    del words, text
    first, second = int(match["a"]), int(match["b"])
    if not (0 < first <= _MONTH_DAYS and 0 < second <= _MONTH_DAYS and min(first, second) <= _MONTHS):
        return None
    if match["by"] == "." or first > _MONTHS:
        day = DayWords(month_day=(second, first)) if second <= _MONTHS else None
    elif second > _MONTHS:
        day = DayWords(month_day=(first, second))
    else:
        day = DayWords(either=(first, second, None))
    return None if day is None else TimePhrase(match.start(), match.end(), day=day)


def day_of_month(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A day without its month: "the 12th"."""
    del words, text
    day = int(match["d"])
    if not 0 < day <= _MONTH_DAYS:
        return None
    return TimePhrase(match.start(), match.end(), day=DayWords(day_of_month=day))


def date_with_month(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A date with the month in words, with or without its year."""
    del text
    month, day = words.months[match["name"].lower()], int(match["d"])
    if match["y"]:
        return _dated(match, int(match["y"]), month, day)
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return TimePhrase(match.start(), match.end(), day=DayWords(month_day=(month, day)))


def top_of_hour(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """The next full hour."""
    del words, text
    return TimePhrase(match.start(), match.end(), hours_up=1)


def hourly(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """Once an hour: the next time is an hour from now at the latest."""
    del words, text
    is_half = match.groupdict().get("rate") is not None
    return TimePhrase(match.start(), match.end(), span_s=_HOUR_S // 2 if is_half else _HOUR_S)


def day_from_now(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """This time tomorrow."""
    del words, text
    return TimePhrase(match.start(), match.end(), span_s=_DAY_MIN * 60)


def span_from_now(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A span such as "in two hours" or "within the next 30 to 45 minutes"; of a range the later end."""
    del text
    unit = match["unit"].lower()
    unit_s = words.units_s[unit]
    upper = match["upper"]
    said = upper or match["count"]
    if said is None:
        if unit.endswith("s") or unit in {"h", "min", "minuten", "stunden", "tagen", "tage"}:
            return None
        amount = Fraction(1)
    else:
        amount = _number(said, words)
    if match["half_after"] or match["tail"]:
        amount += Fraction(1, 2)
    span_s = amount * unit_s
    if match["more"]:
        span_s += _number(match["more"], words) * words.units_s[match["more_unit"].lower()]
    if span_s <= 0:
        return None
    return TimePhrase(match.start(), match.end(), span_s=int(span_s), is_range_end=upper is not None)


def hours_and_minutes(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A span such as "in 1h30"."""
    del words, text
    minutes = int(match["m"])
    if minutes >= _HOUR_MIN:
        return None
    return TimePhrase(match.start(), match.end(), span_s=int(match["h"]) * _HOUR_S + minutes * 60)


def span_alone(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A span without "in" before it: only where an estimate or an update is what it follows."""
    if (
        match["count"] is None
        or _CLOCK_LIKE.search(match["count"])
        or _SPAN_FOLLOWS.search(text[_near(match) : match.start()]) is None
    ):
        return None
    return span_from_now(match, words, text)


def _number(said: str, words: Vocabulary) -> Fraction:
    name = " ".join(said.lower().split())
    if name.endswith(_QUARTERS):
        return Fraction(3 if name.startswith("three") else 1, 4)
    if name.startswith(_HALVES):
        return Fraction(1, 2)
    if name in _ONE_AND_A_HALF:
        return Fraction(3, 2)
    if name in words.numbers:
        return Fraction(words.numbers[name])
    return Fraction(name.replace(",", "."))


def _near(match: Match[str]) -> int:
    """From where the words before a match count; looking back without end would take ever longer."""
    return max(0, match.start() - _LOOK_BACK)


def minutes_past(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """Five past four, ten to eight; "zehn vor acht"."""
    del text
    hour, minutes = _hour(match.groupdict(), words), int(_number(match["minutes"], words))
    if hour is None or not 0 < hour <= _DAY_H or minutes >= _HOUR_MIN:
        return None
    minute = hour * _HOUR_MIN + (-minutes if match["way"].lower() in {"to", "vor"} else minutes)
    half = match["half"]
    if half and hour <= _HALF_DAY_H:
        minute = minute % _NOON_MIN + (_NOON_MIN if half.lower().startswith("p") else 0)
    clock = ClockWords(minute % _DAY_MIN, is_half_day=_is_half_day(match, hour))
    return TimePhrase(match.start(), match.end(), clock=clock)


def named_clock(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """Noon, midnight, the end of the day, the close of business."""
    del text
    name = " ".join(match["name"].lower().split())
    return TimePhrase(match.start(), match.end(), clock=ClockWords(words.clock_names[name]))


def clock_time(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A clock time in figures or a word, with am or pm or on the 24-hour clock."""
    del text
    found = match.groupdict()
    hour = _hour(found, words)
    minute = int(found.get("m") or found.get("m2") or 0)
    if hour is None or hour > _DAY_H or minute >= _HOUR_MIN or (hour == _DAY_H and minute):
        return None
    half = found.get("half")
    said = found.get("h") or ""
    is_half_day = half is None and words.language == "en" and 0 < hour <= _HALF_DAY_H and not said.startswith("0")
    if half and hour <= _HALF_DAY_H:
        hour = hour % _HALF_DAY_H + (_HALF_DAY_H if half.lower().startswith("p") else 0)
    clock = ClockWords(hour * _HOUR_MIN + minute, is_half_day=is_half_day)
    return TimePhrase(match.start(), match.end(), clock=clock)


def _hour(found: dict[str, str | None], words: Vocabulary) -> int | None:
    if (figures := found.get("h")) is not None:
        return int(figures)
    word = (found.get("word") or "").lower()
    if word in _NAMED_HOURS:
        return _NAMED_HOURS[word]
    number = int(word) if word.isdecimal() else words.numbers.get(word)
    return number if number is not None and word not in {"a", "an"} else None


def _is_half_day(match: Match[str], hour: int) -> bool:
    """Whether morning and evening are not told apart; noon and midnight are."""
    return match["half"] is None and hour <= _HALF_DAY_H and match["word"].lower() not in _NAMED_HOURS


def four_figures(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """A clock time such as 1600: "hrs" behind it, or "by" before it and nothing counted after it."""
    if match["hrs"] is None:
        follows = _FOUR_FIGURES_FOLLOW.search(text[_near(match) : match.start()]) is not None
        if not follows or _FOUR_FIGURES_PRECEDE.match(text, match.end()) is None:
            return None
    return clock_time(match, words, text)


def quarter_hour(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """Half past four, quarter to five; "halb fünf" is half an hour before five."""
    del text
    hour = _hour(match.groupdict(), words)
    if hour is None or hour > _DAY_H:
        return None
    what = match["what"].lower().split()
    before = {"half": -30, "halb": 30, "dreiviertel": 15}.get(what[0], 15 if what[1:] in (["to"], ["vor"]) else -15)
    half = match["half"]
    if half and hour <= _HALF_DAY_H:
        hour = hour % _HALF_DAY_H + (_HALF_DAY_H if half.lower().startswith("p") else 0)
    minute = (hour * _HOUR_MIN - before) % _DAY_MIN
    clock = ClockWords(minute, is_half_day=_is_half_day(match, hour))
    return TimePhrase(match.start(), match.end(), clock=clock)


def day_ahead(match: Match[str], words: Vocabulary, text: str) -> TimePhrase | None:
    """Today, tomorrow, tonight; "heute Morgen" is a part of today."""
    name = " ".join(match["ahead"].lower().split())
    part = match["part"]
    before = text[_near(match) : match.start()].lower().rstrip()
    if words.language == "de" and name == "morgen" and before.endswith(("am", "guten")):
        return None
    ends = words.day_parts[part.lower()] if part else _DAY_H if name == "tonight" else None
    day = DayWords(days_ahead=words.days_ahead[name], part_ends_hour=ends)
    return TimePhrase(match.start(), match.end(), day=day)


def weekday(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """A day of the week; the next one of its name."""
    del text
    found = match.groupdict()
    name = match["name"]
    number = words.weekdays.get(name.lower())
    part = found.get("part")
    day = DayWords(
        weekday=words.short_weekdays[name] if number is None else number,
        part_ends_hour=words.day_parts[part.lower()] if part else None,
    )
    return TimePhrase(match.start(), match.end(), day=day)


def part_of_day(match: Match[str], words: Vocabulary, text: str) -> TimePhrase:
    """This morning, in the evening: the next end of such a part."""
    del text
    return TimePhrase(match.start(), match.end(), day=DayWords(part_ends_hour=words.day_parts[match["part"].lower()]))
