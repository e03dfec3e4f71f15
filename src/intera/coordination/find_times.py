"""Where does a text name a time: patterns of one language, and the parts of one time put together.

Only finds: `promised_time` says which of them are promised, `local_time` which instant they are. Words are
read by fixed patterns from one vocabulary for each language; nothing is guessed from free form.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from re import IGNORECASE, Match, Pattern, escape
from re import compile as pattern

from intera.coordination import time_words as words_of
from intera.coordination.time_vocabulary import VOCABULARY, Vocabulary
from intera.coordination.time_words import ClockWords, DayWords, TimePhrase
from intera.coordination.zone_words import ZONE, ZONE_SHORT

_Make = Callable[[Match[str], Vocabulary, str], TimePhrase | None]
_AM_PM = r"(?P<half>[ap]\.\s?m\b\.?|[ap]\s?m\b)"
_SUFFIX = r"(?:\s*(?:hrs?|hours|h|uhr)\b)"
_YEAR = r"(?:20\d\d)"
_LOWER_ZONES = "utc|gmt|pst|pdt|cst|cdt|mst|mdt|est|edt|cet|cest|mez|mesz|bst|aest|aedt"
_ZONE = pattern(rf"(?:\s*,?\s*\(?\s*)(?P<zone>{ZONE}|(?:{_LOWER_ZONES})\b)(?:\s*\))?(?:\s+hours\b)?")
# "10:30 UTC" is said by people who count hours to 24.
_COUNTS_TO_24 = pattern(r"(?:UTC|GMT|Z\b|CES?T|MES?Z|[+\-]\d)", IGNORECASE)
_SOFT_WRAP = pattern(
    r"(?i)(?<=\b(?:by|at|on|in|um))\s*\n|(?<=,)\n(?=\s*\d)|(?<=\bbis)\s*\n|(?<=\bwithin)\s*\n|(?<=:)\s*\n(?=\s*\d)"
)
_RANGE_START = pattern(
    r"(?:\b(?P<between>between|from|zwischen|von)\s+)?(?<![\d:.,/-])(?P<h>\d\d?)(?:[:.]\d\d)?\s*(?P<to>-|to|and|bis|und)\s*$",
    IGNORECASE,
)
_BETWEEN = pattern(r"\b(?:between|zwischen)\s+(?:around\s+|about\s+)?$", IGNORECASE)
# Nobody writes a time across more blanks; patterns take the square of the time to get through them.
_MOST_BLANKS = 16
_MANY_BLANKS = pattern(rf"\s{{{2 * _MOST_BLANKS + 1},}}")
_AFTERNOON_ENDS_H = 18
_DAY_H = 24
_DAY_MIN = 1440
_HALF_DAY_MIN = 720
_NIGHT_ENDS_MIN = 300
_ODD = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'"}
)


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Vocabulary
    rules: tuple[tuple[Pattern[str], _Make], ...]
    join: Pattern[str]
    range_join: Pattern[str]


def plain(text: str) -> str:
    """The text with odd blanks, dashes and quotes as plain ones, letter for letter, so that places stay the same."""
    bounded = _MANY_BLANKS.sub(_bounded, text.translate(_ODD).replace("\r", "\n"))
    return _SOFT_WRAP.sub(lambda match: " " * len(match[0]), bounded)


def _bounded(match: Match[str]) -> str:
    """A long run of blanks with signs in its middle that no pattern knows."""
    blanks = match[0]
    between = "\x00" * (len(blanks) - 2 * _MOST_BLANKS)
    return f"{blanks[:_MOST_BLANKS]}{between}{blanks[-_MOST_BLANKS:]}"


def find_times(text: str, language: str) -> tuple[TimePhrase, ...]:
    """Every stretch of a text that names a time, in reading order.

    Args:
        text: as `plain` gives it.
        language: "en" or "de".

    Returns:
        The phrases; they do not overlap.
    """
    reader = _reader(language)
    parts: list[TimePhrase] = []
    taken = bytearray(len(text) + 1)
    for rule, make in reader.rules:
        for match in rule.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or (part := make(match, reader.words, text)) is None:
                continue
            found = _with_zone(part, text)
            started = _with_range_start(found, text)
            # What is already a time of its own is joined with this one later.
            found = found if any(taken[started.start : found.start]) else started
            parts.append(found)
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
    parts.sort(key=lambda part: part.start)
    return tuple(_put_together(parts, text, reader))


def _with_zone(part: TimePhrase, text: str) -> TimePhrase:
    if part.span_s is not None or part.hours_up or (match := _ZONE.match(text, part.end)) is None:
        return part
    zone, clock, end = match["zone"], part.clock, match.end("zone")
    if zone[0] in "+-" and text[part.start - 1 : part.start] != "T":
        return part  # "14:00-15:00" is a range
    if "(" in match[0]:
        end = match.end()
    if clock is not None and clock.is_half_day and _COUNTS_TO_24.match(zone):
        clock = replace(clock, is_half_day=False)
    # Written twice by mistake, it is still one zone.
    while (again := _ZONE.match(text, end)) is not None and again["zone"] == zone:
        end = again.end("zone")
    return replace(part, zone=zone, clock=clock, end=end)


def _with_range_start(part: TimePhrase, text: str) -> TimePhrase:
    """Takes in the "2" of "between 2 and 4 pm"."""
    if part.clock is None or (match := _RANGE_START.search(text, max(0, part.start - 24), part.start)) is None:
        return part
    if match["to"].lower() in {"and", "und"} and not match["between"]:
        return part
    return replace(part, start=match.start(), is_range_end=True)


def _put_together(parts: Sequence[TimePhrase], text: str, reader: _Reader) -> list[TimePhrase]:
    done: list[TimePhrase] = []
    for part in parts:
        last = done[-1] if done else None
        between = text[last.end : part.start] if last else ""
        if last is not None and reader.join.match(between) and (one := _joined(last, part)) is not None:
            done[-1] = one
        elif last is not None and _is_range(last, part) and _says_range(reader, text, last, between):
            done[-1] = replace(
                part, start=last.start, day=part.day or last.day, zone=part.zone or last.zone, is_range_end=True
            )
        else:
            done.append(part)
    return [_told_apart(one) for one in done]


def _is_range(last: TimePhrase, part: TimePhrase) -> bool:
    """Whether two parts can be the two ends of one range: both clock times, or both days."""
    return (last.clock is None) == (part.clock is None) and None not in (last.clock or last.day, part.clock or part.day)


def _says_range(reader: _Reader, text: str, last: TimePhrase, between: str) -> bool:
    """Whether the words between two times make them one range: "2 pm and 4 pm" are two, unless "between" is said."""
    match = reader.range_join.match(between)
    if match is None:
        return False
    return match["and"] is None or _BETWEEN.search(text, max(0, last.start - 24), last.start) is not None


def _joined(last: TimePhrase, part: TimePhrase) -> TimePhrase | None:
    """Two parts as one time; None where both name a clock, or days that differ."""
    if any(one.span_s is not None or one.hours_up for one in (last, part)) or (last.clock and part.clock):
        return None
    day = last.day or part.day
    if last.day is not None and part.day is not None and (day := _same_day(last.day, part.day)) is None:
        return None
    return TimePhrase(
        start=last.start,
        end=part.end,
        clock=last.clock or part.clock,
        day=day,
        zone=part.zone or last.zone,
        is_range_end=last.is_range_end or part.is_range_end,
    )


def _same_day(one: DayWords, other: DayWords) -> DayWords | None:
    """A weekday beside its date, a part of a day beside the day: the date says more than the weekday."""
    dated = [day for day in (one, other) if day.on or day.month_day or day.either]
    named = [day for day in (one, other) if day.weekday is not None or day.days_ahead is not None]
    ends = one.part_ends_hour or other.part_ends_hour
    if len(dated) > 1 or (len(named) > 1 and not dated and None not in (one.weekday, other.weekday)):
        return None
    return replace((dated or named or [one])[0], part_ends_hour=ends)


def _told_apart(phrase: TimePhrase) -> TimePhrase:
    """Read as morning or evening where the text says which; small hours of a night are the next day's."""
    clock, day = phrase.clock, phrase.day
    if clock is None or day is None or day.part_ends_hour is None:
        return phrase
    minute = clock.minute_of_day % _HALF_DAY_MIN if clock.is_half_day else clock.minute_of_day
    if day.part_ends_hour == _DAY_H and minute < _NIGHT_ENDS_MIN:
        return replace(phrase, clock=ClockWords(minute + _DAY_MIN))
    if day.part_ends_hour >= _AFTERNOON_ENDS_H:
        minute += _HALF_DAY_MIN if minute < _HALF_DAY_MIN else 0
    return replace(phrase, clock=ClockWords(minute))


def _any(names: Iterable[str]) -> str:
    return "|".join(escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=8)
def _reader(language: str) -> _Reader:
    words = VOCABULARY[language]
    return _Reader(
        words=words,
        rules=tuple(
            (pattern(rule, flags), make)
            for rule, make, flags in (*_days(words), *_spans(words), *_clocks(words), *_named_days(words))
        ),
        join=pattern(rf"(?:[ \t,(\[*@]|\b(?:{words.join})\b)*$", IGNORECASE),
        range_join=pattern(rf"\s*(?:{words.range_join}|(?P<and>and|und))\s*(?:{words.before})?\s*$", IGNORECASE),
    )


# A slash date needs a word before it or a clock behind it: 24/7 and 1/2 are none.
_NO_YEAR = {
    "en": r"(?:(?<=\bon\s)|(?<=\bby\s)|(?<=:\s))(?P<a>\d\d?)(?P<by>/)(?P<b>\d\d?)(?![\d/:])",
    "de": r"(?<![\d.:])(?P<a>\d\d?)(?P<by>\.)\s?(?P<b>\d\d?)\.(?!\d)",
}
_BARE_HOUR = (
    r"(?:(?<=\b(?:by|at|um)\s)|(?<=\b(?:before|around)\s)|(?<=\bgegen\s)|(?<=\bbis\s))(?P<h>\d\d?)(?=\s*(?:$|\n|[.,;!)](?!\d)"
    r"|(?:today|tomorrow|tonight|this|on|local|in\s+the|and|or)\b|-?ish\b|[A-Z]{2,4}\b|US/))"
)
_CLOCK_WITH_POINT = (
    r"(?:(?<=:\s)|(?<=\bbefore\s)|(?<=\baround\s)|(?<=\buntil\s)|(?<=\bbis\s)|(?<=\bgegen\s)|(?<=update\s)|(?<=@\s))"
    r"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)"
    r"(?=\s*(?:$|[,;)\n]|\.(?!\d)|(?:today|tomorrow|tonight|on|heute|morgen)\b))"
)
_QUARTER_WORDS = r"half\s+past|quarter\s+past|quarter\s+to|halb|viertel\s+nach|viertel\s+vor|dreiviertel"
_Rule = tuple[str, _Make, int]


def _days(words: Vocabulary) -> tuple[_Rule, ...]:
    months = _any(words.months)
    return (
        (rf"(?<![\w/.-])(?P<y>{_YEAR})[-/ ](?P<m>\d\d?)[-/](?P<d>\d\d?)(?!\d)", words_of.full_date, 0),
        (
            r"(?<![\d.:/])(?P<a>\d\d?)(?P<by>[/.-])(?P<b>\d\d?)(?P=by)(?P<y>(?:20)?\d\d)(?![\d:])",
            words_of.date_in_figures,
            0,
        ),
        (
            rf"(?<![\d.:])(?P<d>\d\d?)(?:st|nd|rd|th|\.)?\s*(?:of\s+)?-?(?P<name>{months})\b\.?(?:,?[\s-]+(?P<y>{_YEAR}))?",
            words_of.date_with_month,
            IGNORECASE,
        ),
        (
            rf"\b(?P<name>{months})\b\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y>{_YEAR}))?",
            words_of.date_with_month,
            IGNORECASE,
        ),
        (r"\bthe\s+(?P<d>\d\d?)(?:st|nd|rd|th)\b", words_of.day_of_month, IGNORECASE),
        (_NO_YEAR[words.language], words_of.date_without_year, 0),
    )


def _spans(words: Vocabulary) -> tuple[_Rule, ...]:
    number = rf"\d{{1,3}}(?:[.,]\d+)?|{_any(words.numbers)}"
    unit = _any(words.units_s)
    half = (
        r"(?:a\s+)?quarter\s+of\s+an|three[\s-]+quarters\s+of\s+an|half\s+an?|half"
        r"|einer\s+halben|eine\s+halbe|anderthalb|eineinhalb"
    )
    after = r"(?!\s+(?:ago|earlier|later|long|old|delay|vor)\b|\s+of\s+(?!this|now|the\s+hour))"
    span = (
        rf"(?:{words.roughly})*(?P<count>{half}|{number})?(?:\s*\(\d+\))?(?:\s*(?:-|to|or|bis|oder)\s*(?P<upper>{number}))?"
        rf"(?P<half_after>\s+and\s+a\s+half)?[\s-]*(?<![a-z])(?P<unit>{unit})\b(?P<tail>\s+and\s+a\s+half)?"
        rf"(?:\s*,?\s*(?:and|und)?\s*(?P<more>\d+|{_any(words.numbers)})\s*(?P<more_unit>{unit})\b)?"
    )
    return (
        (
            r"\b(?:top|turn)\s+of\s+the\s+(?:next\s+)?hour\b|\bon\s+the\s+hour\b|\bzur\s+vollen\s+stunde\b",
            words_of.top_of_hour,
            IGNORECASE,
        ),
        (
            r"\b(?:this|the\s+same|same)\s+time\s+tomorrow\b|\bmorgen\s+um\s+diese\s+zeit\b",
            words_of.day_from_now,
            IGNORECASE,
        ),
        (r"(?:\b(?P<rate>half-)?hourly\b|\bstündlich\b)", words_of.hourly, IGNORECASE),
        (
            rf"\b(?:{words.lead})(?P<h>\d\d?)\s*h\s*(?P<m>\d\d)(?:\s*m(?:in)?)?\b",
            words_of.hours_and_minutes,
            IGNORECASE,
        ),
        (rf"(?:\b(?:{words.lead})|(?<=[\sT])\+\s*){span}{after}", words_of.span_from_now, IGNORECASE),
        (rf"(?<![\w.:]){span}\s+from\s+now", words_of.span_from_now, IGNORECASE),
        (rf"(?<![\w.:])(?=\d|~|≈|half|{number}){span}{after}", words_of.span_alone, IGNORECASE),
    )


def _clocks(words: Vocabulary) -> tuple[_Rule, ...]:
    hours = rf"\d{{1,2}}|{_any(words.numbers)}"
    clock = words_of.clock_time
    return (
        (
            rf"\b(?P<what>{_QUARTER_WORDS})\s+(?P<word>{hours}|{words_of.NOON_OR_MIDNIGHT})\b(?:\s*{_AM_PM})?(?:\s*uhr)?",
            words_of.quarter_hour,
            IGNORECASE,
        ),
        (
            _minutes_past(words, f"{hours}|{words_of.NOON_OR_MIDNIGHT}"),
            words_of.minutes_past,
            IGNORECASE,
        ),
        (rf"(?:\b12(?:[:.]00)?\s*)?\b(?P<name>{_any(words.clock_names)})\b", words_of.named_clock, IGNORECASE),
        (rf"(?<![\d:./])(?P<h>\d\d?)(?:[:.h](?P<m>\d\d)(?::\d\d)?)?\s*{_AM_PM}", clock, IGNORECASE),
        (rf"\b(?P<word>{_any(words.numbers)})\s*{_AM_PM}", clock, IGNORECASE),
        (rf"(?<![\d:./])(?P<h>\d\d?)[:.](?P<m>\d\d){_SUFFIX}", clock, IGNORECASE),
        (r"(?<![\d:./])(?P<h>\d\d?):(?P<m>\d\d)(?::\d\d)?(?![\d:])", clock, IGNORECASE),
        (r"(?<![\d:./])(?P<h>\d\d?)(?:\s*uhr\b(?:\s*(?P<m>[0-5]\d)\b)?|h(?P<m2>[0-5]\d)?\b)", clock, IGNORECASE),
        (
            r"(?:(?<=\bat\s)|(?<=\bby\s)|(?<=\bum\s))(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)(?![\d%]|\.\d)",
            clock,
            IGNORECASE,
        ),
        (rf"(?<![\d:./v])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)(?=\s*\(?(?:{ZONE_SHORT})\b)", clock, 0),
        (_CLOCK_WITH_POINT, clock, IGNORECASE),
        (rf"\b(?P<word>{hours})\s*(?:o'?\s?clock|uhr)\b", clock, IGNORECASE),
        (
            r"(?<![\d:.,/#-])(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?![\d%]|[:.,/-]\d)(?P<hrs>\s*(?i:hrs?|hours|h)\b|Z\b)?",
            words_of.four_figures,
            0,
        ),
    )


def _minutes_past(words: Vocabulary, hours: str) -> str:
    """Five past four; "5 to 6" in figures is a range and no clock time."""
    spoken = _any(words.numbers)
    return (
        rf"(?<![\d:.])(?:\b(?P<minutes>{spoken}|\d\d?(?!\s+to\b))\s+(?:minutes?\s+|minuten\s+)?)(?P<way>past|to|after|nach|vor)"
        rf"\s+(?P<word>{hours})\b(?!\s*(?:{_any(words.units_s)})\b|[:.]\d)(?:\s*{_AM_PM})?(?:\s*uhr)?"
    )


def _named_days(words: Vocabulary) -> tuple[_Rule, ...]:
    names, parts = _any(words.weekdays), _any(words.day_parts)
    return (
        (rf"\b(?P<ahead>{_any(words.days_ahead)})(?:\s+(?P<part>{parts}))?\b", words_of.day_ahead, IGNORECASE),
        (
            rf"\b(?:(?:this|next|coming|nächsten|kommenden)\s+)?(?P<name>{names})(?:\s*(?P<part>{parts}))?s?\b",
            words_of.weekday,
            IGNORECASE,
        ),
        (rf"\b(?P<name>{_any(words.short_weekdays)})\b\.?", words_of.weekday, 0),
        (rf"\b(?:this|in\s+the|am|heute)\s+(?:early\s+|late\s+)?(?P<part>{parts})\b", words_of.part_of_day, IGNORECASE),
        (_BARE_HOUR, words_of.clock_time, 0),
    )
